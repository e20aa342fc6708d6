using System.Text.Json;
using NodaTime;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Tests;

public sealed class SegmentTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Rows_AreBySegmentThenPeriod_AndEndWithAll()
    {
        JsonElement[] rows = ToolRun.Periods("report", "--segment", "plan", "--from", "2025-03", "--to", "2025-04");

        Assert.Equal(
            ["basic 2025-03", "basic 2025-04", "team 2025-03", "team 2025-04", "all 2025-03", "all 2025-04"],
            rows.Select(row => $"{row.GetProperty("segment").GetString()} {row.GetProperty("period").GetString()}"));
        Assert.Equal("period", rows[0].EnumerateObject().First().Name);
        Assert.Equal("segment", rows[0].EnumerateObject().ElementAt(1).Name);
        Assert.Equal(["plan"], ToolRun.Json("report", "--segment", "plan").GetProperty("segmentBy").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void ASegmentCalledAll_IsKeptApartFromAllCustomers()
    {
        string file = files.Write("all.csv", "customer_id,start_date,end_date,mrr,plan\nada,2025-01-01,,10,all\nbo,2025-01-01,,20,\"\"\"all\"\"\"\ncy,2025-01-01,,30,pro\n");
        JsonElement[] rows = ToolRun.Periods("report", "--subscriptions", file, "--currency", "EUR", "--segment", "plan", "--from", "2025-01", "--to", "2025-01");

        Assert.Equal(
            [("\"\"\"all\"\"\"", 20m), ("\"all\"", 10m), ("pro", 30m), ("all", 60m)],
            rows.Select(row => (row.GetProperty("segment").GetString(), row.GetProperty("closingMrr").GetDecimal())));
    }

    [Fact]
    public void EveryFigure_IsThatOfTheCore()
    {
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 12)).To(new YearMonth(2025, 12));
        var segmentation = Segmentation.By(SamplePortfolio.Customers, "plan", "country");
        BySegment<RollForward> revenue = RevenueTimeline.FromHistory(SamplePortfolio.Subscriptions).By(segmentation).RollForward(periods);
        BySegment<OrderMetrics> orders = OrderTimeline.FromHistory(SamplePortfolio.Orders).By(segmentation).Metrics(periods);
        ILookup<string, JsonElement> rows = ToolRun.Periods("report", "--segment", "plan,country").ToLookup(row => row.GetProperty("segment").GetString()!, StringComparer.Ordinal);

        Assert.Equal(["basic / DE", "basic / FR", "team / DE", "team / FR", "all"], rows.Select(own => own.Key));
        foreach ((Segment segment, RollForward expected) in revenue)
        {
            Assert.Equal(expected.Select(row => row.ClosingMrr.Monthly.Rounded.Amount), rows[segment.Name].Select(row => row.GetProperty("closingMrr").GetDecimal()));
            Assert.Equal(expected.Select(row => row.CustomerChurnRate.Numerator), rows[segment.Name].Select(row => row.GetProperty("customerChurnRate").GetProperty("numerator").GetDecimal()));
            Assert.Equal(orders[segment].Select(row => row.Revenue.Amount), rows[segment.Name].Select(row => row.GetProperty("revenue").GetDecimal()));
        }
    }

    [Fact]
    public void All_IsTheReportWithoutSegments_TrailingFiguresIncluded()
    {
        static string[] Without(IEnumerable<JsonElement> rows) =>
            [.. rows.Select(row => JsonSerializer.Serialize(row.EnumerateObject().Where(field => field.Name != "segment").ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal)))];

        Assert.Equal(
            Without(ToolRun.Periods("report")),
            Without(ToolRun.Periods("report", "--segment", "country").Where(row => row.GetProperty("segment").GetString() == "all")));
    }

    [Fact]
    public void TrailingFigures_OfASegment_AreThoseOfItsCustomersAlone()
    {
        string all = files.Write("all.csv", "customer_id,start_date,end_date,monthly_amount,plan\nada,2024-01-10,,50,a\nbo,2024-01-10,2025-01-20,20,a\ncy,2024-01-05,2025-01-09,30,b\n");
        string alone = files.Write("a.csv", "customer_id,start_date,end_date,monthly_amount,plan\nada,2024-01-10,,50,a\nbo,2024-01-10,2025-01-20,20,a\n");
        string[] range = ["--from", "2025-01", "--to", "2025-02"];

        JsonElement[] expected = ToolRun.Periods(["report", "--subscriptions", alone, .. range]);
        JsonElement[] actual = [.. ToolRun.Periods(["report", "--subscriptions", all, "--segment", "plan", .. range]).Where(row => row.GetProperty("segment").GetString() == "a")];

        Assert.Equal("0.5", expected[0].GetProperty("trailing12ChurnRate").GetProperty("value").GetRawText());
        Assert.All(new[] { "trailing12Nrr", "trailing12Grr", "trailing12ChurnRate" }, name => Assert.Equal(expected.Select(row => row.GetProperty(name).GetRawText()), actual.Select(row => row.GetProperty(name).GetRawText())));
    }

    [Fact]
    public void Attributes_ComeFromBothFiles_AndAMissingOneIsUnknown()
    {
        string subscriptions = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount,plan\nada,2025-01-10,,50,pro\n");
        string orders = files.Write("o.csv", "customer_id,ordered_at,amount,country\nada,2025-01-11,5,DE\nbo,2025-01-12,7,FR\n");
        JsonElement[] rows = ToolRun.Periods("report", "--subscriptions", subscriptions, "--orders", orders, "--segment", "plan,country");

        Assert.Equal(
            ["pro / DE 50 5", "unknown / FR 0 7", "all 50 12"],
            rows.Select(row => FormattableString.Invariant($"{row.GetProperty("segment").GetString()} {row.GetProperty("closingMrr").GetDecimal():0} {row.GetProperty("revenue").GetDecimal():0}")));
    }

    [Fact]
    public void AnAttribute_ThatNobodyHas_IsAnsweredWithThoseThereAre()
    {
        foreach (string command in new[] { "report", "cohorts" })
        {
            ToolRun run = ToolRun.Of(command, "--segment", "plan,city");

            Assert.Equal((2, ""), (run.Exit, run.Output));
            Assert.Contains("'city'; the nearest is 'country', and there are country, plan", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plan,")]
    [InlineData("plan,plan")]
    public void Names_ThatMakeNoSegments_AreWrongUsage(string names) => Assert.Equal(2, ToolRun.Of("report", "--segment", names).Exit);

    [Fact]
    public void Explain_NamesTheSegmentOfEachCustomer()
    {
        string[][] lines = ToolRun.Csv("report", "--segment", "plan", "--explain", "newCustomers", "--from", "2025-03", "--to", "2025-06");

        Assert.Equal(["period", "segment", "customer"], lines[0][..3]);
        Assert.Equal(["2025-06 basic maple", "2025-03 team hazel", "2025-04 team juniper"], lines[1..].Select(line => string.Join(' ', line[..3])));
    }

    [Fact]
    public void AFileWithAHeaderOnly_HasNoRows()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount,plan\n");

        Assert.Empty(ToolRun.Periods("report", "--subscriptions", file, "--segment", "plan"));
        Assert.Empty(ToolRun.Json("cohorts", "--subscriptions", file, "--segment", "plan").GetProperty("cells").EnumerateArray());
        Assert.NotEmpty(ToolRun.Answer("cohorts", "--subscriptions", file, "--segment", "plan"));
        Assert.NotEmpty(ToolRun.Answer("compare", "--subscriptions", file));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "csv", "'=cmd|' /C calc'!A0")]
    [InlineData("[red]x[/]", "table", "[red]x[/]")]
    [InlineData("\u001b[31mred", "table", "\\u001B[31mred")]
    [InlineData("a|**b**", "markdown", "a\\|\\*\\*b\\*\\*")]
    [InlineData("say \"hi\"", "json", "say \\\"hi\\\"")]
    public void AValue_IsAnybodysText(string value, string format, string shown)
    {
        string file = files.Write("s.csv", $"customer_id,start_date,end_date,monthly_amount,plan\nada,2025-01-10,,50,\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");

        Assert.Contains(shown, ToolRun.Answer("report", "--subscriptions", file, "--segment", "plan", "--format", format), StringComparison.Ordinal);
        Assert.Contains(shown, ToolRun.Answer("cohorts", "--subscriptions", file, "--segment", "plan", "--format", format), StringComparison.Ordinal);
    }
}
