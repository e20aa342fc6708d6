using System.Text.Json;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Stripe's objects and events as files, known by their names.</summary>
public sealed class StripeFileTests
{
    [Fact]
    public void AListOfSubscriptions_IsReported()
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", Sample("stripe-subscriptions.json"), "--from", "2026-03", "--to", "2026-03", "--format", "json");

        Assert.Equal(0, run.Exit);
        JsonElement march = JsonDocument.Parse(run.Output).RootElement.GetProperty("periods")[0];
        Assert.Equal((110m, 30m), (march.GetProperty("closingMrr").GetDecimal(), march.GetProperty("churnMrr").GetDecimal()));
        Assert.Contains("stripe-subscriptions.json: known from the object alone", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_AreChecked_WithTheirAccount()
    {
        JsonElement file = ToolRun.Json("check", "--subscriptions", Sample("stripe-events.jsonl")).GetProperty("files")[0];

        Assert.Equal((6, 5, 1), (file.GetProperty("rowsRead").GetInt32(), file.GetProperty("rowsUsed").GetInt32(), file.GetProperty("rowsRepeated").GetInt32()));
        Assert.Contains("6 objects read = 5 used + 1 repeated + 0 refused", ToolRun.Answer("check", "--subscriptions", Sample("stripe-events.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusal_HasLineAndPath()
    {
        using var files = new TemporaryFiles();
        string file = files.Write("x.jsonl", "\n{\"object\":\"subscription\",\"id\":\"sub_1\",\"customer\":\"c\",\"status\":\"live\"}\n");

        ToolRun run = ToolRun.Of("report", "--subscriptions", file);

        Assert.Equal(ExitCode.Invalid, run.Exit);
        Assert.Contains("x.jsonl:2: Refused: $.status '\"live\"': must be incomplete,", run.Error, StringComparison.Ordinal);
    }

    private static string Sample(string name) => Path.Combine(SharedData.Repository(), "docs", "samples", name);
}
