using MathNet.Numerics.Integration;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The distribution of the number of purchases of a new Pareto/NBD customer: a mixture over the moment of leaving.</summary>
internal static class ParetoNbdCounts
{
    private static readonly double[] Nodes = new GaussLegendreRule(0.0, 1.0, 20).Abscissas;
    private static readonly double[] Weights = new GaussLegendreRule(0.0, 1.0, 20).Weights;

    public static double Probability(ParetoNbd model, int n, double t)
    {
        if (t == 0.0)
        {
            return n == 0 ? 1.0 : 0.0;
        }

        double alive = Math.Exp(NegativeBinomial.LogProbability(model.R, model.Alpha, n, t) - (model.S * LogSpace.Log1P(t / model.Beta)));
        double scale = Math.Min(model.Alpha, model.Beta);
        double end = LogSpace.Log1P(t / scale);
        int panels = (int)Math.Ceiling(end);
        double left = Left(model, n, scale, end, panels);
        for (int doubling = 0; doubling < 8; doubling++)
        {
            panels = 2 * panels;
            double refined = Left(model, n, scale, end, panels);
            bool settled = Math.Abs(refined - left) <= 1e-13 * (alive + refined);
            left = refined;
            if (settled)
            {
                break;
            }
        }

        return alive + left;
    }

    // Leaving at y in (0, t): the integral over v = ln(1 + y / scale) of P(n by y) s / (beta + y) (beta / (beta + y))^s (scale + y).
    private static double Left(ParetoNbd model, int n, double scale, double end, int panels)
    {
        double width = end / panels;
        double sum = 0.0;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int i = 0; i < Nodes.Length; i++)
            {
                double y = scale * LogSpace.Expm1((panel + Nodes[i]) * width);
                double log = NegativeBinomial.LogProbability(model.R, model.Alpha, n, y) - (model.S * LogSpace.Log1P(y / model.Beta));
                sum += Weights[i] * width * Math.Exp(log) * model.S * (scale + y) / (model.Beta + y);
            }
        }

        return sum;
    }
}
