using System.Text.Json;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

public sealed class ActivityCommandTests : IDisposable
{
    /// <summary>Ada: 5, 6 January and 2 February. Bo: 31 January, 9 March. Cy: 28 February.</summary>
    private const string Events =
        """
        event_id,user_id,event,timestamp,quantity
        e1,ada,login,2026-01-05T09:00:00Z,
        e2,ada,export,2026-01-06T09:00:00Z,3
        e3,ada,login,2026-02-02T09:00:00Z,
        e4,bo,login,2026-01-31T09:00:00Z,
        e5,bo,login,2026-03-09T09:00:00Z,
        e6,cy,login,2026-02-28T09:00:00Z,

        """;

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void EachPeriod_HasItsActiveCustomers()
    {
        string[][] csv = ToolRun.Csv("activity", "--activity", File());

        Assert.Equal(
            "period,start,end,periodStatus,activeCustomers,retainedActiveCustomers,newActiveCustomers,resurrectedCustomers,dormantCustomers,activityRetentionRate,stickiness,meanDailyActiveCustomers,activities,activityQuantity",
            string.Join(',', csv[0]));
        Assert.Equal(
            ["2026-01,2,0,2,0,0,,3,5", "2026-02,2,1,1,0,1,0.5,2,2", "2026-03,1,0,0,1,2,0,1,1"],
            csv.Skip(1).Select(row => string.Join(',', row[0], row[4], row[5], row[6], row[7], row[8], row[9], row[12], row[13])));
        Assert.Equal("toDate", csv[3][3]);
    }

    [Fact]
    public void Json_HasRatesWithTheirParts_AndSaysWhatIsCounted()
    {
        JsonElement json = ToolRun.Json("activity", "--activity", File(), "--activity-kind", "login");

        Assert.Equal(["login"], json.GetProperty("activityKinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.Equal("active: at least one activity of the kind login in the period; UTC", json.GetProperty("definition").GetString());
        JsonElement january = json.GetProperty("periods")[0];
        Assert.Equal(2, january.GetProperty("activities").GetInt32());
        Assert.Equal((2, 62), (january.GetProperty("stickiness").GetProperty("numerator").GetInt32(), january.GetProperty("stickiness").GetProperty("denominator").GetInt32()));
    }

    [Fact]
    public void RetentionByDays_HasARowForEachCohortAndWindow()
    {
        string[][] csv = ToolRun.Csv("activity", "--activity", File(), "--show", "retention", "--days", "1,7+");

        Assert.Equal(
            [
                "cohort,customers,days,activeCustomers,matureCustomers,retention",
                "2026-01,2,1,1,2,0.5", "2026-01,2,7+,2,2,1", "2026-02,1,1,0,1,0", "2026-02,1,7+,0,1,0", "2026-03,0,1,0,0,", "2026-03,0,7+,0,0,", "all,3,1,1,3,0.333333333333", "all,3,7+,2,3,0.666666666667",
            ],
            csv.Select(row => string.Join(',', row)));
    }

    [Fact]
    public void Cohorts_HaveTheirActivities()
    {
        string[][] csv = ToolRun.Csv("activity", "--activity", File(), "--show", "cohorts");

        Assert.Equal("cohort,column,period,size,customerRetention,customers,customersOfPrevious,activities,activitiesPerActiveCustomer,activitiesOfPrevious,periodStatus", string.Join(',', csv[0]));
        Assert.Equal("2026-01,1,2026-02,2,0.5,1,0.5,1,1,0.333333333333,complete", string.Join(',', csv[2]));
        Assert.Contains("Customer retention", ToolRun.Answer("activity", "--activity", File(), "--show", "cohorts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("retention")]
    [InlineData("cohorts")]
    public void Segments_AreThoseOfTheCustomers_InEveryFormat(string show)
    {
        string customers = files.Write("customers.csv", "customer_id,plan\nada,\"<b>pro</b>\"\nbo,team\ncy,team\n");
        string[] args = ["activity", "--activity", File(), "--show", show, "--customers", customers, "--segment", "plan"];

        Assert.Contains("<b>pro</b>", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>pro</b>", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Contains(ToolRun.Csv(args), row => row.Contains("team"));
        Assert.Equal("plan", ToolRun.Json(args).GetProperty("segmentBy")[0].GetString());
    }

    [Fact]
    public void AsOf_LeavesOutWhatHappensLater()
    {
        string[][] csv = ToolRun.Csv("activity", "--activity", File(), "--as-of", "2026-02-10");

        Assert.Equal(["2026-01", "2026-02"], csv.Skip(1).Select(row => row[0]));
        Assert.Equal(("1", "toDate"), (csv[2][4], csv[2][3]));
    }

    [Fact]
    public void ABrokenRow_IsSaid_AndCanBeLeftOut()
    {
        string file = files.Write("broken.csv", "user_id,event,time,quantity\nada,login,2026-01-05,1\nbo,login,soon,1\ncy,login,2026-01-06,-1\n");
        ToolRun refused = ToolRun.Of("activity", "--activity", file);

        Assert.Equal(1, refused.Exit);
        Assert.Contains("broken.csv:3: Refused: time 'soon'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("broken.csv:4: Refused: quantity '-1': the quantity of an activity is a whole number", refused.Error, StringComparison.Ordinal);
        ToolRun check = ToolRun.Of("check", "--activity", file, "--format", "csv");
        Assert.Equal(1, check.Exit);
        Assert.Contains("broken.csv,4,Refused,quantity,'-1,", check.Output, StringComparison.Ordinal);
        ToolRun skipped = ToolRun.Of("activity", "--activity", file, "--skip-invalid", "--format", "csv");
        Assert.Equal(0, skipped.Exit);
        Assert.Contains("left out 2 of 3 rows for 2 findings", skipped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ReadsActivitiesAlone_AsTheyAreWritten()
    {
        string file = files.Write("mix.csv", "distinct_id,event,time\nada,login,1767225600\n");

        Assert.Equal(0, ToolRun.Of("check", "--activity", file, "--date-format", "unix").Exit);
    }

    [Theory]
    [InlineData("No activity has the kind 'logins'; the kinds are 'export', 'login'.", "--activity-kind", "logins")]
    [InlineData("--days '7-1' is not valid; expected different days with commas between them", "--show", "retention", "--days", "7-1")]
    [InlineData("--days '1,1' is not valid", "--show", "retention", "--days", "1,1")]
    [InlineData("--days has no meaning without --show retention", "--days", "7")]
    [InlineData("--segment needs a file of attributes: --customers", "--segment", "plan")]
    [InlineData("--week-start is valid only with --by week", "--week-start", "monday")]
    [InlineData("--fiscal-year-start is valid only with --by quarter or --by year", "--fiscal-year-start", "4")]
    public void WhatCannotBe_IsSaid(string message, params string[] args)
    {
        ToolRun run = ToolRun.Of(["activity", "--activity", File(), .. args]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFile_AndAHeaderWithoutACustomer_AreSaid()
    {
        Assert.Contains("there is no such file", ToolRun.Of("activity", "--activity", Path.Combine(files.Folder, "none.csv")).Error, StringComparison.Ordinal);
        Assert.Contains("no column customer_id (or user_id, distinct_id, user, customer)", ToolRun.Of("activity", "--activity", files.Write("x.csv", "a,b\n1,2\n")).Error, StringComparison.Ordinal);
        Assert.Contains("activity needs a file of activities: retention activity --activity events.csv", ToolRun.Of("activity").Error, StringComparison.Ordinal);
        Assert.Contains("retention activity --activity events.csv --by week", ToolRun.Answer("activity", "--help"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics", "periods")]
    [InlineData("retention", "retention")]
    [InlineData("cohorts", "cells")]
    public void AFileWithoutARow_HasAnAnswerWithoutARow(string show, string rows)
    {
        string file = files.Write("empty.csv", "user_id,time\n");

        Assert.Equal(0, ToolRun.Json("activity", "--activity", file, "--show", show).GetProperty(rows).GetArrayLength());
        Assert.DoesNotContain("1970", ToolRun.Answer("activity", "--activity", file, "--show", show), StringComparison.Ordinal);
    }

    [Fact]
    public void APage_HasASectionOfActivity()
    {
        string orders = files.Write("orders.csv", "customer_id,ordered_at,amount\nada,2026-01-05,10\nada,2026-03-05,10\n");
        string page = ToolRun.Answer("report", "--orders", orders, "--currency", "EUR", "--activity", File(), "--format", "html");

        Assert.Contains("id=\"activity-section\"", page, StringComparison.Ordinal);
        Assert.Contains("Resurrected customers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"activity-section\"", ToolRun.Answer("report", "--orders", orders, "--currency", "EUR", "--format", "html"), StringComparison.Ordinal);
        Assert.Contains("Dormant", ToolRun.Answer("report", "--orders", orders, "--currency", "EUR", "--activity", File(), "--chart", "activity"), StringComparison.Ordinal);
        Assert.Contains("--activity adds a section to a page", ToolRun.Of("report", "--orders", orders, "--activity", File()).Error, StringComparison.Ordinal);
        Assert.Contains("--activity has no meaning without --subscriptions or --orders", ToolRun.Of("report", "--activity", File(), "--format", "html").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSample_OfTheDocuments_IsReadWhole() =>
        Assert.Equal(293, ToolRun.Json("activity", "--activity", Path.Combine(SharedData.Repository(), "docs", "samples", "activity.csv")).GetProperty("periods").EnumerateArray().Sum(period => period.GetProperty("activities").GetInt32()));

    private string File() => files.Write("events.csv", Events);
}
