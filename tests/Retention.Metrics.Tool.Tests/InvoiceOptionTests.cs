using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary><c>--join-gaps</c> and <c>--inclusive-ends</c> reach the reader of files.</summary>
public sealed class InvoiceOptionTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void InclusiveEnds_AddTheLastDay()
    {
        string file = files.Write("i.csv", "customer_id,period_start,period_end,amount\nada,2026-01-05,2026-02-04,60\n");

        Assert.Equal((60.83m, 60m), (ClosingMrr(file), ClosingMrr(file, "--inclusive-ends")));
    }

    [Fact]
    public void JoinGaps_JoinPeriodsThatNearlyMeet()
    {
        string file = files.Write("i.csv", "customer_id,period_start,period_end,amount,interval\nada,2026-01-05,2026-01-30,60,month\nada,2026-02-01,2026-03-01,60,month\n");

        Assert.Equal((0m, 60m), (ClosingMrr(file), ClosingMrr(file, "--join-gaps", "2d")));
    }

    /// <summary>What is paid at the end of January.</summary>
    private static decimal ClosingMrr(string file, params string[] options) =>
        ToolRun.Json(["report", "--subscriptions", file, "--currency", "EUR", "--from", "2026-01", "--to", "2026-01", .. options]).GetProperty("periods")[0].GetProperty("closingMrr").GetDecimal();
}
