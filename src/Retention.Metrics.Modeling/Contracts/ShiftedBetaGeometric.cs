using System.Collections.Immutable;
using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>Customers leave with a chance of their own at every renewal; the chances follow a beta distribution.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>S(t) = B(α, β + t) / B(α, β)</c>, retention rate <c>(β + t − 1)/(α + β + t − 1)</c>. It rises with
/// tenure though no customer changes: who was likely to leave has left.</para>
/// <para><b>Unit:</b> contract periods; the parameters have none. <c>α/(α + β)</c> is the share leaving at the first
/// renewal, <c>1/(α + β)</c> how unlike the customers are.</para>
/// <para><b>Undefined:</b> the mean tenure for <c>α ≤ 1</c>, where it is infinite.</para>
/// <para><b>Cost:</b> a fit reads the customers once and then works on one number per renewal.</para>
/// <para><b>Source:</b> Fader and Hardie (2007); docs/models/shifted-beta-geometric.md.</para>
/// </remarks>
/// <example><code>
/// Fit&lt;ShiftedBetaGeometric&gt; fit = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491));
/// fit.Model.Survival(12); // 0.377…: the share that makes twelve renewals
/// fit.Model.DiscountedResidualLifetime(period: 1, discountRate: 0.1).Value; // 5.414…: periods, before the first renewal
/// </code></example>
public sealed class ShiftedBetaGeometric : ContractModel, IFittedModel<ShiftedBetaGeometric>
{
    /// <summary>Makes the model from its parameters.</summary>
    /// <param name="alpha">Weight towards leaving, above 0.</param>
    /// <param name="beta">Weight towards staying, above 0.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public ShiftedBetaGeometric(double alpha, double beta, ModelUnit? unit = null)
        : base(unit)
    {
        Alpha = Positive(alpha, nameof(alpha));
        Beta = Positive(beta, nameof(beta));
    }

    /// <inheritdoc/>
    public static string ModelName => "shifted beta-geometric";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames => ["alpha", "beta"];

    /// <summary>Weight towards leaving.</summary>
    public double Alpha { get; }

    /// <summary>Weight towards staying.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public ImmutableArray<double> Parameters => [Alpha, Beta];

    private protected override string? WhyTenureIsInfinite => Alpha > 1
        ? null
        : FormattableString.Invariant($"The mean tenure is infinite for alpha of at most 1; alpha is {Alpha:G6}.");

    /// <inheritdoc/>
    public static ShiftedBetaGeometric FromParameters(ImmutableArray<double> values, ModelUnit unit) =>
        new(ModelArgument.Count(values, 2, ModelName)[0], values[1], unit);

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="renewals">The customers by renewal: survivors of cohorts, or tenures in whole periods, in any mixture.
    /// Churn at <c>t</c> means that renewal <c>t</c> was not made; censored at <c>t</c>, that <c>t</c> renewals were.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <param name="warmStart">A model to search from too, such as last month's, besides the places the data choose.</param>
    /// <exception cref="ArgumentNullException"><paramref name="renewals"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A customer leaves at renewal 0.</exception>
    /// <returns>The fit, with its status: a cohort of like customers is at the boundary, where the model is
    /// <see cref="Geometric"/>.</returns>
    public static Fit<ShiftedBetaGeometric> Fit(
        RiskTable renewals, ModelUnit? unit = null, ShiftedBetaGeometric? warmStart = null) =>
        ShiftedBetaGeometricFit.Fit(RenewalDecisions.Of(renewals), unit ?? Renewal, warmStart);

    private protected override double LogSurvival(int renewals) => BetaMixture.LogSurvival(Alpha, Beta, renewals);

    private protected override double LogRetention(int renewal) => LogSpace.Log1P(-Alpha / (Alpha + Beta + renewal - 1));

    private protected override double ResidualLifetime(int period, double discountRate)
    {
        double staying = Beta + period - 1, all = Alpha + Beta + period - 1;
        return discountRate == 0
            ? staying / (Alpha - 1)
            : staying / all * RenewalSeries.Sum(staying + 1, all + 1, 1 / (1 + discountRate));
    }
}
