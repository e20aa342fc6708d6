using System.Collections.Immutable;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>The MBG/NBD model: as BG/NBD, but a customer may leave right after the first purchase too.</summary>
/// <remarks>
/// <para><b>Formula:</b> purchases while alive are Poisson with a rate that is gamma(r, α) distributed over customers; after each purchase,
/// the first included, the customer leaves with a probability that is beta(a, b) distributed. docs/models/mbg-nbd.md has the likelihood.</para>
/// <para><b>Unit:</b> α in the unit of time; r, a and b have none.</para>
/// <para><b>Undefined:</b> nowhere.</para>
/// <para><b>Cost:</b> as <see cref="BgNbd"/>.</para>
/// <para><b>Source:</b> Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
/// International Journal of Research in Marketing 24(3), with the correction of Wagner and Hoppe (2008).</para>
/// </remarks>
/// <example><code>
/// var model = new MbgNbd(r: 0.525, alpha: 6.183, a: 0.891, b: 1.614, ModelUnit.Week);
/// model.ProbabilityAlive(new PurchaseHistory(0, 0, 38.86)); // 0.389…: one purchase, long ago
/// </code></example>
public sealed record MbgNbd : IPurchaseModel<MbgNbd>
{
    /// <summary>Makes the model from known parameters.</summary>
    /// <param name="r">The shape of the distribution of purchase rates, above 0.</param>
    /// <param name="alpha">Its rate parameter, in the unit of time, above 0.</param>
    /// <param name="a">The first parameter of the distribution of dropout probabilities, above 0.</param>
    /// <param name="b">The second parameter, above 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a finite number above 0.</exception>
    public MbgNbd(double r, double alpha, double a, double b, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        R = ModelArgument.Positive(r);
        Alpha = ModelArgument.Positive(alpha);
        A = ModelArgument.Positive(a);
        B = ModelArgument.Positive(b);
        Unit = unit;
    }

    /// <inheritdoc/>
    public static string ModelName => "MBG/NBD";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames { get; } = ["r", "alpha", "a", "b"];

    /// <summary>The shape of the distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>The rate parameter of the distribution of purchase rates, in the unit of time.</summary>
    public double Alpha { get; }

    /// <summary>The first parameter of the distribution of dropout probabilities.</summary>
    public double A { get; }

    /// <summary>The second parameter of the distribution of dropout probabilities.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public ModelUnit Unit { get; }

    ImmutableArray<double> IFittedModel<MbgNbd>.Parameters => [R, Alpha, A, B];

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="summary">The purchases of all customers, those who bought only once included.</param>
    /// <param name="warmStart">A model to search from too, such as last month's, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    /// <exception cref="ArgumentException">The summary has no customers.</exception>
    public static Fit<MbgNbd> Fit(PurchaseSummary summary, MbgNbd? warmStart = null) =>
        DropoutAtPurchaseFit.Of(summary, firstPurchaseMayEndIt: true, warmStart);

    /// <inheritdoc/>
    public static MbgNbd FromParameters(ImmutableArray<double> values, ModelUnit unit)
    {
        ModelArgument.Count(values, 4, ModelName);
        return new MbgNbd(values[0], values[1], values[2], values[3], unit);
    }

    /// <inheritdoc/>
    public double LogLikelihood(PurchaseHistory history) =>
        DropoutAtPurchaseLikelihood.One(history, R, Alpha, A, B, firstPurchaseMayEndIt: true).LogLikelihood;

    /// <inheritdoc/>
    public double ProbabilityAlive(PurchaseHistory history) =>
        LogSpace.Logistic(DropoutAtPurchaseLikelihood.One(history, R, Alpha, A, B, firstPurchaseMayEndIt: true).LogOddsAlive);

    /// <inheritdoc/>
    public double ProbabilityAliveAfter(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Survival(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency + 1.0, ModelArgument.Time(horizon));

    /// <inheritdoc/>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Expected(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency + 1.0, ModelArgument.Time(horizon));

    /// <inheritdoc/>
    public double DiscountedExpectedPurchases(PurchaseHistory history, double rate) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Discounted(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency + 1.0, ModelArgument.Rate(rate));

    /// <inheritdoc/>
    public double ExpectedPurchasesOfNewCustomer(double time) =>
        B / (A + B) * DropoutAtPurchase.Expected(R, Alpha, A, B + 1.0, ModelArgument.Time(time));

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int purchases, double time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(purchases);
        return DropoutAtPurchaseCounts.Probability(new GammaRate(R, Alpha), A, B, purchases, trials: purchases + 1, ModelArgument.Time(time));
    }

    /// <inheritdoc/>
    public PurchaseHistory Simulate(double age, Random random) =>
        PurchaseSimulation.WithDropoutAtPurchase(R, Alpha, A, B, firstPurchaseMayEndIt: true, ModelArgument.Time(age), random);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(MbgNbd), PrintMembers);
}
