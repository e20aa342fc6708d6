using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary>MRR against the figures of another system.</summary>
public sealed class ReconcileTests : IDisposable
{
    private const string Ours =
        "subscription_id,customer_id,start_date,end_date,mrr,currency,Coupon\n"
        + "s1,ada,2026-01-05,,40,USD,\ns2,bo,2026-01-20,2026-03-01,29,USD,\ns2,bo,2026-03-01,,99,USD,\ns3,cy,2026-01-10,2026-03-31T20:00:00Z,30,USD,\ns4,dee,2026-01-10,,50,USD,WELCOME\ns5,eve,2026-01-10,,7,USD,\n";

    private const string Wide = "Customer ID,Customer,Currency,2026-01,2026-02,2026-03\nada,Ada,usd,40.00,40.00,40.00\nbo,Bo,usd,29.00,29.00,99.00\ncy,Cy,usd,30.00,30.00,30.00\ndee,Dee,usd,40.00,40.00,50.00\nfay,Fay,usd,5.00,5.00,\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EachDifference_HasACause_AndTheCausesAddUp()
    {
        JsonElement[] rows = [.. Json(Wide).GetProperty("causes").EnumerateArray()];
        (string?, string?, int, decimal)[] march = [.. rows.Where(row => row.GetProperty("month").GetString() == "2026-03").Select(Shown)];

        Assert.Equal([("2026-03", "agree", 3, 0m), ("2026-03", "missingInTheirs", 1, -7m), ("2026-03", "timeZone", 1, 30m), ("2026-03", "total", 5, 23m)], march);
        Assert.Contains(("2026-01", "discount", 1, -10m), rows.Select(Shown));
        Assert.Contains(("2026-01", "missingInOurs", 1, 5m), rows.Select(Shown));
        foreach (IGrouping<string?, JsonElement> month in rows.GroupBy(row => row.GetProperty("month").GetString()))
        {
            Assert.Equal(Difference(month.Last()), month.SkipLast(1).Sum(Difference));
        }
    }

    [Fact]
    public void ALongTable_SaysTheSameAsAWideOne()
    {
        string lines = "customer_id,month,mrr,currency\nada,2026-01,40,USD\nada,2026-02-28,40,USD\nada,Mar 2026,40,USD\nbo,2026-01,29,USD\nbo,2026-02,29,USD\nbo,2026-03,99,USD\ncy,2026-01,30,USD\ncy,2026-02,30,USD\ncy,2026-03,30,USD\n"
            + "dee,2026-01,40,USD\ndee,2026-02,40,USD\ndee,2026-03,50,USD\nfay,2026-01,5,USD\nfay,2026-02,5,USD\n";

        Assert.Equal(Json(Wide).ToString(), Json(lines).ToString());
    }

    [Fact]
    public void Customers_AreListedWithTheirCause()
    {
        string[][] csv = Csv("--show", "customers", "--from", "2026-03");

        Assert.Equal(["month", "customer", "currency", "oursMrr", "theirsMrr", "differenceMrr", "cause"], csv[0]);
        Assert.Equal([["2026-03", "cy", "USD", "0.00", "30.00", "30.00", "timeZone"], ["2026-03", "eve", "USD", "7.00", "0.00", "-7.00", "missingInTheirs"]], csv[1..]);
        Assert.Equal(6, Csv("--show", "all", "--from", "2026-03").Length);
    }

    [Fact]
    public void ARowOfTotals_IsLeftOut_AndSaid()
    {
        ToolRun run = ToolRun.Of([.. Args($"{Wide}Total,,usd,144.00,144.00,219.00\n"), "--format", "json"]), without = ToolRun.Of([.. Args(Wide), "--format", "json"]);

        Assert.Equal((ExitCode.Done, without.Output), (run.Exit, run.Output));
        Assert.Contains("theirs.csv: left out 1 of 6 rows: 1 by the rule \"total row\"", run.Error, StringComparison.Ordinal);
        ToolRun other = ToolRun.Of(Args($"{Wide}Total,,usd,144.00,144.00,220.00\n"));
        Assert.Equal((ExitCode.Failed, ""), (other.Exit, other.Output));
        Assert.Contains("for 2026-03 it has 220.00, and the others add up to 219.00: correct or remove the row", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ThousandsSeparators_AreReadWhereTheyAreStated()
    {
        string theirs = "customer_id,currency,2026-03\nada,USD,\"1,040.00\"\n";

        Assert.Equal(ExitCode.Done, ToolRun.Of([.. Args(theirs), "--thousands", ","]).Exit);
        Assert.Contains("thousands separators", ToolRun.Of(Args(theirs)).Error, StringComparison.Ordinal);
    }

    /// <summary>What is stated of the first file is not of the other; the other has a word of its own.</summary>
    [Fact]
    public void TheOtherFile_HasColumnsAndDatesOfItsOwn()
    {
        string renamed = Wide.Replace("Customer ID", "Account", StringComparison.Ordinal).Replace("Currency", "Unit", StringComparison.Ordinal)
            .Replace("2026-01", "31/01/2026", StringComparison.Ordinal).Replace("2026-02", "28/02/2026", StringComparison.Ordinal).Replace("2026-03", "31/03/2026", StringComparison.Ordinal);
        string ours = files.Write("own.csv", Ours.Replace("customer_id", "who", StringComparison.Ordinal));
        string[] args = ["reconcile", "--subscriptions", ours, "--against", files.Write("renamed.csv", renamed), "--map", "customer_id=who", "--map", "against:customer_id=Account", "--map", "against:currency=Unit"];

        Assert.Equal(Json(Wide).ToString(), JsonDocument.Parse(Answer([.. args, "--date-format", "against:dd/MM/yyyy", "--format", "json"])).RootElement.ToString());
    }

    [Fact]
    public void ALongTable_HasColumnsOfItsOwn()
    {
        string theirs = "who,day,paid,forecast\nada,1767225600,40,1\nbo,1767225600,29,1\n";
        string[] own = ["--map", "against:customer_id=who", "--map", "against:month=day", "--map", "against:mrr=paid", "--date-format", "against:unix", "--currency", "USD", "--to", "2026-01", "--show", "all", "--format", "csv"];

        Assert.Equal(["2026-01,ada,USD,40.00,40.00,0.00,agree", "2026-01,bo,USD,29.00,29.00,0.00,agree"], Answer(Args(theirs, own)).Split('\n')[1..3]);
    }

    [Theory]
    [InlineData("theirs.csv: the header has no column 'Client', which was to be customer_id; it has Customer ID, Customer, Currency, 2026-01, 2026-02, 2026-03", "--map", "against:customer_id=Client")]
    [InlineData("theirs.csv: the header is not that of MRR by customer and month: expected columns customer_id", "--map", "against:customer_id=")]
    [InlineData("--map 'against:start_date=x': 'start_date' is no column of the file of --against; there are customer_id, month, mrr, currency.", "--map", "against:start_date=x")]
    [InlineData("--date-format 'against:soon' is not valid; expected iso, unix, unix-ms", "--date-format", "against:soon")]
    [InlineData("a month is written 2026-01, Jan 2026, January 2026 or as a date of it, which is written dd/MM/yyyy", "--map", "against:month=Customer", "--map", "against:mrr=2026-01", "--date-format", "against:dd/MM/yyyy")]
    public void WhatIsStatedOfTheOtherFile_AndCannotBe_IsOneLine(string expected, params string[] wrong)
    {
        ToolRun run = ToolRun.Of(Args(Wide, wrong));

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains(expected, run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_id,plan\nada,pro\n")]
    [InlineData("Customer ID,2026-01\nada,forty\n")]
    [InlineData("Customer ID,2026-01\nada,-4\n")]
    [InlineData("Customer ID,2026-01\nada,4\nada,5\n")]
    [InlineData("Customer ID,2026-01,Jan 2026\nada,4,5\n")]
    public void AnInvalidTable_IsAnError(string text)
    {
        ToolRun run = ToolRun.Of(["reconcile", .. Args(text)[1..]]);

        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        Assert.Contains("theirs.csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsWithoutMeaning_AreRefused()
    {
        Assert.Equal(ExitCode.Failed, ToolRun.Of("reconcile", "--against", files.Write("t.csv", Wide)).Exit);
        Assert.Equal(ExitCode.Failed, ToolRun.Of("reconcile", "--subscriptions", files.Write("o.csv", Ours)).Exit);
        Assert.Equal(ExitCode.Failed, ToolRun.Of([.. Args(Wide), "--from", "2027-01"]).Exit);
    }

    private static (string?, string?, int, decimal) Shown(JsonElement row) =>
        (row.GetProperty("month").GetString(), row.GetProperty("cause").GetString(), row.GetProperty("customers").GetInt32(), Difference(row));

    private static decimal Difference(JsonElement row) => row.GetProperty("differenceMrr").GetDecimal();

    private JsonElement Json(string theirs)
    {
        using var document = JsonDocument.Parse(Answer([.. Args(theirs), "--format", "json"]));
        return document.RootElement.Clone();
    }

    private string[][] Csv(params string[] more) => [.. Answer([.. Args(Wide, more), "--format", "csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    /// <summary>The answer; on the error stream the tool only says that the column of coupons is not read.</summary>
    private static string Answer(string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("Coupon", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        return run.Output;
    }

    private string[] Args(string theirs, params string[] more) => ["reconcile", "--subscriptions", files.Write("ours.csv", Ours), "--against", files.Write("theirs.csv", theirs), .. more];
}
