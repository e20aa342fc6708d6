using System.Collections.Immutable;
using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>
/// Like the shifted beta-geometric model, but a customer's own chance to leave may rise or fall with tenure.
/// </summary>
/// <remarks>
/// <para><b>Formula:</b> <c>S(t) = B(α, β + t^c) / B(α, β)</c>. With <c>c &gt; 1</c> the single customer grows likelier to
/// leave, with <c>c &lt; 1</c> less likely; <c>c = 1</c> is the shifted beta-geometric model.</para>
/// <para><b>Unit:</b> contract periods; the parameters have none.</para>
/// <para><b>Undefined:</b> the mean tenure for <c>α c ≤ 1</c>, where it is infinite.</para>
/// <para><b>Cost:</b> a fit reads the customers once and then works on the distinct tenures.</para>
/// <para><b>Source:</b> Fader, Hardie, Liu, Davin and Steenburgh (2018); docs/models/beta-discrete-weibull.md.</para>
/// </remarks>
/// <example><code>
/// Fit&lt;BetaDiscreteWeibull&gt; fit = BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(1000, 869, 743, 653, 593));
/// fit["c"].Value; // 1.584…: customers grow likelier to leave, and still the cohort's retention rises
/// </code></example>
public sealed class BetaDiscreteWeibull : ContractModel, IFittedModel<BetaDiscreteWeibull>
{
    /// <summary>Makes the model from its parameters.</summary>
    /// <param name="alpha">Weight towards leaving, above 0.</param>
    /// <param name="beta">Weight towards staying, above 0.</param>
    /// <param name="c">How a customer's own chance changes with tenure, above 0; 1 is not at all.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public BetaDiscreteWeibull(double alpha, double beta, double c, ModelUnit? unit = null)
        : base(unit)
    {
        Alpha = Positive(alpha, nameof(alpha));
        Beta = Positive(beta, nameof(beta));
        C = Positive(c, nameof(c));
    }

    /// <inheritdoc/>
    public static string ModelName => "beta-discrete-Weibull";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames => ["alpha", "beta", "c"];

    /// <summary>Weight towards leaving.</summary>
    public double Alpha { get; }

    /// <summary>Weight towards staying.</summary>
    public double Beta { get; }

    /// <summary>How a customer's own chance changes with tenure.</summary>
    public double C { get; }

    /// <inheritdoc/>
    public ImmutableArray<double> Parameters => [Alpha, Beta, C];

    private protected override string? WhyTenureIsInfinite => Alpha * C > 1
        ? null
        : FormattableString.Invariant($"The mean tenure is infinite for alpha times c of at most 1; it is {Alpha * C:G6}.");

    /// <inheritdoc/>
    public static BetaDiscreteWeibull FromParameters(ImmutableArray<double> values, ModelUnit unit) =>
        new(ModelArgument.Count(values, 3, ModelName)[0], values[1], values[2], unit);

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="renewals">The customers by renewal: survivors of cohorts, or tenures in whole periods, in any mixture.
    /// Churn at <c>t</c> means that renewal <c>t</c> was not made; censored at <c>t</c>, that <c>t</c> renewals were.</param>
    /// <param name="unit">The contract period; one renewal by default.</param>
    /// <param name="warmStart">A model to search from too, such as last month's, besides the places the data choose.</param>
    /// <exception cref="ArgumentNullException"><paramref name="renewals"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A customer leaves at renewal 0.</exception>
    /// <returns>The fit, with its status. With few renewals the likelihood is flat and the standard errors are wide.</returns>
    public static Fit<BetaDiscreteWeibull> Fit(
        RiskTable renewals, ModelUnit? unit = null, BetaDiscreteWeibull? warmStart = null) =>
        BetaDiscreteWeibullFit.Fit(RenewalDecisions.Of(renewals), unit ?? Renewal, warmStart);

    private protected override double LogSurvival(int renewals) => LogSurvivalAt(renewals);

    private protected override double LogRetention(int renewal) => LogSurvivalAt(renewal) - LogSurvivalAt(renewal - 1);

    private protected override double ResidualLifetime(int period, double discountRate) =>
        DiscountedTail.Sum(this, period, discountRate);

    /// <summary>ln S(t), also between renewals.</summary>
    internal double LogSurvivalAt(double t) => C * Math.Log(t) > BetaMixture.FarOut
        ? LogSurvivalFarOut(Math.Log(t))
        : BetaMixture.LogSurvival(Alpha, Beta, Math.Pow(t, C));

    /// <summary>ln S(t) for a t^c so large that only its logarithm can be held.</summary>
    internal double LogSurvivalFarOut(double logTime) => BetaMixture.LogSurvivalFarOut(Alpha, Beta, C * logTime);

    /// <summary>The derivative of ln S(t) by t.</summary>
    internal double LogSurvivalSlopeAt(double t)
    {
        if (C * Math.Log(t) > BetaMixture.FarOut)
        {
            return -Alpha * C / t;
        }

        double u = Math.Pow(t, C);
        return BetaMixture.LogSurvivalSlope(Alpha, Beta, u) * C * u / t;
    }
}
