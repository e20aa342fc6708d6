using System.Text.Json;
using NodaTime;
using Retention.Metrics.TestData;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Tests;

public sealed class CohortTests : IDisposable
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 12)).To(new YearMonth(2025, 12));

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Subscribers_AreThoseOfTheCore_CellByCell()
    {
        RevenueCohortTable expected = RevenueTimeline.FromHistory(SamplePortfolio.Subscriptions).Cohorts(Months);
        JsonElement[] cells = Cells("cohorts");
        RevenueCohortCell[] all = [.. expected.SelectMany(cohort => cohort).Concat(expected.Average).OfType<RevenueCohortCell>()];

        Assert.Equal(all.Length, cells.Length);
        foreach ((RevenueCohortCell cell, JsonElement shown) in all.Zip(cells))
        {
            Assert.Equal((cell.Column, cell.Period?.Name, cell.Customers), (shown.GetProperty("column").GetInt32(), shown.GetProperty("period").GetString(), shown.GetProperty("customers").GetInt64()));
            Assert.Equal((cell.Mrr.Monthly.Rounded.Amount, cell.GrossMrr.Monthly.Rounded.Amount), (shown.GetProperty("mrr").GetDecimal(), shown.GetProperty("grossMrr").GetDecimal()));
            Assert.Equal((cell.CustomersVsPrevious.Numerator, cell.CustomersVsPrevious.Denominator), Parts(shown, "customersOfPrevious"));
            Assert.Equal((cell.CustomerRetention.Numerator, cell.CustomerRetention.Denominator), Parts(shown, "customerRetention"));
        }
    }

    [Fact]
    public void Buyers_AreThoseOfTheCore_CellByCell()
    {
        OrderCohortTable expected = OrderTimeline.FromHistory(SamplePortfolio.Orders).Cohorts(Months, columns: 4);
        JsonElement[] cells = Cells("cohorts", "--of", "orders", "--columns", "4");
        OrderCohortCell[] all = [.. expected.SelectMany(cohort => cohort).Concat(expected.Average).OfType<OrderCohortCell>()];

        Assert.Equal(all.Length, cells.Length);
        foreach ((OrderCohortCell cell, JsonElement shown) in all.Zip(cells))
        {
            Assert.Equal((cell.Column, cell.Customers, cell.Orders), (shown.GetProperty("column").GetInt32(), shown.GetProperty("customers").GetInt64(), shown.GetProperty("orders").GetInt64()));
            Assert.Equal((cell.Revenue.Amount, cell.RevenueToDate.Amount), (shown.GetProperty("revenue").GetDecimal(), shown.GetProperty("revenueToDate").GetDecimal()));
            Assert.Equal((cell.RevenuePerMember.Numerator, cell.RevenuePerMember.Denominator), Parts(shown, "revenuePerMember"));
        }
    }

    // Three began in December 2024; birch left in July 2025, the seventh month after.
    [Fact]
    public void ATriangle_HasSizesSharesAndTheWeightedAverage()
    {
        string table = ToolRun.Answer("cohorts", "--from", "2024-12", "--to", "2025-02", "--format", "markdown");

        Assert.Equal(
            [
                "| Cohort | Size | 0 | 1 | 2 |",
                "| --- | ---: | ---: | ---: | ---: |",
                "| 2024-12 | 3 | 100.00% | 100.00% | 100.00% |",
                "| 2025-01 | 2 | 100.00% | 100.00% |  |",
                "| 2025-02 | 1 | 100.00% |  |  |",
                "| all | 6 | 100.00% | 100.00% | 100.00% |",
            ],
            table.Split('\n')[..6]);
    }

    [Fact]
    public void TheAverage_IsOfSums_NotOfShares()
    {
        JsonElement average = Cells("cohorts").Single(cell => cell.GetProperty("cohort").GetString() == "all" && cell.GetProperty("column").GetInt32() == 2);

        // Of eleven, ten began early enough to be seen two months on; dogwood and larch were gone by then.
        Assert.Equal((8m, 10m), Parts(average, "customerRetention"));
        Assert.Equal(10, average.GetProperty("size").GetInt32());
    }

    [Fact]
    public void ACell_OfAPeriodThatHasNotEnded_IsAbsent()
    {
        Assert.Equal(["2025-01 0", "2025-02 0", "2025-01 1"], Named("--as-of", "2025-02"));
        Assert.Equal(["2025-01 0"], Named("--as-of", "2025-02-27"));
        Assert.Empty(Named("--as-of", "2025-01-30"));

        string[] Named(params string[] args) =>
            [.. Cells(["cohorts", "--from", "2025-01", "--to", "2025-03", .. args]).Where(cell => cell.GetProperty("cohort").GetString() != "all")
                .OrderBy(cell => cell.GetProperty("column").GetInt32()).Select(cell => $"{cell.GetProperty("cohort").GetString()} {cell.GetProperty("column").GetRawText()}")];
    }

    [Fact]
    public void Segments_PoolToAll()
    {
        JsonElement[] cells = Cells("cohorts", "--segment", "plan,country", "--show", "mrr");

        foreach (var same in cells.GroupBy(cell => (Cohort: cell.GetProperty("cohort").GetString(), Column: cell.GetProperty("column").GetInt32())))
        {
            Assert.Equal(
                same.Where(cell => cell.GetProperty("segment").GetString() == "all").Sum(cell => cell.GetProperty("mrr").GetDecimal()),
                same.Where(cell => cell.GetProperty("segment").GetString() != "all").Sum(cell => cell.GetProperty("mrr").GetDecimal()));
        }

        Assert.Equal(5, cells.Select(cell => cell.GetProperty("segment").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Show_LimitsCsvToOneFigure_AndChoosesTheFile()
    {
        Assert.Equal(["cohort", "column", "period", "size", "revenue", "periodStatus", "sample"], ToolRun.Csv("cohorts", "--show", "revenue")[0]);
        Assert.Contains("netRevenueRetention", ToolRun.Csv("cohorts")[0]);
        Assert.DoesNotContain("orders", ToolRun.Csv("cohorts")[0]);
    }

    [Fact]
    public void ASegmentNamedAll_HasATableOfItsOwn()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount,plan\nada,2025-01-10,2025-02-10,50,all\nbo,2025-01-11,,30,a\n");

        Assert.All(
            from command in new[] { "report", "cohorts" } from format in new[] { "table", "markdown" } select ToolRun.Answer(command, "--subscriptions", file, "--segment", "plan", "--format", format),
            answer => Assert.Equal(3, answer.Split('\n').Count(line => line.StartsWith("Segment", StringComparison.Ordinal))));
    }

    [Fact]
    public void CustomersWhoBeganBefore_AreCounted()
    {
        Assert.Contains("6 customers began before the first period", ToolRun.Answer("cohorts", "--from", "2025-03"), StringComparison.Ordinal);
        Assert.Equal(6, ToolRun.Json("cohorts", "--from", "2025-03").GetProperty("earlierCustomers").GetInt32());
    }

    /// <summary>In São Paulo, 4 November 2018 began at 01:00: its period holds that day's first instant, and not the last of the day before.</summary>
    [Fact]
    public void WhoBeganLessThanADayBeforeTheFirstPeriod_BeganBefore()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2018-11-03T23:59:59,,50\nbo,2018-11-04,,30\n");
        JsonElement answer = ToolRun.Json("cohorts", "--subscriptions", file, "--currency", "BRL", "--time-zone", "America/Sao_Paulo", "--by", "day", "--from", "2018-11-04", "--to", "2018-11-04");

        Assert.Equal(1, answer.GetProperty("earlierCustomers").GetInt32());
        Assert.Equal([1], answer.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cohort").GetString() == "2018-11-04").Select(cell => cell.GetProperty("size").GetInt32()));
    }

    [Fact]
    public void WhatHappensAtTheInstantOfAsOf_IsKnown()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2025-01-10T09:30:00Z,,50\nbo,2025-02-10T09:30:00Z,,50\n");

        Assert.Equal(1, ToolRun.Json("cohorts", "--subscriptions", file, "--from", "2025-02", "--as-of", "2025-01-10T09:30:00Z").GetProperty("earlierCustomers").GetInt32());
    }

    /// <summary>St. John's clocks went back from 00:01 on 7 November 2010 to 23:01: a fact in that hour is of the 7th, which had begun.</summary>
    [Fact]
    public void FactsInAnHourThatIsShownAgain_AreInTheDefaultPeriods()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2010-11-07T02:45:00Z,,50\n");
        JsonElement answer = ToolRun.Json("cohorts", "--subscriptions", file, "--time-zone", "America/St_Johns", "--by", "day");

        Assert.Contains("2010-11-07", answer.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("cohort").GetString()));
    }

    [Theory]
    [InlineData("--show", "color")]
    [InlineData("--columns", "0")]
    [InlineData("--columns", "-1")]
    [InlineData("--of", "trials")]
    [InlineData("--of", "orders", "--show", "mrr")]
    [InlineData("--of", "subscriptions", "--show", "revenue")]
    [InlineData("--explain", "churnMrr")]
    public void WrongUsage_IsExitCodeTwo(params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["cohorts", .. wrong]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.NotEmpty(run.ErrorLines);
    }

    [Fact]
    public void AFigure_OfAFileNotGiven_IsWrongUsage()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2025-01-10,,50\n");

        Assert.Contains("needs a file of orders", Assert.Single(ToolRun.Of("cohorts", "--subscriptions", file, "--show", "revenue").ErrorLines), StringComparison.Ordinal);
        Assert.Contains("needs a file of orders", Assert.Single(ToolRun.Of("cohorts", "--subscriptions", file, "--of", "orders").ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidData_GivesNoCohorts()
    {
        ToolRun run = ToolRun.Of("cohorts", "--subscriptions", files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2025-02-30,,50\n"));

        Assert.Equal((1, ""), (run.Exit, run.Output));
    }

    /// <summary>The CDNOW master log of Fader and Hardie, against cohorts made with pandas.</summary>
    [Fact]
    public void Cdnow_GivesThePublishedCohorts()
    {
        string file = SharedData.Path("data", "cdnow-master-transactions.csv");
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("data", "expected", "cohorts-cdnow.json")));

        ILookup<string, JsonElement> cohorts = Cells("cohorts", "--orders", file, "--map", "ordered_at=date", "--currency", "USD").ToLookup(cell => cell.GetProperty("cohort").GetString()!, StringComparer.Ordinal);

        Assert.Equal(3, expected.RootElement.GetProperty("cohorts").GetArrayLength());
        foreach (JsonElement cohort in expected.RootElement.GetProperty("cohorts").EnumerateArray())
        {
            JsonElement[] cells = [.. cohorts[cohort.GetProperty("cohort").GetString()!]];

            Assert.All(cells, cell => Assert.Equal(cohort.GetProperty("size").GetInt32(), cell.GetProperty("size").GetInt32()));
            Assert.Equal(Numbers(cohort.GetProperty("active")), cells.Select(cell => cell.GetProperty("customers").GetDecimal()));
            Assert.Equal(Numbers(cohort.GetProperty("transactions")), cells.Select(cell => cell.GetProperty("orders").GetDecimal()));
            Assert.Equal(Numbers(cohort.GetProperty("revenue")), cells.Select(cell => cell.GetProperty("revenue").GetDecimal()));
            Assert.Equal(Numbers(cohort.GetProperty("customersWithLastPurchaseAtOrAfterPeriod")), cells.Select(cell => cell.GetProperty("customersOnOrAfter").GetDecimal()));
            Assert.All(
                Numbers(cohort.GetProperty("retentionRate")).Zip(cells),
                pair => Assert.Equal(pair.First, pair.Second.GetProperty("customerRetention").GetProperty("value").GetDecimal(), 9));
        }
    }

    private static decimal[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDecimal())];

    private static (decimal? Numerator, decimal? Denominator) Parts(JsonElement cell, string name) =>
        (cell.GetProperty(name).GetProperty("numerator").GetDecimal(), cell.GetProperty(name).GetProperty("denominator").GetDecimal());

    private static JsonElement[] Cells(params string[] args) => [.. ToolRun.Json(args).GetProperty("cells").EnumerateArray()];
}
