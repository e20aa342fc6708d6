using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The likelihood of the shifted beta-geometric model, one renewal at a time.</summary>
/// <remarks>At renewal t the chance to leave is α / (α + β + t − 1), so the likelihood needs no special function.</remarks>
internal sealed class ShiftedBetaGeometricFit(RenewalDecisions data) : IObjective
{
    public int Dimension => 2;

    public static Fit<ShiftedBetaGeometric> Fit(RenewalDecisions data, ModelUnit unit, ShiftedBetaGeometric? warmStart)
    {
        double churn = data.Decisions > 0 ? Math.Clamp(data.ConstantChurn, 1e-6, 1 - 1e-6) : 0.5;
        if (data.WhyNotIdentified(parameters: 2) is { } reason)
        {
            return NotIdentified(new ShiftedBetaGeometric(churn, 1 - churn, unit), data, reason);
        }

        var problem = new FitProblem(new ShiftedBetaGeometricFit(data), Chart(churn), data.Customers, data.DistinctRows);
        return warmStart is null
            ? MaximumLikelihood.Fit<ShiftedBetaGeometric>(problem, unit)
            : MaximumLikelihood.Fit<ShiftedBetaGeometric>(problem, unit, [warmStart.Alpha, warmStart.Beta]);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double alpha = Math.Exp(point[0]), beta = Math.Exp(point[1]);
        double sum = 0, byAlpha = 0, byBeta = 0;
        for (int i = 0; i < data.AtRisk.Length; i++)
        {
            double n = data.AtRisk[i], left = data.Churned[i], kept = n - left;
            double total = alpha + beta + i, staying = beta + i;
            sum += left * Math.Log(alpha / total);
            sum += kept > 0 ? kept * Math.Log(staying / total) : 0;
            byAlpha += left - (n * alpha / total);
            byBeta += beta * ((kept / staying) - (n / total));
        }

        gradient[0] = byAlpha;
        gradient[1] = byBeta;
        return sum;
    }

    private static Fit<ShiftedBetaGeometric> NotIdentified(ShiftedBetaGeometric model, RenewalDecisions data, string reason)
    {
        double[] gradient = new double[2];
        double value = new ShiftedBetaGeometricFit(data).Evaluate([Math.Log(model.Alpha), Math.Log(model.Beta)], gradient);
        return new Fit<ShiftedBetaGeometric>(
            model, value, gradient.Max(Math.Abs), [], data.Customers, data.DistinctRows, FitStatus.NotIdentified(reason));
    }

    // Parameters alpha, beta over ln(alpha / beta), in units of the odds of leaving over all renewals, and ln beta.
    private static Chart Chart(double churn) => new(
        [
            new(-18.0, 18.0, -0.5, 2.5),
            new(-14.0, 14.0, -1.5, 5.0)
            {
                AtHigh = new Edge(25.0, Geometric.ModelName, "alpha and beta grow without bound at a fixed ratio: the customers do not differ", [0, 1])
                {
                    Finite = ("alpha / (alpha + beta)", p => p[0] / (p[0] + p[1])),
                },
                AtLow = new Edge(-25.0, "mover-stayer", "alpha and beta fall to 0: some customers leave at once and the others never", [0, 1])
                {
                    Finite = ("alpha / (alpha + beta)", p => p[0] / (p[0] + p[1])),
                },
            },
        ],
        [[1, 1], [0, 1]],
        [churn / (1 - churn), 1]);
}
