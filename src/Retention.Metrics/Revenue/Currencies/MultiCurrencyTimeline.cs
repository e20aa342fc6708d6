using NodaTime;

namespace Retention.Metrics;

/// <summary>Recurring revenue in several currencies: a part for each, added only at the rates of a source you give.</summary>
/// <remarks>
/// <para><b>Formula:</b> a customer's revenue at a period's start is <c>Σ n0 · r0</c> over the currencies they pay in, at its end <c>Σ n1 · r1</c>. A
/// movement compares the start with <c>Σ n1 · r0</c> (<c>r1</c> for a currency not held at the start); what is left to the end is the line <em>fx</em>.
/// New and reactivated revenue counts at <c>r1</c>; NRR and GRR leave exchange rates out.</para>
/// <para><b>Unit:</b> money a month in the reporting currency; converted amounts are rounded half-even to a millionth of a year's.</para>
/// <para><b>Cost:</b> a pass over changes, and for each period a look at every customer.</para>
/// <para><b>Source:</b> ChartMogul, "How ChartMogul handles subscriptions billed in foreign currencies".</para>
/// </remarks>
public sealed class MultiCurrencyTimeline
{
    private readonly SubscriptionHistory history;
    private readonly RevenueTimeline[] parts;
    private readonly CustomerId[] customers;

    // Per customer and part, the customer's number in the part, or -1.
    private readonly int[][] numbers;

    private MultiCurrencyTimeline(SubscriptionHistory history, MetricPolicy policy, RevenueTimeline[] parts)
    {
        this.history = history;
        this.parts = parts;
        Policy = policy;
        customers = [.. parts.SelectMany(part => Enumerable.Range(0, part.CustomerCount).Select(part.CustomerAt)).Distinct().Order()];
        var known = customers.Select((customer, i) => (customer, i)).ToDictionary(pair => pair.customer, pair => pair.i);
        numbers = [.. customers.Select(_ => new int[parts.Length])];
        foreach (int[] of in numbers)
        {
            Array.Fill(of, -1);
        }

        for (int part = 0; part < parts.Length; part++)
        {
            for (int i = 0; i < parts[part].CustomerCount; i++)
            {
                numbers[known[parts[part].CustomerAt(i)]][part] = i;
            }
        }
    }

    /// <summary>The policy under which the timeline was built, and is read unless another is given.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currencies, by code.</summary>
    public IReadOnlyList<Currency> Currencies => [.. parts.Select(part => part.Currency)];

    /// <summary>How many customers there are.</summary>
    public int CustomerCount => customers.Length;

    /// <summary>Applies a policy to a checked history of any number of currencies.</summary>
    public static MultiCurrencyTimeline FromHistory(SubscriptionHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        policy ??= MetricPolicy.Default;
        return new MultiCurrencyTimeline(history, policy, [.. history.ByCurrency().Select(part => RevenueTimeline.FromHistory(part, policy))]);
    }

    /// <summary>The revenue of one currency.</summary>
    /// <exception cref="ArgumentException">Nobody pays in it.</exception>
    public RevenueTimeline In(Currency currency) =>
        parts.FirstOrDefault(part => part.Currency == currency)
        ?? throw new ArgumentException(FormattableString.Invariant($"Nobody pays in {currency}; there is revenue in {string.Join(", ", Currencies)}."), nameof(currency));

    /// <summary>Everything in one currency at the rates of one instant: constant currency, without an fx line.</summary>
    public RevenueTimeline AtConstantRates(Currency currency, IExchangeRates rates, Instant at)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var rows = new RevenueTimeline.RevenueRows { Policy = Policy, History = history, Currency = currency };
        foreach (RevenueTimeline part in parts)
        {
            decimal rate = Conversion.Rate(rates, part.Currency, currency, at);
            AddTo(rows, part, level => Conversion.At(level, rate));
        }

        return rows.Build(RevenueColumnsBuilder.Amounts.SubscriptionLevel);
    }

    /// <summary>Sums up the MRR movements of each period at the rates of its ends, with an fx line that closes.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from; asked once for each currency and bound.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">How the pass is run; on all cores if left out.</param>
    public RollForward RollForward(ReportingPeriods periods, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, Execution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RevenueTimeline activity = Activity(currency);
        policy = activity.PolicyToRead(policy);
        RollForwardSums sums = RollForwardRun.With(activity, periods, policy, new FxSumming(Passes(periods, currency, rates), customers.Length, execution ?? Execution.Default));
        return Metrics.RollForward.Of(activity, periods, segments: null, policy, [sums], execution ?? Execution.Default)[0];
    }

    /// <summary>Names the customers behind a figure, the fx line included; they add up to it.</summary>
    /// <returns>By customer, then by period.</returns>
    public IEnumerable<MrrContribution> Explain(ReportingPeriods periods, Currency currency, IExchangeRates rates, RevenueFigure figure, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RevenueTimeline activity = Activity(currency);
        policy = activity.PolicyToRead(policy);
        return figure is RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk
            ? activity.Explain(periods, figure, policy)
            : RollForwardRun.With(activity, periods, policy, new FxExplaining(Passes(periods, currency, rates), customers, periods, currency, figure));
    }

    private FxPass Passes(ReportingPeriods periods, Currency currency, IExchangeRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var table = new decimal[parts.Length][];
        for (int part = 0; part < parts.Length; part++)
        {
            table[part] = new decimal[periods.Count + 1];
            for (int bound = 0; bound <= periods.Count; bound++)
            {
                table[part][bound] = Conversion.Rate(rates, parts[part].Currency, currency, bound == 0 ? periods.Start : periods[bound - 1].End);
            }
        }

        return new FxPass([.. parts.Select(part => part.Columns)], numbers, table, PeriodIndex.Over(periods));
    }

    /// <summary>Who pays when, whatever and in whatever currency: all that counting customers needs.</summary>
    private RevenueTimeline Activity(Currency currency)
    {
        var rows = new RevenueTimeline.RevenueRows { Policy = Policy, History = history, Currency = currency };
        foreach (RevenueTimeline part in parts)
        {
            AddTo(rows, part, level => level > 0 ? 1 : 0);
        }

        return rows.Build(RevenueColumnsBuilder.Amounts.SubscriptionLevel);
    }

    private static void AddTo(RevenueTimeline.RevenueRows rows, RevenueTimeline part, Func<long, long> convert)
    {
        for (int i = 0; i < part.CustomerCount; i++)
        {
            CustomerId customer = part.CustomerAt(i);
            _ = rows.NumberOf(customer);
            var subscription = new SubscriptionId(FormattableString.Invariant($"{customer.Value} {part.Currency}"));
            for (int row = part.Columns.Offsets[i]; row < part.Columns.Offsets[i + 1]; row++)
            {
                rows.Add(customer, subscription, Instant.FromUnixTimeTicks(part.Columns.Time[row]), convert(part.Columns.Level[row]), part.Columns.Idle?[row] ?? false);
            }
        }
    }
}
