using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>How many repeat purchases a customer made and what they were worth on average.</summary>
internal readonly record struct SpendRow(int Frequency, double Mean) : IComparable<SpendRow>
{
    public int CompareTo(SpendRow other)
    {
        int order = Frequency.CompareTo(other.Frequency);
        return order != 0 ? order : Mean.CompareTo(other.Mean);
    }
}

/// <summary>The log-likelihood of the gamma-gamma model with its gradient, over the logarithms of p, q and v.</summary>
internal sealed class GammaGammaLikelihood(RowCounts<SpendRow> rows) : IObjective
{
    public int Dimension => 3;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double p = Math.Exp(point[0]);
        double q = Math.Exp(point[1]);
        double v = Math.Exp(point[2]);
        return BlockSums.Evaluate(rows.Rows.Length, BlockSums.CheapRows, gradient, (from, to, into) => Block(from, to, into, p, q, v));
    }

    private double Block(int from, int to, Span<double> gradient, double p, double q, double v)
    {
        double sum = 0.0, dp = 0.0, dq = 0.0, byV = 0.0;
        double logGammaQ = GammaFunction.Log(q);
        int known = -1;
        double constant = 0.0, slopeP = 0.0, slopeQ = 0.0;
        for (int i = from; i < to; i++)
        {
            SpendRow row = rows.Rows[i];
            double count = rows.Counts[i];
            double x = row.Frequency;
            double shape = p * x;
            if (row.Frequency != known)
            {
                known = row.Frequency;
                constant = q < shape
                    ? GammaFunction.LogRatio(shape, q) - logGammaQ
                    : GammaFunction.LogRatio(q, shape) - GammaFunction.Log(shape);
                slopeP = GammaFunction.DigammaDifference(shape, q);
                slopeQ = GammaFunction.DigammaDifference(q, shape);
            }

            double total = x * row.Mean;
            double ofV = LogSpace.Log1P(total / v);
            double ofTotal = LogSpace.Log1P(v / total);
            sum += count * (constant - (q * ofV) - (shape * ofTotal) - Math.Log(row.Mean));
            dp += count * x * (slopeP - ofTotal);
            dq += count * (slopeQ - ofV);
            byV += count * ((q * total) - (shape * v)) / (total + v);
        }

        gradient[0] += dp * p;
        gradient[1] += dq * q;
        gradient[2] += byV;
        return sum;
    }
}
