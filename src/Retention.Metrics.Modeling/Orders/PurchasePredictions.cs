using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling;

/// <summary>What is to be predicted: how far ahead, and how later purchases count.</summary>
/// <param name="Horizon">The time ahead, in the unit of the model.</param>
/// <param name="Discounting">How later purchases are discounted.</param>
public sealed record PredictionRequest(double Horizon, Discounting Discounting)
{
    /// <summary>Predicts up to a day, inclusive.</summary>
    /// <param name="day">The last day.</param>
    /// <param name="summary">The summary; the horizon is counted from its end.</param>
    /// <param name="discounting">How later purchases are discounted.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">The summary does not know its end, or the day lies before it.</exception>
    public static PredictionRequest Until(LocalDate day, PurchaseSummary summary, Discounting discounting)
    {
        ArgumentNullException.ThrowIfNull(summary);
        LocalDate end = summary.End ?? throw new ArgumentException("The summary was made of rows without an end of observation.", nameof(summary));
        if (day < end)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, "The horizon lies at or after the end of observation.");
        }

        return new PredictionRequest(Period.DaysBetween(end, day) / PurchaseSummary.LengthOf(summary.Unit), discounting);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(PredictionRequest), PrintMembers);
}

/// <summary>What a model expects of one customer.</summary>
/// <param name="Customer">Who.</param>
/// <param name="History">What is known of the customer.</param>
/// <param name="ProbabilityAlive">The probability of not having left by the end of observation.</param>
/// <param name="ProbabilityAliveAtHorizon">The probability of not having left by the horizon.</param>
/// <param name="ExpectedPurchases">The purchases expected within the horizon, undiscounted.</param>
/// <param name="DiscountedPurchases">The same, discounted.</param>
/// <param name="ExpectedPurchaseValue">The value expected of a purchase; null without a model of values, or where it has no finite mean.</param>
/// <param name="Currency">The currency of the value.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchasePredictions.Of")]
public readonly record struct PurchasePrediction(
    CustomerId Customer,
    PurchaseHistory History,
    double ProbabilityAlive,
    double ProbabilityAliveAtHorizon,
    double ExpectedPurchases,
    double DiscountedPurchases,
    double? ExpectedPurchaseValue,
    Currency Currency) : IJsonAnswer
{
    /// <summary>The customer lifetime value over the horizon, unrounded: discounted purchases × expected value of a purchase.</summary>
    /// <remarks>Past revenue is not in it. Null without a model of values, or where that has no finite mean.</remarks>
    public Money? LifetimeValue => ExpectedPurchaseValue is { } value ? new Money((decimal)(DiscountedPurchases * value), Currency) : null;

    /// <summary>(1 − P(alive)) × lifetime value, or × discounted purchases without a model of values: what is at stake and in doubt.</summary>
    public double ValueAtRisk => (1.0 - ProbabilityAlive) * DiscountedPurchases * (ExpectedPurchaseValue ?? 1.0);

    /// <summary>The customer and what is expected.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer}: alive with {ProbabilityAlive}, {ExpectedPurchases} purchases of {ExpectedPurchaseValue?.ToString(CultureInfo.InvariantCulture) ?? "no known value"} {Currency} expected");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("currency", Currency);
        json.Add("frequency", History.Frequency);
        json.Add("recency", History.Recency);
        json.Add("age", History.Age);
        json.Add("probabilityAlive", ProbabilityAlive);
        json.Add("probabilityAliveAtHorizon", ProbabilityAliveAtHorizon);
        json.Add("expectedOrders", ExpectedPurchases);
        json.Add("discountedOrders", DiscountedPurchases);
        json.Add("expectedOrderValue", ExpectedPurchaseValue);
        json.Add("lifetimeValue", LifetimeValue);
        json.Add("valueAtRisk", ValueAtRisk);
    }
}

/// <summary>What a model expects of every customer, by id.</summary>
/// <remarks>
/// <para><b>Formula:</b> lifetime value = Σ over the horizon of expected purchases, discounted by the named convention, × E[M | x, m].</para>
/// <para><b>Unit:</b> purchases, and the currency of the model of values.</para>
/// <para><b>Undefined:</b> a value is null without a model of values, or where that has no finite mean.</para>
/// <para><b>Cost:</b> one evaluation per distinct history, on all cores; the result does not depend on their number.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research 42(4).</para>
/// </remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchasePredictions.Of")]
public sealed class PurchasePredictions : IJsonAnswer
{
    private readonly Lazy<Dictionary<CustomerId, int>> index;

    private PurchasePredictions(ImmutableArray<PurchasePrediction> customers, PredictionRequest request, ModelUnit unit)
    {
        Customers = customers;
        Request = request;
        Unit = unit;
        index = new(() => Customers.Select((row, i) => (row.Customer, i)).ToDictionary(pair => pair.Customer, pair => pair.i));
    }

    /// <summary>The customers, in the order of their ids.</summary>
    public ImmutableArray<PurchasePrediction> Customers { get; }

    /// <summary>What was asked.</summary>
    public PredictionRequest Request { get; }

    /// <summary>The unit of time.</summary>
    public ModelUnit Unit { get; }

    /// <summary>The prediction for one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <exception cref="KeyNotFoundException">The customer is not among those predicted.</exception>
    public PurchasePrediction this[CustomerId customer] =>
        index.Value.TryGetValue(customer, out int position)
            ? Customers[position]
            : throw new KeyNotFoundException($"There is no prediction for customer {customer}.");

    /// <summary>Predicts for every customer of a summary, which need not be the one the model was fitted to.</summary>
    /// <param name="model">The model of purchases.</param>
    /// <param name="summary">The customers, in the model's unit of time.</param>
    /// <param name="request">How far ahead, and with which discount.</param>
    /// <param name="values">The model of values; without one there are no values.</param>
    /// <returns>One row per customer.</returns>
    /// <exception cref="ArgumentException">The summary's unit is not the model's.</exception>
    public static PurchasePredictions Of(IPurchaseModel model, PurchaseSummary summary, PredictionRequest request, GammaGamma? values = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(request);
        RequireSameUnit(model, summary);
        ModelArgument.Time(request.Horizon);

        // One evaluation per distinct history.
        RowCounts<PurchaseHistory> rows = summary.Compressed;
        double[] alive = PurchaseScoring.ByHistory(rows, model.ProbabilityAlive);
        double[] later = PurchaseScoring.ByHistory(rows, history => model.ProbabilityAliveAfter(history, request.Horizon));
        double[] expected = PurchaseScoring.ByHistory(rows, history => model.ExpectedPurchases(history, request.Horizon));
        double[] discounted = request.Discounting.Rate == 0.0
            ? expected
            : PurchaseScoring.ByHistory(rows, history => request.Discounting.Apply(model, history, request.Horizon));

        int[] positions = PurchaseScoring.Positions(summary);
        var predictions = new PurchasePrediction[summary.Customers.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            CustomerPurchases customer = summary.Customers[i];
            int at = positions[i];
            predictions[i] = new PurchasePrediction(
                customer.Customer, customer.History, alive[at], later[at], expected[at], discounted[at], values?.ExpectedValue(customer), values?.Currency ?? Currency.None);
        }

        return new PurchasePredictions([.. predictions], request, model.Unit);
    }

    /// <summary>The customers with the most value at risk, by (1 − P(alive)) × expected value.</summary>
    /// <remarks>
    /// The expected value already carries P(alive), so customers who are all but certainly gone rank low: nothing is left to be saved.
    /// </remarks>
    /// <param name="count">How many, at most.</param>
    /// <returns>The customers, the largest value at risk first, ties by id.</returns>
    public ImmutableArray<PurchasePrediction> AtRisk(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Customers.OrderByDescending(customer => customer.ValueAtRisk).ThenBy(customer => customer.Customer).Take(count)];
    }

    internal static void RequireSameUnit(IPurchaseModel model, PurchaseSummary summary)
    {
        if (model.Unit != summary.Unit)
        {
            throw new ArgumentException($"The model counts time in {model.Unit}, the summary in {summary.Unit}.", nameof(summary));
        }
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("unit", Unit.Name);
        json.Add("horizon", Request.Horizon);
        json.AddAll("customers", Customers);
    }

    /// <summary>How many customers there are, and up to which horizon.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Customers.Length} customers, horizon {Request.Horizon} {Unit}");
}
