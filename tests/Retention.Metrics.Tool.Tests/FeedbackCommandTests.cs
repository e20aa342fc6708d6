using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class FeedbackCommandTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    private static string[] Relationship => ["feedback", "--responses", Samples.Responses, "--subscriptions", Samples.Members, "--survey-kind", "nps", "--survey", "relationship"];

    public void Dispose() => files.Dispose();

    // 24 answers: 14 of 9 and 10, 4 of 7 and 8, 6 of 0 to 6.
    [Fact]
    public void Scores_WorkedOutOnPaper()
    {
        JsonElement march = Assert.Single(Rows("periods", Relationship));

        Assert.Equal((24, 14, 4, 6), (march.GetProperty("responses").GetInt32(), march.GetProperty("promoters").GetInt32(), march.GetProperty("passives").GetInt32(), march.GetProperty("detractors").GetInt32()));
        Assert.Equal("""{"value":0.333333333333,"numerator":8,"denominator":24}""", Compact(march.GetProperty("nps")));
        Assert.Equal(-0.007, march.GetProperty("npsLower").GetDouble(), 3);
    }

    // Of six detractors m03, m16, m28, m45 and m54 left within 180 days, m47 stayed; of fourteen promoters m59 left.
    [Fact]
    public void ChurnAfterTheAnswer_WorkedOutOnPaper()
    {
        JsonElement[] bands = Rows("bands", [.. Relationship, "--show", "after", "--days", "180"]);

        Assert.Equal(["detractor 5/6", "passive 1/4", "promoter 1/14", "silent 4/11"], bands.Select(band => $"{band.GetProperty("band").GetString()} {band.GetProperty("lostCustomers")}/{band.GetProperty("customersAtRisk")}"));
        Assert.Equal(5.0 / 6 * 14, bands[0].GetProperty("relativeRisk").GetDouble(), 9);
        Assert.Equal(JsonValueKind.Null, bands[2].GetProperty("relativeRisk").ValueKind);
    }

    [Fact]
    public void WhatIsNotKnownYet_IsOpen()
    {
        JsonElement[] bands = Rows("bands", [.. Relationship, "--show", "after", "--days", "180", "--as-of", "2025-04-30"]);

        Assert.All(bands, band => Assert.Equal(0, band.GetProperty("customersAtRisk").GetInt32()));
        Assert.Equal(24, bands.Take(3).Sum(band => band.GetProperty("openCustomers").GetInt32()));
    }

    [Fact]
    public void AResponseRate_IsOfThoseWhoPay()
    {
        JsonElement march = Assert.Single(Rows("periods", [.. Relationship, "--show", "response-rate"]));

        Assert.Equal("""{"value":0.666666666667,"numerator":24,"denominator":36}""", Compact(march.GetProperty("responseRate")));
    }

    [Theory]
    [InlineData("scores", "periods", "responses")]
    [InlineData("response-rate", "periods", "asked")]
    [InlineData("after", "bands", "customersAtRisk")]
    public void Segments_PoolToTheWhole(string show, string rows, string figure)
    {
        JsonElement[] all = Rows(rows, [.. Relationship, "--show", show, "--segment", "plan"]);
        int Sum(bool whole) => all.Where(row => row.GetProperty("segment").GetString() == "all" == whole).Sum(row => row.GetProperty(figure).GetInt32());

        Assert.True(Sum(whole: true) > 0);
        Assert.Equal(Sum(whole: true), Sum(whole: false));
    }

    [Fact]
    public void Touchpoints_AreCountedAlone()
    {
        int Responses(string touchpoint) => Assert.Single(Rows("periods", [.. Relationship, "--touchpoint", touchpoint])).GetProperty("responses").GetInt32();

        Assert.Equal(24, Responses("email") + Responses("app"));
    }

    [Fact]
    public void Comments_AreListedOnlyWhereTheyAreAskedFor()
    {
        Assert.DoesNotContain("slow, but kind", Printed(Relationship), StringComparison.Ordinal);
        Assert.DoesNotContain("slow, but kind", Printed([.. Relationship, "--format", "json"]), StringComparison.Ordinal);
        Assert.Contains("slow, but kind", Printed([.. Relationship, "--comments"]), StringComparison.Ordinal);
        Assert.Equal(24, Rows("responses", [.. Relationship, "--comments"]).Length);
    }

    [Fact]
    public void AKindOfFive_HasItsShareAndLimits()
    {
        JsonElement[] rows = Rows("periods", "feedback", "--responses", Samples.Responses, "--survey-kind", "csat", "--survey", "tickets");

        Assert.Equal("""{"value":0.666666666667,"numerator":2,"denominator":3}""", Compact(rows[0].GetProperty("csat")));
        Assert.InRange(rows[0].GetProperty("csatLower").GetDouble(), 0.2, 0.21);
    }

    /// <summary>What a customer wrote is data in every format.</summary>
    [Fact]
    public void HostileTexts_StayData()
    {
        string file = files.Write("r.csv", "customer_id,at,score,comment,touchpoint\n=cmd|x,2026-01-05,9,\"=HYPERLINK(\"\"x\"\"), \u001b[31mred | <b>\",\"=1+1\"\n");

        string csv = Printed("feedback", "--responses", file, "--survey-kind", "nps", "--comments", "--format", "csv"), table = Printed("feedback", "--responses", file, "--survey-kind", "nps", "--comments");
        string markdown = Printed("feedback", "--responses", file, "--survey-kind", "nps", "--comments", "--format", "markdown");

        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", table, StringComparison.Ordinal);
        Assert.DoesNotContain(" <b>", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feedback needs a file of responses")]
    [InlineData("--survey-kind is not stated; expected nps, csat or ces", "RESPONSES")]
    [InlineData("--survey-kind 'stars' is not valid; expected nps, csat or ces", "RESPONSES", "--survey-kind", "stars")]
    [InlineData("--show after needs --subscriptions: who pays is read from it", "RESPONSES", "--survey-kind", "nps", "--show", "after")]
    [InlineData("--days has no meaning without --show after", "RESPONSES", "--survey-kind", "nps", "--days", "30")]
    [InlineData("--days '0' is not valid", "RESPONSES", "--survey-kind", "nps", "--show", "after", "--days", "0")]
    [InlineData("--comments lists responses; it has no meaning with --show after", "RESPONSES", "MEMBERS", "--survey-kind", "nps", "--show", "after", "--comments")]
    [InlineData("--segment needs attributes of customers", "RESPONSES", "--survey-kind", "nps", "--segment", "plan")]
    [InlineData("--segment product:plan divides revenue", "RESPONSES", "MEMBERS", "--survey-kind", "nps", "--segment", "product:plan")]
    [InlineData("No customer has the attribute 'team'", "RESPONSES", "MEMBERS", "--survey-kind", "nps", "--survey", "relationship", "--segment", "team")]
    [InlineData("There is no touchpoint 'phone'; there are 'app', 'email'.", "RESPONSES", "--survey-kind", "nps", "--survey", "relationship", "--touchpoint", "phone")]
    [InlineData("there is no answer, because all 29 rows are left out", "RESPONSES", "--survey-kind", "nps", "--survey", "launch")]
    [InlineData("Standard input (-) is one file", "--responses", "-", "--subscriptions", "-", "--survey-kind", "nps", "--show", "after")]
    public void BadInput_IsRefused(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = ToolRun.Of(
            ["feedback", .. arguments.SelectMany(argument => argument switch { "RESPONSES" => ["--responses", Samples.Responses], "MEMBERS" => ["--subscriptions", Samples.Members], _ => new[] { argument } })]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void AScoreOffTheScale_IsRefusedWithItsLine_OrLeftOutWhereThatIsAskedFor()
    {
        string file = files.Write("r.csv", "customer_id,at,score\nada,2026-01-05,9\nbo,2026-01-05,11\n");
        (int exitCode, _, string error) = ToolRun.Of("feedback", "--responses", file, "--survey-kind", "nps");

        Assert.Equal(1, exitCode);
        Assert.Contains("r.csv:3: Refused: score '11': a score of NPS is a whole number between 0 and 10", error, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(Rows("periods", "feedback", "--responses", file, "--survey-kind", "nps", "--skip-invalid")).GetProperty("responses").GetInt32());
    }

    [Fact]
    public void ACheck_ListsEveryRowThatCannotBeRead()
    {
        string file = files.Write("r.csv", "customer_id,at,score,survey\nada,2026-01-05,9,a\nbo,2026-01-05,11,a\ncy,soon,7,a\ndee,2026-01-06,,a\neve,2026-01-06,3,b\nada,2026-01-05,9,a\n");
        (int exitCode, string output, string error) = ToolRun.Of("check", "--responses", file, "--survey-kind", "nps", "--format", "csv");
        string[] rows = [.. output.Split('\n').Where(row => row.StartsWith("r.csv,", StringComparison.Ordinal))];

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Equal(["3,Refused,score,11", "4,Refused,at,soon", "5,Refused,score,"], rows.Take(3).Select(row => string.Join(',', row.Split(',')[1..5])));
        Assert.StartsWith("r.csv,7,Repeated,", Assert.Single(rows.Skip(3)), StringComparison.Ordinal);
        Assert.Contains("6 rows read = 2 used + 1 repeated + 3 refused", ToolRun.Of("check", "--responses", file, "--survey-kind", "nps").Output, StringComparison.Ordinal);
        Assert.Contains("6 rows read = 1 used + 0 repeated + 5 left out + 0 refused", ToolRun.Of("check", "--responses", file, "--survey-kind", "nps", "--survey", "b").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheck_ReadsResponsesBesideOtherFiles()
    {
        (int exitCode, string output, _) = ToolRun.Of("check", "--subscriptions", Samples.Members, "--responses", Samples.Responses, "--survey-kind", "nps");

        Assert.Equal(0, exitCode);
        Assert.Contains("members.csv: ", output, StringComparison.Ordinal);
        Assert.Contains("responses.csv: 29 rows read = 29 used + 0 repeated + 0 refused", output, StringComparison.Ordinal);
        Assert.Equal(1, ToolRun.Of("check", "--responses", Samples.Responses, "--survey-kind", "csat").Exit);
    }

    [Theory]
    [InlineData("--survey-kind is not stated; expected nps, csat or ces", "--responses", "r.csv")]
    [InlineData("--survey-kind has no meaning without --responses", "--survey-kind", "nps")]
    [InlineData("--survey has no meaning without --responses", "--survey", "a")]
    [InlineData("Standard input (-) is one file", "--responses", "-", "--activity", "-", "--survey-kind", "nps")]
    public void ACheck_SaysWhatItNeeds(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = ToolRun.Of(["check", .. arguments]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void APage_HasASectionOfScores()
    {
        string page = Printed("report", "--subscriptions", Samples.Members, "--currency", "EUR", "--responses", Samples.Responses, "--survey-kind", "nps", "--survey", "relationship", "--format", "html");
        string without = Printed("report", "--subscriptions", Samples.Members, "--currency", "EUR", "--format", "html");

        Assert.Contains("feedback-section", page, StringComparison.Ordinal);
        Assert.Contains("33.3", page, StringComparison.Ordinal);
        Assert.DoesNotContain("slow, but kind", page, StringComparison.Ordinal);
        Assert.DoesNotContain("feedback-section", without, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--responses adds a section to a page: it needs --format html or --chart", "--subscriptions", "MEMBERS", "--responses", "RESPONSES", "--survey-kind", "nps")]
    [InlineData("--responses has no meaning without --subscriptions or --orders", "--responses", "RESPONSES", "--survey-kind", "nps", "--format", "html")]
    [InlineData("--survey-kind is not stated", "--subscriptions", "MEMBERS", "--responses", "RESPONSES", "--format", "html")]
    [InlineData("--survey has no meaning without --responses", "--survey", "relationship")]
    [InlineData("--survey-kind has no meaning without --responses", "--survey-kind", "nps")]
    public void AReportWithResponsesThatHaveNoMeaning_IsRefused(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = ToolRun.Of(["report", .. arguments.Select(argument => argument switch { "RESPONSES" => Samples.Responses, "MEMBERS" => Samples.Members, _ => argument })]);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_HasExamples_AndNeedsNoFile()
    {
        (int exitCode, string output, _) = ToolRun.Of("feedback", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("retention feedback --responses responses.csv --subscriptions subscriptions.csv --survey-kind nps --show after --days 90", output, StringComparison.Ordinal);
        Assert.Contains("responses       customer_id, at, score; also survey, touchpoint, comment", output, StringComparison.Ordinal);
    }

    private static JsonElement[] Rows(string name, params string[] arguments) => [.. JsonDocument.Parse(Printed([.. arguments, "--format", "json"])).RootElement.GetProperty(name).EnumerateArray()];

    /// <summary>What a run prints; which rows a rule left out goes to the other stream.</summary>
    private static string Printed(params string[] arguments)
    {
        ToolRun run = ToolRun.Of(arguments);
        Assert.Equal(0, run.Exit);
        return run.Output;
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
