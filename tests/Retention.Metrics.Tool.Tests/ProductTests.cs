using System.Text.Json;
using NodaTime;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Tests;

/// <summary><c>--segment product:plan</c>: revenue by the product of the price in force.</summary>
public sealed class ProductTests : IDisposable
{
    private const string Events =
        "customer_id,subscription_id,event,at,mrr,currency,plan\nada,a,started,2026-01-05,20,EUR,basic\nada,a,price_changed,2026-02-10,49,EUR,pro\nbo,b,started,2026-01-07,30,EUR,\"x,\n\"\"all\"\"\"\ncy,c,started,2026-02-02,10,EUR,all\n";

    private const string Levels =
        "customer_id,subscription_id,at,mrr,currency,plan\nada,a,2026-01-05,20,EUR,basic\nada,a,2026-02-10,49,EUR,pro\nbo,b,2026-01-07,30,EUR,\"x,\n\"\"all\"\"\"\ncy,c,2026-02-02,10,EUR,all\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EveryFigure_IsThatOfTheCore()
    {
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 12)).To(new YearMonth(2025, 12));
        RollForwardByProduct expected = ProductTimeline.FromHistory(SamplePortfolio.Subscriptions).RollForward(periods);
        ILookup<string, JsonElement> rows = ToolRun.Periods("report", "--segment", "product:plan").ToLookup(row => row.GetProperty("segment").GetString()!, StringComparer.Ordinal);

        Assert.Equal(["basic", "team", "all"], rows.Select(own => own.Key));
        foreach ((string product, ProductRollForward own) in expected)
        {
            Assert.Equal(own.Select(row => row.TransferInMrr.Monthly.Rounded.Amount), rows[product].Select(row => row.GetProperty("transferInMrr").GetDecimal()));
            Assert.Equal(own.Select(row => row.ClosingMrr.Monthly.Rounded.Amount), rows[product].Select(row => row.GetProperty("closingMrr").GetDecimal()));
            Assert.Equal(own.Select(row => row.NetRevenueRetention(ProductScope.Customer).Numerator), rows[product].Select(row => row.GetProperty("customerNetRevenueRetention").GetProperty("numerator").GetDecimal()));
            Assert.Equal(own.Select(row => row.TransferOutMrr.Annual.Amount * 1_000_000m), rows[product].Select(row => decimal.Parse(row.GetProperty("exact").GetProperty("transferOutMrr").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void All_IsTheReportOfAllCustomers()
    {
        JsonElement[] all = [.. ToolRun.Periods("report", "--segment", "product:plan").Where(row => row.GetProperty("segment").GetString() == "all")], report = ToolRun.Periods("report");

        foreach (string figure in new[] { "openingMrr", "expansionMrr", "contractionMrr", "churnMrr", "closingMrr", "openingCustomers", "closingCustomers" })
        {
            Assert.Equal(report.Select(row => row.GetProperty(figure).GetDecimal()), all.Select(row => row.GetProperty(figure).GetDecimal()));
        }

        Assert.All(all, row => Assert.Equal(row.GetProperty("transferInMrr").GetDecimal(), row.GetProperty("transferOutMrr").GetDecimal()));
        Assert.Equal(JsonValueKind.Null, all[0].GetProperty("joinedCustomers").ValueKind);
        Assert.Equal("product:plan", Assert.Single(ToolRun.Json("report", "--segment", "product:plan").GetProperty("segmentBy").EnumerateArray()).GetString());
    }

    [Fact]
    public void AnswersOfEventsAndLevels_AreTheSame_InEveryFormat()
    {
        string events = files.Write("events.csv", Events), levels = files.Write("levels.csv", Levels);
        foreach (string format in new[] { "table", "json", "csv", "markdown" })
        {
            string[] rest = ["--segment", "product:plan", "--to", "2026-02", "--format", format];
            string answer = ToolRun.Answer(["report", "--subscriptions", events, .. rest]);

            Assert.Equal(answer, ToolRun.Answer(["report", "--subscriptions", levels, .. rest]));
            Assert.Contains(format is "json" or "csv" ? "transferInMrr" : "Transfer in", answer, StringComparison.Ordinal);
        }
    }

    /// <summary>A product that is called as all of them is in quotation marks.</summary>
    [Fact]
    public void OddNames_AreKeptApart()
    {
        JsonElement[] rows = ToolRun.Periods("report", "--subscriptions", files.Write("odd.csv", Events), "--segment", "product:plan", "--from", "2026-02", "--to", "2026-02");

        Assert.Equal([("\"all\"", 10m), ("basic", 0m), ("pro", 49m), ("x,\n\"all\"", 30m), ("all", 89m)], rows.Select(row => (row.GetProperty("segment").GetString(), row.GetProperty("closingMrr").GetDecimal())));
    }

    [Fact]
    public void Cohorts_AreByTheProductThatCustomersBeganWith()
    {
        JsonElement cohorts = ToolRun.Json("cohorts", "--subscriptions", files.Write("s.csv", Levels), "--segment", "product:plan", "--to", "2026-02");

        Assert.Equal(["\"all\"", "all", "basic", "x,\n\"all\""], cohorts.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("segment").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("product", Assert.Single(cohorts.GetProperty("segmentBy").EnumerateArray()).GetString());
        Assert.Contains("basic", ToolRun.Answer("survival", "--subscriptions", files.Write("s.csv", Levels), "--segment", "product:plan", "--show", "summary"), StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralCurrencies_AreReportedOneByOne_OrAtConstantRates()
    {
        string file = files.Write("two.csv", Levels + "dee,d,2026-01-05,100,USD,pro\n"), rates = files.Write("rates.csv", "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n2026-02-01,USD,EUR,0.8\n2026-02-10,USD,EUR,0.5\n");

        Assert.Equal(["EUR", "USD"], ToolRun.Json("report", "--subscriptions", file, "--segment", "product:plan").GetProperty("currencies").EnumerateArray().Select(one => one.GetProperty("currency").GetString()));
        JsonElement[] rows = ToolRun.Periods("report", "--subscriptions", file, "--segment", "product:plan", "--rates", rates, "--report-currency", "EUR", "--from", "2026-01", "--to", "2026-02");
        Assert.Equal([50m, 99m], rows.Where(row => row.GetProperty("segment").GetString() == "pro").Select(row => row.GetProperty("closingMrr").GetDecimal()));
    }

    [Fact]
    public void StripesPrices_HaveTheirProduct()
    {
        static string Priced(string id, string product, int start, string more) =>
            $$$"""{"id":"{{{id}}}","object":"subscription","customer":"cus_1","status":"active","currency":"usd","created":{{{start}}},"start_date":{{{start}}},"items":{"object":"list","data":[{"id":"si_1","price":{"id":"price_{{{product}}}","product":"prod_{{{product}}}","currency":"usd","unit_amount":2000,"recurring":{"interval":"month","interval_count":1} },"quantity":1}],"has_more":false}{{{more}}} }""" + "\n";

        string file = files.Write("s.jsonl", Priced("sub_1", "A", 1767604320, "") + Priced("sub_2", "B", 1767604320, ""));
        foreach ((string asked, string[] names) in new[] { ("product", new[] { "prod_A", "prod_B", "all" }), ("price", ["price_A", "price_B", "all"]) })
        {
            ToolRun run = ToolRun.Of("report", "--subscriptions", file, "--segment", "product:" + asked, "--to", "2026-01", "--format", "json");
            Assert.Equal(names, JsonDocument.Parse(run.Output).RootElement.GetProperty("periods").EnumerateArray().Select(row => row.GetProperty("segment").GetString()));
        }
    }

    [Theory]
    [InlineData("--segment product:plan,country is not valid; a product is a level of prices, not of customers", "--segment", "product:plan,country")]
    [InlineData("--segment product: is not valid", "--segment", "product:")]
    [InlineData("--segment product:x is not valid for the built-in sample: its prices have a plan; expected product:plan.", "--segment", "product:x")]
    [InlineData("--explain lists customers, and a customer can be in several products", "--segment", "product:plan", "--explain", "churnMrr")]
    [InlineData("--segment product:plan needs a file of subscriptions: orders have no price in force.", "--segment", "product:plan", "--orders", "o.csv")]
    public void WhatHasNoProduct_IsWrongUsage(string message, params string[] args)
    {
        ToolRun run = ToolRun.Of(["report", .. args]);

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFile_WithoutTheColumn_OrWithAnother_IsRefused()
    {
        string file = files.Write("s.csv", Levels);

        Assert.Contains("the header has no column 'tier', which was to be product", ToolRun.Of("report", "--subscriptions", file, "--segment", "product:tier").Error, StringComparison.Ordinal);
        Assert.Contains("name two columns; expected one of them", ToolRun.Of("report", "--subscriptions", file, "--segment", "product:plan", "--map", "product=x").Error, StringComparison.Ordinal);
        Assert.Contains("leave out --orders", ToolRun.Of("report", "--subscriptions", file, "--orders", file, "--segment", "product:plan").Error, StringComparison.Ordinal);
        Assert.Contains("expected product:product, or product:price", ToolRun.Of("report", "--subscriptions", "x.json", "--segment", "product:plans").Error, StringComparison.Ordinal);
    }
}
