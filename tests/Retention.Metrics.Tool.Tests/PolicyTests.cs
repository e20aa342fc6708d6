using System.Text.Json;
using NodaTime;
using Retention.Metrics.Tool.Input;

namespace Retention.Metrics.Tool.Tests;

public sealed class PolicyTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public static TheoryData<string> Presets => [.. PolicyPreset.All.Select(preset => preset.Name)];

    public void Dispose() => files.Dispose();

    [Theory]
    [MemberData(nameof(Presets))]
    public void EveryPreset_GivesTheFiguresOfTheCore_WhateverTheCaseOfItsName(string name)
    {
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 12)).To(new YearMonth(2025, 12));
        RollForward expected = RevenueTimeline.FromHistory(SamplePortfolio.Subscriptions, PolicyPreset.Named(name).Policy).RollForward(periods);

        foreach (string spelled in new[] { name, name.ToUpperInvariant() })
        {
            JsonElement[] rows = ToolRun.Periods("report", "--policy", spelled);

            Assert.Equal(expected.Select(row => row.ClosingMrr.Monthly.Rounded.Amount), rows.Select(row => row.GetProperty("closingMrr").GetDecimal()));
            Assert.Equal(expected.Select(row => row.CustomerChurnRate.Numerator), rows.Select(row => row.GetProperty("customerChurnRate").GetProperty("numerator").GetDecimal()));
            Assert.Equal(expected.Select(row => row.CustomerChurnRate.Denominator), rows.Select(row => row.GetProperty("customerChurnRate").GetProperty("denominator").GetDecimal()));
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void TheDefinition_NamesThePolicyAndEverySettingThatIsNotTheDefaults(string name)
    {
        PolicySetting[] own = [.. PolicyPreset.Named(name).Policy.Settings.Except(MetricPolicy.Default.Settings)];
        string definition = ToolRun.Json("report", "--policy", name).GetProperty("definition").GetString()!;

        Assert.StartsWith($"policy {name.ToLowerInvariant()}: ", definition, StringComparison.Ordinal);
        Assert.All(own, setting => Assert.Contains($"{setting.Name} = {setting.Value}", definition, StringComparison.Ordinal));
        Assert.Equal(own.Length, definition.Count(one => one == '='));
        Assert.Contains(definition, ToolRun.Answer("report", "--policy", name), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfSettings_IsAPolicy()
    {
        string file = files.Write("ours.json", """{ "netting": "perEvent", "reactivationInNetChurn": true }""");
        JsonElement answer = ToolRun.Json("report", "--policy", file);

        Assert.Equal("ours.json", answer.GetProperty("policy").GetString());
        Assert.Contains("policy ours.json: default but for netting = perEvent, reactivationInNetChurn = true; EUR", answer.GetProperty("definition").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfWhatAPresetIs_GivesThePresetsFigures()
    {
        string file = files.Write("s.json", PolicyPreset.Stripe.Policy.ToJson());

        Assert.Equal(ToolRun.Answer("report", "--policy", "stripe", "--format", "csv"), ToolRun.Answer("report", "--policy", file, "--format", "csv"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{ "color": "red" }""")]
    [InlineData("""{ "netting": "sometimes" }""")]
    [InlineData("""{ "netting": "perEvent", "netting": "perPeriod" }""")]
    [InlineData("""{ "daysPerYear": -1 }""")]
    [InlineData("""{ "reactivationWindowDays": 1.5 }""")]
    public void ABadFile_IsOneLineOfError_AndExitCodeTwo(string json)
    {
        ToolRun run = ToolRun.Of("report", "--policy", files.Write("bad.json", json));

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("bad.json", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void APolicy_ThatThereIsNot_IsAnsweredWithAllThereAre()
    {
        string error = ToolRun.Of("report", "--policy", "mine").Error;

        Assert.All(PolicyPreset.All, preset => Assert.Contains(preset.Name.ToLowerInvariant(), error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--week-start", "monday")]
    [InlineData("--week-start", "sunday", "--by", "year")]
    [InlineData("--fiscal-year-start", "1")]
    [InlineData("--fiscal-year-start", "4", "--by", "week")]
    public void AnOption_WithoutMeaning_IsWrongUsage(params string[] args)
    {
        ToolRun run = ToolRun.Of(["report", .. args]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(args[0], Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryDrop_SaysWhatItsChurnRateCounts()
    {
        // Ada drops to 0 and is back within the month.
        string file = files.Write("d.csv", "subscription_id,customer_id,event,at,mrr\ns1,ada,started,2025-01-10,50\ns2,bo,started,2025-01-10,20\ns1,ada,paused,2025-02-10,\ns1,ada,resumed,2025-02-20,\n");
        string policy = files.Write("drops.json", """{ "churnCounting": "everyDrop" }""");
        string[] args = ["report", "--subscriptions", file, "--from", "2025-02", "--to", "2025-02"];
        string table = ToolRun.Answer([.. args, "--policy", policy, "--names", "field"]);

        Assert.Matches("churnedCustomers +0\n", table);
        Assert.Matches("lostCustomers +1\n customersAtRisk +2\n customerChurnRate +50.00%\n customerRetentionRate +100.00%\n", table);
        Assert.Contains("Customer churn rate = lost customers (every drop to 0 in the period, of the same customer too) / customers at risk (customers of the start)", table, StringComparison.Ordinal);
        Assert.DoesNotContain("lostCustomers", ToolRun.Answer([.. args, "--names", "field"]), StringComparison.Ordinal);
        Assert.Equal(1m, ToolRun.Periods([.. args, "--policy", policy])[0].GetProperty("lostCustomers").GetDecimal());
    }
}
