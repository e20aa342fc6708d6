using System.Text;
using System.Text.Json;
using Harbour.Billing.Books;
using Harbour.Billing.Figures;
using NodaTime;
using Retention.Metrics;
using Xunit;

namespace Harbour.Billing.Tests;

public sealed class MonthReportTests
{
    private static readonly YearMonth February = new(2026, 2), March = new(2026, 3);

    [Fact]
    public async Task February_LaysUpOneMarina_AndLosesNone()
    {
        MonthReport report = await ReportAsync(February);

        Assert.Equal(Eur(360m), report.Revenue.OpeningMrr.Monthly);
        Assert.Equal(Eur(20m), report.Revenue.ExpansionMrr.Monthly);
        Assert.Equal(Eur(60m), report.Revenue.PausedMrr.Monthly);
        Assert.Equal(Eur(320m), report.Revenue.ClosingMrr.Monthly);
        Assert.Equal(Ratio.Of(0, 3), report.Revenue.CustomerChurnRate);
        Assert.Empty(report.Leavers);
    }

    [Fact]
    public async Task March_LosesTheMarinaThatGaveNotice_AndSaysWhy()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(Eur(200m), report.Revenue.ChurnMrr.Monthly);
        Assert.Equal(Eur(60m), report.Revenue.ResumedMrr.Monthly);
        Assert.Equal(Eur(80m), report.Revenue.NewMrr.Monthly);
        Assert.Equal(Eur(260m), report.Revenue.ClosingMrr.Monthly);
        Assert.Equal(Ratio.Of(1, 3), report.Revenue.CustomerChurnRate);
        ExplainedChurn leaver = Assert.Single(report.Leavers);
        Assert.Equal(("A-2", "A-2-1", "price"), (leaver.Movement.Customer.Value, leaver.Subscription.Value, leaver.Reason.Code));
    }

    [Fact]
    public async Task March_ByCountry_LeavesNobodyOut()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(["DE", "FR", "unknown"], report.ByCountry.Segments.Select(segment => segment.Name));
        Assert.Equal(Eur(200m), report.ByCountry[new Segment("DE")][0].ClosingMrr.Monthly);
        Assert.Equal(report.Revenue.ClosingMrr, report.ByCountry.Total[0].ClosingMrr);
    }

    [Fact]
    public async Task March_CountsWhatWasSoldOnce_LessCreditNotes_WithoutVoidedInvoices()
    {
        MonthReport report = await ReportAsync(March);

        Assert.Equal(2, report.Sales.Orders);
        Assert.Equal(Eur(500m), report.Sales.Revenue);
    }

    [Fact]
    public async Task BoardJson_HasTheFiguresUnderTheNamesOfEveryExport()
    {
        using var json = new MemoryStream();
        BoardJson.Write(json, await ReportAsync(March));

        using JsonDocument board = JsonDocument.Parse(Encoding.UTF8.GetString(json.ToArray()));
        Assert.Equal("2026-03", board.RootElement.GetProperty("period").GetString());
        Assert.Equal(200m, board.RootElement.GetProperty("churnMrr").GetDecimal());
        Assert.Equal(0.333333333333m, board.RootElement.GetProperty("customerChurnRate").GetProperty("value").GetDecimal());
        Assert.Equal(0m, board.RootElement.GetProperty("trailing12Nrr").GetProperty("value").GetDecimal());
        Assert.Equal("A-2", board.RootElement.GetProperty("leavers")[0].GetProperty("customer").GetString());
    }

    [Fact]
    public async Task BooksThatCannotBeTrue_GiveNoReport_ButTheContractAndItsChange()
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync(
            Marinas.Marina("A-9", "DE", Marinas.Signed(Marinas.On(2026, 1, 5), 1, 50m), Marinas.Simply(ChangeKind.Relaunched, Marinas.On(2026, 2, 5))));
        await using BillingBooks reading = books.Open();

        var invalid = await Assert.ThrowsAsync<InvalidHistoryException>(() => MonthReport.OfAsync(reading, February, TestContext.Current.CancellationToken));

        SubscriptionFinding finding = Assert.IsType<SubscriptionFinding>(Assert.Single(invalid.Findings));
        Assert.Equal("A-9-1", finding.Events[0].Subscription.Value);
        Assert.Equal("change 2", finding.Events[^1].EventId);
    }

    [Fact]
    public async Task WhatWasEnteredLate_IsNotInTheReportOfThatTime()
    {
        ContractChange late = Marinas.Simply(ChangeKind.Terminated, Marinas.On(2026, 2, 20), "unpaid");
        late.EnteredUtc = Marinas.On(2026, 3, 12);
        using TemporaryBooks books = await TemporaryBooks.OfAsync(Marinas.Marina("A-9", "DE", Marinas.Signed(Marinas.On(2026, 1, 5), 1, 50m), late));
        await using BillingBooks reading = books.Open();

        SubscriptionHistory contracts = SubscriptionHistory.Create(await MonthReport.FactsAsync(reading, TestContext.Current.CancellationToken));
        Instant endOfFebruary = OurDefinition.Months.From(February).To(February).End;
        RevenueTimeline asReported = RevenueTimeline.FromHistory(contracts.AsKnownAt(endOfFebruary).History, OurDefinition.Policy);

        Assert.Equal(Eur(50m), asReported.MrrAt(endOfFebruary).Monthly);
        Assert.True(RevenueTimeline.FromHistory(contracts, OurDefinition.Policy).MrrAt(endOfFebruary).IsZero);
    }

    [Fact]
    public async Task BoardJson_SaysThatARateIsUndefined()
    {
        using var json = new MemoryStream();
        BoardJson.Write(json, await ReportAsync(new YearMonth(2026, 2)));

        using JsonDocument board = JsonDocument.Parse(Encoding.UTF8.GetString(json.ToArray()));
        Assert.Equal(JsonValueKind.Null, board.RootElement.GetProperty("trailing12Nrr").GetProperty("value").ValueKind);
    }

    private static async Task<MonthReport> ReportAsync(YearMonth month)
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync(Marinas.Quarter());
        await using BillingBooks reading = books.Open();
        return await MonthReport.OfAsync(reading, month, TestContext.Current.CancellationToken);
    }

    private static Money Eur(decimal amount) => Currency.Eur.Amount(amount);
}
