using System.Text;
using System.Text.Json;
using Acme.Billing.Data;
using Acme.Billing.Reporting;
using NodaTime;
using Retention.Metrics;
using Xunit;

namespace Acme.Billing.Tests;

public sealed class MonthReportTests
{
    private static readonly YearMonth February = new(2026, 2), March = new(2026, 3);

    [Fact]
    public async Task February_HasOnePausedCustomer_AndNoChurn()
    {
        MonthReport report = await ReportAsync(February);

        Assert.Equal(Eur(360m), report.Revenue.OpeningMrr.Monthly);
        Assert.Equal(Eur(20m), report.Revenue.ExpansionMrr.Monthly);
        Assert.Equal(Eur(60m), report.Revenue.PausedMrr.Monthly);
        Assert.Equal(Eur(320m), report.Revenue.ClosingMrr.Monthly);
        Assert.Equal(Ratio.Of(0, 3), report.Revenue.CustomerChurnRate);
        Assert.Empty(report.Churned);
    }

    [Fact]
    public async Task March_LosesTheCustomerWhoCancelled_WithTheReason()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(Eur(200m), report.Revenue.ChurnMrr.Monthly);
        Assert.Equal(Eur(60m), report.Revenue.ResumedMrr.Monthly);
        Assert.Equal(Eur(80m), report.Revenue.NewMrr.Monthly);
        Assert.Equal(Eur(260m), report.Revenue.ClosingMrr.Monthly);
        Assert.Equal(Ratio.Of(1, 3), report.Revenue.CustomerChurnRate);
        ExplainedChurn churn = Assert.Single(report.Churned);
        Assert.Equal(("C-2", "S-2", "price"), (churn.Movement.Customer.Value, churn.Subscription.Value, churn.Reason.Code));
    }

    [Fact]
    public async Task March_ByCountry_AddsUpToTheTotal()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(["DE", "FR", "unknown"], report.ByCountry.Segments.Select(segment => segment.Name));
        Assert.Equal(Eur(200m), report.ByCountry[new Segment("DE")][0].ClosingMrr.Monthly);
        Assert.Equal(report.Revenue.ClosingMrr, report.ByCountry.Total[0].ClosingMrr);
    }

    [Fact]
    public async Task March_CountsOrders_WithoutRefundsAndCancelledOnes()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(2, report.Sales.Orders);
        Assert.Equal(Eur(500m), report.Sales.Revenue);
    }

    [Fact]
    public async Task Json_HasTheNamesOfEveryExport()
    {
        using var json = new MemoryStream();
        MonthReportJson.Write(json, await ReportAsync(March));

        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(json.ToArray()));
        Assert.Equal("2026-03", document.RootElement.GetProperty("period").GetString());
        Assert.Equal(200m, document.RootElement.GetProperty("churnMrr").GetDecimal());
        Assert.Equal(0.333333333333m, document.RootElement.GetProperty("customerChurnRate").GetProperty("value").GetDecimal());
        Assert.Equal(0m, document.RootElement.GetProperty("trailing12Nrr").GetProperty("value").GetDecimal());
        Assert.Equal("C-2", document.RootElement.GetProperty("churned")[0].GetProperty("customer").GetString());
    }

    [Fact]
    public async Task InvalidDatabase_ThrowsWithTheSubscriptionAndTheChange()
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(
            SampleCustomers.Customer(9, "DE", SampleCustomers.Starts(SampleCustomers.On(2026, 1, 5), 1, 50m), SampleCustomers.Change(ChangeKind.Resumed, SampleCustomers.On(2026, 2, 5))));
        await using BillingDbContext database = temporary.Open();

        var invalid = await Assert.ThrowsAsync<InvalidHistoryException>(() => MonthReport.CreateAsync(database, February, TestContext.Current.CancellationToken));

        SubscriptionFinding finding = Assert.IsType<SubscriptionFinding>(Assert.Single(invalid.Findings));
        Assert.Equal("S-9", finding.Events[0].Subscription.Value);
        Assert.Equal("change 2", finding.Events[^1].EventId);
    }

    [Fact]
    public async Task ChangeEnteredLate_IsNotInTheReportAsKnownThen()
    {
        SubscriptionChange late = SampleCustomers.Change(ChangeKind.Ended, SampleCustomers.On(2026, 2, 20), "unpaid");
        late.EnteredUtc = SampleCustomers.On(2026, 3, 12);
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(SampleCustomers.Customer(9, "DE", SampleCustomers.Starts(SampleCustomers.On(2026, 1, 5), 1, 50m), late));
        await using BillingDbContext database = temporary.Open();

        SubscriptionHistory subscriptions = await SubscriptionHistory.CreateAsync(MonthReport.SubscriptionFacts(database), TestContext.Current.CancellationToken);
        Instant endOfFebruary = MetricSettings.Months.From(February).To(February).End;
        RevenueTimeline asReported = RevenueTimeline.FromHistory(subscriptions.AsKnownAt(endOfFebruary).History, MetricSettings.Policy);

        Assert.Equal(Eur(50m), asReported.MrrAt(endOfFebruary).Monthly);
        Assert.True(RevenueTimeline.FromHistory(subscriptions, MetricSettings.Policy).MrrAt(endOfFebruary).IsZero);
    }

    [Fact]
    public async Task Json_OfAnUndefinedRate_IsNull()
    {
        using var json = new MemoryStream();
        MonthReportJson.Write(json, await ReportAsync(new YearMonth(2026, 2)));

        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(json.ToArray()));
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("trailing12Nrr").GetProperty("value").ValueKind);
    }

    private static async Task<MonthReport> ReportAsync(YearMonth month)
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(SampleCustomers.FirstQuarter());
        await using BillingDbContext database = temporary.Open();
        return await MonthReport.CreateAsync(database, month, TestContext.Current.CancellationToken);
    }

    private static Money Eur(decimal amount) => Currency.Eur.Amount(amount);
}
