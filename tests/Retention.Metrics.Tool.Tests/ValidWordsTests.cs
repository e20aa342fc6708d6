using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>A refused word is answered with all valid ones, and each of these is read.</summary>
public sealed class ValidWordsTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void AnEvent_ThatIsNotKnown_IsAnsweredWithEveryKind()
    {
        string message = Finding("customer_id,event,at,effective_at,mrr\nada,bogus,2025-01-10,,5\n");
        string[] kinds = message.Split("valid values: ")[1].Split(';')[0].Split(", ");

        Assert.Equal(10, kinds.Length);
        Assert.All(kinds, kind => Assert.DoesNotContain("not a known event", Finding($"customer_id,event,at,effective_at,mrr\nada,{kind},2025-01-10,2025-01-11,5\nada,started,never,,5\n"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("report", "--format", "table, json, csv, markdown or html")]
    [InlineData("report", "--by", "day, week, month, quarter or year")]
    [InlineData("cohorts", "--of", "subscriptions or orders")]
    [InlineData("report", "--policy", "default, chartmogul, stripe, baremetrics, profitwell, recurly, saasmetricsboard, or a JSON file of settings")]
    public void AnOption_ListsItsWords(string command, string option, string words) =>
        Assert.Contains($"{option} 'odd' is not valid; expected {words}.", ToolRun.Of(command, option, "odd").Error, StringComparison.Ordinal);

    [Fact]
    public void ACommand_ThatIsNotKnown_IsAnsweredWithEveryCommand() =>
        Assert.Contains("expected report, customers, cohorts, compare, check, survival, lifetime, contracts, whatif, churn, signals, activity, feedback or reconcile.", ToolRun.Of("explode").Error, StringComparison.Ordinal);

    private string Finding(string rows)
    {
        ToolRun run = ToolRun.Of("check", "--subscriptions", files.Write("e.csv", rows), "--format", "json");
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("findings")[0].GetProperty("message").GetString()!;
    }
}
