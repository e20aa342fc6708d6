using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Which periods are reported where nothing is said, and how it is marked that the data do not cover one.</summary>
public sealed class CoverageTests : IDisposable
{
    private const string Scheduled =
        "subscription_id,customer_id,event,at,effective_at,mrr\ns1,ada,started,2025-01-10,,50\ns2,bo,started,2025-01-12,,20\ns1,ada,cancellation_scheduled,2025-02-10,2025-04-10,\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void TheLastPeriod_IsThatOfTheLastEffect()
    {
        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", File());

        Assert.Equal(["2025-01", "2025-02", "2025-03", "2025-04"], Names(periods));
        Assert.Equal(["complete", "toDate", "upcoming", "upcoming"], Statuses(periods));
        Assert.Equal(50m, periods[^1].GetProperty("churnMrr").GetDecimal());
        Assert.Equal("2025-04**", ToolRun.Answer("churn", "--subscriptions", File()).Split('\n')[3].Trim().Split(' ')[0]);
        Assert.Contains("2025-04", ToolRun.Answer("compare", "--subscriptions", File(), "--policies", "default,stripe"), StringComparison.Ordinal);
    }

    [Fact]
    public void ARevokedCancellation_HasNoEffect() =>
        Assert.Equal(["2025-01", "2025-02"], Names(ToolRun.Periods("report", "--subscriptions", File("s1,ada,cancellation_revoked,2025-02-11,,\n"))));

    [Fact]
    public void WhatTheCancellationIsCountedBy_DecidesItsEffect()
    {
        string policy = files.Write("requested.json", """{ "cancellation": "atRequest" }""");

        Assert.Equal(["2025-01", "2025-02"], Names(ToolRun.Periods("report", "--subscriptions", File(), "--policy", policy)));
    }

    [Fact]
    public void EffectsAfterTheLastPeriod_AreNamed()
    {
        string[] args = ["report", "--subscriptions", File(), "--to", "2025-03"];

        Assert.Contains("scheduled changes of revenue go on until 2025-04-10T00:00:00Z", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Equal("2025-04-10T00:00:00Z", ToolRun.Json(args).GetProperty("lastScheduledChange").GetString());
        Assert.Equal(JsonValueKind.Null, ToolRun.Json(args[..^2]).GetProperty("lastScheduledChange").ValueKind);
        Assert.DoesNotContain("scheduled changes", ToolRun.Answer("report", "--to", "2025-06"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEffectFarAhead_DoesNotLengthenTheReport_AndIsNamed()
    {
        string file = File("s2,bo,cancellation_scheduled,2025-02-11,2099-12-31,\n");

        Assert.Equal("2025-04", Names(ToolRun.Periods("report", "--subscriptions", file))[^1]);
        Assert.Contains("go on until 2099-12-31", ToolRun.Answer("report", "--subscriptions", file), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsComputedFromThePast_EndsWithTheFacts()
    {
        Assert.Equal(["2025-01", "2025-02"], ToolRun.Csv("cohorts", "--subscriptions", File(), "--show", "customers").Skip(1).Select(line => line[0]).Where(name => name != "all").Distinct(StringComparer.Ordinal));
        Assert.Contains("the last period of these rates is to date", ToolRun.Answer("whatif", "--subscriptions", File()), StringComparison.Ordinal);
    }

    [Fact]
    public void APeriodThatIsNotCovered_IsMarkedInEveryFormat()
    {
        string[] args = ["report", "--subscriptions", File(), "--from", "2025-01", "--to", "2025-03"];
        string table = ToolRun.Answer(args), markdown = ToolRun.Answer([.. args, "--format", "markdown"]);

        Assert.Matches("Period +2025-01 +2025-02\\* +2025-03\\*\\*", table);
        Assert.Contains("* to date: the data end with the last fact, 2025-02-10T00:00:00Z", table, StringComparison.Ordinal);
        Assert.Contains("** upcoming: ", table, StringComparison.Ordinal);
        Assert.Contains("| 2025\\-02\\* | 2025\\-03\\*\\* |", markdown, StringComparison.Ordinal);
        Assert.Contains("\\* to date", markdown, StringComparison.Ordinal);
        string[][] csv = ToolRun.Csv(args);
        Assert.Equal(["2025-01 complete", "2025-02 toDate", "2025-03 upcoming"], csv.Skip(1).Select(line => $"{line[0]} {line[Array.IndexOf(csv[0], "periodStatus")]}"));
        Assert.Equal("2025-02-10T00:00:00Z", ToolRun.Json(args).GetProperty("dataEnd").GetString());
    }

    [Theory]
    [InlineData("2025-01-31", "complete upcoming")]
    [InlineData("2025-02-27", "complete toDate")]
    [InlineData("2025-02-28", "complete complete")]
    [InlineData("2025-02-28T23:59:59.9999999Z", "complete complete")]
    [InlineData("2025-02-28T23:59:59Z", "complete toDate")]
    [InlineData("2025-03-01T00:00:00Z", "complete complete")]
    public void AsOf_SaysWhenTheDataEnd(string asOf, string statuses) =>
        Assert.Equal(statuses, string.Join(' ', Statuses(ToolRun.Periods("report", "--subscriptions", File(), "--from", "2025-01", "--to", "2025-02", "--as-of", asOf))));

    [Theory]
    [InlineData("report", "--explain", "closingMrr")]
    [InlineData("report", "--segment", "plan")]
    [InlineData("report", "--explain", "orders")]
    [InlineData("compare")]
    [InlineData("churn")]
    [InlineData("churn", "--show", "tenure")]
    [InlineData("churn", "--show", "before")]
    [InlineData("churn", "--show", "losses")]
    [InlineData("churn", "--show", "renewals")]
    [InlineData("churn", "--show", "trials")]
    [InlineData("churn", "--show", "payments")]
    [InlineData("cohorts")]
    [InlineData("cohorts", "--of", "orders")]
    public void EveryCommandWithPeriods_MarksThoseToDate(params string[] command)
    {
        string[][] csv = ToolRun.Csv(command);
        int status = Array.IndexOf(csv[0], "periodStatus"), period = Array.IndexOf(csv[0], "period");

        Assert.All(csv.Skip(1).Where(line => line[period].Length > 0), line => Assert.Equal(line[period] == "2025-12" ? "toDate" : "complete", line[status]));
        Assert.Contains("to date: the data end with the last fact, 2025-12-11T12:00:00Z", ToolRun.Answer(command), StringComparison.Ordinal);
    }

    private string File(string more = "") => files.Write("s.csv", Scheduled + more);

    private static string[] Names(JsonElement[] periods) => [.. periods.Select(period => period.GetProperty("period").GetString()!)];

    private static string[] Statuses(JsonElement[] periods) => [.. periods.Select(period => period.GetProperty("periodStatus").GetString()!)];
}
