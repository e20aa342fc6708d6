using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

/// <summary><c>--map activity:at=created_at</c> and <c>--date-format responses:unix</c>: what is stated of one file alone.</summary>
public sealed class FileWordTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    private string[] Subscriptions => ["--subscriptions", files.Write("s.csv", "customer_id,at,mrr\nada,2025-11-03,50\nbo,2025-11-10,20\nbo,2026-02-20,0\ncy,2026-03-05,5\n"), "--currency", "EUR"];

    private string[] Activities => ["--activity", files.Write("a.csv", "user,created_at,what,n\nada,10/01/2026 09:30,login,2\nada,12/01/2026 09:30,login,3\nbo,11/12/2025 10:00,export,1\n")];

    private string[] Responses => ["--survey-kind", "nps", "--responses", files.Write("r.csv", "who,when,points\nada,1768000000,9\nbo,1767900000,3\n")];

    private static string[] OfActivities => ["--map", "activity:customer_id=user", "--map", "activity:at=created_at", "--map", "Activity:event=what", "--map", "activity:quantity=n", "--date-format", "activity:dd/MM/yyyy HH:mm"];

    private static string[] OfResponses => ["--map", "responses:customer_id=who", "--map", "responses:at=when", "--map", "responses:score=points", "--date-format", "responses:unix"];

    [Fact]
    public void AFileOfActivities_HasColumnsAndDatesOfItsOwn()
    {
        JsonElement[] groups = [.. ToolRun.Json(["signals", .. Subscriptions, .. Activities, .. OfActivities, "--from", "2026-02", "--to", "2026-02", "--signal", "sum:login:30d", "--bounds", "0,4"]).GetProperty("groups").EnumerateArray()];

        Assert.Equal([(1, 1), (0, 0), (1, 0), (0, 0)], groups[..4].Select(group => (group.GetProperty("atRisk").GetInt32(), group.GetProperty("lost").GetInt32())));
    }

    [Fact]
    public void AFileOfResponses_HasColumnsAndDatesOfItsOwn_BesideOneOfSubscriptions()
    {
        string[] args = ["signals", .. Subscriptions, .. Responses, .. OfResponses, "--from", "2026-02", "--to", "2026-02", "--signal", "score", "--bounds", "6"];

        Assert.Equal([1, 1], ToolRun.Json(args).GetProperty("groups").EnumerateArray().Take(2).Select(group => group.GetProperty("atRisk").GetInt32()));
    }

    /// <summary>Two files, two ways to write dates, two names of the same column.</summary>
    [Fact]
    public void TwoFiles_CanDiffer()
    {
        string subscriptions = files.Write("s2.csv", "account,from,end_date,monthly_amount\nada,03.11.2025,,50\n"), orders = files.Write("o.csv", "buyer,ordered_at,amount\nada,1768000000,5\n");
        string[] args = ["report", "--subscriptions", subscriptions, "--orders", orders, "--currency", "EUR", "--from", "2026-01", "--to", "2026-01"];
        JsonElement period = ToolRun.Periods([.. args, "--map", "subscriptions:customer_id=account", "--map", "subscriptions:start_date=from", "--date-format", "subscriptions:dd.MM.yyyy", "--map", "orders:customer_id=buyer", "--date-format", "orders:unix"])[0];

        Assert.Equal((1, 50m, 1), (period.GetProperty("closingCustomers").GetInt32(), period.GetProperty("closingMrr").GetDecimal(), period.GetProperty("orders").GetInt32()));
    }

    /// <summary>What is stated of one file takes precedence over what is stated of all.</summary>
    [Fact]
    public void OneFile_TakesPrecedenceOverAll()
    {
        string[] args = ["signals", .. Subscriptions, .. Activities, .. OfActivities[2..], "--from", "2026-02", "--to", "2026-02", "--signal", "sum", "--bounds", "0,4"];

        Assert.Equal(0, ToolRun.Of([.. args, "--map", "activity:customer_id=user", "--map", "customer_id=account", "--date-format", "iso"]).Exit);
        Assert.Equal(0, ToolRun.Of([.. args, "--map", "customer_id=user"]).Exit);
    }

    [Fact]
    public void TheFileOfCustomers_CanBeNamed()
    {
        string customers = files.Write("c.csv", "login,plan\nada,pro\nbo,basic\n");

        string[] args = ["report", .. Subscriptions, "--customers", customers, "--segment", "plan", "--map"];

        Assert.Contains("pro", ToolRun.Answer([.. args, "customers:customer_id=login"]), StringComparison.Ordinal);
        Assert.Contains("c.csv: the header has no column 'user', which was to be customer_id; it has login, plan", ToolRun.Of([.. args, "customers:customer_id=user"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv: the header has no column 'created', which was to be at; it has user, created_at, what, n", "--map", "activity:at=created")]
    [InlineData("--map 'activity:score=n': 'score' is no column of the file of --activity; there are customer_id, at, event, quantity, event_id.", "--map", "activity:score=n")]
    [InlineData("--map 'activities:at=x': 'activities' is not a file that it can name; expected subscriptions, orders, customers, activity, responses or against before the colon.", "--map", "activities:at=x")]
    [InlineData("--map responses:at=x has no meaning without --responses.", "--map", "responses:at=x")]
    [InlineData("--map against:month=x has no meaning without --against.", "--map", "against:month=x")]
    [InlineData("--date-format orders:unix has no meaning without --orders.", "--date-format", "orders:unix")]
    [InlineData("'customers' is not a file that it can name; expected subscriptions, orders, activity, responses or against", "--date-format", "customers:unix")]
    [InlineData("--date-format 'activity:soon' is not valid; expected iso, unix, unix-ms", "--date-format", "activity:soon")]
    [InlineData("is given as 'unix' and 'iso' for --activity; a file has one format", "--date-format", "activity:unix", "--date-format", "activity:iso")]
    [InlineData("--map gives at two names, 'a' and 'b'; a column has one.", "--map", "activity:at=a", "--map", "activity:at=b")]
    [InlineData("--map 'activity:at' is not valid; expected ours=theirs", "--map", "activity:at")]
    public void WhatCannotBe_IsRefused_AndSaysWhatIsValid(string expected, params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["signals", .. Subscriptions, .. Activities, "--signal", "count", .. wrong]);

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, run.Exit);
    }

    [Fact]
    public void AKindOfInvoiceLines_IsMapped()
    {
        string lines = files.Write("i.csv", "invoice_id,line_id,customer_id,subscription_id,period_start,period_end,amount,kind\ni,1,ada,s,2026-01-01,2026-02-01,10,recurring\ni,2,ada,s,2026-01-01,2026-02-01,7,pay as you go\n");
        string[] args = ["report", "--subscriptions", lines, "--currency", "EUR", "--from", "2026-01", "--to", "2026-01"];

        Assert.Contains("pay as you go", ToolRun.Of(args).Error, StringComparison.Ordinal);
        Assert.Contains("i.csv: left out 1 of 2 rows: 1 by the rule \"invoice lines of usage\"", ToolRun.Of([.. args, "--map", "usage=pay as you go"]).Error, StringComparison.Ordinal);
    }

    /// <summary>One file with a column of surveys, and one without: <c>--survey</c> chooses in the first and names the second.</summary>
    [Fact]
    public void ASurvey_IsChosenInAFile_OrNamesItsOnly()
    {
        string several = files.Write("s.csv", "customer_id,at,score,survey\nada,2026-01-05,9,q1\nbo,2026-01-06,3,q2\n"), one = files.Write("o.csv", "customer_id,at,score\nada,2026-01-05,9\nbo,2026-01-06,3\n");
        ToolRun Run(string file) => ToolRun.Of("feedback", "--responses", file, "--survey-kind", "nps", "--survey", "q1", "--format", "json");

        Assert.Equal(1, JsonDocument.Parse(Run(several).Output).RootElement.GetProperty("periods")[0].GetProperty("responses").GetInt32());
        Assert.DoesNotContain("no column survey", Run(several).Error, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(Run(one).Output).RootElement.GetProperty("periods")[0].GetProperty("responses").GetInt32());
        Assert.Contains("o.csv: has no column survey, so all its responses are read as those of survey q1", Run(one).Error, StringComparison.Ordinal);
    }
}
