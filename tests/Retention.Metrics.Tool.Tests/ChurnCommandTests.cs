using System.Text.Json;

namespace Retention.Metrics.Tool.Tests;

public sealed class ChurnCommandTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    // dogwood's payments failed in March, larch left of its own will in May.
    [Fact]
    public void Reasons_WorkedOutOnPaper()
    {
        JsonElement march = Rows("reasons", "churn", "--from", "2025-03", "--to", "2025-03").Single();

        Assert.Equal(("involuntary", "involuntary", 1, "29.00"), (march.GetProperty("reason").GetString(), march.GetProperty("kind").GetString(), march.GetProperty("churnedCustomers").GetInt32(), march.GetProperty("churnMrr").GetRawText()));
        Assert.Equal("""{"value":1,"numerator":1,"denominator":1}""", Compact(march.GetProperty("shareOfChurnedCustomers")));
        Assert.Equal("""{"value":0.166666666667,"numerator":1,"denominator":6}""", Compact(march.GetProperty("customerChurnRate")));
    }

    [Theory]
    [InlineData("month")]
    [InlineData("quarter")]
    [InlineData("year")]
    public void EverySplit_AddsUpToTheReport(string by)
    {
        JsonElement[] periods = ToolRun.Periods("report", "--by", by);
        decimal customers = periods.Sum(one => one.GetProperty("churnedCustomers").GetDecimal()), mrr = periods.Sum(one => one.GetProperty("churnMrr").GetDecimal());
        JsonElement[] reasons = Rows("reasons", "churn", "--by", by), tenures = Rows("tenures", "churn", "--by", by, "--show", "tenure");
        JsonElement losses = ToolRun.Json("churn", "--by", by, "--show", "losses");

        Assert.Equal((customers, mrr), (reasons.Sum(one => one.GetProperty("churnedCustomers").GetDecimal()), reasons.Sum(one => one.GetProperty("churnMrr").GetDecimal())));
        Assert.Equal(customers, tenures.Sum(one => one.GetProperty("churned").GetDecimal()));
        Assert.Equal(periods.Sum(one => one.GetProperty("openingCustomers").GetDecimal()), tenures.Sum(one => one.GetProperty("atRisk").GetDecimal()));
        Assert.Equal(mrr, losses.GetProperty("churnMrr").GetDecimal());
        Assert.Equal(mrr, losses.GetProperty("losses").EnumerateArray().Where(one => one.GetProperty("movement").GetString() == "churn").Sum(one => one.GetProperty("amountMrr").GetDecimal()));
    }

    [Fact]
    public void Losses_AreLargestFirst_WithTheirValue()
    {
        JsonElement[] all = Rows("losses", "churn", "--show", "losses", "--lifetime-months", "24", "--margin", "0.5");
        decimal[] amounts = [.. all.Select(one => one.GetProperty("amountMrr").GetDecimal())];

        Assert.Equal(amounts.OrderDescending(), amounts);
        Assert.All(all, one => Assert.Equal(one.GetProperty("amountMrr").GetDecimal() * 12m, one.GetProperty("lifetimeValue").GetDecimal()));
        Assert.Equal(all.Take(2).Select(Compact), Rows("losses", "churn", "--show", "losses", "--lifetime-months", "24", "--margin", "0.5", "--top", "2").Select(Compact));
    }

    // birch fell from 99 to 49 in April and left in July; hazel's failed payment of June was made good.
    [Fact]
    public void Before_KnowsTheDaysOneMarks()
    {
        JsonElement[] july = Rows("triggers", "churn", "--show", "before", "--from", "2025-07", "--to", "2025-07", "--within", "10", "--mark", "release=2025-07-15");
        JsonElement[] earlier = Rows("triggers", "churn", "--show", "before", "--from", "2025-07", "--to", "2025-07", "--within", "2", "--mark", "release=2025-07-15");

        Assert.Contains("release", july.Select(one => one.GetProperty("before").GetString()));
        Assert.DoesNotContain("release", earlier.Select(one => one.GetProperty("before").GetString()));
    }

    [Fact]
    public void Before_AMarkCalledAsATriggerIs_IsKeptApartFromIt()
    {
        JsonElement[] july = Rows("triggers", "churn", "--show", "before", "--from", "2025-07", "--to", "2025-07", "--within", "10", "--mark", "renewal=2025-07-15");

        Assert.Contains("\"renewal\"", july.Select(one => one.GetProperty("before").GetString()));
    }

    // juniper's trial of March became paid in April; hazel's payment failed on 3 June and was recovered on the 5th.
    [Fact]
    public void TrialsAndPayments_WorkedOutOnPaper()
    {
        JsonElement april = ToolRun.Periods("churn", "--show", "trials", "--from", "2025-04", "--to", "2025-04")[0];
        JsonElement june = ToolRun.Periods("churn", "--show", "payments", "--from", "2025-06", "--to", "2025-06")[0];

        Assert.Equal((1, 1), (april.GetProperty("trialsEnded").GetInt32(), april.GetProperty("trialsConverted").GetInt32()));
        Assert.Equal((1, 1, 0, 0), (june.GetProperty("failures").GetInt32(), june.GetProperty("recovered").GetInt32(), june.GetProperty("ended").GetInt32(), june.GetProperty("open").GetInt32()));
        Assert.Equal("""{"value":1,"numerator":1,"denominator":1}""", Compact(june.GetProperty("recoveryRate")));
    }

    [Fact]
    public void Renewals_CountTheChurnOfTheReport()
    {
        JsonElement[] renewals = ToolRun.Periods("churn", "--show", "renewals"), report = ToolRun.Periods("report");

        Assert.Equal(report.Select(one => one.GetProperty("churnedCustomers").GetInt32()), renewals.Select(one => one.GetProperty("churnedCustomers").GetInt32()));
        Assert.All(renewals, one => Assert.InRange(one.GetProperty("subscriptionsRenewed").GetInt32(), 0, one.GetProperty("subscriptionsUpForRenewal").GetInt32()));
    }

    [Theory]
    [InlineData("reasons", "churnMrr")]
    [InlineData("tenure", "hazard")]
    [InlineData("before", "shareOfChurnMrr")]
    [InlineData("renewals", "customerRenewalRate")]
    [InlineData("losses", "amountMrr")]
    [InlineData("trials", "conversionRate")]
    [InlineData("payments", "recoveryRate")]
    public void EverySide_HasAnAnswer_InEveryFormat_AndNoneWithoutFacts(string show, string field)
    {
        string[] args = ["churn", "--show", show];
        string[] empty = [.. args, "--subscriptions", files.Write("h.csv", "customer_id,start_date,end_date,mrr\n")];

        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field", "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Csv(args)[0]);
        Assert.Equal("EUR", ToolRun.Json(args).GetProperty("currency").GetString());
        Assert.Single(ToolRun.Csv(empty));
    }

    [Theory]
    [InlineData("--show", "weather", "reasons, tenure, before, renewals, losses, trials or payments")]
    [InlineData("--mark", "release", "name=date")]
    [InlineData("--mark", "release=soon", "name=date")]
    [InlineData("--within", "0", "a whole number from 1 to ")]
    [InlineData("--top", "-1", "a whole number from 1 to ")]
    [InlineData("--lifetime-months", "many", "0 or more")]
    public void WrongUsage_IsOneLine_WithWhatIsValid(string option, string value, string said)
    {
        ToolRun run = ToolRun.Of("churn", option, value);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void OrdersAlone_AreAnError() =>
        Assert.Contains("needs a file of subscriptions", ToolRun.Of("churn", "--orders", Samples.ShopYear).Error, StringComparison.Ordinal);

    private static JsonElement[] Rows(string name, params string[] args) => [.. ToolRun.Json(args).GetProperty(name).EnumerateArray()];

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
