using NodaTime;

namespace Retention.Metrics;

/// <summary>Recurring revenue in several currencies: a part for each, added only at the rates of a source you give.</summary>
/// <remarks>
/// <para><b>Formula:</b> a customer's revenue at a period's start is <c>Σ n0 · r0</c> over the currencies they pay in, at its end <c>Σ n1 · r1</c>. A
/// movement compares the start with <c>Σ n1 · r0</c> (<c>r1</c> for a currency not held at the start); what is left to the end is the line <em>fx</em>.
/// New and reactivated revenue counts at <c>r1</c>; NRR and GRR leave exchange rates out.</para>
/// <para><b>Unit:</b> money a month in the reporting currency; converted amounts are rounded half-even to a millionth of a year's.</para>
/// <para><b>Cost:</b> one pass over the changes on all threads, and one conversion per customer, currency and period.</para>
/// <para><b>Source:</b> ChartMogul, "How ChartMogul handles subscriptions billed in foreign currencies".</para>
/// </remarks>
public sealed class MultiCurrencyTimeline
{
    private readonly SubscriptionHistory history;
    private readonly RevenueTimeline[] parts;

    // The columns of the parts, or where a policy keeps who pays nothing, columns that keep leads too: a free plan in one currency keeps
    // a customer who has paid in another.
    private readonly RevenueColumns[] columns;
    private readonly CustomerId[] customers;

    // Per customer and part, the customer's number in the part, or -1.
    private readonly int[][] numbers;

    private MultiCurrencyTimeline(SubscriptionHistory history, MetricPolicy policy, RevenueTimeline[] parts, RevenueColumns[] columns)
    {
        this.columns = columns;
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
    /// <exception cref="ArgumentException">The policy contradicts itself.</exception>
    public static MultiCurrencyTimeline FromHistory(SubscriptionHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        policy = (policy ?? MetricPolicy.Default).RequireConsistent();
        SubscriptionHistory[] byCurrency = [.. history.ByCurrency().Select(part => part.Value)];
        RevenueTimeline[] parts = [.. byCurrency.Select(part => RevenueTimeline.FromHistory(part, policy))];
        bool keeps = policy.Pauses == PauseRule.KeepCustomer || policy.FreePlans == FreePlanRule.KeepCustomer;
        return new MultiCurrencyTimeline(history, policy, parts, [.. byCurrency.Select((part, i) => keeps ? HistoryRevenue.Timeline(part, policy, keepsLeads: true).Columns : parts[i].Columns)]);
    }

    /// <summary>The revenue of one currency.</summary>
    /// <exception cref="ArgumentException">Nobody pays in it.</exception>
    public RevenueTimeline In(Currency currency) =>
        parts.FirstOrDefault(part => part.Currency == currency)
        ?? throw new ArgumentException(FormattableString.Invariant($"Nobody pays in {currency}; there is revenue in {string.Join(", ", Currencies)}."), nameof(currency));

    /// <summary>Everything in one currency at the rates of one instant: constant currency, without an fx line.</summary>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    /// <exception cref="OverflowException">A customer's revenue does not fit into 64 bits of annual millionths at the rates.</exception>
    public RevenueTimeline AtConstantRates(Currency currency, IExchangeRates rates, Instant at)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var rows = new RevenueTimeline.RevenueRows { Policy = Policy, History = history, Currency = currency };
        for (int part = 0; part < parts.Length; part++)
        {
            ExchangeRate rate = RateOf(part, currency, rates, at);
            AddTo(rows, part, rate.Convert);
        }

        return rows.Build(RevenueAmounts.SubscriptionLevel);
    }

    /// <summary>Sums up the MRR movements of each period at the rates of its ends, with an fx line that closes.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from; asked once for each currency and bound.</param>
    /// <param name="policy">How movements are netted and churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    /// <exception cref="OverflowException">A customer's revenue does not fit into 64 bits of annual millionths at the rates.</exception>
    public RollForward RollForward(ReportingPeriods periods, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        RollForwards(periods, currency, rates, segmented: null, policy, execution)[0];

    /// <summary>Net and gross revenue retention and customer churn over the twelve months up to the end of each period, at the rates of the start of each window.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> those of <see cref="TrailingRetention"/>; what is paid at the end of a window counts at the rates of its start, so that exchange rates are left out.</para>
    /// <para><b>Undefined:</b> where nobody paid at the start of the window.</para>
    /// <para><b>Cost:</b> one pass over the changes for each period, on all threads.</para>
    /// </remarks>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    public TrailingRetention TrailingYear(ReportingPeriods periods, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(periods, TrailingWindow.Year, currency, rates, segmented: null, policy, execution)[0];

    /// <summary>Net and gross revenue retention and customer churn over a number of local days up to the end of each period, at the rates of the start of each window.</summary>
    /// <inheritdoc cref="TrailingYear(ReportingPeriods, Currency, IExchangeRates, MetricPolicy, ExecutionOptions)" path="/remarks"/>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="currency">The currency of all figures.</param>
    /// <param name="rates">Where rates come from.</param>
    /// <param name="policy">How churn is counted; the policy of the timeline if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    /// <exception cref="ArgumentException">A rate is not above 0, or the policy needs a timeline of its own.</exception>
    public TrailingRetention TrailingDays(ReportingPeriods periods, int days, Currency currency, IExchangeRates rates, MetricPolicy? policy = null, ExecutionOptions? execution = null) =>
        Trailing(periods, TrailingWindow.OfDays(days), currency, rates, segmented: null, policy, execution)[0];

    /// <summary>Names the customers behind a figure, the fx line included; they add up to it.</summary>
    /// <returns>By customer, then by period.</returns>
    public IEnumerable<MrrContribution> Explain(ReportingPeriods periods, Currency currency, IExchangeRates rates, RevenueFigure figure, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (!Enum.IsDefined(figure))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");
        }

        RevenueTimeline activity = Activity(currency);
        policy = activity.PolicyToRead(policy);
        return figure is RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk
            ? WithMoney(activity.Explain(periods, figure, policy), periods, Pass(periods, currency, rates), figure)
            : NettingDispatch.Run(activity, periods, policy, new FxExplanation(Pass(periods, currency, rates), customers, periods, currency, figure));
    }

    /// <summary>Adds the money of each customer and period to contributions that count customers, which are by customer, then by period.</summary>
    private IEnumerable<MrrContribution> WithMoney(IEnumerable<MrrContribution> counted, ReportingPeriods periods, FxPass pass, RevenueFigure figure)
    {
        foreach (IGrouping<CustomerId, MrrContribution> customer in counted.GroupBy(one => one.Customer))
        {
            FxCustomer balances = pass.Customer(Array.BinarySearch(customers, customer.Key));
            foreach (MrrContribution one in customer)
            {
                while (balances.Period < 0 || !ReferenceEquals(periods[balances.Period], one.Period))
                {
                    _ = balances.MoveNext();
                }

                RecurringRevenue before = new(balances.Opening, one.Amount.Currency), after = new(balances.Closing, one.Amount.Currency);
                yield return one with { Before = before, After = after, Amount = figure == RevenueFigure.LostCustomers ? before : after };
            }
        }
    }

    /// <summary>The roll-forward of each segment, or the one of all customers.</summary>
    internal RollForward[] RollForwards(
        ReportingPeriods periods, Currency currency, IExchangeRates rates, Segmented<MultiCurrencyTimeline>? segmented, MetricPolicy? policy, ExecutionOptions? execution)
    {
        (MetricPolicy used, RollForwardTotals[][] totals) = Totals(periods, currency, rates, segmented, policy, execution);
        return Array.ConvertAll(totals, own => Metrics.RollForward.FromTotals(periods, used, currency, own));
    }

    /// <summary>The trailing retention of each segment, or the one of all customers: a roll-forward over each window.</summary>
    internal TrailingRetention[] Trailing(
        ReportingPeriods periods, Period window, Currency currency, IExchangeRates rates, Segmented<MultiCurrencyTimeline>? segmented, MetricPolicy? policy, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        (MetricPolicy Policy, RollForwardTotals[][] Totals)[] windows =
            [.. periods.Select(period => Totals(ReportingPeriods.Between(periods.Zone, CalendarTime.WindowStart(period.LocalEnd, window), period.End), currency, rates, segmented, policy, execution))];
        return [.. Enumerable.Range(0, windows[0].Totals.Length).Select(segment =>
            TrailingRetention.FromTotals(periods, windows[0].Policy, currency, window, [.. windows.Select(one => OfWindow(one.Totals[segment][0]))]))];
    }

    /// <summary>The customer at a position.</summary>
    internal CustomerId CustomerAt(int index) => customers[index];

    private static TrailingTotals OfWindow(RollForwardTotals window) => new()
    {
        OpeningMrr = window.OpeningMrr,
        KeptMrr = window.OpeningMrr - window.LostMrr,
        ClosingMrr = window.OpeningMrr - window.LostMrr + window.GainedMrr,
        LostCustomers = window.LostCustomers,
        CustomersAtRisk = window.CustomersAtRisk,
    };

    private (MetricPolicy Policy, RollForwardTotals[][] Totals) Totals(
        ReportingPeriods periods, Currency currency, IExchangeRates rates, Segmented<MultiCurrencyTimeline>? segmented, MetricPolicy? policy, ExecutionOptions? execution)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RevenueTimeline activity = Activity(currency);
        policy = activity.PolicyToRead(policy);
        execution ??= ExecutionOptions.Default;
        bool countsChurnApart = !policy.CountsChurnAtPeriodEnds;
        FxPass pass = Pass(periods, currency, rates, execution.Cancellation);
        MovementSums[] sums = NettingDispatch.Run(activity, periods, policy, new FxRollForward(pass, segmented?.Segments, countsChurnApart ? execution.Stage(0, 0.8) : execution));
        ChurnCounts[]? churn = countsChurnApart
            ? activity.Layers.Run(new ChurnCountAggregate(activity, periods, segmented?.Segmentation.Over(activity), policy), execution.Stage(0.8, 1))
            : null;
        return (policy, [.. sums.Select((own, segment) => own.ToTotals(policy, churn?[segment]))]);
    }

    private FxPass Pass(ReportingPeriods periods, Currency currency, IExchangeRates rates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var table = new ExchangeRate[parts.Length][];
        for (int part = 0; part < parts.Length; part++)
        {
            table[part] = new ExchangeRate[periods.Count + 1];
            Instant? first = parts[part].FirstChange;
            for (int bound = 0; bound <= periods.Count; bound++)
            {
                // Before the first payment there is nothing to convert, and a table of rates may begin with the data.
                Instant at = bound == 0 ? periods.Start : periods[bound - 1].End;
                table[part][bound] = first >= at ? new ExchangeRate(parts[part].Currency, currency, at, 1m) : RateOf(part, currency, rates, at);
            }
        }

        return new FxPass(customers, columns, numbers, table, PeriodIndex.Over(periods), cancellation);
    }

    /// <summary>The rate of a part; none is asked for where nobody ever paid, not even of a trial without a price or currency.</summary>
    private ExchangeRate RateOf(int part, Currency currency, IExchangeRates rates, Instant at) =>
        parts[part].ChangeCount == 0 ? new ExchangeRate(parts[part].Currency, currency, at, 1m) : ExchangeRate.Of(rates, parts[part].Currency, currency, at);

    /// <summary>Who pays when, whatever and in whatever currency: all that counting customers needs.</summary>
    private RevenueTimeline Activity(Currency currency)
    {
        var rows = new RevenueTimeline.RevenueRows { Policy = Policy, History = history, Currency = currency };
        for (int part = 0; part < parts.Length; part++)
        {
            AddTo(rows, part, (level, _) => level > 0 ? 1 : 0);
        }

        return rows.Build(RevenueAmounts.SubscriptionLevel);
    }

    private void AddTo(RevenueTimeline.RevenueRows rows, int part, Func<long, CustomerId, long> convert)
    {
        RevenueColumns from = columns[part];
        for (int i = 0; i < parts[part].CustomerCount; i++)
        {
            CustomerId customer = parts[part].CustomerAt(i);
            rows.Take(customer);
            var subscription = new SubscriptionId(FormattableString.Invariant($"{customer.Value} {parts[part].Currency}"));
            for (int row = from.Offsets[i]; row < from.Offsets[i + 1]; row++)
            {
                rows.Add(customer, subscription, Instant.FromUnixTimeTicks(from.Time[row]), convert(from.Level[row], customer), from.ActiveAtZero?[row] ?? false);
            }
        }
    }

    /// <summary>How many customers pay in which currencies.</summary>
    public override string ToString() => FormattableString.Invariant($"{CustomerCount} customers, {string.Join(", ", Currencies)}");
}
