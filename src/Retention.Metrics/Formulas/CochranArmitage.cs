using System.Numerics;

namespace Retention.Metrics;

/// <summary>Whether a rate rises or falls from each group to the next.</summary>
public static class CochranArmitage
{
    /// <summary>Computes the Cochran–Armitage test for trend in the rates of ordered groups, with the scores 1, 2, … k.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>z = Σ sᵢ (xᵢ − nᵢ p) / √(p (1 − p) (Σ nᵢ sᵢ² − (Σ nᵢ sᵢ)² / N))</c> with x counted of n in the group with score s, N all
    /// and p the rate of all groups together; the p-value is <c>2 (1 − Φ(|z|))</c>. The sums are exact. A group of nobody keeps its score.</para>
    /// <para><b>Unit:</b> standard errors, below 0 where the rate falls from the first group to the last; and a probability, 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody is counted or everybody is, as there is no variance; and where one group has everybody.</para>
    /// <para><b>Cost:</b> one pass over the groups and one error function.</para>
    /// <para><b>Source:</b> W. G. Cochran, "Some methods for strengthening the common χ² tests", Biometrics 10 (1954); P. Armitage, "Tests for linear
    /// trends in proportions and frequencies", Biometrics 11 (1955); <c>prop.trend.test</c> of R, with the square of z as its chi-square.</para>
    /// </remarks>
    /// <example><code>
    /// CochranArmitage.Test(counted: [83, 90, 129, 70], all: [86, 93, 136, 82])?.PValue; // 0.00413…
    /// </code></example>
    /// <param name="counted">How many are counted in each group, such as customers who left; 0 to all of the group.</param>
    /// <param name="all">How many there are in each group, in the same order.</param>
    /// <exception cref="ArgumentException">There is not one number of all for each counted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0, or more are counted than there are.</exception>
    public static TrendTest? Test(ReadOnlySpan<long> counted, ReadOnlySpan<long> all)
    {
        if (counted.Length != all.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {counted.Length} groups of counted and {all.Length} of all; expected the same groups."), nameof(all));
        }

        BigInteger hits = 0, total = 0, scoredHits = 0, scored = 0, scoredTwice = 0;
        for (int group = 0; group < all.Length; group++)
        {
            FormulaArgument.RequirePart(counted[group], all[group], nameof(counted), nameof(all));
            BigInteger score = group + 1;
            hits += counted[group];
            total += all[group];
            scoredHits += score * counted[group];
            scored += score * all[group];
            scoredTwice += score * score * all[group];
        }

        BigInteger outcomes = hits * (total - hits), spread = (total * scoredTwice) - (scored * scored);
        if (outcomes.IsZero || spread.IsZero)
        {
            return null;
        }

        double z = (double)((total * scoredHits) - (hits * scored)) / double.Sqrt((double)outcomes) / double.Sqrt((double)spread) * double.Sqrt((double)total);
        return new TrendTest(z, NormalDistribution.TwoSidedTail(z));
    }
}
