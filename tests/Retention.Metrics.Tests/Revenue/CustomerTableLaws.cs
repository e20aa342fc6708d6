using NodaTime;
using Retention.Metrics.Tests.Revenue.Committed;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue;

public sealed class CustomerTableLaws
{
    private static readonly Subscription Ada = Subscription.Of("ada"), Bo = Subscription.Of("bo"), Cy = Subscription.Of("cy");

    [Fact]
    public void AtTheEndOfAPeriod_CustomersAreItsClosing() => Laws.Check(RecordedCase.Any, one =>
    {
        var timeline = RevenueTimeline.FromHistory(one.History, one.Policy);
        foreach (RollForwardRow row in timeline.RollForward(one.Periods, one.Policy))
        {
            CustomerTable table = timeline.CustomersAt(row.Period.End);
            Assert.Equal(row.ClosingCustomers, table.Count);
            Assert.Equal(row.ClosingMrr, table.TotalMrr);
            Assert.Equal(row.ClosingMrr, table.Aggregate(RecurringRevenue.Zero(table.Currency), (sum, customer) => sum + customer.Mrr));
            Assert.Equal(table.OrderByDescending(customer => customer.Mrr).ThenBy(customer => customer.Customer).Select(customer => customer.Customer), table.Select(customer => customer.Customer));
        }
    }, times: 100);

    [Fact]
    public void FirstPaidAndSince_AreThoseOfTheMovements() => Laws.Check(Any.SubscriptionScenario, scenario =>
    {
        RevenueTimeline timeline = scenario.Timeline();
        Instant at = scenario.Periods.End;
        foreach (CustomerTableRow row in timeline.CustomersAt(at))
        {
            var alone = RevenueTimeline.FromHistory(SubscriptionHistory.Create(scenario.Events.Where(one => one.Customer == row.Customer)));
            Assert.Equal(alone.FirstChange, row.FirstPaid);
            Assert.Equal(0, alone.MrrAt(row.Since).AnnualMillionths);
            Assert.All(scenario.Scenario.Instants.Where(instant => instant > row.Since && instant <= at), instant => Assert.NotEqual(0, alone.MrrAt(instant).AnnualMillionths));
        }
    }, times: 100);

    /// <summary>Of a history that holds what was known, customers at risk are those of the committed revenue.</summary>
    [Fact]
    public void WhatIsScheduled_IsThatOfCommittedRevenue() => Laws.Check(RecordedCase.Any, one =>
    {
        ReportingPeriod period = one.Periods[0];
        SubscriptionHistory known = SubscriptionHistory.Check(ReferenceCommitted.KnownBy(one.FactsOfHistory, period.End)).History;
        CommittedRevenueRow committed = known.CommittedRevenue(one.Periods, one.Policy)[0];
        CustomerTable table = RevenueTimeline.FromHistory(known, one.Policy).CustomersAt(period.End, one.Periods.Zone);

        Assert.Equal(committed.AtRiskMrr, table.Aggregate(RecurringRevenue.Zero(table.Currency), (sum, row) => sum + row.Scheduled!.AtRiskMrr));
        Assert.Equal(committed.AtRiskCustomers, table.Count(row => row.Scheduled!.ScheduledEnd is not null));
        Assert.All(table, row => Assert.True(row.Scheduled!.ScheduledEnd is null || row.Scheduled.ScheduledEnd >= period.End));
        Assert.All(table, row => Assert.Equal(row.Mrr.AnnualMillionths > 0, row.Scheduled!.Subscriptions > 0));
    }, times: 100);

    [Fact]
    public void Products_AreThoseOfThePricesInForce()
    {
        static RecurringPrice Of(string? product) => RecurringPrice.Monthly(20m, Currency.Eur) with { Product = product };
        var storage = new Subscription("ada-2", "ada");
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-05"), Of("basic")), Ada.ChangesPrice(Utc("2026-02-10"), Of("pro")), Ada.ChangesPrice(Utc("2026-03-10"), Of("team")),
            storage.Starts(Utc("2026-01-05"), Of("a storage")), Bo.Starts(Utc("2026-01-05"), Of(product: null)), Cy.Starts(Utc("2026-01-05"), Of("pro")), Cy.Pauses(Utc("2026-02-01")),
        ];
        var table = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).CustomersAt(Utc("2026-03-10"));

        Assert.Equal(["ada: a storage, pro", "bo: ", "cy: "], table.Select(row => $"{row.Customer}: {string.Join(", ", row.Scheduled!.Products)}"));
        Assert.Equal(table[0].Scheduled, table[0].Scheduled);
    }

    [Fact]
    public void NextRenewal_IsThatOfTheRenewalCalendar() => Laws.Check(RecordedCase.Any, one =>
    {
        // What starts again years from now has its renewal years after that.
        var horizon = Duration.FromDays(10 * 366);
        ReportingPeriod period = one.Periods[0];
        SubscriptionHistory known = SubscriptionHistory.Check(ReferenceCommitted.KnownBy(one.FactsOfHistory, period.End)).History;
        var terms = RenewalCalendar.Of(known, one.Periods.Zone);
        foreach (CustomerTableRow row in RevenueTimeline.FromHistory(known).CustomersAt(period.End, one.Periods.Zone))
        {
            HashSet<SubscriptionId> paying = [.. known.GroupBy(fact => fact.Subscription).Where(own => RevenueTimeline.FromHistory(SubscriptionHistory.Create(own)).MrrAt(period.End).AnnualMillionths > 0).Select(own => own.Key)];
            IEnumerable<TermEnd> ahead = terms.TermEnds(row.Customer, period.End, period.End + horizon).Where(term => term.Renewed && paying.Contains(term.Subscription));
            Assert.Equal(ahead.Select(term => (Instant?)term.At).Min(), row.Scheduled!.NextRenewal);
        }
    }, times: 100);

    [Fact]
    public void OnPaper()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-10"), Monthly(30)), Ada.Ends(Utc("2026-02-01")), Ada.Starts(Utc("2026-02-15"), Monthly(30)),
            Bo.Starts(Utc("2026-01-20"), RecurringPrice.Yearly(600, Currency.Eur)), Bo.SchedulesCancellation(Utc("2026-02-20"), Utc("2027-01-20")),
            Cy.Starts(Utc("2026-01-05"), Monthly(30)), Cy.Ends(Utc("2026-03-01")), Subscription.Of("dee").Starts(Utc("2026-03-01"), Monthly(99)),
        ];
        var segmentation = Segmentation.By([new Customer("ada", [new("plan", "pro")])], "plan");
        CustomerTable table = RevenueTimeline.FromHistory(history).By(segmentation).CustomersAt(Utc("2026-03-01"));

        Assert.Equal(["bo", "ada", "cy"], table.Select(row => row.Customer.Value));
        Assert.Equal(["unknown", "pro", "unknown"], table.Select(row => row.Segment?.Name));
        Assert.Equal([Utc("2026-01-20"), Utc("2026-01-10"), Utc("2026-01-05")], table.Select(row => row.FirstPaid));
        Assert.Equal([Utc("2026-01-20"), Utc("2026-02-15"), Utc("2026-01-05")], table.Select(row => row.Since));
        Assert.Equal([null, Utc("2026-03-15"), Utc("2026-03-05")], table.Select(row => row.Scheduled!.NextRenewal));
        Assert.Equal([Utc("2027-01-20"), null, null], table.Select(row => row.Scheduled!.ScheduledEnd));
        Assert.Equal([Mrr(50), Mrr(0), Mrr(0)], table.Select(row => row.Scheduled!.AtRiskMrr));
        Assert.Equal("3 customers at 2026-03-01T00:00:00Z pay 110.00 EUR/month", table.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => table[3]);
    }

    [Fact]
    public void TimelineOfLevels_HasNothingScheduled() => Assert.Null(
        RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), Utc("2026-05-01"), Mrr(9))]).CustomersAt(Utc("2026-03-01"))[0].Scheduled);
}
