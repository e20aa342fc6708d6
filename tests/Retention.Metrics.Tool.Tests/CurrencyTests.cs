using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Files in several currencies: a table for each, or one in a currency of choice at given rates.</summary>
public sealed class CurrencyTests : IDisposable
{
    private const string Subscriptions =
        "subscription_id,customer_id,start_date,end_date,mrr,currency,plan\n"
        + "s1,ada,2026-01-05,,10,EUR,pro\ns2,ada,2026-01-05,,20,USD,pro\ns3,bo,2026-01-07,2026-03-12,100,USD,basic\ns3,bo,2026-03-12,,150,USD,basic\ns4,cy,2026-01-09,2026-03-20,50,USD,basic\n";

    private const string Orders = "order_id,customer_id,ordered_at,amount,currency\no1,ada,2026-01-05,10,EUR\no2,bo,2026-02-05,30,USD\n";

    private const string Rates = "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n2026-02-01,USD,EUR,0.9\n2026-03-01,USD,EUR,0.9\n2026-04-01,USD,EUR,0.8\n";

    private readonly TemporaryFiles files = new();

    private string[] Both => ["--subscriptions", files.Write("s.csv", Subscriptions), "--orders", files.Write("o.csv", Orders)];

    private string[] Converted => ["--subscriptions", files.Write("s.csv", Subscriptions), "--rates", files.Write("rates.csv", Rates), "--report-currency", "EUR"];

    public void Dispose() => files.Dispose();

    [Fact]
    public void WithoutRates_JsonHasAnAnswerForEachCurrency()
    {
        JsonElement[] answers = [.. ToolRun.Json(["report", .. Both]).GetProperty("currencies").EnumerateArray()];

        Assert.Equal(["EUR", "USD"], answers.Select(answer => answer.GetProperty("currency").GetString()));
        Assert.Equal([10m, 170m], answers.Select(answer => answer.GetProperty("periods")[2].GetProperty("closingMrr").GetDecimal()));
        Assert.Equal([0m, 30m], answers.Select(answer => answer.GetProperty("periods")[1].GetProperty("revenue").GetDecimal()));
        Assert.Equal(["2026-01 2026-02 2026-03", "2026-01 2026-02 2026-03"], answers.Select(answer => string.Join(' ', answer.GetProperty("periods").EnumerateArray().Select(row => row.GetProperty("period").GetString()))));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("cohorts")]
    [InlineData("cohorts", "--of", "orders")]
    [InlineData("compare")]
    [InlineData("survival")]
    [InlineData("churn", "--show", "losses")]
    [InlineData("whatif")]
    [InlineData("report", "--explain", "closingMrr")]
    [InlineData("report", "--segment", "plan")]
    public void WithoutRates_EveryFormatNamesTheCurrencyOfEachRow(params string[] command)
    {
        string[][] csv = ToolRun.Csv([.. command, .. Both]);
        int currency = Array.IndexOf(csv[0], "currency");
        Assert.Contains("USD", csv.Skip(1).Select(row => row[currency]));
        Assert.All(csv.Skip(1), row => Assert.True(row[currency] is "EUR" or "USD", row[currency]));

        string table = ToolRun.Answer([.. command, .. Both]), markdown = ToolRun.Answer([.. command, .. Both, "--format", "markdown"]);
        Assert.All([table, markdown], text => Assert.True(text.IndexOf("currency: EUR\n", StringComparison.Ordinal) is >= 0 and var eur && text.IndexOf("currency: USD\n", StringComparison.Ordinal) > eur));
        Assert.Equal(["EUR", "USD"], ToolRun.Json([.. command, .. Both]).GetProperty("currencies").EnumerateArray().Select(answer => answer.GetProperty("currency").GetString()));
    }

    [Fact]
    public void OneCurrency_IsAnsweredAsBefore()
    {
        string file = files.Write("one.csv", string.Concat(Subscriptions.Split('\n').Where(line => !line.Contains("EUR", StringComparison.Ordinal) && line.Length > 0).Select(line => $"{line}\n")));

        Assert.Equal("USD", ToolRun.Json("report", "--subscriptions", file).GetProperty("currency").GetString());
    }

    [Fact]
    public void WithRates_TheReportHasAnFxLineThatCloses()
    {
        JsonElement[] rows = ToolRun.Periods(["report", .. Converted]);

        Assert.Equal((163m, 45m, 45m, -17m, 146m), (Of("openingMrr"), Of("expansionMrr"), Of("churnMrr"), Of("fxMrr"), Of("closingMrr")));
        Assert.Equal("EUR", rows[2].GetProperty("currency").GetString());

        decimal Of(string name) => rows[2].GetProperty(name).GetDecimal();
    }

    [Fact]
    public void WithRates_SegmentsAndExplanationsAddUp()
    {
        JsonElement[] segments = ToolRun.Periods(["report", .. Converted, "--segment", "plan", "--from", "2026-03"]);
        JsonElement explained = ToolRun.Json(["report", .. Converted, "--explain", "fxMrr", "--from", "2026-03"]);

        Assert.Equal([("basic", -15m), ("pro", -2m), ("all", -17m)], segments.Select(row => (row.GetProperty("segment").GetString(), row.GetProperty("fxMrr").GetDecimal())));
        Assert.Equal(-17m, explained.GetProperty("customers").EnumerateArray().Sum(row => row.GetProperty("amountMrr").GetDecimal()));
    }

    [Theory]
    [InlineData("cohorts")]
    [InlineData("compare")]
    [InlineData("survival")]
    [InlineData("churn", "--show", "losses")]
    [InlineData("whatif")]
    public void WithRates_OtherCommandsSayTheDayOfTheirRates(params string[] command)
    {
        Assert.Contains("EUR at the rates of 2026-03-20", ToolRun.Answer([.. command, .. Converted]), StringComparison.Ordinal);
        Assert.Equal("EUR at the rates of 2026-03-20", ToolRun.Json([.. command, .. Converted]).GetProperty("rates").GetString());
    }

    [Fact]
    public void WithRates_OrdersHaveTheRateOfTheirDay()
    {
        JsonElement[] rows = ToolRun.Periods("report", "--orders", files.Write("o.csv", Orders), "--rates", files.Write("rates.csv", Rates), "--report-currency", "EUR");

        Assert.Equal([10m, 27m], rows.Select(row => row.GetProperty("revenue").GetDecimal()));
    }

    [Fact]
    public void AMissingRate_IsAnErrorWithPairAndDate()
    {
        ToolRun run = ToolRun.Of("report", "--subscriptions", files.Write("s.csv", Subscriptions), "--rates", files.Write("r.csv", "date,from,to,rate\n2026-01-01,USD,EUR,0.9\n"), "--report-currency", "EUR");

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains("USD to EUR for 2026-0", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--report-currency", "EUR")]
    [InlineData("--rates", "rates.csv")]
    [InlineData("--max-rate-age", "3")]
    [InlineData("--report-currency", "euro")]
    public void OptionsThatMeanNothingAlone_AreRefused(params string[] options) => Assert.Equal(ExitCode.Failed, ToolRun.Of(["report", .. Both, .. options]).Exit);

    [Fact]
    public void AFileOfRatesWithAnInvalidRow_IsAnError()
    {
        ToolRun run = ToolRun.Of([.. new[] { "report", "--subscriptions", files.Write("s.csv", Subscriptions) }, "--rates", files.Write("r.csv", "date,from,to,rate\n2026-01-01,USD,EUR,none\n"), "--report-currency", "EUR"]);

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains("line 2", run.Error, StringComparison.Ordinal);
    }
}
