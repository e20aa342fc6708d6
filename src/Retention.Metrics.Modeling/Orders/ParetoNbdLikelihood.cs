using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The log-likelihood of Pareto/NBD with its gradient, over the logarithms of r, α, s and β.</summary>
internal sealed class ParetoNbdLikelihood(RowCounts<PurchaseHistory> rows) : IObjective
{
    public int Dimension => 4;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double r = Math.Exp(point[0]);
        double alpha = Math.Exp(point[1]);
        double s = Math.Exp(point[2]);
        double beta = Math.Exp(point[3]);
        return BlockSums.Evaluate(rows.Rows.Length, BlockSums.DearRows, gradient, (from, to, into) => Block(from, to, into, r, alpha, s, beta));
    }

    /// <summary>The log-density of one history and the log-odds of being alive.</summary>
    public static (double LogLikelihood, double LogOddsAlive) One(PurchaseHistory history, double r, double alpha, double s, double beta)
    {
        int x = history.Frequency;
        double k = r + x;
        double gapAlpha = LogSpace.Log1P((history.Age - history.Recency) / (alpha + history.Recency));
        double gapBeta = LogSpace.Log1P((history.Age - history.Recency) / (beta + history.Recency));
        PowerProductIntegral leaving = PowerProductIntegral.Of(alpha, k, beta, s + 1.0, history.Recency, history.Age);
        double constant = GammaFunction.LogRatio(r, x) - (r * LogSpace.Log1P(history.Recency / alpha)) - (x * Math.Log(alpha + history.Recency))
            - (s * LogSpace.Log1P(history.Recency / beta));

        // Both relative to the density of the last purchase.
        double alive = -(k * gapAlpha) - (s * gapBeta);
        double dead = Math.Log(s) - Math.Log(beta + history.Recency) + leaving.LogRelative;
        return (constant + LogSpace.Sum(alive, dead), alive - dead);
    }

    private double Block(int from, int to, Span<double> gradient, double r, double alpha, double s, double beta)
    {
        double sum = 0.0, dr = 0.0, byAlpha = 0.0, ds = 0.0, byBeta = 0.0;
        double logAlpha = Math.Log(alpha);
        double logBeta = Math.Log(beta);
        double logS = Math.Log(s);
        int known = -1;
        double ratio = 0.0, slopeR = 0.0;

        for (int i = from; i < to; i++)
        {
            PurchaseHistory row = rows.Rows[i];
            double count = rows.Counts[i];
            int x = row.Frequency;
            if (x != known)
            {
                known = x;
                ratio = GammaFunction.LogRatio(r, x);
                slopeR = GammaFunction.DigammaDifference(r, x);
            }

            double k = r + x;
            double lastAlpha = alpha + row.Recency;
            double lastBeta = beta + row.Recency;
            double growthAlpha = LogSpace.Log1P(row.Recency / alpha);
            double growthBeta = LogSpace.Log1P(row.Recency / beta);
            double gapAlpha = LogSpace.Log1P((row.Age - row.Recency) / lastAlpha);
            double gapBeta = LogSpace.Log1P((row.Age - row.Recency) / lastBeta);
            PowerProductIntegral leaving = PowerProductIntegral.Of(alpha, k, beta, s + 1.0, row.Recency, row.Age);

            double alive = -(k * gapAlpha) - (s * gapBeta);
            double dead = logS - logBeta - growthBeta + leaving.LogRelative;
            double q = LogSpace.Logistic(dead - alive);
            double p = 1.0 - q;

            // The slopes by ln α and ln β without differences of r or s, which may be large: 1 − α / (α + y) is y / (α + y).
            sum += count * (ratio - (r * growthAlpha) - (x * (logAlpha + growthAlpha)) - (s * growthBeta) + LogSpace.Sum(alive, dead));
            dr += count * (slopeR - growthAlpha - (p * gapAlpha) - (q * leaving.MeanLogAlpha));
            byAlpha += count * ((p * ((r * row.Age) - (x * alpha)) / (alpha + row.Age))
                + (q * ((r * row.Recency) - (x * alpha) + (k * alpha * leaving.MeanShareAlpha)) / lastAlpha));
            ds += count * ((q / s) - growthBeta - (p * gapBeta) - (q * leaving.MeanLogBeta));
            byBeta += count * ((p * s * row.Age / (beta + row.Age))
                + (q * ((s * row.Recency) - beta + ((s + 1.0) * beta * leaving.MeanShareBeta)) / lastBeta));
        }

        gradient[0] += dr * r;
        gradient[1] += byAlpha;
        gradient[2] += ds * s;
        gradient[3] += byBeta;
        return sum;
    }
}
