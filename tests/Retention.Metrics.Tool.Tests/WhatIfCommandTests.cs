using System.Text.Json;
using NodaTime;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Tests;

public sealed class WhatIfCommandTests : IDisposable
{
    private static readonly string[] Stated = ["whatif", "--currency", "EUR", "--assume", "mrr=10000", "--assume", "customers=100", "--assume", "churn=5%"];

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    // The example of the library: a fifth less churn, for 1000 once and 100 a month.
    [Fact]
    public void StatedRates_GiveTheWorthOfAMeasure()
    {
        JsonElement answer = ToolRun.Json([.. Stated, "--change", "churn=x0.8", "--cost", "1000", "--cost-per-period", "100"]);

        Assert.Equal(["5256.33", "2200.00", "3056.33"], new[] { "gain", "cost", "net" }.Select(name => answer.GetProperty(name).GetRawText()));
        Assert.Equal(7, answer.GetProperty("breakEvenPeriod").GetInt32());
        Assert.Equal(1.3892m, Math.Round(answer.GetProperty("return").GetProperty("value").GetDecimal(), 4));
        JsonElement last = answer.GetProperty("periods")[11];
        Assert.Equal(["6127.10", "5403.60", "3056.33"], new[] { "closingMrr", "closingMrrWithout", "netSoFar" }.Select(name => last.GetProperty(name).GetRawText()));
    }

    [Fact]
    public void WithoutAChange_ItIsTheProjection()
    {
        JsonElement[] periods = ToolRun.Periods([.. Stated, "--periods", "24"]);
        Projection expected = Projection.Of(new WhatIf(Currency.Eur.Amount(10_000m), 100m) { CustomerChurn = 0.05m, RevenueChurn = 0.05m }, 24);

        Assert.Equal(expected.Select(one => one.ClosingMrr.Rounded.Amount), periods.Select(one => one.GetProperty("closingMrr").GetDecimal()));
        Assert.Equal(expected.Select(one => Math.Round(one.ClosingCustomers, 8)), periods.Select(one => Math.Round(one.GetProperty("closingCustomers").GetDecimal(), 8)));
        Assert.False(periods[0].TryGetProperty("netSoFar", out _));
    }

    [Fact]
    public void AFile_IsGoneOnFrom_AsItWas()
    {
        var timeline = RevenueTimeline.FromHistory(CsvImport.Subscriptions(Samples.Members).History);
        WhatIf asNow = WhatIf.From(timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new LocalDate(2025, 1, 1)).To(new LocalDate(2025, 12, 31))))!;
        InitiativeReturn worth = InitiativeReturn.Of(asNow, asNow with { PriceChange = 0.05m, Expansion = 0.02m }, 6, default(InitiativeCost) with { OneOff = new Money(50m, Currency.None), PerPeriod = new Money(0m, Currency.None) }, 0.8m);

        JsonElement answer = ToolRun.Json("whatif", "--subscriptions", Samples.Members, "--from", "2025-01", "--to", "2025-12", "--periods", "6", "--change", "price=5%", "--change", "expansion=0.02", "--cost", "50", "--margin", "80%");

        Assert.Equal(worth.Net.Rounded.Amount, answer.GetProperty("net").GetDecimal());
        Assert.Equal(Math.Round(asNow.CustomerChurn, 10), Math.Round(answer.GetProperty("assumed").GetProperty("customerChurn").GetDecimal(), 10));
        Assert.Equal(worth.With.Select(one => one.ClosingMrr.Rounded.Amount), answer.GetProperty("periods").EnumerateArray().Select(one => one.GetProperty("closingMrr").GetDecimal()));
    }

    [Fact]
    public void TheSample_HasAnAnswer_InEveryFormat()
    {
        string[] args = ["whatif", "--change", "acquisition=x1.1"];

        Assert.Contains("break-even", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains("| Closing MRR, EUR |", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Contains("netSoFar", ToolRun.Csv(args)[0]);
        Assert.Equal(13, ToolRun.Csv(args).Length);
        Assert.Equal("EUR", ToolRun.Json(args).GetProperty("currency").GetString());
    }

    [Theory]
    [InlineData("--change", "luck=2", "name=value with customerChurn")]
    [InlineData("--change", "churn", "name=value with customerChurn")]
    [InlineData("--change", "churn=lots", "4%")]
    [InlineData("--change", "acquisition=5", "a factor for both")]
    [InlineData("--change", "churn=140%", "churn=140% is not valid")]
    [InlineData("--change", "mrr=5", "use --assume")]
    [InlineData("--periods", "0", "a whole number from 1 to ")]
    [InlineData("--periods", "2000", "1 to 1200")]
    [InlineData("--margin", "80", "0 to 1")]
    [InlineData("--cost", "-5", "0 or more")]
    public void WrongUsage_IsOneLine_WithWhatIsValid(string option, string value, string said)
    {
        ToolRun run = ToolRun.Of([.. Stated, option, value]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRevenue_ItAsksForAssumptions()
    {
        string file = files.Write("h.csv", "customer_id,start_date,end_date,mrr\n");

        ToolRun run = ToolRun.Of("whatif", "--subscriptions", file);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("--assume", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(12, ToolRun.Periods("whatif", "--subscriptions", file, "--assume", "mrr=5", "--assume", "customers=1").Length);
    }
}
