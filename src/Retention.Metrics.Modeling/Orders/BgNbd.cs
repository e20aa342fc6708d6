using System.Collections.Immutable;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>The BG/NBD model: customers buy at random times and may leave after any repeat purchase.</summary>
/// <remarks>
/// <para><b>Formula:</b> purchases while alive are Poisson with a rate that is gamma(r, α) distributed over customers; after each repeat
/// purchase the customer leaves with a probability that is beta(a, b) distributed. docs/models/bg-nbd.md has the likelihood.</para>
/// <para><b>Unit:</b> α in the unit of time; r, a and b have none.</para>
/// <para><b>Undefined:</b> nowhere. A customer without a repeat purchase is alive with probability 1, by assumption: for churn flags
/// prefer <see cref="MbgNbd"/> or <see cref="ParetoNbd"/>.</para>
/// <para><b>Cost:</b> a fit is a few dozen passes over the distinct histories; a prediction some hundred operations.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), “Counting Your Customers” the Easy Way, Marketing Science 24(2).</para>
/// </remarks>
/// <example><code>
/// var model = new BgNbd(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, ModelUnit.Week);
/// model.ExpectedPurchases(new PurchaseHistory(2, 30.43, 38.86), horizon: 39); // 1.226…: purchases in 39 weeks
/// </code></example>
public sealed record BgNbd : IPurchaseModel<BgNbd>
{
    /// <summary>Makes the model from known parameters.</summary>
    /// <param name="r">The shape of the distribution of purchase rates, above 0.</param>
    /// <param name="alpha">Its rate parameter, in the unit of time, above 0.</param>
    /// <param name="a">The first parameter of the distribution of dropout probabilities, above 0.</param>
    /// <param name="b">The second parameter, above 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a finite number above 0.</exception>
    public BgNbd(double r, double alpha, double a, double b, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        R = ModelArgument.Positive(r);
        Alpha = ModelArgument.Positive(alpha);
        A = ModelArgument.Positive(a);
        B = ModelArgument.Positive(b);
        Unit = unit;
    }

    /// <inheritdoc/>
    public static string ModelName => "BG/NBD";

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

    ImmutableArray<double> IFittedModel<BgNbd>.Parameters => [R, Alpha, A, B];

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="summary">The purchases of all customers, those who bought only once included.</param>
    /// <param name="warmStart">A model to search from too, such as last month's, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    /// <exception cref="ArgumentException">The summary has no customers.</exception>
    public static Fit<BgNbd> Fit(PurchaseSummary summary, BgNbd? warmStart = null) =>
        DropoutAtPurchaseFit.Of(summary, firstPurchaseMayEndIt: false, warmStart);

    /// <inheritdoc/>
    public static BgNbd FromParameters(ImmutableArray<double> values, ModelUnit unit)
    {
        ModelArgument.Count(values, 4, ModelName);
        return new BgNbd(values[0], values[1], values[2], values[3], unit);
    }

    /// <inheritdoc/>
    public double LogLikelihood(PurchaseHistory history) =>
        DropoutAtPurchaseLikelihood.One(history, R, Alpha, A, B, firstPurchaseMayEndIt: false).LogLikelihood;

    /// <inheritdoc/>
    public double ProbabilityAlive(PurchaseHistory history) =>
        LogSpace.Logistic(DropoutAtPurchaseLikelihood.One(history, R, Alpha, A, B, firstPurchaseMayEndIt: false).LogOddsAlive);

    /// <inheritdoc/>
    public double ProbabilityAliveAfter(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Survival(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency, ModelArgument.Time(horizon));

    /// <inheritdoc/>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Expected(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency, ModelArgument.Time(horizon));

    /// <inheritdoc/>
    public double DiscountedExpectedPurchases(PurchaseHistory history, double rate) =>
        ProbabilityAlive(history) * DropoutAtPurchase.Discounted(
            R + history.Frequency, Alpha + history.Age, A, B + history.Frequency, ModelArgument.Rate(rate));

    /// <inheritdoc/>
    public double ExpectedPurchasesOfNewCustomer(double time) => DropoutAtPurchase.Expected(R, Alpha, A, B, ModelArgument.Time(time));

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int purchases, double time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(purchases);
        return DropoutAtPurchaseCounts.Probability(new GammaRate(R, Alpha), A, B, purchases, trials: purchases, ModelArgument.Time(time));
    }

    /// <inheritdoc/>
    public PurchaseHistory Simulate(double age, Random random) =>
        PurchaseSimulation.WithDropoutAtPurchase(R, Alpha, A, B, firstPurchaseMayEndIt: false, ModelArgument.Time(age), random);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(BgNbd), PrintMembers);
}
