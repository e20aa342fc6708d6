using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Revenue.Committed;

public sealed class CommittedRevenueLaws
{
    private static readonly string[] FirstHalf = ["0", "1"];

    /// <summary>Of facts that say nothing ahead the closing revenue is taken; of any others it is computed.</summary>
    [Fact]
    public void BesideARollForward_ItIsTheSame() => Laws.Check(RecordedCase.Any, one =>
    {
        foreach (SubscriptionHistory history in new[] { one.History, SubscriptionHistory.Check(one.History.Where(fact => fact is not SubscriptionEvent.CancellationScheduled).Select(fact => fact with { RecordedAt = null })).History })
        {
            RollForward rollForward = RevenueTimeline.FromHistory(history, one.Policy).RollForward(one.Periods, one.Policy);
            Assert.Equal(history.CommittedRevenue(one.Periods, one.Policy), history.CommittedRevenue(rollForward, one.Policy));
        }
    }, times: 100);

    [Fact]
    public void TheGenerator_MakesWhatTheLawsAreAbout()
    {
        CommittedRevenueRow[] rows = [.. RecordedCase.Any.Generator.Sample(1500).SelectMany(one => one.Committed)];

        Assert.Contains(rows, row => row.AtRiskMrr.AnnualMillionths > 0 && row.AtRiskMrr != row.KnownMrr);
        Assert.Contains(rows, row => row.CommittedMrr.CompareTo(row.KnownMrr) > 0);
        Assert.Contains(rows, row => row.LeftOutSubscriptions > 0);
        Assert.Contains(rows, row => row.AtRiskSubscriptions > row.AtRiskCustomers);
    }

    [Fact]
    public void AnyHistory_UnderAnyPolicy_IsTheReferences() => Laws.Check(
        RecordedCase.Any,
        one => Assert.Equal(one.Periods.Select(period => ReferenceCommitted.Of(one.FactsOfHistory, period.End, one.Policy, one.Currency)), one.Committed.Select(ReferenceCommitted.Of)),
        times: 400);

    [Fact]
    public void NothingScheduled_CommitsTheClosingRevenue() => Laws.Check(Any.SubscriptionScenario, scenario =>
    {
        SubscriptionHistory history = SubscriptionHistory.Check(scenario.Events.Where(IsNoSchedule).Select(WithoutDiscount)).History;
        RollForward rollForward = RevenueTimeline.FromHistory(history).RollForward(scenario.Periods);

        Assert.All(history.CommittedRevenue(scenario.Periods).Zip(rollForward), pair =>
        {
            Assert.Equal(pair.Second.ClosingMrr, pair.First.KnownMrr);
            Assert.Equal(pair.Second.ClosingMrr, pair.First.CommittedMrr);
            Assert.Equal(0, pair.First.AtRiskMrr.AnnualMillionths);
        });
    }, times: 100);

    /// <summary>With an instant of recording on every fact, what is known is what <see cref="SubscriptionHistory.AsKnownAt"/> says.</summary>
    [Fact]
    public void CommittedRevenue_IsTheClosingOfLaterPeriods_OfWhatIsKnown() => Laws.Check(RecordedCase.Any, one =>
    {
        SubscriptionHistory history = SubscriptionHistory.Check(one.Facts.Select(fact => fact with { RecordedAt = fact.RecordedAt ?? fact.At, EventId = null })).History;
        SubscriptionHistory valid = SubscriptionHistory.Create(history);
        foreach (CommittedRevenueRow row in valid.CommittedRevenue(one.Periods, one.Policy))
        {
            var known = RevenueTimeline.FromHistory(valid.AsKnownAt(row.Period.End).History, one.Policy);
            Instant after = Instant.Max(known.LastChange ?? row.Period.End, row.Period.End) + Duration.FromDays(1);
            RollForwardRow last = known.RollForward(ReportingPeriods.Between(DateTimeZone.Utc, row.Period.End, after), one.Policy)[0];
            Assert.Equal(last.OpeningMrr.AnnualMillionths, row.KnownMrr.AnnualMillionths);
            Assert.Equal(last.ClosingMrr.AnnualMillionths, row.CommittedMrr.AnnualMillionths);
        }
    }, times: 100);

    [Fact]
    public void WhatIsRecordedLater_ChangesNothing() => Laws.Check(RecordedCase.Any, one =>
    {
        IReadOnlyList<SubscriptionEvent> facts = one.FactsOfHistory;
        CommittedRevenue all = one.Committed;
        for (int period = 0; period < one.Periods.Count; period++)
        {
            SubscriptionHistory known = SubscriptionHistory.Check(ReferenceCommitted.KnownBy(facts, one.Periods[period].End)).History;
            CommittedRevenueRow row = known.CommittedRevenue(one.Periods, one.Policy)[period];
            Assert.Equal(ReferenceCommitted.Of(all[period]) with { LeftOut = 0 }, ReferenceCommitted.Of(row) with { Known = Of(row.KnownMrr), CommittedMrr = Of(row.CommittedMrr), AtRisk = Of(row.AtRiskMrr), LeftOut = 0 });
        }

        RecurringRevenue Of(RecurringRevenue revenue) => new(revenue.AnnualMillionths, all.Currency);
    }, times: 100);

    [Fact]
    public void AnyOrder_AnyThreads_AndAnySplit_GiveTheSame() => Laws.Check(RecordedCase.Any, one =>
    {
        IReadOnlyList<SubscriptionEvent> facts = one.FactsOfHistory;
        CommittedRevenue whole = one.Committed;
        var byHalf = Segmentation.By(facts.Select(fact => fact.Customer).Distinct().Select(customer => new Customer(customer, [new("half", HalfOf(customer))])), "half");
        BySegment<CommittedRevenue>? segments = facts.Count == 0 ? null : one.History.CommittedRevenue(one.Periods, byHalf, one.Policy);
        CommittedRevenue[] parts = [.. FirstHalf.Select(half => SubscriptionHistory.Check(facts.Where(fact => HalfOf(fact.Customer) == half)).History.CommittedRevenue(one.Periods, one.Policy))];

        Assert.Equal(whole, SubscriptionHistory.Check(one.Facts.Reverse()).History.CommittedRevenue(one.Periods, one.Policy));
        Assert.Equal(whole, one.History.CommittedRevenue(one.Periods, one.Policy, new ExecutionOptions { Threads = 3 }));
        Assert.Equal(whole, one.History.CommittedRevenue(one.Periods, one.Policy, ExecutionOptions.Sequential));
        Assert.Equal(whole, segments?.Total ?? whole);
        Assert.Equal(whole, parts[0].Merge(parts[1]));
        Assert.All(segments ?? Enumerable.Empty<KeyValuePair<Segment, CommittedRevenue>>(), segment => Assert.Equal(ReferenceRows(parts[int.Parse(segment.Key.Name, System.Globalization.CultureInfo.InvariantCulture)]), ReferenceRows(segment.Value)));

        IEnumerable<RecurringRevenue> ReferenceRows(CommittedRevenue part) =>
            part.SelectMany(row => new[] { row.KnownMrr, row.CommittedMrr, row.AtRiskMrr }).Select(revenue => new RecurringRevenue(revenue.AnnualMillionths, whole.Currency));
    }, times: 100);

    /// <summary>Whether a cancellation counts when it is requested or when it takes effect decides when revenue ends, not whether it does.</summary>
    [Fact]
    public void CommittedRevenue_DoesNotDependOnWhenACancellationCounts() => Laws.Check(RecordedCase.Any, one =>
    {
        CommittedRevenue atRequest = one.History.CommittedRevenue(one.Periods, one.Policy with { Cancellation = CancellationRule.AtRequest });
        CommittedRevenue atEffect = one.History.CommittedRevenue(one.Periods, one.Policy with { Cancellation = CancellationRule.AtEffect });
        Assert.Equal(atEffect.Select(row => row.CommittedMrr), atRequest.Select(row => row.CommittedMrr));
    }, times: 100);

    [Fact]
    public void AFigure_DoesNotDependOnWhichOtherPeriodsAreAskedFor() => Laws.Check(RecordedCase.Any, one =>
    {
        CommittedRevenue all = one.Committed;
        for (int period = 0; period < one.Periods.Count; period++)
        {
            var alone = ReportingPeriods.Between(one.Periods.Zone, one.Periods[period].Start, one.Periods[period].End);
            Assert.Equal(ReferenceCommitted.Of(all[period]), ReferenceCommitted.Of(one.History.CommittedRevenue(alone, one.Policy)[0]));
        }
    }, times: 100);

    /// <summary>The upcoming periods open with what is known, and those that reach far enough close with what is committed.</summary>
    [Fact]
    public void Upcoming_LeadsFromWhatIsKnown_ToWhatIsCommitted() => Laws.Check(RecordedCase.Any, one =>
    {
        CommittedRevenueRow row = one.Committed[0];
        Instant end = row.Period.End, far = Instant.Max(Instant.FromUtc(2100, 1, 1, 0, 0), end + Duration.FromDays(40_000));
        UpcomingRevenue upcoming = one.History.Upcoming(end, ReportingPeriods.Between(DateTimeZone.Utc, row.Period.Start, end, end + Duration.FromDays(31), far), one.Policy);

        Assert.All(upcoming.RollForward, coming => Assert.Equal(PeriodStatus.Upcoming, coming.Period.Status));
        Assert.Equal(2, upcoming.RollForward.Count);
        Assert.Equal(row.LeftOutSubscriptions, upcoming.LeftOutSubscriptions);
        Assert.Equal(row.KnownMrr.AnnualMillionths, upcoming.RollForward[0].OpeningMrr.AnnualMillionths);
        Assert.Equal(row.CommittedMrr.AnnualMillionths, upcoming.RollForward[^1].ClosingMrr.AnnualMillionths);
    }, times: 100);

    private static bool IsNoSchedule(SubscriptionEvent fact) => fact is not (SubscriptionEvent.CancellationScheduled or SubscriptionEvent.CancellationRevoked);

    private static SubscriptionEvent WithoutDiscount(SubscriptionEvent fact) => fact switch
    {
        SubscriptionEvent.Started started => started with { Discount = null, RecordedAt = null },
        SubscriptionEvent.PriceChanged changed => changed with { Discount = null, RecordedAt = null },
        _ => fact with { RecordedAt = null },
    };

    private static string HalfOf(CustomerId customer) => customer.Value.Sum(letter => letter) % 2 == 0 ? "0" : "1";
}
