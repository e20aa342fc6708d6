using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>One churned customer, or one churn movement, with why and when in the customer's life it happened.</summary>
/// <param name="Movement">What it adds to the figure, with the instant at which the revenue fell to nothing.</param>
/// <param name="Subscription">The subscription that decided it.</param>
/// <param name="Reason">The reason of that subscription's end, <see cref="ChurnReason.Paused"/> or <see cref="ChurnReason.Free"/>.</param>
/// <param name="TenureMonth">Whole months since the first payment, at the start of the period.</param>
/// <param name="OnRenewal">Whether a term of that subscription was to end on the local day of the churn.</param>
/// <param name="Triggers">What came before, within the window asked for.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ChurnAnalysis.Explain")]
public sealed record ExplainedChurn(MrrContribution Movement, SubscriptionId Subscription, ChurnReason Reason, int TenureMonth, bool OnRenewal, ImmutableArray<ChurnTrigger> Triggers) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Movement.WriteTo(json);
        json.Add("subscription", Subscription);
        json.Add("reason", Reason, ChurnReasonJsonConverter.Instance.WriteValue);
        json.Add("tenureMonth", TenureMonth);
        json.Add("onRenewal", OnRenewal);
        json.AddAll("triggers", Triggers.IsDefault ? [] : Triggers, ChurnTriggerJsonConverter.Instance.WriteValue);
    }

    /// <summary>Who churned, why, and how much was lost.</summary>
    public override string ToString() => FormattableString.Invariant($"{Movement?.Customer} in {Movement?.Period}: {Reason} after {TenureMonth} months, {Movement?.Amount}, subscription {Subscription}");
}

/// <summary>Asks a checked history why customers churned, after how long, and what came before.</summary>
/// <remarks>
/// <para>Who churned, when and with how much MRR is always the roll-forward's answer, under the same policy; every split adds up to it.</para>
/// <para><b>Cost:</b> building applies the policy to the history once.</para>
/// </remarks>
/// <example><code>
/// ChurnAnalysis analysis = ChurnAnalysis.Of(history);
/// analysis.ByReason(march)[0].Of(ChurnReason.Paused).ChurnMrr.Monthly; // 50.00 EUR
/// analysis.Renewals(march)[0].ShareOfChurnOnRenewal.Value;             // 0.25
/// </code></example>
public sealed class ChurnAnalysis
{
    private readonly CustomerLifecycles lifecycles;
    private readonly ChurnCauses causes;
    private readonly Dictionary<CustomerId, Instant> firstPayments = [];

    private ChurnAnalysis(SubscriptionHistory history, MetricPolicy policy)
    {
        Policy = policy;
        Timeline = RevenueTimeline.FromHistory(history, policy);
        lifecycles = history.Lifecycles;
        causes = new ChurnCauses(lifecycles, policy);
        RevenueColumns columns = Timeline.Columns;
        for (int customer = 0; customer < Timeline.CustomerCount; customer++)
        {
            // The first row of a customer is always a payment.
            if (columns.Offsets[customer] < columns.Offsets[customer + 1])
            {
                firstPayments.Add(Timeline.CustomerAt(customer), Instant.FromUnixTimeTicks(columns.Time[columns.Offsets[customer]]));
            }
        }
    }

    /// <summary>The choices under which churn is counted.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>What each customer pays over time, by the policy.</summary>
    public RevenueTimeline Timeline { get; }

    /// <summary>Prepares the questions.</summary>
    /// <param name="history">The history; all its subscriptions are in one currency.</param>
    /// <param name="policy">What revenue is and how churn is counted; the default policy if left out.</param>
    public static ChurnAnalysis Of(SubscriptionHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new ChurnAnalysis(history, policy ?? MetricPolicy.Default);
    }

    /// <inheritdoc cref="ChurnByReason"/>
    /// <param name="periods">The periods.</param>
    public ChurnByReason ByReason(ReportingPeriods periods) =>
        new(periods, Policy, Timeline.Currency, LossesBy(periods, lost => new[] { causes.Of(lost.Customer, lost.At!.Value).Reason }));

    /// <inheritdoc cref="ChurnByTrigger"/>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    /// <param name="window">How far back to look, and at which marks.</param>
    public ChurnByTrigger ByTrigger(ReportingPeriods periods, TriggerWindow window)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(window);
        var finder = new TriggerFinder(lifecycles, RenewalCalendar.Of(lifecycles, periods.Zone), window);
        return new(periods, Policy, Timeline.Currency, window, LossesBy(periods, lost => finder.Before(lost.Customer, lost.At!.Value)));
    }

    /// <inheritdoc cref="ChurnByTenure"/>
    /// <param name="periods">The periods; months give a hazard a month.</param>
    public ChurnByTenure ByTenure(ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        Dictionary<Instant, int> numbers = NumbersOf(periods);
        TenureTable[] tables = [.. periods.Select(_ => new TenureTable())];
        foreach (MrrContribution held in Timeline.Explain(periods, RevenueFigure.OpeningCustomers, Policy))
        {
            tables[numbers[held.Period.Start]].Add(TenureMonth(held, periods.Zone), atRisk: 1, churned: 0);
        }

        foreach (MrrContribution lost in Timeline.Explain(periods, RevenueFigure.ChurnedCustomers, Policy))
        {
            tables[numbers[lost.Period.Start]].Add(TenureMonth(lost, periods.Zone), atRisk: 0, churned: 1);
        }

        return new ChurnByTenure(periods, Policy, new PeriodTotals<TenureMonths>(tables.Select(table => new TenureMonths(table.ToArray()))));
    }

    /// <inheritdoc cref="Metrics.Renewals"/>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    public Renewals Renewals(ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        RenewalCalendar calendar = RenewalCalendar.Of(lifecycles, periods.Zone);
        Dictionary<Instant, int> numbers = NumbersOf(periods);
        var sums = new RenewalSums[periods.Count];
        PeriodIndex index = PeriodIndex.Over(periods);
        foreach (CustomerId customer in lifecycles.Customers)
        {
            foreach (IGrouping<(SubscriptionId, int), TermEnd> terms in calendar.TermEnds(customer, periods.Start, periods.End).GroupBy(term => (term.Subscription, index.Of(term.At.ToUnixTimeTicks()))))
            {
                sums[terms.Key.Item2] += default(RenewalSums) with { Subscriptions = 1, SubscriptionsRenewed = terms.Last().Renewed ? 1 : 0 };
            }
        }

        var churned = new HashSet<(CustomerId, int)>();
        foreach (MrrContribution lost in Timeline.Explain(periods, RevenueFigure.ChurnedCustomers, Policy))
        {
            int period = numbers[lost.Period.Start];
            sums[period] += default(RenewalSums) with { Churned = 1, ChurnedOnRenewal = OnRenewal(calendar, lost) ? 1 : 0 };
            _ = churned.Add((lost.Customer, period));
        }

        foreach (MrrContribution held in Timeline.Explain(periods, RevenueFigure.OpeningCustomers, Policy))
        {
            if (calendar.IsUpForRenewal(held.Customer, held.Period))
            {
                int period = numbers[held.Period.Start];
                Int128 mrr = held.Amount.AnnualMillionths;
                bool left = churned.Contains((held.Customer, period));
                sums[period] += default(RenewalSums) with { Customers = 1, Mrr = mrr, CustomersLost = left ? 1 : 0, MrrLost = left ? mrr : 0 };
            }
        }

        return new Renewals(periods, Policy, Timeline.Currency, new PeriodTotals<RenewalSums>(sums));
    }

    /// <summary>Names the customers and movements behind the churn of each period, with everything the splits know of them.</summary>
    /// <remarks>
    /// <para><b>Cost:</b> one pass over the changes, made as the list is read, and one pass over the subscriptions for the ends of terms.</para>
    /// </remarks>
    /// <example><code>
    /// foreach (ExplainedChurn lost in ChurnAnalysis.Of(history).Explain(march))
    /// {
    ///     Console.WriteLine($"{lost.Movement.Customer}: {lost.Reason} after {lost.TenureMonth} months");
    /// }
    /// </code></example>
    /// <param name="periods">The periods.</param>
    /// <param name="figure"><see cref="RevenueFigure.ChurnedCustomers"/> or <see cref="RevenueFigure.ChurnMrr"/>: what the list adds up to.</param>
    /// <param name="window">How far back to look for triggers; 30 days if left out.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is neither of the two.</exception>
    public IEnumerable<ExplainedChurn> Explain(ReportingPeriods periods, RevenueFigure figure = RevenueFigure.ChurnedCustomers, TriggerWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (figure is not (RevenueFigure.ChurnedCustomers or RevenueFigure.ChurnMrr))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, "ChurnedCustomers or ChurnMrr.");
        }

        RenewalCalendar calendar = RenewalCalendar.Of(lifecycles, periods.Zone);
        var finder = new TriggerFinder(lifecycles, calendar, window ?? TriggerWindow.OfDays(30));
        return Timeline.Explain(periods, figure, Policy).Select(lost =>
        {
            (SubscriptionId subscription, ChurnReason reason) = causes.Of(lost.Customer, lost.At!.Value);
            return new ExplainedChurn(
                lost,
                subscription,
                reason,
                TenureMonth(lost, periods.Zone),
                calendar.StopsOnTermEnd(lost.Customer, subscription, lost.At.Value),
                [.. finder.Before(lost.Customer, lost.At.Value)]);
        });
    }

    private LossTotals<TCause> LossesBy<TCause>(ReportingPeriods periods, Func<MrrContribution, TCause[]> causesOf)
        where TCause : notnull
    {
        ArgumentNullException.ThrowIfNull(periods);
        var losses = new LossTotals<TCause>(periods.Count);
        Dictionary<Instant, int> numbers = NumbersOf(periods);
        RollForward totals = Timeline.RollForward(periods, Policy);
        for (int period = 0; period < periods.Count; period++)
        {
            losses.Opening[period] = new(totals[period].OpeningCustomers, totals[period].OpeningMrr.AnnualMillionths);
        }

        foreach (MrrContribution lost in Timeline.Explain(periods, RevenueFigure.ChurnedCustomers, Policy))
        {
            losses.Add(numbers[lost.Period.Start], new LossSums(1, 0), causesOf(lost));
        }

        foreach (MrrContribution lost in Timeline.Explain(periods, RevenueFigure.ChurnMrr, Policy))
        {
            losses.Add(numbers[lost.Period.Start], new LossSums(0, lost.Amount.AnnualMillionths), causesOf(lost));
        }

        return losses;
    }

    private int TenureMonth(MrrContribution contribution, DateTimeZone zone)
    {
        LocalDate paid = StartOfDay.DateAt(firstPayments[contribution.Customer], zone);

        // Someone who came within the period is in the first month.
        return Math.Max(0, Period.Between(paid, StartOfDay.DateAt(contribution.Period.Start, zone), PeriodUnits.Months).Months);
    }

    private bool OnRenewal(RenewalCalendar calendar, MrrContribution lost) =>
        calendar.StopsOnTermEnd(lost.Customer, causes.Of(lost.Customer, lost.At!.Value).Subscription, lost.At.Value);

    private static Dictionary<Instant, int> NumbersOf(ReportingPeriods periods) =>
        periods.Select((period, number) => (period.Start, number)).ToDictionary(entry => entry.Start, entry => entry.number);

    /// <summary>The timeline that is asked.</summary>
    public override string ToString() => FormattableString.Invariant($"churn of {Timeline}");
}
