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
    public ChurnByReason ByReason(ReportingPeriods periods) => ByReason(new ChurnReading(this, periods))[0];

    /// <inheritdoc cref="ChurnByTrigger"/>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    /// <param name="window">How far back to look, and at which marks.</param>
    public ChurnByTrigger ByTrigger(ReportingPeriods periods, TriggerWindow window) => ByTrigger(new ChurnReading(this, periods), window)[0];

    /// <inheritdoc cref="ChurnByTenure"/>
    /// <param name="periods">The periods; months give a hazard a month.</param>
    public ChurnByTenure ByTenure(ReportingPeriods periods) => ByTenure(new ChurnReading(this, periods))[0];

    /// <inheritdoc cref="Metrics.Renewals"/>
    /// <param name="periods">The periods; their zone decides when terms end.</param>
    public Renewals Renewals(ReportingPeriods periods) => Renewals(new ChurnReading(this, periods))[0];

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

    /// <summary>The churn of each segment by reason.</summary>
    internal ChurnByReason[] ByReason(ChurnReading reading) =>
        Array.ConvertAll(LossesBy(reading, lost => new[] { causes.Of(lost.Customer, lost.At!.Value).Reason }), losses => new ChurnByReason(reading.Periods, Policy, Timeline.Currency, losses));

    /// <summary>The churn of each segment by what came before.</summary>
    internal ChurnByTrigger[] ByTrigger(ChurnReading reading, TriggerWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var finder = new TriggerFinder(lifecycles, RenewalCalendar.Of(lifecycles, reading.Periods.Zone), window);
        return Array.ConvertAll(LossesBy(reading, lost => finder.Before(lost.Customer, lost.At!.Value)), losses => new ChurnByTrigger(reading.Periods, Policy, Timeline.Currency, window, losses));
    }

    /// <summary>The churn of each segment by tenure.</summary>
    internal ChurnByTenure[] ByTenure(ChurnReading reading)
    {
        TenureTable[][] tables = [.. Enumerable.Range(0, reading.Segments).Select(_ => reading.Periods.Select(_ => new TenureTable()).ToArray())];
        foreach (MrrContribution held in reading.Opening)
        {
            tables[reading.SegmentOf(held.Customer)][reading.PeriodOf(held)].Add(TenureMonth(held, reading.Periods.Zone), atRisk: 1, churned: 0);
        }

        foreach (MrrContribution lost in reading.Churned)
        {
            tables[reading.SegmentOf(lost.Customer)][reading.PeriodOf(lost)].Add(TenureMonth(lost, reading.Periods.Zone), atRisk: 0, churned: 1);
        }

        return Array.ConvertAll(tables, own => new ChurnByTenure(reading.Periods, Policy, new PeriodTotals<TenureMonths>(own.Select(table => new TenureMonths(table.ToArray())))));
    }

    /// <summary>The renewals of each segment.</summary>
    internal Renewals[] Renewals(ChurnReading reading)
    {
        ReportingPeriods periods = reading.Periods;
        RenewalCalendar calendar = RenewalCalendar.Of(lifecycles, periods.Zone);
        RenewalSums[][] sums = [.. Enumerable.Range(0, reading.Segments).Select(_ => new RenewalSums[periods.Count])];
        PeriodIndex index = PeriodIndex.Over(periods);
        foreach (CustomerId customer in lifecycles.Customers)
        {
            foreach (IGrouping<(SubscriptionId, int), TermEnd> terms in calendar.TermEnds(customer, periods.Start, periods.End).GroupBy(term => (term.Subscription, index.Of(term.At.ToUnixTimeTicks()))))
            {
                sums[reading.SegmentOf(customer)][terms.Key.Item2] += default(RenewalSums) with { Subscriptions = 1, SubscriptionsRenewed = terms.Last().Renewed ? 1 : 0 };
            }
        }

        var churned = new HashSet<(CustomerId, int)>();
        foreach (MrrContribution lost in reading.Churned)
        {
            int period = reading.PeriodOf(lost);
            sums[reading.SegmentOf(lost.Customer)][period] += default(RenewalSums) with { Churned = 1, ChurnedOnRenewal = OnRenewal(calendar, lost) ? 1 : 0 };
            _ = churned.Add((lost.Customer, period));
        }

        foreach (MrrContribution held in reading.Opening)
        {
            if (calendar.IsUpForRenewal(held.Customer, held.Period))
            {
                int period = reading.PeriodOf(held);
                Int128 mrr = held.Amount.AnnualMillionths;
                bool left = churned.Contains((held.Customer, period));
                sums[reading.SegmentOf(held.Customer)][period] += default(RenewalSums) with { Customers = 1, Mrr = mrr, CustomersLost = left ? 1 : 0, MrrLost = left ? mrr : 0 };
            }
        }

        return Array.ConvertAll(sums, own => new Renewals(periods, Policy, Timeline.Currency, new PeriodTotals<RenewalSums>(own)));
    }

    private static LossTotals<TCause>[] LossesBy<TCause>(ChurnReading reading, Func<MrrContribution, TCause[]> causesOf)
        where TCause : notnull
    {
        IReadOnlyList<RollForward> totals = reading.RollForwards;
        LossTotals<TCause>[] losses = [.. totals.Select(_ => new LossTotals<TCause>(reading.Periods.Count))];
        for (int segment = 0; segment < losses.Length; segment++)
        {
            for (int period = 0; period < reading.Periods.Count; period++)
            {
                losses[segment].Opening[period] = new(totals[segment][period].OpeningCustomers, totals[segment][period].OpeningMrr.AnnualMillionths);
            }
        }

        foreach (MrrContribution lost in reading.Churned)
        {
            losses[reading.SegmentOf(lost.Customer)].Add(reading.PeriodOf(lost), new LossSums(1, 0), causesOf(lost));
        }

        foreach (MrrContribution lost in reading.ChurnMrr)
        {
            losses[reading.SegmentOf(lost.Customer)].Add(reading.PeriodOf(lost), new LossSums(0, lost.Amount.AnnualMillionths), causesOf(lost));
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

    /// <summary>The timeline that is asked.</summary>
    public override string ToString() => FormattableString.Invariant($"churn of {Timeline}");
}
