using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class CustomersCommandTests : IDisposable
{
    private const string Events =
        """
        subscription_id,customer_id,event,at,effective_at,mrr
        s1,ada,started,2026-01-10,,30
        s1,ada,ended,2026-02-01,,
        s1,ada,started,2026-02-15,,30
        s2,bo,started,2026-01-20,,50
        s2,bo,cancellation_scheduled,2026-02-20,2026-04-20,
        s3,cy,started,2026-01-05,,30
        s3,cy,ended,2026-03-01,,

        """;

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void TheEndOfAMonth_ListsItsClosingCustomers_TheLargestFirst()
    {
        string[][] csv = ToolRun.Csv([.. Args, "--at", "2026-02"]);

        Assert.Equal("customer,currency,mrr,firstPaid,since,subscriptions,products,nextRenewal,scheduledEnd,atRiskMrr,status", string.Join(',', csv[0]));
        Assert.Equal(
            [
                "bo,EUR,50.00,2026-01-20T00:00:00Z,2026-01-20T00:00:00Z,1,,2026-03-20T00:00:00Z,2026-04-20T00:00:00Z,50.00,complete",
                "ada,EUR,30.00,2026-01-10T00:00:00Z,2026-02-15T00:00:00Z,1,,2026-03-15T00:00:00Z,,0.00,complete",
                "cy,EUR,30.00,2026-01-05T00:00:00Z,2026-01-05T00:00:00Z,1,,2026-03-05T00:00:00Z,,0.00,complete",
            ],
            csv.Skip(1).Select(line => string.Join(',', line)));
    }

    [Fact]
    public void TheyAreThoseOfTheReport()
    {
        JsonElement[] periods = ToolRun.Periods("report");
        foreach (JsonElement period in periods[..^1])
        {
            JsonElement customers = ToolRun.Json("customers", "--at", period.GetProperty("period").GetString()!);
            Assert.Equal(period.GetProperty("closingCustomers").GetInt64(), customers.GetProperty("customers").GetArrayLength());
            Assert.Equal(period.GetProperty("closingMrr").GetDecimal(), customers.GetProperty("totalMrr").GetDecimal());
            Assert.Equal(period.GetProperty("closingMrr").GetDecimal(), customers.GetProperty("customers").EnumerateArray().Sum(row => row.GetProperty("mrr").GetDecimal()));
        }
    }

    [Fact]
    public void Limit_ListsTheLargest_AndSaysOfHowMany()
    {
        string table = ToolRun.Answer([.. Args, "--limit", "1"]);
        JsonElement json = ToolRun.Json([.. Args, "--limit", "1"]);

        Assert.Contains("the 1 largest of 2 customers", table, StringComparison.Ordinal);
        Assert.Equal("bo", Assert.Single(json.GetProperty("customers").EnumerateArray()).GetProperty("customer").GetString());
        Assert.Equal(2, json.GetProperty("customerCount").GetInt32());
        Assert.Equal(80m, json.GetProperty("totalMrr").GetDecimal());
        Assert.Contains("--limit '0' is not valid; expected a whole number of 1 or more.", ToolRun.Of([.. Args, "--limit", "0"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterTheEndOfTheData_EveryFormatSaysSo()
    {
        string[] args = [.. Args, "--at", "2026-05"];

        Assert.Contains("upcoming: after the end of the data, 2026-03-01T00:00:00Z, only what is already scheduled", ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains("upcoming: after the end of the data", ToolRun.Answer([.. args, "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Equal(["ada upcoming"], ToolRun.Csv(args).Skip(1).Select(line => $"{line[0]} {line[^1]}"));
        Assert.Equal("upcoming", ToolRun.Json(args).GetProperty("customers")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Segment_IsAColumn_AndAMisspelledAttributeIsRefusedWithTheNearest()
    {
        string customers = files.Write("c.csv", "customer_id,plan\nada,pro\nbo,team\n");

        Assert.Equal(["bo team", "ada pro"], ToolRun.Csv([.. Args, "--customers", customers, "--segment", "plan"]).Skip(1).Select(line => $"{line[0]} {line[1]}"));
        Assert.Contains(
            "--segment: No customer has the attribute 'plans'; the only attribute is 'plan'.", ToolRun.Of([.. Args, "--customers", customers, "--segment", "plans"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OrdersAlone_AreRefused() => Assert.Contains(
        "customers needs a file of subscriptions.",
        ToolRun.Of("customers", "--orders", files.Write("o.csv", "order_id,customer_id,ordered_at,amount\no1,ada,2026-01-01,5\n"), "--currency", "EUR").Error,
        StringComparison.Ordinal);

    private string[] Args => ["customers", "--subscriptions", files.Write("e.csv", Events), "--currency", "EUR"];
}
