namespace Retention.Metrics;

/// <summary>How many more customers would recommend than would not.</summary>
public static class NetPromoterScore
{
    /// <summary>Computes the net promoter score of counts.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(promoters − detractors) / (promoters + passives + detractors)</c>.</para>
    /// <para><b>Unit:</b> none; −1 to 1. It is shown times 100, without a percent sign.</para>
    /// <para><b>Undefined:</b> without a response.</para>
    /// <para><b>Cost:</b> a subtraction.</para>
    /// <para><b>Source:</b> F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81 (2003).</para>
    /// </remarks>
    /// <example><code>
    /// NetPromoterScore.Of(promoters: 5, passives: 3, detractors: 2).Value; // 0.3
    /// </code></example>
    /// <param name="promoters">Responses of 9 and 10.</param>
    /// <param name="passives">Responses of 7 and 8.</param>
    /// <param name="detractors">Responses of 0 to 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0.</exception>
    public static Ratio Of(long promoters, long passives, long detractors)
    {
        RequireCounts(promoters, passives, detractors);
        return Ratio.Of((decimal)promoters - detractors, (decimal)promoters + passives + detractors);
    }

    /// <summary>Computes the scores of all customers that agree with the responses of some.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>NPS ± z √((p + d − NPS²) / n)</c> with p and d the shares of promoters and detractors, n the responses and z the normal
    /// quantile of the level: each response is a draw of 1, 0 or −1. The limits are cut at −1 and 1.</para>
    /// <para><b>Unit:</b> none, as the score.</para>
    /// <para><b>Undefined:</b> without a response.</para>
    /// <para><b>Cost:</b> one quantile and one square root.</para>
    /// <para><b>Source:</b> B. Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician 70 (2016), the Wald interval.</para>
    /// </remarks>
    /// <example><code>
    /// NetPromoterScore.Interval(promoters: 291, passives: 476, detractors: 395); // -0.1334 to -0.0456, at 95 %
    /// </code></example>
    /// <param name="promoters">Responses of 9 and 10.</param>
    /// <param name="passives">Responses of 7 and 8.</param>
    /// <param name="detractors">Responses of 0 to 6.</param>
    /// <param name="level">How often such an interval holds the true score, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, or the level is not between 0 and 1.</exception>
    public static ScoreInterval? Interval(long promoters, long passives, long detractors, double level = 0.95)
    {
        RequireCounts(promoters, passives, detractors);
        _ = FormulaArgument.Level(level);
        double responses = (double)promoters + passives + detractors;
        if (responses == 0)
        {
            return null;
        }

        double score = ((double)promoters - detractors) / responses, variance = (((double)promoters + detractors) / responses) - (score * score);
        return ScoreInterval.Of(score, double.Sqrt(double.Max(0, variance) / responses), lowest: -1, highest: 1, level);
    }

    private static void RequireCounts(long promoters, long passives, long detractors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
    }
}
