using System.Collections.Immutable;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>The BG/BB model: purchases happen, or not, at regular opportunities, and a customer may leave before any of them.</summary>
/// <remarks>
/// <para><b>Formula:</b> a living customer uses an opportunity with a probability that is beta(α, β) distributed over customers, and leaves
/// before it with a probability that is beta(γ, δ) distributed. docs/models/bg-bb.md has the likelihood.</para>
/// <para><b>Unit:</b> opportunities; the parameters have none.</para>
/// <para><b>Undefined:</b> nowhere; γ = 1 is no special case.</para>
/// <para><b>Cost:</b> a fit is a few dozen passes over the distinct histories.</para>
/// <para><b>Source:</b> Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing
/// Science 29(6).</para>
/// </remarks>
/// <example><code>
/// var model = new BgBb(alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783, ModelUnit.Named("year"));
/// model.ProbabilityAliveAtNextOpportunity(new OpportunityHistory(6, 6, 6)); // 0.930…
/// </code></example>
public sealed record BgBb : IFittedModel<BgBb>
{
    private const int MostOpportunities = 1_000_000;

    /// <summary>Makes the model from known parameters.</summary>
    /// <param name="alpha">The first parameter of the probability of use, above 0.</param>
    /// <param name="beta">The second parameter of the probability of use, above 0.</param>
    /// <param name="gamma">The first parameter of the probability of leaving, above 0.</param>
    /// <param name="delta">The second parameter of the probability of leaving, above 0.</param>
    /// <param name="unit">What an opportunity is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a finite number above 0.</exception>
    public BgBb(double alpha, double beta, double gamma, double delta, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        Alpha = ModelArgument.Positive(alpha);
        Beta = ModelArgument.Positive(beta);
        Gamma = ModelArgument.Positive(gamma);
        Delta = ModelArgument.Positive(delta);
        Unit = unit;
    }

    /// <inheritdoc/>
    public static string ModelName => "BG/BB";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames { get; } = ["alpha", "beta", "gamma", "delta"];

    /// <summary>The first parameter of the probability of use.</summary>
    public double Alpha { get; }

    /// <summary>The second parameter of the probability of use.</summary>
    public double Beta { get; }

    /// <summary>The first parameter of the probability of leaving.</summary>
    public double Gamma { get; }

    /// <summary>The second parameter of the probability of leaving.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public ModelUnit Unit { get; }

    ImmutableArray<double> IFittedModel<BgBb>.Parameters => [Alpha, Beta, Gamma, Delta];

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="customers">How many customers had each history.</param>
    /// <param name="unit">What an opportunity is.</param>
    /// <param name="warmStart">A model to search from too, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    /// <exception cref="ArgumentException">There are no customers, or a count is negative.</exception>
    public static Fit<BgBb> Fit(IEnumerable<(OpportunityHistory History, long Customers)> customers, ModelUnit unit, BgBb? warmStart = null)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(unit);
        RowCounts<OpportunityHistory> rows = RowCounts<OpportunityHistory>.Of(customers.Where(row => row.Customers > 0L
            || (row.Customers < 0L ? throw new ArgumentException($"A count of customers is 0 or more; {row.Customers} was given.", nameof(customers)) : false)));
        if (rows.Rows.Length == 0)
        {
            throw new ArgumentException("A model is fitted to at least one customer; there are none.", nameof(customers));
        }

        RowCounts<OpportunityHistory>? sample = rows.Sample(PurchaseFitting.SampleSize);
        var problem = new FitProblem(new BgBbLikelihood(rows), Chart, rows.Total, rows.Rows.Length)
        {
            Sample = sample is null ? null : new BgBbLikelihood(sample),
        };
        return warmStart is null
            ? MaximumLikelihood.Fit<BgBb>(problem, unit)
            : MaximumLikelihood.Fit<BgBb>(problem, unit, [warmStart.Alpha, warmStart.Beta, warmStart.Gamma, warmStart.Delta]);
    }

    /// <summary>Fits the model by maximum likelihood to customers, one by one.</summary>
    /// <param name="summary">The customers.</param>
    /// <param name="unit">What an opportunity is.</param>
    /// <param name="warmStart">A model to search from too, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    public static Fit<BgBb> Fit(OpportunitySummary summary, ModelUnit unit, BgBb? warmStart = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Fit(summary.Customers.Select(customer => (customer.History, 1L)), unit, warmStart);
    }

    /// <inheritdoc/>
    public static BgBb FromParameters(ImmutableArray<double> values, ModelUnit unit)
    {
        ModelArgument.Count(values, 4, ModelName);
        return new BgBb(values[0], values[1], values[2], values[3], unit);
    }

    /// <summary>The log-probability of one customer's history, given that use and non-use are known opportunity by opportunity.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>A logarithm, at most 0.</returns>
    public double LogLikelihood(OpportunityHistory history) => BgBbLikelihood.One(history, Alpha, Beta, Gamma, Delta, []);

    /// <summary>The probability that the customer is there to use the next opportunity.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>A probability.</returns>
    public double ProbabilityAliveAtNextOpportunity(OpportunityHistory history) => ProbabilityAliveAt(history, 1);

    /// <summary>The probability that the customer is there to use the opportunity so many after the last observed one.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="ahead">How far ahead, 1 for the next opportunity; 0 is the last observed one.</param>
    /// <returns>A probability, falling with the distance.</returns>
    public double ProbabilityAliveAt(OpportunityHistory history, int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        int n = history.Opportunities;
        return Math.Exp(
            BgBbLikelihood.LogUses(Alpha, Beta, history.Frequency, n - history.Frequency)
            + BgBbLikelihood.LogUses(Gamma, Delta, 0, n + ahead)
            - LogLikelihood(history));
    }

    /// <summary>The purchases expected of a customer at the opportunities that follow.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="opportunities">How many opportunities, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number lies outside its range.</exception>
    /// <returns>An expected number.</returns>
    public double ExpectedPurchases(OpportunityHistory history, int opportunities)
    {
        ModelArgument.Within(opportunities, 0, MostOpportunities);
        double alive = ProbabilityAliveAtNextOpportunity(history);
        double sum = 0.0;
        for (int ahead = 1; ahead <= opportunities; ahead++)
        {
            sum += alive;
            alive *= (Delta + history.Opportunities + ahead) / (Gamma + Delta + history.Opportunities + ahead);
        }

        return sum * UseOfALivingCustomer(history);
    }

    /// <summary>The purchases expected of a customer for ever, the next opportunity's discounted once (DERT).</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="rate">The rate of discount per opportunity, above 0.</param>
    /// <returns>A discounted expected number.</returns>
    public double DiscountedExpectedPurchases(OpportunityHistory history, double rate)
    {
        double next = Delta + history.Opportunities + 1.0;
        double discount = 1.0 / (1.0 + ModelArgument.Rate(rate));
        return ProbabilityAliveAtNextOpportunity(history) * UseOfALivingCustomer(history) * discount
            * GaussHypergeometric.Value(1.0, next, Gamma + next, discount);
    }

    // Given survival to the end, use and non-use at every opportunity are known: a beta with those counts.
    private double UseOfALivingCustomer(OpportunityHistory history) =>
        (Alpha + history.Frequency) / (Alpha + Beta + history.Opportunities);

    // Parameters alpha, beta, gamma, delta over ln(alpha / beta), ln beta, ln(gamma / delta), ln delta.
    private static Chart Chart { get; } = new(
        [
            .. BetaCoordinates.Of(
                "alpha",
                "beta",
                first: 0,
                "probability of use",
                new Edge(-32.0, "no use at all", "alpha tends to 0 against beta: no opportunity is used", []),
                new Edge(32.0, "every opportunity used while alive", "beta tends to 0 against alpha: no opportunity is missed while alive", []),
                "every opportunity used or none",
                "alpha and beta tend to 0: some customers use every opportunity, the others none"),
            .. BetaCoordinates.Of(
                "gamma",
                "delta",
                first: 2,
                "dropout probability",
                new Edge(-32.0, "beta-Bernoulli without dropout", "gamma tends to 0 against delta: no customer is seen to leave", []),
                new Edge(32.0, "dropout before the first opportunity", "delta tends to 0 against gamma: every customer leaves at once", []),
                "dropout or none at all",
                "gamma and delta tend to 0: some customers leave at once, the others never"),
        ],
        [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]],
        [1.0, 1.0, 1.0, 1.0]);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(BgBb), PrintMembers);
}
