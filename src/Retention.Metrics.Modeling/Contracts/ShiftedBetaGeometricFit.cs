using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The likelihood of the shifted beta-geometric model, one renewal at a time.</summary>
/// <remarks>At renewal t the chance to leave is α / (α + β + t − 1), so the likelihood needs no special function.</remarks>
internal sealed class ShiftedBetaGeometricFit(RenewalDecisions data) : IObjective
{
    // Past this weight the chances differ by less than a thousandth of themselves.
    private const double LikeCustomers = 1e5;
    private const double UnlikeCustomers = 1e-3;

    private static readonly double[] StartWeights = [1, 10, 1000];

    public int Dimension => 2;

    public static Fit<ShiftedBetaGeometric> Fit(RenewalDecisions data, ModelUnit unit, ShiftedBetaGeometric? warmStart)
    {
        double churn = data.Decisions > 0 ? Math.Clamp(data.ConstantChurn, 1e-6, 1 - 1e-6) : 0.5;
        if (data.WhyNotIdentified(parameters: 2) is { } reason)
        {
            return NotIdentified(new ShiftedBetaGeometric(churn, 1 - churn, unit), data, reason);
        }

        IEnumerable<double[]> starts = StartWeights.Select(weight => new[] { churn * weight, (1 - churn) * weight });
        return MaximumLikelihood.Fit<ShiftedBetaGeometric>(
            new ShiftedBetaGeometricFit(data),
            warmStart is null ? starts : starts.Prepend([warmStart.Alpha, warmStart.Beta]),
            unit,
            data.Customers,
            data.DistinctRows,
            [
                new BoundaryRule(
                    Geometric.ModelName,
                    "alpha and beta grow without bound at a fixed ratio: the customers do not differ",
                    at => at[0] + at[1] > LikeCustomers),
                new BoundaryRule(
                    "mover-stayer",
                    "alpha and beta fall to 0: some customers leave at once and the others never",
                    at => at[0] + at[1] < UnlikeCustomers),
            ]);
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
}
