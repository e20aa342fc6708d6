using MathNet.Numerics.Integration;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The integral of e^(−δ t) dF(t) over (0, horizon) for a smooth rising F with F(0) = 0.</summary>
internal static class DiscountedIntegral
{
    private static readonly double[] Nodes = new GaussLegendreRule(0.0, 1.0, 20).Abscissas;
    private static readonly double[] Weights = new GaussLegendreRule(0.0, 1.0, 20).Weights;

    public static double Of(Func<double, double> cumulative, double horizon, double rate)
    {
        // By parts, so that F itself is enough: e^(-δ h) F(h) + δ ∫ e^(-δ t) F(t) dt. The panels grow from 0, where F bends most.
        double end = Math.Exp(-rate * horizon) * cumulative(horizon);
        double estimate = double.NaN;
        for (int panels = 1; panels <= 16; panels *= 2)
        {
            double sum = 0.0;
            for (int panel = 0; panel < panels; panel++)
            {
                double from = horizon * Math.Pow((double)panel / panels, 2.0);
                double width = (horizon * Math.Pow((panel + 1.0) / panels, 2.0)) - from;
                for (int i = 0; i < Nodes.Length; i++)
                {
                    double t = from + (width * Nodes[i]);
                    sum += width * Weights[i] * Math.Exp(-rate * t) * cumulative(t);
                }
            }

            double refined = end + (rate * sum);
            if (Math.Abs(refined - estimate) <= 1e-11 * refined)
            {
                return refined;
            }

            estimate = refined;
        }

        return estimate;
    }
}
