using System.Collections.Immutable;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>The Pareto/NBD model: customers buy at random times and leave at a random time, whether they have just bought or not.</summary>
/// <remarks>
/// <para><b>Formula:</b> purchases while alive are Poisson with a rate that is gamma(r, α) distributed over customers; lifetimes are
/// exponential with a rate that is gamma(s, β) distributed. docs/models/pareto-nbd.md has the likelihood.</para>
/// <para><b>Unit:</b> α and β in the unit of time; r and s have none.</para>
/// <para><b>Undefined:</b> nowhere; s = 1 and α = β are no special cases.</para>
/// <para><b>Cost:</b> a fit is a few dozen passes over the distinct histories, each an integral of some twenty points.</para>
/// <para><b>Source:</b> Schmittlein, Morrison and Colombo (1987), Counting your customers, Management Science 33(1); Fader and Hardie
/// (2005), A note on deriving the Pareto/NBD model.</para>
/// </remarks>
/// <example><code>
/// var model = new ParetoNbd(r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669, ModelUnit.Week);
/// model.ProbabilityAlive(new PurchaseHistory(26, 30.86, 31)); // 0.997…
/// </code></example>
public sealed record ParetoNbd : IPurchaseModel<ParetoNbd>
{
    /// <summary>Makes the model from known parameters.</summary>
    /// <param name="r">The shape of the distribution of purchase rates, above 0.</param>
    /// <param name="alpha">Its rate parameter, in the unit of time, above 0.</param>
    /// <param name="s">The shape of the distribution of dropout rates, above 0.</param>
    /// <param name="beta">Its rate parameter, in the unit of time, above 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a finite number above 0.</exception>
    public ParetoNbd(double r, double alpha, double s, double beta, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        R = ModelArgument.Positive(r);
        Alpha = ModelArgument.Positive(alpha);
        S = ModelArgument.Positive(s);
        Beta = ModelArgument.Positive(beta);
        Unit = unit;
    }

    /// <inheritdoc/>
    public static string ModelName => "Pareto/NBD";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames { get; } = ["r", "alpha", "s", "beta"];

    /// <summary>The shape of the distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>The rate parameter of the distribution of purchase rates, in the unit of time.</summary>
    public double Alpha { get; }

    /// <summary>The shape of the distribution of dropout rates.</summary>
    public double S { get; }

    /// <summary>The rate parameter of the distribution of dropout rates, in the unit of time.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public ModelUnit Unit { get; }

    ImmutableArray<double> IFittedModel<ParetoNbd>.Parameters => [R, Alpha, S, Beta];

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="summary">The purchases of all customers, those who bought only once included.</param>
    /// <param name="warmStart">A model to search from too, such as last month's, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    /// <exception cref="ArgumentException">The summary has no customers.</exception>
    public static Fit<ParetoNbd> Fit(PurchaseSummary summary, ParetoNbd? warmStart = null) => PurchaseFitting.Fit(
        PurchaseFitting.Compress(summary), rows => new ParetoNbdLikelihood(rows), Chart, summary?.Unit!, warmStart);

    /// <inheritdoc/>
    public static ParetoNbd FromParameters(ImmutableArray<double> values, ModelUnit unit)
    {
        ModelArgument.Count(values, 4, ModelName);
        return new ParetoNbd(values[0], values[1], values[2], values[3], unit);
    }

    /// <inheritdoc/>
    public double LogLikelihood(PurchaseHistory history) => ParetoNbdLikelihood.One(history, R, Alpha, S, Beta).LogLikelihood;

    /// <inheritdoc/>
    public double ProbabilityAlive(PurchaseHistory history) =>
        LogSpace.Logistic(ParetoNbdLikelihood.One(history, R, Alpha, S, Beta).LogOddsAlive);

    /// <inheritdoc/>
    public double ProbabilityAliveAfter(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * Math.Exp(-S * LogSpace.Log1P(ModelArgument.Time(horizon) / (Beta + history.Age)));

    /// <inheritdoc/>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * (R + history.Frequency) / (Alpha + history.Age)
        * ExpectedLifetime(Beta + history.Age, ModelArgument.Time(horizon));

    /// <inheritdoc/>
    public double DiscountedExpectedPurchases(PurchaseHistory history, double rate)
    {
        double beta = Beta + history.Age;
        return ProbabilityAlive(history) * (R + history.Frequency) / (Alpha + history.Age)
            * beta * ExponentialIntegral.Scaled(S, ModelArgument.RateOver(beta, ModelArgument.Rate(rate)));
    }

    /// <inheritdoc/>
    public double ExpectedPurchasesOfNewCustomer(double time) => R / Alpha * ExpectedLifetime(Beta, ModelArgument.Time(time));

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int purchases, double time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(purchases);
        return ParetoNbdCounts.Probability(new GammaRate(R, Alpha), new GammaRate(S, Beta), purchases, ModelArgument.Time(time));
    }

    /// <inheritdoc/>
    public PurchaseHistory Simulate(double age, Random random) =>
        PurchaseSimulation.WithLifetime(R, Alpha, S, Beta, ModelArgument.Time(age), random);

    // The expected part of the next t that a living customer spends alive: the integral of (beta / (beta + y))^s.
    private double ExpectedLifetime(double beta, double t)
    {
        double log = LogSpace.Log1P(t / beta);
        double power = S - 1.0;
        double exponent = power * log;
        return beta * (Math.Abs(exponent) < 1e-300 ? log : -LogSpace.Expm1(-exponent) / power);
    }

    // Parameters r, alpha, s, beta over ln(r / alpha), ln r, ln(s / beta), ln s.
    private static Chart Chart(double interval, double age) => new(
        [
            .. PurchaseFitting.Rates,
            // A lifetime may all but end at once: there a maximum can lie twenty and more powers of e out.
            new(-18.0, 36.0, -3.0, 2.5)
            {
                AtLow = new Edge(-32.0, "NBD without dropout", "s tends to 0 against beta: no customer is seen to leave", [2, 3]) { WithoutEffect = [3] },
                AtHigh = new Edge(40.0, "dropout at once or never", "beta tends to 0: some customers leave at once", [2, 3]),
            },
            new(-14.0, 14.0, -2.0, 3.5)
            {
                AtHigh = new Edge(25.0, "one dropout rate for all", "s and beta grow without bound", [2, 3]) { Finite = ("s / beta", p => p[2] / p[3]) },
            },
        ],
        [[0, 1, 0, 0], [-1, 1, 0, 0], [0, 0, 0, 1], [0, 0, -1, 1]],
        [1.0, interval, 1.0, age]);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ParetoNbd), PrintMembers);
}
