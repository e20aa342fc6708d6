using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class ExplainTests
{
    public static TheoryData<string> MoneyOfSubscriptions => [.. Enum.GetNames<RevenueFigure>().Where(name => name.EndsWith("Mrr", StringComparison.Ordinal)).Select(CamelCase)];

    public static TheoryData<string> CustomersOfSubscriptions => ["openingCustomers", "newCustomers", "reactivatedCustomers", "expandedCustomers", "contractedCustomers", "churnedCustomers", "closingCustomers", "neverRetainedCustomers"];

    [Theory]
    [MemberData(nameof(MoneyOfSubscriptions))]
    public void TheMovements_BehindAFigureInMoney_AddUpToIt(string figure) =>
        Assert.All(ToolRun.Periods("report"), period => Assert.Equal(
            Int128.Parse(period.GetProperty("exact").GetProperty(figure).GetString()!, CultureInfo.InvariantCulture),
            Behind(figure, period).Aggregate(Int128.Zero, (sum, row) => sum + Int128.Parse(row.GetProperty("exact").GetProperty("amountMrr").GetString()!, CultureInfo.InvariantCulture))));

    [Theory]
    [MemberData(nameof(CustomersOfSubscriptions))]
    public void TheCustomers_BehindAFigureInCustomers_AreAsMany(string figure) =>
        Assert.All(ToolRun.Periods("report"), period => Assert.Equal(period.GetProperty(figure).GetDecimal(), Behind(figure, period).Sum(row => row.GetProperty("count").GetDecimal())));

    [Theory]
    [InlineData("lostCustomers", "numerator")]
    [InlineData("customersAtRisk", "denominator")]
    public void TheCustomers_BehindThePartsOfTheChurnRate_AreAsMany(string figure, string part) =>
        Assert.All(ToolRun.Periods("report"), period => Assert.Equal(period.GetProperty("customerChurnRate").GetProperty(part).GetDecimal(), Behind(figure, period).Sum(row => row.GetProperty("count").GetDecimal())));

    [Fact]
    public void TheCustomers_BehindAFigureOfOrders_AddUpToIt() =>
        Assert.All(ToolRun.Periods("report"), period =>
        {
            Assert.Equal(period.GetProperty("orders").GetInt32(), Behind("orders", period).Sum(row => row.GetProperty("orders").GetInt32()));
            Assert.Equal(period.GetProperty("revenue").GetDecimal(), Behind("revenue", period).Sum(row => row.GetProperty("revenue").GetDecimal()));
            Assert.Equal(period.GetProperty("uniqueCustomers").GetInt32(), Behind("uniqueCustomers", period).Length);
            Assert.Equal(period.GetProperty("repeatCustomerRate").GetProperty("numerator").GetInt32(), Behind("repeatCustomers", period).Length);
        });

    [Fact]
    public void EveryFormat_NamesTheCustomers()
    {
        string[] args = ["report", "--explain", "churnMrr", "--from", "2025-05", "--to", "2025-05"];

        Assert.Matches("2025-05 +fir +2025-05-09T12:00:00Z +49.00 +0.00 +49.00", ToolRun.Answer(args));
        Assert.Equal("period,customer,at,beforeMrr,afterMrr,amountMrr,periodStatus,sample\n2025-05,fir,2025-05-09T12:00:00Z,49.00,0.00,49.00,complete,true\n", ToolRun.Answer([.. args, "--format", "csv"]));
        Assert.Contains("| 2025-05 | fir | 2025-05-09T12:00:00Z | 49.00 | 0.00 | 49.00 |", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Equal("churnMrr", ToolRun.Json(args).GetProperty("figure").GetString());
    }

    [Fact]
    public void AFigure_NobodyIsBehind_HasNoRows() =>
        Assert.Empty(ToolRun.Json("report", "--explain", "pausedMrr").GetProperty("customers").EnumerateArray());

    [Fact]
    public void AFigure_ThatIsNone_IsWrongUsage_AndTheLegalOnesAreListed()
    {
        ToolRun run = ToolRun.Of("report", "--explain", "churn");

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("churnMrr, ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("uniqueCustomers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFigureOfOrders_NeedsOrders()
    {
        using var files = new TemporaryFiles();
        ToolRun run = ToolRun.Of("report", "--explain", "revenue", "--subscriptions", files.Write("s.csv", "customer_id,start_date,end_date,mrr\n"));

        Assert.Equal(2, run.Exit);
        Assert.Contains("orders", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private static JsonElement[] Behind(string figure, JsonElement period)
    {
        string name = period.GetProperty("period").GetString()!;
        return [.. ToolRun.Json("report", "--explain", figure, "--from", name, "--to", name).GetProperty("customers").EnumerateArray()];
    }

    private static string CamelCase(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";
}
