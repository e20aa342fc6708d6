using Acme.Billing.Data;
using Acme.Billing.Reporting;
using NodaTime;
using Retention.Metrics;
using Xunit;

namespace Acme.Billing.Tests;

/// <summary>Every source gives the same figures: the ledger, the messages of the subscription service, the export of the previous system.</summary>
public sealed class SourcesTests
{
    private static readonly ReportingPeriods Quarter = MetricSettings.Months.From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    [Fact]
    public async Task Ledger_AgreesWithTheSubscriptions()
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(
            SampleCustomers.Customer(1, "DE", SampleCustomers.Starts(SampleCustomers.On(2026, 1, 5), 10, 10m), SampleCustomers.ChangesPlan(SampleCustomers.On(2026, 2, 10), 12, 10m), SampleCustomers.Change(ChangeKind.Ended, SampleCustomers.On(2026, 3, 5))),
            new LedgerEntry { CustomerId = 1, SubscriptionId = 1, FromUtc = SampleCustomers.On(2026, 3, 5), MonthlyCents = 0 },
            new LedgerEntry { CustomerId = 1, SubscriptionId = 1, FromUtc = SampleCustomers.On(2026, 1, 5), MonthlyCents = 10_000 },
            new LedgerEntry { CustomerId = 1, SubscriptionId = 1, FromUtc = SampleCustomers.On(2026, 2, 10), MonthlyCents = 12_000 });
        await using BillingDbContext database = temporary.Open();

        RevenueTimeline ledger = await RevenueLedger.TimelineAsync(database, TestContext.Current.CancellationToken);
        SubscriptionHistory subscriptions = await SubscriptionHistory.CreateAsync(MonthReport.SubscriptionFacts(database), TestContext.Current.CancellationToken);

        Assert.Equal(RevenueTimeline.FromHistory(subscriptions).RollForward(Quarter), ledger.RollForward(Quarter));
        Assert.Equal(Currency.Eur.Amount(120m), ledger.RollForward(Quarter)[2].ChurnMrr.Monthly);
    }

    [Fact]
    public void RepeatedMessages_InAnyOrder_CountOnce()
    {
        DateTimeOffset at = new(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(1));
        SubscriptionMessage started = new SubscriptionMessage.Started(new Guid(1, 0, 0, new byte[8]), "S-1", "C-1", at, at, 10, 10m);
        SubscriptionMessage changed = new SubscriptionMessage.SeatsChanged(new Guid(2, 0, 0, new byte[8]), "S-1", "C-1", at.AddDays(36), at.AddDays(36), 12, 10m);
        SubscriptionMessage ended = new SubscriptionMessage.Ended(new Guid(3, 0, 0, new byte[8]), "S-1", "C-1", at.AddDays(59), at.AddDays(59));
        var handler = new SubscriptionMessageHandler();

        foreach (SubscriptionMessage message in new[] { changed, ended, changed })
        {
            handler.Handle(message);
        }

        Assert.NotEmpty(handler.Check().Findings);
        Assert.Empty(handler.Check().History);

        handler.Handle(started);
        var check = handler.Check();

        Assert.Empty(check.Findings);
        Assert.Equal((3, 1), (check.Used, check.Repeated));
        RollForward quarter = RevenueTimeline.FromHistory(check.History).RollForward(Quarter);
        Assert.Equal([100m, 120m, 0m], quarter.Select(month => month.ClosingMrr.Monthly.Amount));
    }

    [Fact]
    public void PreviousSystem_IsReadFromItsExport()
    {
        string file = Path.Combine(Path.GetTempPath(), $"billing-{Guid.NewGuid():N}.csv");
        File.WriteAllText(file, "subscription_id,customer_id,start_date,end_date,monthly_amount\nS-7,C-7,2025-01-01,2025-03-01,80.00\nS-8,C-8,2025-01-01,,40.00\n");
        try
        {
            RevenueTimeline timeline = RevenueTimeline.FromHistory(PreviousSystem.Subscriptions(file));

            Assert.Equal(2, timeline.CustomerCount);
            Assert.Equal(0.5, CustomerTenure.StillPayingAfter(timeline, months: 2, until: new LocalDate(2026, 1, 1)));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
