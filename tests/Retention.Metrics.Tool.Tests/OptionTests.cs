using System.Text;
using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class OptionTests : IDisposable
{
    private const string Header = "subscription_id,customer_id,start_date,end_date,monthly_amount\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("day", "2025-03-30", "2025-04-02", 4)]
    [InlineData("week", "2025-W13", "2025-W14", 2)]
    [InlineData("month", "2025-03", "2025-04", 2)]
    [InlineData("quarter", "2025-Q1", "2025-Q2", 2)]
    [InlineData("year", "2025", "2025", 1)]
    public void By_NamesThePeriodsOfTheFirstAndTheLastFact(string unit, string first, string last, int count)
    {
        string[] names = Names("--subscriptions", files.Write("s.csv", $"{Header}s1,ada,2025-03-30,2025-04-02,50\n"), "--by", unit);

        Assert.Equal((first, last, count), (names[0], names[^1], names.Length));
    }

    [Fact]
    public void AWeek_BeginsOnTheDayAskedFor() => // 30 March 2025 was a Sunday
        Assert.Equal("2025-03-30T00:00:00Z", ToolRun.Periods("report", "--subscriptions", files.Write("s.csv", $"{Header}s1,ada,2025-03-30,,50\n"), "--by", "week", "--week-start", "Sunday")[0].GetProperty("start").GetString());

    [Fact]
    public void AFiscalYear_IsNamedByTheYearItEndsIn()
    {
        string file = files.Write("s.csv", $"{Header}s1,ada,2025-03-30,2025-04-02,50\n");

        Assert.Equal(["FY2025", "FY2026"], Names("--subscriptions", file, "--by", "year", "--fiscal-year-start", "4"));
        Assert.Equal(["FY2025-Q4", "FY2026-Q1"], Names("--subscriptions", file, "--by", "quarter", "--fiscal-year-start", "4"));
    }

    [Theory]
    [InlineData("2025-02", "2025-03", "2025-02 2025-03")]
    [InlineData("2025-02-11", "2025-03-11", "2025-02 2025-03")]
    [InlineData("2024", "2024", "2024-01 2024-02 2024-03 2024-04 2024-05 2024-06 2024-07 2024-08 2024-09 2024-10 2024-11 2024-12")]
    [InlineData(null, "2024-12", "2024-12")]
    [InlineData("2025-11", null, "2025-11 2025-12")]
    [InlineData("2027-11", null, "2027-11")]
    [InlineData(null, "2023-01", "2023-01")]
    public void FromAndTo_AreBothIncluded(string? from, string? to, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names([.. from is null ? [] : new[] { "--from", from }, .. to is null ? [] : new[] { "--to", to }])));

    [Theory]
    [InlineData("2025-W09", "2025-W11", "2025-W09 2025-W10 2025-W11", "--by", "week")]
    [InlineData("2020-W53", "2021-W01", "2020-W53 2021-W01", "--by", "week", "--time-zone", "America/Sao_Paulo")]
    [InlineData("2025-W01", "2025-W01", "2025-W01", "--by", "week", "--week-start", "saturday")]
    [InlineData("2011-W52", "2011-W52", "2011-W52", "--by", "week", "--week-start", "saturday", "--time-zone", "Pacific/Apia")] // its last day is the one before the day left out
    [InlineData("2024-Q4", "2025-Q1", "2024-Q4 2025-Q1", "--by", "quarter")]
    [InlineData("2024-Q4", "2025-02", "2024-Q4 2025-Q1", "--by", "quarter")]
    [InlineData("2025-Q1", "2025-W14", "2025-01 2025-02 2025-03 2025-04")] // names of other calendars: the week of 31 March to 6 April
    [InlineData("FY2025-Q4", "FY2026-Q1", "FY2025-Q4 FY2026-Q1", "--by", "quarter", "--fiscal-year-start", "4")]
    [InlineData("FY2025", "2025-05-01", "FY2025 FY2026", "--by", "year", "--fiscal-year-start", "4")]
    public void FromAndTo_AreNamesOfPeriods(string from, string to, string expected, params string[] by) =>
        Assert.Equal(expected, string.Join(' ', Names(["--from", from, "--to", to, .. by])));

    [Theory]
    [InlineData("2025-W54", " or a quarter (2025-Q1).", "--by", "week")]
    [InlineData("FY2025-Q1", " or a quarter (2025-Q1).", "--by", "quarter")]
    [InlineData("2025-Q1", " or a period as --by names it (FY2025-Q4).", "--by", "quarter", "--fiscal-year-start", "4")]
    [InlineData("9999-W01", " or a quarter (2025-Q1).", "--by", "week")]
    [InlineData("2025-Q9", " or a quarter (2025-Q1).", "--by", "month")]
    [InlineData("0000-01", " or a quarter (2025-Q1).")]
    [InlineData("9999", " or a quarter (2025-Q1).")]
    public void APeriodThatIsNot_IsAnsweredWithWhatIsExpected(string text, string named, params string[] by)
    {
        ToolRun run = ToolRun.Of(["report", "--to", text, .. by]);

        Assert.Equal(2, run.Exit);
        Assert.Contains($"--to '{text}' is not valid; expected a year (2025), a month (2025-03) or a day (2025-03-14), of the years 0001 to 9998, or a week (2025-W11){named}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFigure_DoesNotDependOnTheOtherPeriods()
    {
        JsonElement alone = ToolRun.Periods("report", "--from", "2025-06", "--to", "2025-06")[0];

        Assert.Equal(alone.GetRawText(), ToolRun.Periods("report").Single(period => period.GetProperty("period").GetString() == "2025-06").GetRawText());
    }

    [Fact]
    public void ATimeZone_DecidesWhichMonthADateIsIn()
    {
        string file = files.Write("s.csv", $"{Header}s1,ada,2025-03-01,,50\n");
        JsonElement march = ToolRun.Periods("report", "--subscriptions", file, "--time-zone", "Asia/Kathmandu")[0];

        Assert.Equal(("2025-03", "2025-03-01T00:00:00+05:45"), (march.GetProperty("period").GetString(), march.GetProperty("start").GetString()));
        Assert.Equal(50m, march.GetProperty("newMrr").GetDecimal());
    }

    [Fact]
    public void AsOf_AnswersWithWhatWasKnownByTheEndOfThatDay()
    {
        string file = files.Write("s.csv", $"{Header}s1,ada,2025-01-10,2025-03-10,50\n");
        string[] args = ["report", "--subscriptions", file, "--from", "2025-03", "--to", "2025-03"];

        Assert.Equal([0m, 50m, 0m], new[] { args, [.. args, "--as-of", "2025-03-09"], [.. args, "--as-of", "2025-03-10"] }.Select(one => ToolRun.Periods(one)[0].GetProperty("closingMrr").GetDecimal()));
        Assert.Equal(50m, ToolRun.Periods([.. args, "--as-of", "2025-03-09T23:59:59Z"])[0].GetProperty("closingMrr").GetDecimal());
    }

    [Fact]
    public void Currency_AndMinorUnits_SayWhatTheFileDoesNot()
    {
        string file = files.Write("s.csv", $"{Header}s1,ada,2025-01-10,,4999\n");
        JsonElement euro = ToolRun.Periods("report", "--subscriptions", file, "--currency", "EUR", "--minor-units")[0];

        Assert.Equal(("EUR", "49.99"), (euro.GetProperty("currency").GetString(), euro.GetProperty("newMrr").GetRawText()));
        Assert.Equal("4999", ToolRun.Periods("report", "--subscriptions", file, "--currency", "JPY")[0].GetProperty("newMrr").GetRawText());
        Assert.Equal("XXX", ToolRun.Periods("report", "--subscriptions", file)[0].GetProperty("currency").GetString());
    }

    [Fact]
    public void Map_RenamesColumnsAndEvents_OfBothFiles()
    {
        string subscriptions = files.Write("s.csv", "account,what,when,mrr\nada,joined,2025-01-10,50\nada,left,2025-02-10,\n");
        string orders = files.Write("o.csv", "customer_id,date,amount\nada,2025-01-11,5\n");
        JsonElement[] periods = ToolRun.Periods(
            "report", "--subscriptions", subscriptions, "--orders", orders, "--map", "customer_id=account", "--map", "event=what", "--map", "at=when",
            "--map", "started=joined", "--map", "ended=left", "--map", "ordered_at=date");

        Assert.Equal((50m, 1, 50m), (periods[0].GetProperty("newMrr").GetDecimal(), periods[0].GetProperty("orders").GetInt32(), periods[1].GetProperty("churnMrr").GetDecimal()));
    }

    [Fact]
    public void SubscriptionsAlone_AndOrdersAlone_HaveTheirOwnFields()
    {
        JsonElement subscriptions = ToolRun.Periods("report", "--subscriptions", files.Write("s.csv", $"{Header}s1,ada,2025-03-01,,50\n"))[0];
        JsonElement orders = ToolRun.Periods("report", "--orders", files.Write("o.csv", "customer_id,ordered_at,amount\nada,2025-01-11,5\n"))[0];

        Assert.False(subscriptions.TryGetProperty("orders", out _));
        Assert.False(orders.TryGetProperty("openingMrr", out _));
        Assert.Equal(1, orders.GetProperty("orders").GetInt32());
    }

    [Fact]
    public void AQuantity_BesideAMonthlyAmount_IsOneLineOfError_UntilAnOptionSaysWhatItMeans()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,monthly_amount,quantity\nada,2025-01-10,,10,5\n");
        ToolRun run = ToolRun.Of("report", "--subscriptions", file);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("two readings", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(10m, ToolRun.Periods("report", "--subscriptions", file, "--map", "quantity=")[0].GetProperty("closingMrr").GetDecimal());
        Assert.Equal(50m, ToolRun.Periods("report", "--subscriptions", file, "--amount-per-unit")[0].GetProperty("closingMrr").GetDecimal());
    }

    [Fact]
    public void LinesOfAnOrder_AreAddedUpOrLeftOut_AsTheOptionSays()
    {
        string file = files.Write("o.csv", "order_id,customer_id,ordered_at,amount,sku\n1,ada,2025-01-11,5,A\n1,ada,2025-01-11,5,B\n");
        ToolRun refused = ToolRun.Of("report", "--orders", file), first = ToolRun.Of("report", "--orders", file, "--order-lines", "first", "--format", "csv");

        Assert.Equal((1, ""), (refused.Exit, refused.Output));
        Assert.Contains("differ in sku", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(10m, ToolRun.Periods("report", "--orders", file, "--order-lines", "sum")[0].GetProperty("revenue").GetDecimal());
        Assert.Contains(",1,5.00,", first.Output, StringComparison.Ordinal);
        Assert.Contains("left out 1 of 2 rows", Assert.Single(first.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("2 rows read = 1 used + 0 repeated + 1 left out + 0 refused", ToolRun.Answer("check", "--orders", file, "--order-lines", "first"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latin1", "iso-8859-1")]
    [InlineData("windows-1252", "iso-8859-1")]
    [InlineData("UTF-16", "utf-16")]
    [InlineData("utf-16be", "utf-16BE")]
    public void AFile_InAnotherEncoding_IsReadWhereItIsStated(string stated, string encoding)
    {
        string file = files.Write("s.csv", "");
        File.WriteAllBytes(file, Encoding.GetEncoding(encoding).GetBytes("customer_id,start_date,end_date,monthly_amount,city\nada,2025-01-10,,10,Köln\n"));

        Assert.NotEqual(0, ToolRun.Of("report", "--subscriptions", file).Exit);
        Assert.Contains("Köln", ToolRun.Answer("report", "--subscriptions", file, "--segment", "city", "--encoding", stated), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("stray.csv")]
    [InlineData("--format", "xml")]
    [InlineData("--format")]
    [InlineData("--by", "fortnight")]
    [InlineData("--week-start", "1")]
    [InlineData("--fiscal-year-start", "13")]
    [InlineData("--time-zone", "Middle/Earth")]
    [InlineData("--as-of", "yesterday")]
    [InlineData("--currency", "euro")]
    [InlineData("--from", "2025-13")]
    [InlineData("--from", "2025", "--from", "2026")]
    [InlineData("--from", "2025-02", "--to", "2025-01")]
    [InlineData("--map", "date")]
    [InlineData("--map", "finish=date")]
    [InlineData("--map", "at=a", "--map", "at=b")]
    [InlineData("--map", "=date")]
    [InlineData("--map", "started=")]
    [InlineData("--map", "started=a", "--map", "ended=a")]
    [InlineData("--map", "started=a b", "--map", "ended=A_B")]
    [InlineData("--map", "discount=rebate")]
    [InlineData("--amount-per-unit")]
    [InlineData("--encoding", "klingon")]
    [InlineData("--order-lines", "sum")]
    [InlineData("--order-lines", "add", "--orders", "o.csv")]
    [InlineData("--policy", "mine")]
    [InlineData("--explain", "everything")]
    [InlineData("--subscriptions", "no-such-file.csv")]
    public void WrongUsage_IsOneLineOfError_AndExitCodeTwo(params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["report", .. wrong]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.StartsWith("retention: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("explode")]
    [InlineData("check", "--explain", "churnMrr")]
    public void ACommand_ThatThereIsNot_IsWrongUsage(params string[] args)
    {
        ToolRun run = ToolRun.Of(args);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.NotEmpty(run.ErrorLines);
    }

    [Fact]
    public void APolicy_ThatThereIsNot_IsAnsweredWithThoseThereAre() =>
        Assert.Contains("default", ToolRun.Of("report", "--policy", "mine").Error, StringComparison.Ordinal);

    [Fact]
    public void Help_AndVersion_AreNoErrors()
    {
        Assert.Contains("--skip-invalid", ToolRun.Answer("report", "--help"), StringComparison.Ordinal);
        Assert.Contains("check", ToolRun.Answer("--help"), StringComparison.Ordinal);
        Assert.Matches("^[0-9]+\\.[0-9]+", ToolRun.Answer("--version"));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("markdown")]
    public void Output_WritesTheSameToAFile(string format)
    {
        string path = Path.Combine(files.Folder, "answer");

        Assert.Equal("", ToolRun.Answer("report", "--format", format, "--output", path));
        Assert.Equal(ToolRun.Answer("report", "--format", format), File.ReadAllText(path));
    }

    [Fact]
    public void Output_ThatCannotBeWritten_IsAnError()
    {
        ToolRun run = ToolRun.Of("report", "--output", Path.Combine(files.Folder, "no", "such", "folder"));

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Single(run.ErrorLines);
    }

    private static string[] Names(params string[] args) => [.. ToolRun.Periods(["report", .. args]).Select(period => period.GetProperty("period").GetString()!)];
}
