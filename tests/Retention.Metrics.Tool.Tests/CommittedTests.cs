using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>What is agreed and not yet in effect, in the report.</summary>
public sealed class CommittedTests : IDisposable
{
    private const string Three =
        """
        subscription_id,customer_id,event,at,effective_at,recorded_at,mrr
        s1,ada,started,2026-01-01,,,50
        s2,bo,started,2026-01-05,,,40
        s3,cy,started,2026-01-10,,,30
        s1,ada,cancellation_scheduled,2026-02-20,2026-03-15,,
        s2,bo,price_changed,2026-04-01,,2026-02-10,50
        s3,cy,cancellation_scheduled,2026-01-31,2026-03-31,,
        s3,cy,cancellation_revoked,2026-02-25,,,

        """;

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void CommittedAndAtRisk_AreColumnsOfTheReport_InEveryFormat()
    {
        string[] args = ["report", "--subscriptions", File(), "--currency", "EUR"];
        string table = ToolRun.Answer(args), markdown = ToolRun.Answer([.. args, "--format", "markdown"]);
        string[][] csv = ToolRun.Csv(args);

        Assert.Equal(["90.00", "80.00", "80.00", "80.00"], ColumnOf(csv, "committedMrr"));
        Assert.Equal(["30.00", "50.00", "0.00", "0.00"], ColumnOf(csv, "atRiskMrr"));
        Assert.Matches(@" Committed MRR, EUR +90\.00 +80\.00 ", table);
        Assert.Contains("| Committed MRR, EUR |", markdown, StringComparison.Ordinal);
        Assert.Equal("1080000000", ToolRun.Periods(args)[0].GetProperty("exact").GetProperty("committedMrr").GetString());
    }

    /// <summary>The data end on 25 February; a change that is scheduled for a later month leaves February whole.</summary>
    [Fact]
    public void PeriodWithScheduledChanges_IsCutWhereTheDataEnd()
    {
        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", File(), "--currency", "EUR", "--as-of", "2026-03-10");

        Assert.Equal(["2026-01 complete", "2026-02 complete", "2026-03 toDate", "2026-03-11/2026-04-01 upcoming", "2026-04 upcoming"], periods.Select(NameAndStatus));
        Assert.Equal("2026-03-11T00:00:00Z", periods[2].GetProperty("end").GetString());
        Assert.Equal([0m, 50m], periods[2..4].Select(period => period.GetProperty("churnMrr").GetDecimal()));
        Assert.Equal([120m, 70m, 80m], periods[2..].Select(period => period.GetProperty("closingMrr").GetDecimal()));
        Assert.Equal(["2026-01 complete", "2026-02 toDate", "2026-03 upcoming", "2026-04 upcoming"], ToolRun.Periods("report", "--subscriptions", File(), "--currency", "EUR").Select(NameAndStatus));
    }

    /// <summary>The price of April was recorded in February: April is not covered by the data.</summary>
    [Fact]
    public void DataEnd_IsNotTheDateOfWhatIsScheduled() => Assert.Equal(
        "2026-02-25T00:00:00Z", ToolRun.Json("report", "--subscriptions", File(), "--currency", "EUR").GetProperty("dataEnd").GetString());

    [Fact]
    public void WithNothingScheduled_ATableDoesNotShowThem()
    {
        string file = files.Write("plain.csv", "customer_id,start_date,end_date,mrr\nada,2026-01-05,,49\nbo,2026-01-05,2026-03-05,20\n");
        string[] args = ["report", "--subscriptions", file, "--currency", "EUR"];

        Assert.DoesNotContain("Committed MRR", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Equal(ColumnOf(ToolRun.Csv(args), "closingMrr"), ColumnOf(ToolRun.Csv(args), "committedMrr"));
        Assert.Equal(["0.00", "0.00", "0.00"], ColumnOf(ToolRun.Csv(args), "atRiskMrr"));
    }

    [Fact]
    public void Segments_PoolToAll()
    {
        string customers = files.Write("c.csv", "customer_id,plan\nada,pro\nbo,team\ncy,pro\n");
        ILookup<string, JsonElement> rows = ToolRun.Periods("report", "--subscriptions", File(), "--currency", "EUR", "--customers", customers, "--segment", "plan")
            .ToLookup(row => row.GetProperty("segment").GetString()!, StringComparer.Ordinal);

        Assert.Equal(["pro", "team", "all"], rows.Select(own => own.Key));
        Assert.Equal([30m, 50m, 80m], rows.Select(own => own.ElementAt(1).GetProperty("committedMrr").GetDecimal()));
        Assert.Equal([50m, 0m, 50m], rows.Select(own => own.ElementAt(1).GetProperty("atRiskMrr").GetDecimal()));
    }

    [Fact]
    public void AmountsAtRates_HaveNone()
    {
        string rates = files.Write("rates.csv", "date,from,to,rate\n2025-12-31,USD,EUR,0.5\n2026-01-31,USD,EUR,0.5\n2026-02-28,USD,EUR,0.5\n2026-03-31,USD,EUR,0.5\n2026-04-30,USD,EUR,0.5\n");
        JsonElement period = ToolRun.Periods("report", "--subscriptions", File(), "--currency", "USD", "--rates", rates, "--report-currency", "EUR", "--to", "2026-02")[0];

        Assert.Equal(JsonValueKind.Null, period.GetProperty("committedMrr").ValueKind);
    }

    private string File() => files.Write("three.csv", Three);

    private static IEnumerable<string> ColumnOf(string[][] csv, string name) => csv.Skip(1).Select(line => line[Array.IndexOf(csv[0], name)]);

    private static string NameAndStatus(JsonElement period) => $"{period.GetProperty("period").GetString()} {period.GetProperty("periodStatus").GetString()}";
}
