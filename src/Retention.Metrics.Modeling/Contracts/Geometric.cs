using System.Collections.Immutable;
using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>Every customer leaves with the same chance at every renewal.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>S(t) = (1 − p)^t</c>. The edge of the shifted beta-geometric model, and the right answer where
/// customers do not differ.</para>
/// <para><b>Unit:</b> contract periods.</para>
/// </remarks>
/// <example><code>
/// Geometric.Fit(RiskTable.FromSurvivors(1000, 900, 810)).Model.P; // 0.1
/// </code></example>
public sealed class Geometric : ContractModel, IFittedModel<Geometric>
{
    /// <summary>Makes the model from its parameter.</summary>
    /// <param name="p">The chance to leave at a renewal, from 0 to 1.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chance lies outside its range.</exception>
    public Geometric(double p, ModelUnit? unit = null)
        : base(unit)
    {
        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "The chance to leave must lie between 0 and 1.");
        }

        P = p;
    }

    /// <inheritdoc/>
    public static string ModelName => "geometric";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames => ["p"];

    /// <summary>The chance to leave at a renewal.</summary>
    public double P { get; }

    /// <inheritdoc/>
    public ImmutableArray<double> Parameters => [P];

    private protected override string? WhyTenureIsInfinite => P > 0 ? null : "Nobody ever leaves (p = 0), so the tenure has no end.";

    /// <inheritdoc/>
    public static Geometric FromParameters(ImmutableArray<double> values, ModelUnit unit) => new(ModelArgument.Count(values, 1, ModelName)[0], unit);

    /// <summary>Fits the model: leavers over decisions.</summary>
    /// <param name="renewals">The customers by renewal: survivors of cohorts, or tenures in whole periods, in any mixture.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="renewals"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A customer leaves at renewal 0.</exception>
    /// <returns>The fit, with its status.</returns>
    public static Fit<Geometric> Fit(RiskTable renewals, ModelUnit? unit = null)
    {
        RenewalDecisions data = RenewalDecisions.Of(renewals);
        bool any = data.Decisions > 0;
        double p = any ? data.ConstantChurn : 0;
        FitStatus status = !any ? FitStatus.NotIdentified("No customer has come to a renewal.")
            : p == 0 ? FitStatus.Boundary("no churn", "nobody has left, so p is 0 and has no standard error")
            : p == 1 ? FitStatus.Boundary("certain churn", "everybody has left, so p is 1 and has no standard error")
            : FitStatus.Converged;
        return new Fit<Geometric>(
            new Geometric(p, unit),
            any ? data.ConstantLogLikelihood : 0,
            gradientNorm: 0,
            status == FitStatus.Converged ? [[p * (1 - p) / data.Decisions]] : [],
            data.Customers,
            data.DistinctRows,
            status);
    }

    private protected override double LogSurvival(int renewals) => renewals == 0 ? 0 : renewals * LogSpace.Log1P(-P);

    private protected override double LogRetention(int renewal) => LogSpace.Log1P(-P);

    private protected override double ResidualLifetime(int period, double discountRate) =>
        (1 - P) * (1 + discountRate) / (discountRate + P);
}
