using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class SampleReportTests
{
    private static readonly string[] Rates =
    [
        "customerChurnRate", "customerRetentionRate", "grossMrrChurnRate", "netMrrChurnRate", "grossRevenueRetention", "netRevenueRetention", "quickRatio",
        "arpa", "averageSalePrice", "growthRate", "expansionShare", "trailing12Nrr", "trailing12Grr", "trailing12ChurnRate", "averageOrderValue",
        "purchaseFrequency", "repeatCustomerRate", "returningCustomerRate", "revenuePerCustomer",
    ];

    private static readonly string[] Names =
    [
        "period", "start", "end", "currency", "periodStatus", "openingMrr", "newMrr", "reactivationMrr", "resumedMrr", "expansionMrr", "contractionMrr", "churnMrr", "pausedMrr",
        "fxMrr", "closingMrr", "closingArr", "committedMrr", "atRiskMrr", "openingCustomers", "newCustomers", "reactivatedCustomers", "expandedCustomers", "contractedCustomers",
        "churnedCustomers", "closingCustomers", "neverRetainedCustomers", "lostCustomers", "customersAtRisk", "customerChurnRate", "customerRetentionRate", "grossMrrChurnRate",
        "netMrrChurnRate", "grossRevenueRetention", "netRevenueRetention", "negativeChurn", "quickRatio", "arpa", "averageSalePrice", "growthRate",
        "expansionShare", "trailing12Nrr", "trailing12Grr", "trailing12ChurnRate", "orders", "revenue", "uniqueCustomers", "averageOrderValue",
        "purchaseFrequency", "repeatCustomerRate", "returningCustomerRate", "revenuePerCustomer", "meanDaysBetweenOrders", "medianDaysBetweenOrders",
    ];

    [Fact]
    public void Json_HasEveryField_UnderItsName()
    {
        foreach (JsonElement period in ToolRun.Periods("report"))
        {
            Assert.Equal([.. Names, "exact"], period.EnumerateObject().Select(field => field.Name));
            Assert.All(Rates, name => Assert.Equal(["value", "numerator", "denominator"], period.GetProperty(name).EnumerateObject().Select(part => part.Name)));
        }
    }

    [Fact]
    public void Csv_HasEveryField_UnderItsName()
    {
        string[][] lines = ToolRun.Csv("report");

        Assert.Equal([.. Names, "sample"], lines[0]);
        Assert.Equal(14, lines.Length);
        Assert.All(lines, line => Assert.Equal(Names.Length + 1, line.Length));
    }

    [Fact]
    public void Table_AndMarkdown_HaveEveryFieldThatIsUsed()
    {
        string[] shown = [.. Names.Except(["start", "end", "currency", "periodStatus", "lostCustomers", "customersAtRisk", "resumedMrr", "pausedMrr", "fxMrr"], StringComparer.Ordinal)];
        string table = ToolRun.Answer("report", "--names", "field"), markdown = ToolRun.Answer("report", "--names", "field", "--format", "markdown");

        Assert.All(shown, name => Assert.Contains($" {name} ", table, StringComparison.Ordinal));
        Assert.All(shown, name => Assert.Contains($"| {name} |", markdown, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_IsNotWiderThanTheTerminal_AndEndsWithItsDefinition()
    {
        string[] lines = ToolRun.Answer("report").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines[..^2], line => Assert.InRange(line.Length, 0, 120));
        Assert.StartsWith("policy default: ", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("EUR, UTC", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("built-in sample: ", lines[^1], StringComparison.Ordinal);
    }

    // 49 + 99 + 100 + 29 + 5 × 15 + 49 at the start; acorn goes from 49 to 99, hazel starts at 99, dogwood leaves with 29.
    [Fact]
    public void March_WorkedOutOnPaper_HasNegativeChurn()
    {
        JsonElement march = ToolRun.Periods("report").Single(period => period.GetProperty("period").GetString() == "2025-03");

        Assert.Equal(
            ["401.00", "99.00", "0.00", "50.00", "0.00", "29.00", "521.00", "6252.00"],
            new[] { "openingMrr", "newMrr", "reactivationMrr", "expansionMrr", "contractionMrr", "churnMrr", "closingMrr", "closingArr" }.Select(name => march.GetProperty(name).GetRawText()));
        Assert.Equal((6, 1, 1, 1, 6), (Number(march, "openingCustomers"), Number(march, "newCustomers"), Number(march, "expandedCustomers"), Number(march, "churnedCustomers"), Number(march, "closingCustomers")));
        Assert.Equal("""{"value":-0.0523690773067,"numerator":-21,"denominator":401}""", Compact(march.GetProperty("netMrrChurnRate")));
        Assert.Equal("""{"value":0.166666666667,"numerator":1,"denominator":6}""", Compact(march.GetProperty("customerChurnRate")));
        Assert.Equal("""{"value":86.8333333333,"numerator":521,"denominator":6}""", Compact(march.GetProperty("arpa")));
        Assert.Equal("""{"value":null,"numerator":0,"denominator":0}""", Compact(march.GetProperty("trailing12Nrr")));
        Assert.True(march.GetProperty("negativeChurn").GetBoolean());
        Assert.Equal(("2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z", "EUR"), (march.GetProperty("start").GetString(), march.GetProperty("end").GetString(), march.GetProperty("currency").GetString()));
    }

    // Refunds and cancelled orders: May's third order was refunded whole, February's third cancelled.
    [Fact]
    public void Orders_WorkedOutOnPaper_AreLessCancelledAndRefunded()
    {
        JsonElement[] periods = ToolRun.Periods("report", "--from", "2025-02", "--to", "2025-05");

        Assert.Equal([2, 2, 1, 3], periods.Select(period => Number(period, "orders")));
        Assert.Equal(["285.00", "190.00", "320.00", "290.00"], periods.Select(period => period.GetProperty("revenue").GetRawText()));
        Assert.Equal("""{"value":96.6666666667,"numerator":290,"denominator":3}""", Compact(periods[3].GetProperty("averageOrderValue")));
        Assert.Equal("35", periods[0].GetProperty("medianDaysBetweenOrders").GetRawText());
        Assert.Equal("null", periods[2].GetProperty("meanDaysBetweenOrders").GetRawText());
    }

    [Fact]
    public void Exact_AlwaysCloses()
    {
        foreach (JsonElement period in ToolRun.Periods("report", "--by", "week"))
        {
            Int128 Of(string name) => Int128.Parse(period.GetProperty("exact").GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

            Assert.Equal(
                Of("closingMrr"),
                Of("openingMrr") + Of("newMrr") + Of("reactivationMrr") + Of("resumedMrr") + Of("expansionMrr") - Of("contractionMrr") - Of("churnMrr") - Of("pausedMrr") + Of("fxMrr"));
        }
    }

    [Fact]
    public void Undefined_IsNullInJson_EmptyInCsv_AndADashInATable()
    {
        string[][] csv = ToolRun.Csv("report", "--to", "2024-12");

        Assert.Equal("", csv[1][Array.IndexOf(csv[0], "customerChurnRate")]);
        Assert.Equal("", csv[1][Array.IndexOf(csv[0], "negativeChurn")]);
        Assert.Equal(JsonValueKind.Null, ToolRun.Periods("report", "--to", "2024-12")[0].GetProperty("customerChurnRate").GetProperty("value").ValueKind);
        Assert.Matches("Customer churn rate +–", ToolRun.Answer("report", "--to", "2024-12"));
    }

    [Fact]
    public void Check_OfTheSample_FindsNothing()
    {
        Assert.Contains("no findings", ToolRun.Answer("check"), StringComparison.Ordinal);
        Assert.Empty(ToolRun.Json("check").GetProperty("findings").EnumerateArray());
    }

    private static int Number(JsonElement period, string name) => period.GetProperty(name).GetInt32();

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
