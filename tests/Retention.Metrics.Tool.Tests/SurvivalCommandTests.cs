using System.Text.Json;
using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Tests;

public sealed class SurvivalCommandTests : IDisposable
{
    private static readonly string[] Members = ["survival", "--subscriptions", Samples.Members, "--to", "2025-12-31"];

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Curve_IsTheLibrarys()
    {
        JsonElement[] steps = Rows("steps", Members);
        KaplanMeier curve = KaplanMeier.Estimate(Table(BillingInterval.Monthly));
        SurvivalPoint[] points = [.. curve.Points()];

        Assert.Equal(points.Length, steps.Length);
        foreach ((SurvivalPoint point, JsonElement step) in points.Zip(steps))
        {
            Assert.Equal(point.Time, step.GetProperty("tenure").GetInt32());
            Assert.Equal(point.Survival, step.GetProperty("survival").GetDouble(), 1e-11);
            Assert.Equal(point.Limits?.Lower ?? -1, Double(step, "lower") ?? -1, 1e-11);
            Assert.Equal(point.Limits?.Upper ?? -1, Double(step, "upper") ?? -1, 1e-11);
        }
    }

    [Fact]
    public void Test_WithinStrata_IsTheLibrarys()
    {
        // Plans and countries by turns, some customers without a country.
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
            $"s{i},c{i},2025-01-{1 + (i % 28):D2},{(i % 3 == 0 ? "" : FormattableString.Invariant($"2025-{2 + (i % 9):D2}-15"))},20,{(i % 4 < 2 ? "basic" : "pro")},{(i % 5) switch { 0 => "", 1 or 2 => "DE", _ => "FR" }}"))];
        string file = files.Write("s.csv", $"subscription_id,customer_id,start_date,end_date,monthly_amount,plan,country\n{string.Join('\n', lines)}\n");
        string[] args = ["survival", "--subscriptions", file, "--currency", "EUR", "--to", "2025-12-31", "--segment", "plan", "--show", "test"];

        JsonElement answer = ToolRun.Json([.. args, "--strata", "country"]);
        SubscriptionImport import = CsvImport.Subscriptions(file, new CsvImportOptions { Currency = Currency.Eur });
        Dictionary<CustomerId, Customer> customers = import.Customers.ToDictionary(one => one.Id);
        LogRankTest expected = LogRank.Test(SurvivalStrata.FromTimeline(
            RevenueTimeline.FromHistory(import.History),
            new ObservationWindow(new LocalDate(2026, 1, 1), DateTimeZone.Utc) { Unit = BillingInterval.Monthly },
            customer => customers[customer].Attributes["plan"],
            customer => customers[customer].Attributes.GetValueOrDefault("country")));

        JsonElement test = answer.GetProperty("test");
        Assert.Equal(["DE", "FR", "unknown"], test.GetProperty("strata").EnumerateArray().Select(one => one.GetProperty("stratum").GetString()));
        Assert.Equal(expected.ChiSquare!.Value, test.GetProperty("chiSquare").GetDouble(), 1e-9);
        Assert.Equal(expected.PValue!.Value, test.GetProperty("pValue").GetDouble(), 1e-9);
        Assert.Equal(expected.Strata.Sum(one => one.Churned), test.GetProperty("strata").EnumerateArray().Sum(one => one.GetProperty("churned").GetInt32()));
        Assert.NotEqual(expected.ChiSquare.Value, ToolRun.Json(args).GetProperty("test").GetProperty("chiSquare").GetDouble(), 1e-6);
        Assert.Contains("within 3 values of country", ToolRun.Answer([.. args, "--strata", "country"]), StringComparison.Ordinal);
        Assert.Contains("--strata: ", ToolRun.Of([.. args, "--strata", "city"]).Error, StringComparison.Ordinal);
        Assert.Contains("no meaning without --segment", ToolRun.Of("survival", "--subscriptions", file, "--strata", "country").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log-log", SurvivalInterval.LogLog)]
    [InlineData("log", SurvivalInterval.Log)]
    [InlineData("plain", SurvivalInterval.Plain)]
    [InlineData("logit", SurvivalInterval.Logit)]
    [InlineData("arc-sine", SurvivalInterval.ArcSine)]
    public void Summary_HasTheLimitsAskedFor(string name, SurvivalInterval kind)
    {
        JsonElement all = Assert.Single(Rows("segments", [.. Members, "--show", "summary", "--by", "day", "--interval", name, "--confidence", "80%", "--quantiles", "0.1,0.5", "--horizon", "200"]));
        KaplanMeier curve = KaplanMeier.Estimate(Table(BillingInterval.Daily));
        SurvivalQuantile tenth = curve.Quantile(0.1, kind, 0.8), median = curve.Quantile(0.5, kind, 0.8);
        RestrictedMeanTenure mean = curve.RestrictedMean(200)!.Value;

        Assert.Equal((60, curve.Table.EventCount), (all.GetProperty("customers").GetInt32(), all.GetProperty("churned").GetInt32()));
        Assert.Equal([tenth.Time, tenth.Lower, tenth.Upper], new[] { "q10", "q10Lower", "q10Upper" }.Select(field => Double(all, field)));
        Assert.Equal([median.Time, median.Lower, median.Upper], new[] { "median", "medianLower", "medianUpper" }.Select(field => Double(all, field)));
        Assert.Equal(mean.Mean, all.GetProperty("restrictedMean").GetDouble(), 1e-8);
        Assert.Equal(mean.Limits(0.8).Upper, all.GetProperty("restrictedMeanUpper").GetDouble(), 1e-8);
    }

    [Theory]
    [InlineData("log-rank")]
    [InlineData("gehan")]
    [InlineData("tarone-ware")]
    [InlineData("peto-peto")]
    [InlineData("peto-peto-modified")]
    [InlineData("peto-prentice")]
    public void Test_OfPlans_IsTheLibrarys(string name)
    {
        LogRankWeights weights = name switch
        {
            "gehan" => LogRankWeights.Gehan,
            "tarone-ware" => LogRankWeights.TaroneWare,
            "peto-peto" => LogRankWeights.PetoPeto,
            "peto-peto-modified" => LogRankWeights.PetoPetoModified,
            "peto-prentice" => LogRankWeights.PetoPrentice,
            _ => LogRankWeights.Equal,
        };
        LogRankTest expected = LogRank.Test(Groups(), weights);

        JsonElement answer = ToolRun.Json([.. Members, "--show", "test", "--test", name, "--segment", "plan"]);
        JsonElement test = answer.GetProperty("test");

        Assert.Equal((name, 1), (test.GetProperty("name").GetString(), test.GetProperty("degreesOfFreedom").GetInt32()));
        Assert.Equal(expected.ChiSquare!.Value, test.GetProperty("chiSquare").GetDouble(), 1e-9);
        Assert.Equal(expected.PValue!.Value, test.GetProperty("pValue").GetDouble(), 1e-11);
        Assert.Equal(["basic", "team"], answer.GetProperty("segments").EnumerateArray().Select(one => one.GetProperty("segment").GetString()));
        Assert.Equal(expected.Groups[0].Expected, answer.GetProperty("segments")[0].GetProperty("expected").GetDouble(), 1e-9);
    }

    [Fact]
    public void Hazard_IsTheLibrarys_AndItsChurnsAddUp()
    {
        JsonElement[] intervals = Rows("intervals", [.. Members, "--show", "hazard", "--width", "3"]);
        HazardInterval[] expected = [.. TenureHazard.By(Table(BillingInterval.Monthly), 3)];

        Assert.Equal(expected.Select(one => (one.To, one.AtRisk, one.Events)), intervals.Select(one => (one.GetProperty("upTo").GetInt32(), one.GetProperty("atRisk").GetInt32(), one.GetProperty("churned").GetInt32())));
        Assert.Equal(expected[0].Probability!.Value, intervals[0].GetProperty("probability").GetDouble(), 1e-11);
    }

    [Fact]
    public void SegmentsTogether_AreEveryone()
    {
        int all = Assert.Single(Rows("segments", [.. Members, "--show", "summary"])).GetProperty("churned").GetInt32();

        Assert.Equal(all, Rows("segments", [.. Members, "--show", "summary", "--segment", "plan"]).Sum(one => one.GetProperty("churned").GetInt32()));
    }

    // Ada leaves after 59 days, bo is still there at the end of May.
    [Fact]
    public void AsOf_LeavesOpenWhoWasStillThere()
    {
        string file = files.Write("s.csv", "customer_id,start_date,end_date,mrr\nada,2025-01-01,2025-03-01,5\nbo,2025-01-01,,5\n");
        string[] args = ["survival", "--subscriptions", file, "--by", "day", "--show", "summary"];

        JsonElement before = Assert.Single(Rows("segments", [.. args, "--as-of", "2025-02"])), after = Assert.Single(Rows("segments", [.. args, "--as-of", "2025-05", "--to", "2025-04-30"]));

        Assert.Equal((0, 2), (before.GetProperty("churned").GetInt32(), before.GetProperty("open").GetInt32()));
        Assert.Equal((1, 1), (after.GetProperty("churned").GetInt32(), after.GetProperty("open").GetInt32()));
        Assert.Equal("2025-04-30", ToolRun.Json([.. args, "--as-of", "2025-05", "--to", "2025-04-30"]).GetProperty("lastDay").GetString());
    }

    [Theory]
    [InlineData("curve", "tenure")]
    [InlineData("summary", "median")]
    [InlineData("hazard", "exposure")]
    public void Sample_HasAnAnswer_InEveryFormat(string show, string field)
    {
        string[] args = ["survival", "--show", show];

        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field", "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Csv(args)[0]);
        Assert.True(ToolRun.Json(args).TryGetProperty("unit", out _));
    }

    [Fact]
    public void NoCustomers_IsNoError()
    {
        string file = files.Write("h.csv", "customer_id,start_date,end_date,mrr\n");

        Assert.Empty(Rows("steps", "survival", "--subscriptions", file));
        Assert.Equal(0, Assert.Single(Rows("segments", "survival", "--subscriptions", file, "--show", "summary", "--to", "2025")).GetProperty("customers").GetInt32());
    }

    [Theory]
    [InlineData("--confidence", "95", "between 0 and 1")]
    [InlineData("--interval", "wald", "log-log, log, plain, logit or arc-sine")]
    [InlineData("--test", "t", "log-rank, gehan, tarone-ware, peto-peto, peto-peto-modified or peto-prentice")]
    [InlineData("--quantiles", "0.5,2", "between 0 and 1")]
    [InlineData("--width", "0", "a whole number from 1 to ")]
    [InlineData("--segment", "color", "--segment: No customer has the attribute 'color'; ")]
    [InlineData("--show", "test", "--segment")]
    public void WrongUsage_IsOneLine_WithWhatIsValid(string option, string value, string said)
    {
        ToolRun run = ToolRun.Of("survival", "--subscriptions", Samples.Members, option, value);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void OrdersAlone_AreAnError_AndInvalidRowsHaveNoFigures()
    {
        ToolRun orders = ToolRun.Of("survival", "--orders", Samples.ShopYear);
        ToolRun invalid = ToolRun.Of("survival", "--subscriptions", files.Write("s.csv", "customer_id,start_date,end_date,mrr\nada,never,,5\n"));

        Assert.Equal((2, ""), (orders.Exit, orders.Output));
        Assert.Contains("needs a file of subscriptions", orders.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (invalid.Exit, invalid.Output));
    }

    private static JsonElement[] Rows(string name, params string[] args) => [.. ToolRun.Json(args).GetProperty(name).EnumerateArray()];

    private static double? Double(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static ObservationWindow Window(BillingInterval unit) => new(new LocalDate(2026, 1, 1), DateTimeZone.Utc) { Unit = unit };

    private static RiskTable Table(BillingInterval unit) => RiskTable.FromHistory(CsvImport.Subscriptions(Samples.Members).History, Window(unit));

    private static SurvivalGroups Groups()
    {
        SubscriptionImport import = CsvImport.Subscriptions(Samples.Members);
        var plans = Segmentation.By(import.Customers, "plan");
        return SurvivalGroups.FromTimeline(RevenueTimeline.FromHistory(import.History), Window(BillingInterval.Monthly), customer => plans.Of(customer).Name);
    }
}
