using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The log-likelihood of BG/NBD and MBG/NBD with its gradient, over the logarithms of r, α, a and b.</summary>
/// <param name="rows">The distinct histories.</param>
/// <param name="firstPurchaseMayEndIt">Whether a customer may leave right after the first purchase: MBG/NBD.</param>
internal sealed class DropoutAtPurchaseLikelihood(RowCounts<PurchaseHistory> rows, bool firstPurchaseMayEndIt) : IObjective
{
    public int Dimension => 4;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double r = Math.Exp(point[0]);
        double alpha = Math.Exp(point[1]);
        double a = Math.Exp(point[2]);
        double b = Math.Exp(point[3]);
        return BlockSums.Evaluate(rows.Rows.Length, BlockSums.CheapRows, gradient, (from, to, into) => Block(from, to, into, r, alpha, a, b));
    }

    /// <summary>The log-density of one history and, by the same token, the log-odds of being alive.</summary>
    public static (double LogLikelihood, double LogOddsAlive) One(
        PurchaseHistory history, double r, double alpha, double a, double b, bool firstPurchaseMayEndIt)
    {
        int x = history.Frequency;
        int trials = firstPurchaseMayEndIt ? x + 1 : x;
        double k = r + x;
        double gap = LogSpace.Log1P((history.Age - history.Recency) / (alpha + history.Recency));
        double log = GammaFunction.LogRatio(r, x) - (r * LogSpace.Log1P(history.Age / alpha)) - (x * Math.Log(alpha + history.Age))
            + GammaFunction.LogRatio(b, trials) - GammaFunction.LogRatio(a + b, trials);
        if (trials == 0)
        {
            return (log, double.PositiveInfinity);
        }

        double oddsDead = Math.Log(a) - Math.Log(b + (trials - 1)) + (k * gap);
        return (log + LogSpace.Sum(0.0, oddsDead), -oddsDead);
    }

    private double Block(int from, int to, Span<double> gradient, double r, double alpha, double a, double b)
    {
        double sum = 0.0, dr = 0.0, byAlpha = 0.0, da = 0.0, db = 0.0;
        double logAlpha = Math.Log(alpha);
        double logA = Math.Log(a);
        int known = -1;
        double constant = 0.0, slopeR = 0.0, slopeB = 0.0, slopeAb = 0.0, logLast = 0.0, last = 0.0;

        for (int i = from; i < to; i++)
        {
            PurchaseHistory row = rows.Rows[i];
            double count = rows.Counts[i];
            int x = row.Frequency;
            int trials = firstPurchaseMayEndIt ? x + 1 : x;
            if (x != known)
            {
                // Rows are sorted by frequency: what depends on it alone is computed once for each.
                known = x;
                constant = GammaFunction.LogRatio(r, x) + GammaFunction.LogRatio(b, trials) - GammaFunction.LogRatio(a + b, trials);
                slopeR = GammaFunction.DigammaDifference(r, x);
                slopeB = GammaFunction.DigammaDifference(b, trials);
                slopeAb = GammaFunction.DigammaDifference(a + b, trials);
                last = b + (trials - 1);
                logLast = trials == 0 ? 0.0 : Math.Log(last);
            }

            double k = r + x;
            double atLast = alpha + row.Recency;
            double atEnd = alpha + row.Age;
            double gap = LogSpace.Log1P((row.Age - row.Recency) / atLast);
            double growth = LogSpace.Log1P(row.Age / alpha);
            double log = constant - (r * growth) - (x * (logAlpha + growth));
            double dead = 0.0;
            if (trials > 0)
            {
                double oddsDead = logA - logLast + (k * gap);

                // The logistic of the odds and the logarithm of 1 + odds from one exponential.
                double small = Math.Exp(-Math.Abs(oddsDead));
                dead = (oddsDead >= 0.0 ? 1.0 : small) / (1.0 + small);
                log += Math.Max(0.0, oddsDead) + LogSpace.Log1P(small);
            }

            sum += count * log;
            dr += count * (slopeR - growth + (dead * gap));
            byAlpha += count * (((1.0 - dead) * ((r * row.Age) - (x * alpha)) / atEnd) + (dead * ((r * row.Recency) - (x * alpha)) / atLast));
            da += count * ((trials > 0 ? dead / a : 0.0) - slopeAb);
            db += count * (slopeB - slopeAb - (trials > 0 ? dead / last : 0.0));
        }

        gradient[0] += dr * r;
        gradient[1] += byAlpha;
        gradient[2] += da * a;
        gradient[3] += db * b;
        return sum;
    }
}
