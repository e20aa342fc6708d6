using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Formulas;

public sealed class NetPromoterScoreTests
{
    private static readonly Arbitrary<(long Promoters, long Passives, long Detractors)> Counts = Arb.From(
        from promoters in Gen.Choose(0, 60)
        from passives in Gen.Choose(0, 60)
        from detractors in Gen.Choose(0, 60)
        where promoters + passives + detractors > 0
        select ((long)promoters, (long)passives, (long)detractors));

    /// <summary>"Net Promoter Score - Calculating Confidence Intervals and Margin of Error", talkstats.com/threads/58500: 291 promoters, 476 neutral, 395 detractors: −9 ± 4.4.</summary>
    /// <summary>Three of four are promoters: 0.75 and 1.96 √(0.1875 / 4) = 0.424 above it, which is more than there can be; the mirror image below.</summary>
    [Fact]
    public void TheInterval_EndsAtTheEndsOfTheScale()
    {
        Assert.Equal(1, NetPromoterScore.Interval(promoters: 3, passives: 1, detractors: 0)?.Upper);
        Assert.Equal(-1, NetPromoterScore.Interval(promoters: 0, passives: 1, detractors: 3)?.Lower);
        Assert.Equal(0.3257, double.Round(NetPromoterScore.Interval(promoters: 3, passives: 1, detractors: 0)?.Lower ?? 0, 4));
    }

    [Fact]
    public void Interval_IsThePublishedOne()
    {
        ScoreInterval interval = NetPromoterScore.Interval(291, 476, 395)!.Value;

        Assert.Equal(-9m, decimal.Round(NetPromoterScore.Of(291, 476, 395).Value!.Value * 100));
        Assert.Equal(4.4, double.Round((interval.Upper - interval.Lower) / 2 * 100, 1));
        Assert.Equal("-0.1334 to -0.0456, at 95 %", interval.ToString());
    }

    /// <summary>
    /// "How can I calculate margin of error in a NPS result?", Cross Validated: shares of 1/2, 1/3 and 1/6 have the score 1/3 and the variance 5/9.
    /// </summary>
    [Fact]
    public void Interval_HasThePublishedVariance()
    {
        ScoreInterval interval = NetPromoterScore.Interval(162, 108, 54)!.Value;

        Assert.Equal(1.0 / 3, (interval.Lower + interval.Upper) / 2, 12);
        Assert.Equal(double.Sqrt(5.0 / 9 / 324), (interval.Upper - interval.Lower) / 2 / 1.959963984540054, 12);
    }

    [Fact]
    public void OnPaper_FivePromotersAndTwoDetractorsOfTen_AreThirty()
    {
        Assert.Equal(Ratio.Of(3, 10), NetPromoterScore.Of(promoters: 5, passives: 3, detractors: 2));

        // 0.7 − 0.09 = 0.61; √0.061 = 0.24698; 1.96 times that is 0.484.
        Assert.Equal("-0.1841 to 0.7841, at 95 %", NetPromoterScore.Interval(5, 3, 2).ToString());
    }

    /// <summary>An implementation of its own: each response is drawn as 1, 0 or −1, with mean and variance of the list.</summary>
    [Fact]
    public void Interval_IsThatOfTheMeanOfSingleResponses() => Laws.Check(Counts, one =>
    {
        double[] draws = [.. Enumerable.Repeat(1.0, (int)one.Promoters), .. Enumerable.Repeat(0.0, (int)one.Passives), .. Enumerable.Repeat(-1.0, (int)one.Detractors)];
        double mean = draws.Average(), reach = 1.959963984540054 * double.Sqrt(draws.Average(draw => (draw - mean) * (draw - mean)) / draws.Length);
        ScoreInterval interval = NetPromoterScore.Interval(one.Promoters, one.Passives, one.Detractors)!.Value;

        Assert.Equal(mean, (double)NetPromoterScore.Of(one.Promoters, one.Passives, one.Detractors).Value!.Value, 12);
        Assert.Equal(double.Max(-1, mean - reach), interval.Lower, 9);
        Assert.Equal(double.Min(1, mean + reach), interval.Upper, 9);
    });

    [Fact]
    public void TheScore_LiesInItsInterval_WithinItsBounds_AndMirrors() => Laws.Check(Counts, one =>
    {
        ScoreInterval interval = NetPromoterScore.Interval(one.Promoters, one.Passives, one.Detractors)!.Value, mirrored = NetPromoterScore.Interval(one.Detractors, one.Passives, one.Promoters)!.Value;

        Assert.True(interval.Contains((double)NetPromoterScore.Of(one.Promoters, one.Passives, one.Detractors).Value!.Value + 1e-15) || interval.Lower == interval.Upper);
        Assert.InRange(interval.Lower, -1, interval.Upper);
        Assert.InRange(interval.Upper, interval.Lower, 1);
        Assert.Equal(-mirrored.Upper, interval.Lower, 12);
        Assert.True(NetPromoterScore.Interval(one.Promoters, one.Passives, one.Detractors, 0.99)!.Value.Upper >= interval.Upper);
    });

    [Fact]
    public void MorePromoters_RaiseTheScore_AndMoreDetractorsLowerIt() => Laws.Check(Counts, one =>
    {
        Ratio score = NetPromoterScore.Of(one.Promoters, one.Passives, one.Detractors);

        Assert.True(NetPromoterScore.Of(one.Promoters + 1, one.Passives, one.Detractors).Value >= score.Value);
        Assert.True(NetPromoterScore.Of(one.Promoters, one.Passives, one.Detractors + 1).Value <= score.Value);
    });

    [Fact]
    public void WithoutAResponse_ItIsUndefined_AndBadInputIsRefused()
    {
        Assert.False(NetPromoterScore.Of(0, 0, 0).IsDefined);
        Assert.Null(NetPromoterScore.Interval(0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("passives", () => NetPromoterScore.Of(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("detractors", () => NetPromoterScore.Interval(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => NetPromoterScore.Interval(1, 1, 1, level: 1));
    }
}
