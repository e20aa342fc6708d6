using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class ViewTests
{
    [Fact]
    public void Columns_AreThoseAskedFor_InTheirOrder()
    {
        string[][] csv = ToolRun.Csv("report", "--columns", "customerChurnRate,closingMrr", "--from", "2025-05", "--to", "2025-05");

        Assert.Equal(["period", "start", "end", "currency", "periodStatus", "customerChurnRate", "closingMrr", "sample"], csv[0]);
        Assert.Equal(["0.142857142857", "666.00"], csv[1][5..7]);
        Assert.Matches("(?s)Customer churn rate +14.29%.*Closing MRR, EUR +666.00", ToolRun.Answer("report", "--columns", "customerChurnRate,closingMrr", "--from", "2025-05", "--to", "2025-05"));
    }

    [Fact]
    public void AColumnThatAPageLeavesOut_IsShownWhereItIsAskedFor() =>
        Assert.Matches("Lost customers +1", ToolRun.Answer("report", "--columns", "lostCustomers", "--from", "2025-05", "--to", "2025-05"));

    /// <summary>June closes with 814 after 666 in May; of 8 customers one is lost in July, after none in June.</summary>
    [Fact]
    public void Changes_AreSharesOfAmounts_AndDifferencesOfRates()
    {
        string[] args = ["report", "--columns", "closingMrr,customerChurnRate", "--compare", "previous", "--from", "2025-06", "--to", "2025-07"];
        JsonElement[] periods = ToolRun.Periods(args);

        Assert.Equal(["2025-06", "2025-07"], periods.Select(period => period.GetProperty("period").GetString()));
        Assert.Equal("""{"value":0.222222222222,"numerator":148,"denominator":666}""", JsonSerializer.Serialize(periods[0].GetProperty("closingMrrVsPrevious")));
        Assert.Equal("0.125", periods[1].GetProperty("customerChurnRateVsPrevious").GetRawText());
        string table = ToolRun.Answer(args);
        Assert.Matches(@"vs the period before +\+22.22% +0.00%", table);
        Assert.Matches(@"vs the period before +-14.29 pp +\+12.50 pp", table);
    }

    [Fact]
    public void AYearBefore_IsTheSamePeriod_AndOfWeeks52Before()
    {
        JsonElement december = ToolRun.Periods("report", "--columns", "closingMrr", "--compare", "year", "--from", "2025-12")[0];
        Assert.Equal((866m - 248m, 248m), (Part(december, "closingMrrVsYear", "numerator"), Part(december, "closingMrrVsYear", "denominator")));

        JsonElement[] weeks = ToolRun.Periods("report", "--by", "week", "--columns", "closingMrr", "--from", "2024-W50", "--to", "2025-W50");
        JsonElement week = ToolRun.Periods("report", "--by", "week", "--columns", "closingMrr", "--compare", "year", "--from", "2025-W50", "--to", "2025-W50")[0];
        Assert.Equal(weeks[0].GetProperty("closingMrr").GetDecimal(), Part(week, "closingMrrVsYear", "denominator"));
    }

    [Fact]
    public void WhatWasNothing_HasNoChange()
    {
        JsonElement first = ToolRun.Periods("report", "--columns", "openingMrr,customerChurnRate", "--compare", "previous,year")[0];

        Assert.All(new[] { "openingMrrVsPrevious", "openingMrrVsYear", "customerChurnRateVsPrevious" }, name => Assert.Equal(JsonValueKind.Null, first.GetProperty(name).ValueKind));
    }

    /// <summary>The data end on the first day of March, and an end is scheduled for its rest, which is a row of its own.</summary>
    [Fact]
    public void APeriodThatIsCut_IsCompared_AndItsRestIsNot()
    {
        using var files = new TemporaryFiles();
        string file = files.Write(
            "c.csv",
            "customer_id,subscription_id,event,at,effective_at,monthly_amount,recorded_at\na,a,started,2026-01-05,,20,\nb,b,started,2026-01-06,,30,\nb,b,cancellation_scheduled,2026-03-01T12:00:00Z,2026-03-20,,2026-03-01T12:00:00Z\n");
        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", file, "--currency", "EUR", "--columns", "closingMrr", "--compare", "previous");

        Assert.Equal(["complete", "complete", "toDate", "upcoming"], periods.Select(period => period.GetProperty("periodStatus").GetString()));
        Assert.Equal(50m, Part(periods[2], "closingMrrVsPrevious", "denominator"));
        Assert.Equal(JsonValueKind.Null, periods[3].GetProperty("closingMrrVsPrevious").ValueKind);
    }

    [Fact]
    public void Segments_AreComparedWithThemselves()
    {
        string[] args = ["report", "--segment", "plan", "--columns", "closingMrr", "--compare", "previous", "--from", "2025-06", "--to", "2025-06"];

        foreach (JsonElement one in ToolRun.Periods(args))
        {
            string segment = one.GetProperty("segment").GetString()!;
            JsonElement may = ToolRun.Periods("report", "--segment", "plan", "--from", "2025-05", "--to", "2025-05").Single(period => period.GetProperty("segment").GetString() == segment);
            Assert.Equal(may.GetProperty("closingMrr").GetDecimal(), Part(one, "closingMrrVsPrevious", "denominator"));
        }
    }

    [Fact]
    public void Transposed_EachPeriodIsARow_WithItsSegment()
    {
        string[] lines = ToolRun.Answer("report", "--transpose", "--segment", "plan", "--columns", "closingMrr,closingCustomers", "--from", "2025-05", "--to", "2025-06").Split('\n');

        Assert.Contains(lines, line => line.Trim() == "Period    Segment   Closing MRR, EUR   Closing customers");
        Assert.Contains(lines, line => line.Trim().StartsWith("2025-06   all", StringComparison.Ordinal) && line.Contains("814.00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("customerChurnRate > 10%", 3, "2025-05 is 14.29%", "2025-07 is 12.50%")]
    [InlineData("customerChurnRate > 14.3 %", 0)]
    [InlineData("closingMrr<667", 3, "2025-05 is 666.00")]
    [InlineData("closingMrr >= 814", 3, "2025-06 is 814.00", "2025-07 is 814.00")]
    [InlineData("negativeChurn = 1", 3, "2025-06 is yes")]
    [InlineData("quickRatio < 0.5", 3, "2025-07 is 0.00")] // undefined in June
    public void AConditionThatIsMet_IsExitCodeThree_AndALineForEachPeriod(string condition, int exit, params string[] said)
    {
        ToolRun run = ToolRun.Of("report", "--from", "2025-05", "--to", "2025-07", "--fail-if", condition);

        Assert.Equal(exit, run.Exit);
        Assert.Equal(said.Length, run.ErrorLines.Length);
        Assert.All(said.Zip(run.ErrorLines), pair => Assert.EndsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Contains("Closing MRR", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void APeriodToDate_MeetsNoCondition() => Assert.Equal(0, ToolRun.Of("report", "--from", "2025-12", "--fail-if", "closingMrr > 0").Exit);

    [Theory]
    [InlineData("--columns", "closingMr", "the nearest is 'closingMrr'")]
    [InlineData("--columns", "closingMrr,closingMrr", "one field name or several different ones")]
    [InlineData("--columns", "period", "there is no figure 'period'")]
    [InlineData("--compare", "month", "previous, year, or both")]
    [InlineData("--fail-if", "churn > 5%", "there is no figure 'churn'")]
    [InlineData("--fail-if", "closingMrr ~ 5", "one of > >= < <= = !=")]
    [InlineData("--fail-if", "closingMrr > much", "a number or per cent")]
    [InlineData("--names", "labels", "label or field")]
    public void WrongUsage_IsOneLine_WithWhatIsValid(string option, string value, string said)
    {
        ToolRun run = ToolRun.Of("report", option, value);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAFormatOrAnExplanationHasNot_IsRefused()
    {
        Assert.Contains("--format csv", ToolRun.Of("report", "--transpose", "--format", "csv").Error, StringComparison.Ordinal);
        Assert.Contains("--explain", ToolRun.Of("report", "--explain", "newMrr", "--columns", "newMrr").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void StandardInput_IsOneFile()
    {
        using StringWriter output = new(), error = new();
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("customer_id,start_date,end_date,monthly_amount\nada,2026-01-05,,49\n"));

        int exit = RetentionTool.Run(["report", "--subscriptions", "-", "--currency", "EUR", "--format", "csv", "--columns", "closingMrr"], new Terminal(output, error) { Input = input });

        Assert.Equal((0, ""), (exit, error.ToString()));
        Assert.Contains(",49.00", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sample", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("one file", ToolRun.Of("report", "--subscriptions", "-", "--orders", "-").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "Examples:", "customer_id, start_date, end_date, monthly_amount")]
    [InlineData("cohorts", "Examples:", "Documentation: ")]
    public void Help_HasExamples_AndTheColumnsOfFiles(string command, params string[] said)
    {
        string help = ToolRun.Answer(command, "--help");

        Assert.All(said, text => Assert.Contains(text, help, StringComparison.Ordinal));
    }

    private static decimal Part(JsonElement period, string name, string part) => decimal.Parse(period.GetProperty(name).GetProperty(part).GetRawText(), CultureInfo.InvariantCulture);
}
