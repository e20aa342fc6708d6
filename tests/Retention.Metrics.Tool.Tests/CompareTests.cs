using System.Text.Json;
using NodaTime;
using Retention.Metrics.TestData;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Tests;

public sealed class CompareTests : IDisposable
{
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 12)).To(new YearMonth(2025, 12));

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EachRow_IsTheReportUnderItsPolicy()
    {
        ILookup<string, JsonElement> rows = ToolRun.Periods("compare", "--policies", "default,stripe,ChartMogul").ToLookup(row => row.GetProperty("policy").GetString()!, StringComparer.Ordinal);

        Assert.Equal(["default", "stripe", "chartmogul"], rows.Select(own => own.Key));
        foreach (IGrouping<string, JsonElement> own in rows)
        {
            foreach ((JsonElement expected, JsonElement actual) in ToolRun.Periods("report", "--policy", own.Key).Zip(own))
            {
                Assert.All(expected.EnumerateObject().Where(IsCompared), field => Assert.Equal(field.Value.GetRawText(), actual.GetProperty(field.Name).GetRawText()));
                Assert.All(expected.GetProperty("exact").EnumerateObject().Where(IsCompared), field => Assert.Equal(field.Value.GetString(), actual.GetProperty("exact").GetProperty(field.Name).GetString()));
            }
        }
    }

    /// <summary>What is agreed and not in effect is a column of a report alone.</summary>
    private static bool IsCompared(JsonProperty field) => field.Name is not ("committedMrr" or "atRiskMrr" or "exact");

    [Fact]
    public void WithoutPolicies_AllPresetsAreCompared() =>
        Assert.Equal(
            PolicyPreset.All.Select(preset => preset.Name.ToLowerInvariant()),
            ToolRun.Periods("compare", "--from", "2025-03", "--to", "2025-03").Select(row => row.GetProperty("policy").GetString()));

    [Fact]
    public void TheSettingsThatDiffer_AreThoseOfTheCore_InEveryFormat()
    {
        var expected = PolicyComparison.Of(SamplePortfolio.Subscriptions, Months, PolicyPreset.Default, PolicyPreset.Stripe);
        string[] args = ["compare", "--policies", "default,stripe", "--from", "2025-05", "--to", "2025-05"];
        JsonElement settings = ToolRun.Json(args).GetProperty("settings");
        string[][] csv = ToolRun.Csv(args);
        string table = ToolRun.Answer(args), markdown = ToolRun.Answer([.. args, "--format", "markdown"]);

        Assert.Equal(5, expected.Settings.Count);
        Assert.Equal(expected.Settings.Select(setting => setting.Name), settings.EnumerateObject().Select(setting => setting.Name));
        foreach (DifferingSetting setting in expected.Settings)
        {
            Assert.Equal(setting.Values, settings.GetProperty(setting.Name).EnumerateObject().Select(value => value.Value.GetString()!));
            Assert.Equal(setting.Values, csv[1..].Select(line => line[Array.IndexOf(csv[0], setting.Name)]));
            string line = $"{setting.Name}: {setting.Values[0]} under default; {setting.Values[1]} under stripe";
            Assert.Contains(line, table, StringComparison.Ordinal);
            Assert.Contains(line, markdown, StringComparison.Ordinal);
        }
    }

    // In May larch came with 29 and went, and fir paused: Stripe counts both the joiner who left and the customer who pauses.
    [Fact]
    public void ATable_ShowsWhatDiffers_SideBySide()
    {
        string table = ToolRun.Answer("compare", "--policies", "default,stripe", "--from", "2025-05", "--to", "2025-05", "--names", "field");

        Assert.StartsWith("period: 2025-05", table, StringComparison.Ordinal);
        Assert.Matches("policy +default +stripe", table);
        Assert.Matches("customerChurnRate +14.29% +12.50%", table);
        Assert.DoesNotContain(" expansionMrr ", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NamesTheCustomersWhoMakeTheDifference()
    {
        IReadOnlyList<PolicyDifference> expected = PolicyComparison.Of(SamplePortfolio.Subscriptions, Months, PolicyPreset.Default, PolicyPreset.Stripe).Customers(RevenueFigure.LostCustomers);
        JsonElement[] rows = [.. ToolRun.Json("compare", "--policies", "default,stripe", "--explain", "lostCustomers").GetProperty("customers").EnumerateArray()];

        Assert.NotEmpty(rows);
        Assert.Equal(
            expected.Select(one => (one.Period.Name, one.Customer.Value, one.Counts[0], one.Counts[1])),
            rows.Select(row => (row.GetProperty("period").GetString()!, row.GetProperty("customer").GetString()!, row.GetProperty("default").GetDecimal(), row.GetProperty("stripe").GetDecimal())));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public void Explain_SpeaksEveryFormat(string format) =>
        Assert.Contains("larch", ToolRun.Answer("compare", "--policies", "default,stripe", "--explain", "lostCustomers", "--format", format), StringComparison.Ordinal);

    [Fact]
    public void Files_OfSettings_CompareOrdersToo()
    {
        string gross = files.Write("gross.json", """{ "refunds": "ignored" }""");
        ToolRun run = ToolRun.Of("compare", "--policies", $"default,{gross}", "--from", "2025-09", "--to", "2025-09", "--explain", "revenue", "--format", "csv");

        // elm's order of 240 in September was refunded by 40.
        Assert.Equal((0, "period,customer,default,gross.json,periodStatus,sample\n2025-09,elm,200.00,240.00,complete,true\n"), (run.Exit, run.Output));
    }

    [Theory]
    [InlineData("--policies", "default")]
    [InlineData("--policies", "default,default")]
    [InlineData("--policies", "default,mine")]
    [InlineData("--policies", "")]
    [InlineData("--policy", "stripe")]
    [InlineData("--explain", "everything")]
    public void WrongUsage_IsOneLineOfError_AndExitCodeTwo(params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["compare", .. wrong]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public void AFigure_OfAFileNotGiven_IsWrongUsage()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2025-01-10,,50\n");

        Assert.Contains("needs a file of orders", Assert.Single(ToolRun.Of("compare", "--subscriptions", file, "--explain", "revenue").ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void AFilesName_IsAnybodysText()
    {
        string file = files.Write("=cmd[red].json", "{}");

        Assert.Contains(",'=cmd[red].json", ToolRun.Answer("compare", "--policies", $"default,{file}", "--explain", "newMrr", "--format", "csv"), StringComparison.Ordinal);
        Assert.Contains("=cmd[red].json", ToolRun.Answer("compare", "--policies", $"default,{file}", "--from", "2025-03", "--to", "2025-03"), StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidData_GivesNoComparison()
    {
        ToolRun run = ToolRun.Of("compare", "--subscriptions", files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount\nada,2025-02-30,,50\n"));

        Assert.Equal((1, ""), (run.Exit, run.Output));
    }

    /// <summary>The MRR playbook of dbt Labs: the policies agree on every MRR, and differ in the customers they count as lost.</summary>
    [Fact]
    public void MrrPlaybook_UnderEveryPreset_ClosesAlike_AndIsTheCoresAnswer()
    {
        string file = SharedData.Path("data", "mrr-playbook-subscription-periods.csv");
        SubscriptionHistory history = Csv.CsvImport.Subscriptions(file).RequireValid().History;
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2018, 1)).To(new YearMonth(2020, 2));
        var expected = PolicyComparison.Of(history, periods, [.. PolicyPreset.All]);

        JsonElement[] rows = ToolRun.Periods("compare", "--subscriptions", file, "--from", "2018-01", "--to", "2020-02");

        Assert.Equal(26 * 7, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            RollForwardRow row = expected.Answers[i % 7][i / 7];

            Assert.Equal(expected.Answers[0][i / 7].ClosingMrr.Monthly.Rounded.Amount, rows[i].GetProperty("closingMrr").GetDecimal());
            Assert.Equal((row.CustomerChurnRate.Numerator, row.CustomerChurnRate.Denominator), Parts(rows[i].GetProperty("customerChurnRate")));
            Assert.Equal((row.NetMrrChurnRate.Numerator, row.NetMrrChurnRate.Denominator), Parts(rows[i].GetProperty("netMrrChurnRate")));
        }

        // December 2019: 42 customers at the start, 17 of them gone at the end, under the default as its owners publish it.
        Assert.Equal((17m, 42m), Parts(rows.Single(row => row.GetProperty("period").GetString() == "2019-12" && row.GetProperty("policy").GetString() == "default").GetProperty("customerChurnRate")));
        Assert.NotEqual((17m, 42m), Parts(rows.Single(row => row.GetProperty("period").GetString() == "2019-12" && row.GetProperty("policy").GetString() == "stripe").GetProperty("customerChurnRate")));
    }

    private static (decimal Numerator, decimal Denominator) Parts(JsonElement rate) => (rate.GetProperty("numerator").GetDecimal(), rate.GetProperty("denominator").GetDecimal());
}
