namespace Retention.Metrics.Modeling.Tests.Survival;

/// <summary>The weighted log-rank family written down customer by customer.</summary>
internal static class NaiveLogRank
{
    public static (double[] Difference, double[,] Covariance) Test(Spell[][] groups, LogRankWeights weights)
    {
        Spell[] all = [.. groups.SelectMany(spells => spells)];
        int k = groups.Length;
        double[] difference = new double[k];
        double[,] covariance = new double[k, k];
        foreach (int t in NaiveSurvival.EventTimes(all))
        {
            double n = NaiveSurvival.AtRisk(all, t), d = NaiveSurvival.Events(all, t), w = Weight(all, t, weights);
            double[] share = [.. groups.Select(spells => NaiveSurvival.AtRisk(spells, t) / n)];
            for (int g = 0; g < k; g++)
            {
                difference[g] += w * (NaiveSurvival.Events(groups[g], t) - (d * share[g]));
                for (int h = 0; h < k; h++)
                {
                    covariance[g, h] += n == 1
                        ? 0
                        : w * w * d * (n - d) / (n - 1) * ((g == h ? share[g] : 0) - (share[g] * share[h]));
                }
            }
        }

        return (difference, covariance);
    }

    private static double Weight(Spell[] all, int time, LogRankWeights weights)
    {
        double n = NaiveSurvival.AtRisk(all, time);
        double left = NaiveSurvival.Survival(all, time - 1);
        double peto = NaiveSurvival.EventTimes(all).Where(t => t <= time)
            .Aggregate(1.0, (product, t) => product * (1 - (NaiveSurvival.Events(all, t) / (NaiveSurvival.AtRisk(all, t) + 1.0))));
        return weights.ToString() switch
        {
            "LogRank" => 1,
            "Gehan" => n,
            "TaroneWare" => Math.Sqrt(n),
            "PetoPeto" => peto,
            "PetoPetoModified" => peto * n / (n + 1),
            "FlemingHarrington(1, 0)" => left,
            "FlemingHarrington(0.5, 1)" => Math.Sqrt(left) * (1 - left),
            string other => throw new ArgumentOutOfRangeException(nameof(weights), other, "No naive version."),
        };
    }
}
