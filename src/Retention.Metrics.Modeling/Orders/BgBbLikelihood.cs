using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The log-likelihood of BG/BB with its gradient, over the logarithms of α, β, γ and δ.</summary>
internal sealed class BgBbLikelihood(RowCounts<OpportunityHistory> rows) : IObjective
{
    public int Dimension => 4;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double alpha = Math.Exp(point[0]);
        double beta = Math.Exp(point[1]);
        double gamma = Math.Exp(point[2]);
        double delta = Math.Exp(point[3]);
        return BlockSums.Evaluate(rows.Rows.Length, BlockSums.DearRows, gradient, (from, to, into) =>
        {
            double sum = 0.0;
            Span<double> one = stackalloc double[4];
            for (int i = from; i < to; i++)
            {
                sum += rows.Counts[i] * One(rows.Rows[i], alpha, beta, gamma, delta, one);
                for (int k = 0; k < 4; k++)
                {
                    into[k] += rows.Counts[i] * one[k];
                }
            }

            into[0] *= alpha;
            into[1] *= beta;
            into[2] *= gamma;
            into[3] *= delta;
            return sum;
        });
    }

    /// <summary>The log-probability of one history; writes its derivatives with respect to the parameters where there is room.</summary>
    public static double One(OpportunityHistory row, double alpha, double beta, double gamma, double delta, Span<double> gradient)
    {
        int x = row.Frequency;
        int n = row.Opportunities;

        // Death after each opportunity from the last used to the last but one, and survival to the end.
        int last = n - row.LastUsed;
        Span<double> logs = last < 256 ? stackalloc double[last + 1] : new double[last + 1];
        for (int i = 0; i < last; i++)
        {
            logs[i] = LogUses(alpha, beta, x, row.LastUsed - x + i)
                + LogUses(gamma, delta, 1, row.LastUsed + i);
        }

        logs[last] = LogUses(alpha, beta, x, n - x) + LogUses(gamma, delta, 0, n);
        double max = double.NegativeInfinity;
        foreach (double log in logs)
        {
            max = Math.Max(max, log);
        }

        double sum = 0.0;
        foreach (double log in logs)
        {
            sum += Math.Exp(log - max);
        }

        double total = max + Math.Log(sum);
        if (gradient.IsEmpty)
        {
            return total;
        }

        gradient.Clear();
        double slopeAlpha = GammaFunction.DigammaDifference(alpha, x);
        for (int i = 0; i <= last; i++)
        {
            double weight = Math.Exp(logs[i] - total);
            int missed = row.LastUsed - x + i;
            int survived = row.LastUsed + i;
            int died = i < last ? 1 : 0;
            double both = GammaFunction.DigammaDifference(alpha + beta, x + missed);
            double fate = GammaFunction.DigammaDifference(gamma + delta, died + survived);
            gradient[0] += weight * (slopeAlpha - both);
            gradient[1] += weight * (GammaFunction.DigammaDifference(beta, missed) - both);
            gradient[2] += weight * ((died / gamma) - fate);
            gradient[3] += weight * (GammaFunction.DigammaDifference(delta, survived) - fate);
        }

        return total;
    }

    /// <summary>ln B(a + yes, b + no) − ln B(a, b).</summary>
    public static double LogUses(double a, double b, int yes, int no) =>
        GammaFunction.LogRatio(a, yes) + GammaFunction.LogRatio(b, no) - GammaFunction.LogRatio(a + b, yes + no);
}
