using System.Text.Json;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

/// <summary>The options that say how the rows and cells of files are read.</summary>
public sealed class ImportOptionTests : IDisposable
{
    private const string Orders = "customer_id,ordered_at,amount,status,email\na,05-Jan-2026,\"1.234,50\",processing,\nb,06-Jan-2026 10:00,\"1,00\",failed,\n,07-Jan-2026,\"2,00\",completed,g@x.org\n";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("--map", "completed=processing")]
    [InlineData("--status", "completed=processing")]
    public void Orders_AreReadAsTheOptionsSay(string option, string value)
    {
        string file = files.Write("o.csv", Orders);

        ToolRun run = ToolRun.Of(
            "report", "--orders", file, option, value, "--ignore", "failed,pending", "--guest-by", "email",
            "--date-format", "dd-MMM-yyyy", "--decimal-comma", "--thousands", ".", "--format", "json");

        using var document = JsonDocument.Parse(run.Output);
        JsonElement january = document.RootElement.GetProperty("periods")[0];
        Assert.Equal((2, 1236.5m), (january.GetProperty("orders").GetInt32(), january.GetProperty("revenue").GetDecimal()));
        Assert.Equal(["o.csv: left out 1 of 3 rows: 1 by the rule \"status failed\""], run.ErrorLines);
    }

    [Fact]
    public void Where_LeavesRowsOut_AndSaysSo()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,mrr,kind\na,2026-01-01,NULL,5,paid\nb,2026-01-01,,7,trial\n");

        ToolRun run = ToolRun.Of("report", "--subscriptions", file, "--where", "kind != trial", "--null", "NULL,0", "--format", "csv");
        JsonElement check = ToolRun.Json("check", "--subscriptions", file, "--where", "kind != trial", "--null", "NULL").GetProperty("files")[0];

        Assert.Contains(",5.00,", run.Output, StringComparison.Ordinal);
        Assert.Equal(["s.csv: left out 1 of 2 rows: 1 by the rule \"kind != trial\""], run.ErrorLines);
        Assert.Equal((1, "kind != trial", 1), (check.GetProperty("rowsLeftOut").GetInt32(), check.GetProperty("leftOut")[0].GetProperty("rule").GetString(), check.GetProperty("leftOut")[0].GetProperty("rows").GetInt32()));
    }

    [Fact]
    public void AnExport_IsRecognized_Stated_AndSaid()
    {
        string file = Path.Combine(SharedData.Repository(), "docs", "samples", "stripe-subscriptions.csv");

        ToolRun recognized = ToolRun.Of("report", "--subscriptions", file, "--format", "json", "--to", "2026-03");
        ToolRun stated = ToolRun.Of("report", "--subscriptions", file, "--from-export", "stripe-subscriptions", "--format", "json", "--to", "2026-03");

        using var document = JsonDocument.Parse(recognized.Output);
        Assert.Equal([200m, 200m, 170m], document.RootElement.GetProperty("periods").EnumerateArray().Select(period => period.GetProperty("closingMrr").GetDecimal()));
        Assert.Equal(recognized, stated);
        Assert.Equal(
            [
                "stripe-subscriptions.csv: read as Stripe's subscriptions export (stripe-subscriptions)",
                "stripe-subscriptions.csv: Coupon has a value in 1 row and does not say what it takes off, so the figures are those before it: sub_2",
                "stripe-subscriptions.csv: left out 1 of 5 rows: 1 by the rule \"Status incomplete_expired\"",
            ],
            recognized.ErrorLines);
    }

    [Fact]
    public void ColumnsThatMayMatter_AreNamed()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,mrr,trial_flag,Coupon,country\na,2026-01-01,,5,1,X,DE\n");

        Assert.Equal(["s.csv: columns that are not read and may matter: trial_flag, Coupon"], ToolRun.Of("report", "--subscriptions", file).ErrorLines);
    }

    [Fact]
    public void CustomersAndAliases_AreReadFromFilesOfTheirOwn()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,mrr\ncus_1,2026-01-01,,5\nacme,2026-01-01,,7\nb,2026-01-01,,1\n");
        string customers = files.Write("c.csv", "customer_id,country\nacme,DE\nb,FR\n"), aliases = files.Write("a.csv", "alias,customer_id\ncus_1,acme\n");

        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", file, "--customers", customers, "--aliases", aliases, "--segment", "country");

        Assert.Equal(["DE:12.00:1", "FR:1.00:1"], periods.Take(2).Select(period => $"{period.GetProperty("segment").GetString()}:{period.GetProperty("closingMrr").GetRawText()}:{period.GetProperty("closingCustomers").GetRawText()}"));
    }

    [Fact]
    public void TheIntervalOfPrices_AndTheKindsOfReasons_AreStated()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,amount,reason\na,2026-01-01,2026-02-10,60,too expensive\nb,2026-01-01,,60,\n");

        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", file, "--billing-interval", "3 months", "--reason", "too expensive=voluntary");
        string churn = ToolRun.Answer("churn", "--subscriptions", file, "--billing-interval", "3 months", "--reason", "too expensive=voluntary", "--format", "csv");

        Assert.Equal(40m, periods[0].GetProperty("closingMrr").GetDecimal());
        Assert.Contains("too expensive", churn, StringComparison.Ordinal);
        Assert.Contains("voluntary", churn, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--from-export", "stripe", "'stripe' is not known")]
    [InlineData("--date-format", "dd-MM", "expected iso, unix, unix-ms")]
    [InlineData("--thousands", ";", "one of , . ' and space")]
    [InlineData("--status", "done=processing", "meanings: completed, cancelled")]
    [InlineData("--status", "completed=", "empty word")]
    [InlineData("--ignore", "a,,b", "empty word")]
    [InlineData("--where", "Status", "is no condition")]
    [InlineData("--where", "State = a", "no column 'State'")]
    [InlineData("--billing-interval", "biweekly", "3 months")]
    [InlineData("--reason", "too expensive", "code=kind")]
    [InlineData("--map", "paid=processing", "is no name of ours")]
    public void AnOption_ThatIsNotValid_SaysWhatIs(string option, string value, string part)
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,mrr\na,2026-01-01,,5\n");

        ToolRun run = ToolRun.Of("report", "--subscriptions", file, option, value);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(part, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--orders", "--billing-interval", "month", "has no meaning without --subscriptions")]
    [InlineData("--orders", "--reason", "a=voluntary", "has no meaning without --subscriptions")]
    [InlineData("--subscriptions", "--guest-by", "email", "has no meaning without --orders")]
    [InlineData(null, "--where", "a = b", "has no meaning without --subscriptions or --orders")]
    public void AnOption_WithoutItsFile_IsAMisunderstanding(string? fileOption, string option, string value, string part)
    {
        string file = files.Write("f.csv", "customer_id,start_date,ordered_at,end_date,mrr,amount\na,2026-01-01,2026-01-01,,5,5\n");

        ToolRun run = ToolRun.Of(["report", option, value, .. fileOption is null ? [] : new[] { fileOption, file }]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(part, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFormats_OfOneKindOfFile_AreAMisunderstanding() =>
        Assert.Contains("a file has one format", ToolRun.Of("report", "--orders", files.Write("o.csv", Orders), "--from-export", "shopify-orders", "--from-export", "stripe-payments").Error, StringComparison.Ordinal);
}
