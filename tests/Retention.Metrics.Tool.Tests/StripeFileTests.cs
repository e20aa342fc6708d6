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

    [Fact]
    public void TestMode_IsReadWhereItIsAskedFor()
    {
        using var files = new TemporaryFiles();
        string file = files.Write("test.json", Subscription("active", ",\"livemode\":false") + Subscription("active", id: "sub_2"));

        Assert.Equal((40m, 20m), (ClosingMrr("--subscriptions", file, "--test-mode", "used"), ClosingMrr("--subscriptions", file)));
        Assert.Equal(20m, ClosingMrr("--subscriptions", file, "--test-mode", "left_out"));
    }

    [Fact]
    public void APauseOfCollection_IsAPauseWhereItIsAskedFor()
    {
        using var files = new TemporaryFiles();
        string file = files.Write("paused.json", Subscription("active", ",\"pause_collection\":{\"behavior\":\"keep_as_draft\"},\"current_period_start\":1770282720"));

        Assert.Equal((20m, 0m), (ClosingMrr("--subscriptions", file), ClosingMrr("--subscriptions", file, "--collection-pause", "paused")));
    }

    [Theory]
    [InlineData("--test-mode", "include", "--test-mode 'include' is not valid; expected left_out or used.")]
    [InlineData("--collection-pause", "void", "--collection-pause 'void' is not valid; expected goes_on or paused.")]
    [InlineData("--date-format", "unix", "--date-format has no meaning for Stripe's objects or events; it says how CSV files are read.")]
    [InlineData("--map", "started=signup", "--map has no meaning for Stripe's objects or events")]
    public void AnOptionWithoutMeaningForStripe_IsWrongUsage(string option, string value, string message)
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", Sample("stripe-subscriptions.json"), option, value);

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--test-mode", "used")]
    [InlineData("--collection-pause", "paused")]
    public void AnOptionOfStripe_WithoutItsFile_IsWrongUsage(string option, string value)
    {
        foreach (string[] files in new[] { Array.Empty<string>(), ["--subscriptions", Sample("subscriptions.csv")] })
        {
            ToolRun run = ToolRun.Of(["report", option, value, .. files]);

            Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
            Assert.Contains($"{option} has no meaning without Stripe's objects or events: --subscriptions with a file .json, .jsonl or .ndjson", run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>An empty answer would look like one about no customers.</summary>
    [Theory]
    [InlineData("active", ",\"livemode\":false", "all 1 objects are left out; TestMode: they are of test mode, which --test-mode used reads.")]
    [InlineData("incomplete_expired", "", "all 1 objects are left out; NeverPaid: the first payment of the subscription was never made.")]
    public void AFileOfWhichEverythingIsLeftOut_IsAnError_WithTheRule(string status, string more, string message)
    {
        using var files = new TemporaryFiles();
        string file = files.Write("all.json", Subscription(status, more));

        ToolRun run = ToolRun.Of("report", "--subscriptions", file, "--format", "json");

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains("all.json: left out 1 of 1 objects: 1 by the rule", run.Error, StringComparison.Ordinal);
        Assert.Contains($"all.json: there is no answer, because {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, ToolRun.Of("check", "--subscriptions", file).Exit);
    }

    [Fact]
    public void ATableOfWhichEverythingIsLeftOut_IsTheSameError()
    {
        using var files = new TemporaryFiles();
        string file = files.Write("all.csv", "subscription_id,customer_id,start_date,end_date,mrr,currency\ns1,ada,2026-01-05,,40,USD\n");

        ToolRun run = ToolRun.Of("report", "--subscriptions", file, "--where", "mrr > 100");

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains("all.csv: there is no answer, because all 1 rows are left out.", run.Error, StringComparison.Ordinal);
    }

    private static decimal ClosingMrr(params string[] args)
    {
        ToolRun run = ToolRun.Of(["report", "--from", "2026-03", "--to", "2026-03", "--format", "json", .. args]);
        Assert.Equal(ExitCode.Done, run.Exit);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("periods")[0].GetProperty("closingMrr").GetDecimal();
    }

    private static string Subscription(string status, string more = "", string id = "sub_1") =>
        $$$"""
        {"id":"{{{id}}}","object":"subscription","customer":"cus_{{{id}}}","status":"{{{status}}}","currency":"usd","created":1767604320,"start_date":1767604320,"items":{"object":"list","data":[{"id":"si_1","price":{"id":"price_1","currency":"usd","unit_amount":2000,"recurring":{"interval":"month","interval_count":1}},"quantity":1}],"has_more":false}{{{more}}}}

        """;

    private static string Sample(string name) => Path.Combine(SharedData.Repository(), "docs", "samples", name);
}
