using Harbour.Billing.Books;
using Harbour.Billing.Figures;
using NodaTime;
using Retention.Metrics;
using Xunit;

namespace Harbour.Billing.Tests;

/// <summary>The ledger and the messages of the contract service come to what the contracts say.</summary>
public sealed class RoutesTests
{
    private static readonly ReportingPeriods Quarter = OurDefinition.Months.From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    [Fact]
    public async Task Ledger_AgreesWithTheContracts()
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync(
            Marinas.Marina("A-1", "DE", Marinas.Signed(Marinas.On(2026, 1, 5), 10, 10m), Marinas.Repriced(Marinas.On(2026, 2, 10), 12, 10m), Marinas.Simply(ChangeKind.Terminated, Marinas.On(2026, 3, 5))),
            new LedgerLine { AccountId = 1, ContractId = 1, FromUtc = Marinas.On(2026, 3, 5), MonthlyCents = 0 },
            new LedgerLine { AccountId = 1, ContractId = 1, FromUtc = Marinas.On(2026, 1, 5), MonthlyCents = 10_000 },
            new LedgerLine { AccountId = 1, ContractId = 1, FromUtc = Marinas.On(2026, 2, 10), MonthlyCents = 12_000 });
        await using BillingBooks reading = books.Open();

        RevenueTimeline ledger = await RevenueLedger.TimelineAsync(reading, TestContext.Current.CancellationToken);
        SubscriptionHistory contracts = SubscriptionHistory.Create(await MonthReport.FactsAsync(reading, TestContext.Current.CancellationToken));

        Assert.Equal(RevenueTimeline.FromHistory(contracts).RollForward(Quarter), ledger.RollForward(Quarter));
        Assert.Equal(Currency.Eur.Amount(120m), ledger.RollForward(Quarter)[2].ChurnMrr.Monthly);
    }

    [Fact]
    public void Messages_ThatComeTwice_AndInAnyOrder_CountOnce()
    {
        DateTimeOffset at = new(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(1));
        ContractMessage signed = new ContractMessage.Signed(new Guid(1, 0, 0, new byte[8]), "C-1", "A-1", at, at, 10, 10m);
        ContractMessage changed = new ContractMessage.BerthsChanged(new Guid(2, 0, 0, new byte[8]), "C-1", "A-1", at.AddDays(36), at.AddDays(36), 12, 10m);
        ContractMessage terminated = new ContractMessage.Terminated(new Guid(3, 0, 0, new byte[8]), "C-1", "A-1", at.AddDays(59), at.AddDays(59));
        var feed = new ContractFeed();

        foreach (ContractMessage message in new[] { changed, terminated, changed })
        {
            feed.Handle(message);
        }

        Assert.NotEmpty(feed.Check().Findings);
        Assert.Empty(feed.Check().History);

        feed.Handle(signed);
        var check = feed.Check();

        Assert.Empty(check.Findings);
        Assert.Equal((3, 1), (check.Used, check.Repeated));
        RollForward quarter = RevenueTimeline.FromHistory(check.History).RollForward(Quarter);
        Assert.Equal([100m, 120m, 0m], quarter.Select(month => month.ClosingMrr.Monthly.Amount));
    }

    [Fact]
    public void FormerSystem_IsReadFromItsExport()
    {
        string file = Path.Combine(Path.GetTempPath(), $"harbour-{Guid.NewGuid():N}.csv");
        File.WriteAllText(file, "subscription_id,customer_id,start_date,end_date,monthly_amount\nC-7,A-7,2025-01-01,2025-03-01,80.00\nC-8,A-8,2025-01-01,,40.00\n");
        try
        {
            RevenueTimeline timeline = RevenueTimeline.FromHistory(FormerSystem.Contracts(file));

            Assert.Equal(2, timeline.CustomerCount);
            Assert.Equal(0.5, BerthTenure.StillThereAfter(timeline, months: 2, until: new LocalDate(2026, 1, 1)));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
