using System.Collections.Immutable;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>Tests whether groups of customers churn alike.</summary>
/// <remarks>
/// <para><b>Formula:</b> at each tenure with churn, with <c>d</c> of <c>n</c> churned in all and <c>n_g</c> at risk in
/// group <c>g</c>, the group expects <c>d n_g / n</c>; the covariance of what is observed less what is expected is
/// <c>d (n − d)/(n − 1) · n_g/n · ([g = h] − n_h/n)</c>. Weighted by <c>w</c> and <c>w²</c> and added up, they give
/// <c>χ² = (O − E)ᵀ V⁻ (O − E)</c>.</para>
/// <para><b>Unit:</b> none; the p-value is a probability.</para>
/// <para><b>Undefined:</b> when no two groups were at risk together at a churn.</para>
/// <para><b>Cost:</b> one pass over the rows of all tables; <c>g²</c> work at each tenure with churn.</para>
/// <para><b>Source:</b> Mantel (1966), Peto and Peto (1972), Fleming and Harrington (1991); checked against R's
/// <c>survdiff</c> and lifelines, docs/models/log-rank.md.</para>
/// </remarks>
/// <example><code>
/// SurvivalGroups strategies = SurvivalGroups.Create(
///     [new("phone call", RiskTable.FromSurvivors(400, 371, 340, 322)), new("nothing", RiskTable.FromSurvivors(400, 352, 310, 285))]);
/// LogRank.Test(strategies).PValue; // 0.00201…: more than chance
/// </code></example>
public static class LogRank
{
    // A direction with a variance of rounding errors only carries no information; R counts it out by expected > 0.
    private const double Negligible = 1e-10;

    /// <summary>Tests whether the groups churn alike.</summary>
    /// <param name="groups">Two or more groups.</param>
    /// <param name="weights">How much each tenure counts; the log-rank test by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="groups"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    /// <returns>The test.</returns>
    public static LogRankTest Test(SurvivalGroups groups, LogRankWeights weights = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        int k = groups.Names.Length;
        if (k < 2)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A comparison needs 2 groups or more; there are {k}."), nameof(groups));
        }

        return Of(groups.Names, [new(string.Empty, groups)], weights, strata: []);
    }

    /// <summary>Tests whether the groups churn alike within each stratum: like is compared with like, and the strata may differ.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> observed, expected and covariance are those of each stratum, weighted within it, and added up over the strata.</para>
    /// <para><b>Unit:</b> none; the p-value is a probability.</para>
    /// <para><b>Undefined:</b> when no two groups were at risk together at a churn in any stratum.</para>
    /// <para><b>Cost:</b> that of a test for each stratum.</para>
    /// <para><b>Source:</b> Kalbfleisch and Prentice (2002), section 1.5; R's <c>survdiff</c> with <c>strata()</c>.</para>
    /// </remarks>
    /// <example><code>
    /// SurvivalStrata bySize = SurvivalStrata.Create(
    /// [
    ///     new("small", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(40, 30, 24)), new("nothing", RiskTable.FromSurvivors(160, 96, 60))])),
    ///     new("large", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(160, 152, 147)), new("nothing", RiskTable.FromSurvivors(40, 37, 35))])),
    /// ]);
    /// LogRank.Test(bySize).PValue; // 0.00903…
    /// </code></example>
    /// <param name="strata">The strata, with two or more groups among them.</param>
    /// <param name="weights">How much each tenure counts; the log-rank test by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="strata"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    /// <returns>The test, with a line for each stratum.</returns>
    public static LogRankTest Test(SurvivalStrata strata, LogRankWeights weights = default)
    {
        ArgumentNullException.ThrowIfNull(strata);
        if (strata.GroupNames.Length < 2)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A comparison needs 2 groups or more; there are {strata.GroupNames.Length}."), nameof(strata));
        }

        return Of(
            strata.GroupNames,
            [.. strata.Names.Select(name => KeyValuePair.Create(name, strata[name]))],
            weights,
            [.. strata.Names.Select(name => StratumOf(name, strata[name], weights))]);
    }

    private static LogRankTest Of(
        ImmutableArray<string> names, KeyValuePair<string, SurvivalGroups>[] parts, LogRankWeights weights, ImmutableArray<LogRankStratum> strata)
    {
        int k = names.Length;
        int[] customers = new int[k];
        double[] observed = new double[k], expected = new double[k], covariance = new double[k * k];
        foreach ((_, SurvivalGroups groups) in parts)
        {
            RiskTable[] tables = [.. names.Select(name => groups.Names.Contains(name) ? groups[name] : RiskTable.Empty)];
            AddUp(groups.Pool(), tables, weights, observed, expected, covariance);
            for (int g = 0; g < k; g++)
            {
                customers[g] += tables[g].CustomerCount;
            }
        }

        (double statistic, int degrees) = QuadraticForm(observed, expected, covariance);
        ImmutableArray<LogRankGroup> results =
            [.. Enumerable.Range(0, k).Select(g => new LogRankGroup(names[g], customers[g], observed[g], expected[g]))];
        return new LogRankTest(weights, results, covariance, degrees > 0 ? statistic : null, degrees, strata);
    }

    private static LogRankStratum StratumOf(string name, SurvivalGroups groups, LogRankWeights weights)
    {
        RiskTable pool = groups.Pool();
        LogRankTest? alone = groups.Names.Length > 1 ? Test(groups, weights) : null;
        return new LogRankStratum(name, pool.CustomerCount, pool.EventCount, alone?.ChiSquare, alone?.DegreesOfFreedom ?? 0);
    }

    internal static double UpperTail(double chiSquare, int degrees) =>
        chiSquare <= 0 ? 1 : Quantiles.ChiSquareUpperTail(chiSquare, degrees);

    private static void AddUp(
        RiskTable pool, RiskTable[] tables, LogRankWeights weights, double[] observed, double[] expected, double[] covariance)
    {
        int k = tables.Length;
        int[] rows = new int[k];
        double[] atRisk = new double[k];
        var weigh = new WeightSequence(weights);
        for (int row = 0; row < pool.Count; row++)
        {
            int time = pool.Times[row];
            double n = pool.AtRisk[row], d = pool.Events[row];
            double weight = d > 0 ? weigh.Next(n, d) : 0;
            for (int g = 0; g < k; g++)
            {
                RiskTable table = tables[g];
                bool here = rows[g] < table.Count && table.Times[rows[g]] == time;
                // The pool has every row of every table, so between its rows nobody joins or leaves a group.
                atRisk[g] = rows[g] < table.Count ? table.AtRisk[rows[g]] : 0;
                observed[g] += here ? weight * table.Events[rows[g]] : 0;
                rows[g] += here ? 1 : 0;
            }

            if (d > 0)
            {
                // A lone customer at risk has no variance; the factor is 0/0 there and 0 in the limit.
                double factor = n > 1 ? weight * weight * d * (n - d) / (n - 1) : 0;
                for (int g = 0; g < k; g++)
                {
                    double share = atRisk[g] / n;
                    expected[g] += weight * d * share;
                    for (int h = 0; h < k; h++)
                    {
                        covariance[(g * k) + h] += factor * share * ((g == h ? 1 : 0) - (atRisk[h] / n));
                    }
                }
            }
        }
    }

    /// <summary>Solves by elimination with the largest remaining variance first, and stops where none is left.</summary>
    private static (double Statistic, int Rank) QuadraticForm(double[] observed, double[] expected, double[] covariance)
    {
        int k = observed.Length;
        double[] v = [.. covariance], z = [.. observed.Zip(expected, (o, e) => o - e)];
        double largest = Enumerable.Range(0, k).Max(g => v[(g * k) + g]);
        bool[] used = new bool[k];
        double statistic = 0;
        int rank = 0;
        while (rank < k - 1)
        {
            int pivot = -1;
            for (int g = 0; g < k; g++)
            {
                if (!used[g] && v[(g * k) + g] > Negligible * largest && (pivot < 0 || v[(g * k) + g] > v[(pivot * k) + pivot]))
                {
                    pivot = g;
                }
            }

            if (pivot < 0)
            {
                break;
            }

            used[pivot] = true;
            rank++;
            double variance = v[(pivot * k) + pivot];
            statistic += z[pivot] * z[pivot] / variance;
            for (int g = 0; g < k; g++)
            {
                double factor = v[(g * k) + pivot] / variance;
                if (!used[g] && factor != 0)
                {
                    z[g] -= factor * z[pivot];
                    for (int h = 0; h < k; h++)
                    {
                        v[(g * k) + h] -= factor * v[(pivot * k) + h];
                    }
                }
            }
        }

        return (statistic, rank);
    }

    /// <summary>The weights of successive tenures with churn; some depend on all before.</summary>
    private struct WeightSequence(LogRankWeights weights)
    {
        private double survival = 1;

        public double Next(double n, double d)
        {
            double before = survival;
            switch (weights.Family)
            {
                case LogRankFamily.Gehan:
                    return n;
                case LogRankFamily.TaroneWare:
                    return Math.Sqrt(n);
                case LogRankFamily.PetoPeto:
                    return survival *= 1 - (d / (n + 1));
                case LogRankFamily.PetoPetoModified:
                    survival *= 1 - (d / (n + 1));
                    return survival * n / (n + 1);
                case LogRankFamily.FlemingHarrington:
                    survival *= 1 - (d / n);
                    return Math.Pow(before, weights.Early) * Math.Pow(1 - before, weights.Late);
                default:
                    return 1;
            }
        }
    }
}
