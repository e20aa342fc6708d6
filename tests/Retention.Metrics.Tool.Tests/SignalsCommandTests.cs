using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class SignalsCommandTests : IDisposable
{
    private const string Subscriptions =
        """
        customer_id,start_date,end_date,monthly_amount,plan
        ada,2025-11-03,,50,pro
        bo,2025-11-10,2026-01-20,20,basic
        cy,2025-12-01,2026-03-15,30,basic
        dee,2025-12-05,,40,pro
        eve,2025-12-09,,10,basic
        gus,2026-01-07,2026-02-12,25,pro
        "=hal|<b>",2026-02-20,,15,pro
        new,2026-04-01,,9,basic

        """;

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    private static string Activity
    {
        get
        {
            string[] months = ["2025-12", "2026-01", "2026-02"];
            IEnumerable<string> rows = months.SelectMany(month => Enumerable.Range(10, 6).Select(day => $"ada,{month}-{day},login,1").Concat([$"dee,{month}-20,login,2", $"eve,{month}-20,login,1"]));
            return string.Join('\n', ["customer_id,at,event,quantity", .. rows, "bo,2025-11-11,login,1", "cy,2025-12-01,login,1", "gus,2026-01-08,export,3", "\"=hal|<b>\",2026-02-21,export,1", ""]);
        }
    }

    private string[] Args => ["signals", "--subscriptions", files.Write("subscriptions.csv", Subscriptions), "--activity", files.Write("activity.csv", Activity), "--currency", "EUR", "--from", "2026-01", "--to", "2026-03"];

    private string[] Logins => [.. Args, "--signal", "count:login:30d", "--bounds", "0,5"];

    [Fact]
    public void Groups_AreTheChurnOfThoseWhoUsedLittle()
    {
        string[][] csv = ToolRun.Csv(Logins);

        Assert.Equal("group,values,atRisk,lost,churnRate,lower,upper,mrrAtRisk,mrrLost,mrrLossRate,lift", string.Join(',', csv[0]));
        Assert.Equal(["1", "0 or less", "6", "3", "0.5"], csv[1][..5]);
        Assert.Equal(["2", "over 0 to 5", "6", "0", "0"], csv[2][..5]);
        Assert.Equal(["3", "over 5", "3", "0", "0"], csv[3][..5]);
        Assert.Equal(["", "unknown", "0", "0", ""], csv[4][..5]);
        Assert.Equal(["", "total", "15", "3", "0.2"], csv[5][..5]);
        Assert.Equal("2.5", csv[1][10]);
    }

    [Fact]
    public void TheTotal_IsThatOfTheReport()
    {
        JsonElement json = ToolRun.Json(Logins);
        JsonElement total = json.GetProperty("groups").EnumerateArray().Last();
        JsonElement[] periods = ToolRun.Periods(["report", .. Args[1..3], .. Args[5..]]);

        Assert.Equal(periods.Sum(period => period.GetProperty("openingCustomers").GetInt64()), total.GetProperty("atRisk").GetInt64());
        Assert.Equal(periods.Sum(period => period.GetProperty("churnedCustomers").GetInt64()), total.GetProperty("lost").GetInt64());
        Assert.Equal(periods.Sum(period => period.GetProperty("churnMrr").GetDecimal()), total.GetProperty("mrrLost").GetDecimal());
        Assert.Equal(2.5m, json.GetProperty("liftOfLowest").GetProperty("value").GetDecimal());
        Assert.True(json.GetProperty("trend").GetProperty("z").GetDouble() < 0);
        Assert.Equal("count:login:30d", json.GetProperty("signal").GetString());
    }

    [Fact]
    public void AtRisk_ListsTheLargestExpectedLossFirst_InEveryFormat()
    {
        string[] args = [.. Logins, "--show", "at-risk"];
        string[][] csv = ToolRun.Csv(args);

        Assert.Equal(["ada", "dee", "'=hal|<b>", "eve"], csv.Skip(1).Select(row => row[0]));
        Assert.Equal(["25.00", "20.00", "7.50", "5.00"], csv.Skip(1).Select(row => row[^1]));
        Assert.Contains("the file has no activity in the 39 days before", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains("4 of 5 customers at", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains("the 1 largest expected losses of 4 customers", ToolRun.Answer([.. args, "--limit", "1"]), StringComparison.Ordinal);
        Assert.Contains("=hal\\|\\<b\\>", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Equal(57.5m, ToolRun.Json(args).GetProperty("expectedLoss").GetDecimal());
    }

    [Fact]
    public void HoldOut_MeasuresOnTheLastPeriods_WhatTheOthersShow()
    {
        JsonElement list = ToolRun.Json([.. Logins, "--show", "hold-out"]).GetProperty("lists")[0];

        Assert.Equal((2, 5, 1, 1), (list.GetProperty("listed").GetInt32(), list.GetProperty("atRisk").GetInt32(), list.GetProperty("hits").GetInt32(), list.GetProperty("lost").GetInt32()));
        Assert.Equal(2.5m, list.GetProperty("lift").GetProperty("value").GetDecimal());
        Assert.Contains("lists made from 2026-01, measured on 2026-02 to 2026-03", ToolRun.Answer([.. Logins, "--show", "hold-out", "--held-out", "2"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_AreRowsOfTheirOwn_AndPoolToAll()
    {
        JsonElement[] rows = [.. ToolRun.Json([.. Logins, "--segment", "plan"]).GetProperty("groups").EnumerateArray()];

        Assert.Equal(["basic", "pro", "all"], rows.Select(row => row.GetProperty("segment").GetString()).Distinct());
        foreach (IGrouping<string?, JsonElement> group in rows.GroupBy(row => row.GetProperty("values").GetString()))
        {
            int[] atRisk = [.. group.Select(row => row.GetProperty("atRisk").GetInt32())];
            Assert.Equal(atRisk[2], atRisk[0] + atRisk[1]);
        }
    }

    [Theory]
    [InlineData("count:login:30d", "count:login:30d")]
    [InlineData("count", "count:*:30d")]
    [InlineData("sum:*:7d", "sum:*:7d")]
    [InlineData("days:login", "days:login:30d")]
    [InlineData("since-last", "since-last")]
    [InlineData("since-last:login", "since-last:login")]
    [InlineData("count:login:7d/seats-paid", "count:login:7d/seats-paid")]
    public void EverySignal_HasItsName(string text, string name) => Assert.Equal(name, ToolRun.Json([.. Args, "--signal", text]).GetProperty("signal").GetString());

    [Theory]
    [InlineData("--signal 'clicks' is not valid; expected count:kind:30d", "--signal", "clicks")]
    [InlineData("--signal 'count:' is not valid", "--signal", "count:")]
    [InlineData("--signal 'count:login:0d' is not valid; expected a window of 1d to 36600d", "--signal", "count:login:0d")]
    [InlineData("--signal 'rfm:size' is not valid", "--signal", "rfm:size")]
    [InlineData("--signal rfm needs a file of orders", "--signal", "rfm:recency")]
    [InlineData("No activity has the kind 'logins'; the kinds are 'export', 'login'.", "--signal", "count:logins")]
    [InlineData("--signal is required", "--groups", "4")]
    [InlineData("--groups '1' is not valid; expected a whole number from 2 to 100", "--signal", "count", "--groups", "1")]
    [InlineData("--bounds '5,0' is not valid; expected rising numbers", "--signal", "count", "--bounds", "5,0")]
    [InlineData("give one of them", "--signal", "count", "--bounds", "5", "--groups", "3")]
    [InlineData("--highest 5 is more than there are groups, 4", "--signal", "count", "--show", "at-risk", "--highest", "5")]
    [InlineData("expected a window such as 30d at the end, not 30", "--signal", "count:login:30")]
    [InlineData("expected a window such as 30d at the end, not -1d", "--signal", "count:login:-1d")]
    [InlineData("--highest has no meaning without --show at-risk or hold-out", "--signal", "count", "--highest", "2")]
    [InlineData("--held-out has no meaning without --show hold-out", "--signal", "count", "--show", "at-risk", "--held-out", "2")]
    [InlineData("--limit has no meaning without --show at-risk", "--signal", "count", "--limit", "5")]
    [InlineData("--segment has no meaning with --show at-risk", "--signal", "count", "--show", "at-risk", "--segment", "plan")]
    [InlineData("--held-out 3 leaves no period", "--signal", "count", "--show", "hold-out", "--held-out", "3")]
    public void BadInput_IsRefused_AndSaysWhatIsValid(string expected, params string[] wrong)
    {
        ToolRun run = ToolRun.Of([.. Args, .. wrong]);

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, run.Exit);
    }

    /// <summary>3 of 15 are lost, all in the lowest group of 6; like the next group nobody would be.</summary>
    /// <summary>The data end with the last fact of all files: two months without a change of a subscription are months without churn.</summary>
    [Fact]
    public void ActivitiesAfterTheLastChangeOfASubscription_AreData()
    {
        string subscriptions = files.Write("q.csv", "customer_id,start_date,end_date,monthly_amount\na,2025-11-05,,10\nb,2025-11-05,,10\nc,2025-11-05,2026-01-03,10\n");
        string activities = files.Write("a.csv", "customer_id,at,event\na,2026-03-10,x\nb,2026-03-30,x\nc,2025-11-06,x\n");
        string[] args = ["signals", "--subscriptions", subscriptions, "--activity", activities, "--currency", "EUR", "--signal"];

        JsonElement total = ToolRun.Json([.. args, "count:x:30d", "--bounds", "0"]).GetProperty("groups").EnumerateArray().Last();
        Assert.Equal((3 + 3 + 2, 1), (total.GetProperty("atRisk").GetInt32(), total.GetProperty("lost").GetInt32()));
        Assert.Contains("a,EUR,20,", ToolRun.Answer([.. args, "since-last", "--bounds", "10", "--show", "at-risk", "--format", "csv"]), StringComparison.Ordinal);
    }

    /// <summary>Where two columns could name the customer, one mapping says it for all files; a file without that column has its usual one.</summary>
    [Fact]
    public void AMappedCustomer_IsThatOfTheActivitiesToo()
    {
        string subscriptions = files.Write("q.csv", "customer_id,start_date,end_date,monthly_amount\na,2025-11-05,,10\nc,2025-11-05,2026-01-03,10\n");
        string activities = files.Write("a.csv", "user_id,distinct_id,time,event\na,1,2026-03-10,x\nc,2,2025-11-06,x\n");

        Assert.Equal("a,EUR,20,", ToolRun.Answer("signals", "--subscriptions", subscriptions, "--activity", activities, "--map", "customer_id=user_id", "--currency", "EUR", "--signal", "since-last", "--bounds", "10", "--show", "at-risk", "--as-of", "2026-03-29", "--format", "csv")
            .Split('\n')[1][..9]);
    }

    [Fact]
    public void WhatIf_TheLowestGroupChurnsLikeTheNext()
    {
        string[] args = ["whatif", .. Logins[1..], "--lowest-like-next", "--periods", "2"];
        JsonElement json = ToolRun.Json(args);

        Assert.Equal(0.2m, decimal.Round(json.GetProperty("assumed").GetProperty("customerChurn").GetDecimal(), 4));
        Assert.Equal(0m, json.GetProperty("changed").GetProperty("customerChurn").GetDecimal());
        Assert.Equal("churn=x0", json.GetProperty("change").GetString());
        Assert.Equal("count:login:30d 0 or less (50.00% lost) like over 0 to 5 (0.00%)", json.GetProperty("lowestLikeNext").GetString());
        Assert.Contains("--signal has no meaning without --lowest-like-next", ToolRun.Of("whatif", "--signal", "count").Error, StringComparison.Ordinal);
        Assert.Contains("--signal is required", ToolRun.Of([.. args[..5], "--lowest-like-next"]).Error, StringComparison.Ordinal);
        Assert.Contains("expected churn in two groups", ToolRun.Of(["whatif", .. Args[1..], "--signal", "count", "--bounds", "100", "--lowest-like-next"]).Error, StringComparison.Ordinal);
    }

    private const string Responses =
        """
        customer_id,at,survey,score
        ada,2025-12-10,relationship,9
        ada,2025-12-20,tickets,1
        bo,2025-12-11,relationship,3
        cy,2026-01-15,relationship,4
        cy,2026-02-10,relationship,9
        dee,2025-12-12,relationship,8

        """;

    private string[] Scores => ["--subscriptions", files.Write("subscriptions.csv", Subscriptions), "--responses", files.Write("responses.csv", Responses), "--currency", "EUR", "--from", "2026-01", "--to", "2026-03", "--survey-kind", "nps"];

    /// <summary>bo is lost after a 3, cy stays after a 4 and is lost after a 9, gus never answered.</summary>
    [Theory]
    [InlineData("--signal", "score:relationship")]
    [InlineData("--signal", "score", "--survey", "relationship")]
    [InlineData("--signal", "score:relationship", "--survey", "relationship")]
    public void AScore_IsTheLatestOfTheSurveyBefore(params string[] named)
    {
        string[] args = ["signals", .. Scores, "--bounds", "6", .. named];
        string[][] csv = ToolRun.Of([.. args, "--format", "csv"]) switch
        {
            { Exit: 0, Output: { } output } => [.. output.TrimEnd().Split('\n').Select(line => line.Split(','))],
            { Error: var error } => throw new InvalidOperationException(error),
        };

        Assert.Equal(["1", "6 or less", "2", "1", "0.5"], csv[1][..5]);
        Assert.Equal(["2", "over 6", "7", "1"], csv[2][..4]);
        Assert.Equal(["", "unknown", "6", "1"], csv[3][..4]);
        Assert.Equal(["", "total", "15", "3", "0.2"], csv[4][..5]);
        ToolRun table = ToolRun.Of(args);
        Assert.Contains("signal score:relationship at the start of each period", table.Output, StringComparison.Ordinal);
        Assert.Contains("responses from 2025-12-10 to 2026-02-10: a customer without one before a period is unknown in it", table.Output, StringComparison.Ordinal);
        Assert.Contains("left out 1 of 6 rows", table.Error, StringComparison.Ordinal);
    }

    /// <summary>Of all surveys, ada is in the lowest group too, with the 1 of her ticket.</summary>
    [Fact]
    public void AScoreWithoutASurvey_IsTheLatestOfAll()
    {
        JsonElement json = ToolRun.Json(["signals", .. Scores, "--bounds", "6", "--signal", "score"]);

        Assert.Equal("score", json.GetProperty("signal").GetString());
        Assert.Equal([5, 4, 6, 15], json.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("atRisk").GetInt32()));
    }

    /// <summary>(3 − 1 + 2 × 1/7) of 15 would be lost, where 3 were.</summary>
    [Fact]
    public void WhatIf_TheLowestScoresChurnLikeTheNext()
    {
        ToolRun run = ToolRun.Of(["whatif", .. Scores, "--bounds", "6", "--signal", "score:relationship", "--lowest-like-next", "--periods", "1"]);

        Assert.Contains("customers with score:relationship 6 or less (50.00% lost) like over 6 (14.29%)", run.Output, StringComparison.Ordinal);
        Assert.Contains("with churn=x0.7619047", run.Output, StringComparison.Ordinal);
        Assert.Contains("--responses has no meaning without --lowest-like-next", ToolRun.Of("whatif", "--responses", "r.csv").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("responses.csv: there is no answer, because all 6 rows are left out", "--signal", "score:launch")]
    [InlineData("responses.csv: there is no answer, because all 6 rows are left out", "--signal", "score", "--survey", "launch")]
    [InlineData("--signal score:relationship and --survey tickets are two surveys; name one of them", "--signal", "score:relationship", "--survey", "tickets")]
    [InlineData("--responses has no meaning with --signal count; it is for --signal score", "--signal", "count")]
    [InlineData("--activity has no meaning with --signal score", "--signal", "score", "--activity", "activity.csv")]
    [InlineData("--signal 'score:' is not valid; expected", "--signal", "score:")]
    [InlineData("--signal 'score/seats-paid' is not valid; expected", "--signal", "score/seats-paid")]
    public void ABadScore_IsRefused_AndSaysWhatIsValid(string expected, params string[] wrong)
    {
        ToolRun run = ToolRun.Of(["signals", .. Scores, .. wrong]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--signal score needs a file of responses: --responses, and --survey-kind", "--signal", "score")]
    [InlineData("--survey-kind is not stated; expected nps, csat or ces", "--signal", "score", "--responses", "r.csv")]
    [InlineData("--survey-kind has no meaning without --responses", "--signal", "score", "--survey-kind", "nps")]
    [InlineData("--survey has no meaning without --responses", "--signal", "score", "--survey", "relationship")]
    [InlineData("Standard input (-) is one file", "--signal", "score", "--responses", "-", "--survey-kind", "nps", "--customers", "-")]
    public void AScoreWithoutItsFile_IsRefused(string expected, params string[] wrong) =>
        Assert.Contains(expected, ToolRun.Of(["signals", .. Scores[..2], .. wrong]).Error, StringComparison.Ordinal);

    [Fact]
    public void AScoreOffTheScale_IsRefusedWithItsLine()
    {
        ToolRun run = ToolRun.Of(["signals", .. Scores[..^1], "csat", "--signal", "score:relationship"]);

        Assert.Equal(1, run.Exit);
        Assert.Contains("responses.csv:2: Refused: score '9'", run.Error, StringComparison.Ordinal);
        Assert.Contains("--responses has no meaning without --subscriptions", ToolRun.Of(["signals", .. Scores[2..], "--signal", "score"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheFilesItNeeds_ItSaysWhich()
    {
        Assert.Contains("needs a file of activities: --activity", ToolRun.Of([.. Args[..3], "--signal", "count"]).Error, StringComparison.Ordinal);
        Assert.Contains("--activity has no meaning without --subscriptions", ToolRun.Of(["signals", "--activity", Args[4], "--signal", "count"]).Error, StringComparison.Ordinal);
        Assert.Contains("quantity", ToolRun.Of([.. Args[..3], "--activity", files.Write("bad.csv", "customer_id,at,quantity\nada,2026-01-01,many\n"), "--signal", "count"]).Error, StringComparison.Ordinal);
    }
}
