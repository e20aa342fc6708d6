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
        double constant = GammaFunction.LogRatio(r, x) + (r * Math.Log(alpha)) - (k * Math.Log(alpha + history.Recency))
            - (s * LogSpace.Log1P(history.Recency / beta));

        // Both relative to the density of the last purchase.
        double alive = -(k * gapAlpha) - (s * gapBeta);
        double dead = Math.Log(s) - Math.Log(beta + history.Recency) + leaving.LogRelative;
        return (constant + LogSpace.Sum(alive, dead), alive - dead);
    }

    private double Block(int from, int to, Span<double> gradient, double r, double alpha, double s, double beta)
    {
        double sum = 0.0, dr = 0.0, dAlpha = 0.0, ds = 0.0, dBeta = 0.0;
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
                slopeR = GammaFunction.DigammaDifference(r, x) + logAlpha;
            }

            double k = r + x;
            double lastAlpha = alpha + row.Recency;
            double lastBeta = beta + row.Recency;
            double logLastAlpha = Math.Log(lastAlpha);
            double logLastBeta = Math.Log(lastBeta);
            double gapAlpha = LogSpace.Log1P((row.Age - row.Recency) / lastAlpha);
            double gapBeta = LogSpace.Log1P((row.Age - row.Recency) / lastBeta);
            PowerProductIntegral leaving = PowerProductIntegral.Of(alpha, k, beta, s + 1.0, row.Recency, row.Age);

            double alive = -(k * gapAlpha) - (s * gapBeta);
            double dead = logS - logLastBeta + leaving.LogRelative;
            double q = LogSpace.Logistic(dead - alive);
            double p = 1.0 - q;

            sum += count * (ratio + (r * logAlpha) - (k * logLastAlpha) - (s * (logLastBeta - logBeta)) + LogSpace.Sum(alive, dead));
            dr += count * (slopeR - logLastAlpha - (p * gapAlpha) - (q * leaving.MeanLogAlpha));
            dAlpha += count * ((r / alpha) - (k * ((p / (alpha + row.Age)) + (q * leaving.MeanOverAlpha))));
            ds += count * ((q / s) - (logLastBeta - logBeta) - (p * gapBeta) - (q * leaving.MeanLogBeta));
            dBeta += count * ((s / beta) - (p * s / (beta + row.Age)) - (q * (s + 1.0) * leaving.MeanOverBeta));
        }

        gradient[0] += dr * r;
        gradient[1] += dAlpha * alpha;
        gradient[2] += ds * s;
        gradient[3] += dBeta * beta;
        return sum;
    }
}
