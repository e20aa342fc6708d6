using System.Text.Json;
using NodaTime;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

public sealed class LifetimeCommandTests : IDisposable
{
    private static readonly string[] ShopYear = ["--orders", Samples.ShopYear, "--currency", "EUR", "--by", "week", "--to", "2025-12-31"];

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("bg-nbd")]
    [InlineData("mbg-nbd")]
    [InlineData("pareto-nbd")]
    public void Fit_IsTheLibrarys(string model)
    {
        JsonElement row = Assert.Single(ToolRun.Json(["lifetime", "fit", "--model", model, .. ShopYear]).GetProperty("fits").EnumerateArray());

        switch (model)
        {
            case "bg-nbd":
                AssertSame(BgNbd.Fit(Summary()), row);
                break;
            case "mbg-nbd":
                AssertSame(MbgNbd.Fit(Summary()), row);
                break;
            default:
                AssertSame(ParetoNbd.Fit(Summary()), row);
                break;
        }
    }

    [Fact]
    public void Fit_OfValues_IsTheLibrarys() =>
        AssertSame(
            GammaGamma.Fit(Summary(), Currency.Eur),
            Assert.Single(ToolRun.Json(["lifetime", "fit", "--model", "gamma-gamma", .. ShopYear]).GetProperty("fits").EnumerateArray()));

    [Fact]
    public void Predict_IsTheLibrarys_CustomerByCustomer()
    {
        PurchaseSummary summary = Summary();
        var expected = PurchasePredictions.Of(
            BgNbd.Fit(summary).Model, summary, new PredictionRequest(26, Discounting.Continuous(Math.Log(1.1), ModelUnit.Year)), GammaGamma.Fit(summary, Currency.Eur).Model);

        JsonElement[] customers = Customers(["--horizon", "26", "--discount-rate", "10%", .. ShopYear]);

        Assert.Equal(expected.Customers.Select(one => one.Customer.Value), customers.Select(one => one.GetProperty("customer").GetString()));
        foreach ((PurchasePrediction one, JsonElement row) in expected.Customers.Zip(customers))
        {
            Assert.Equal(one.ProbabilityAlive, row.GetProperty("probabilityAlive").GetDouble(), 1e-11);
            Assert.Equal(one.ExpectedPurchases, row.GetProperty("expectedOrders").GetDouble(), 1e-10);
            Assert.Equal(one.LifetimeValue!.Value.Rounded.Amount, row.GetProperty("lifetimeValue").GetDecimal());
        }
    }

    [Fact]
    public void AtRisk_RanksByWhatThereIsToLose()
    {
        double[] risks = [.. Customers(["--at-risk", "10", .. ShopYear]).Select(one => one.GetProperty("valueAtRisk").GetDouble())];

        Assert.Equal(10, risks.Length);
        Assert.Equal(risks.OrderDescending(), risks);
        Assert.Equal(Customers(ShopYear).Max(one => one.GetProperty("valueAtRisk").GetDouble()), risks[0]);
    }

    [Fact]
    public void AFitWritten_IsReadAgain_AndPredictsTheSame()
    {
        string fit = Path.Combine(files.Folder, "fit.json"), value = Path.Combine(files.Folder, "value.json");
        Assert.Equal(0, ToolRun.Of(["lifetime", "fit", "--format", "json", "--output", fit, .. ShopYear]).Exit);
        Assert.Equal(0, ToolRun.Of(["lifetime", "fit", "--model", "gamma-gamma", "--format", "json", "--output", value, .. ShopYear]).Exit);
        string[] unitOfTheFit = [.. ShopYear.Where(one => one is not ("--by" or "week"))];

        string anew = ToolRun.Answer(["lifetime", "predict", "--format", "csv", .. ShopYear]);

        Assert.Equal(anew, ToolRun.Answer(["lifetime", "predict", "--format", "csv", "--fit", fit, "--value-fit", value, .. unitOfTheFit]));
        Assert.Contains("leave --by out", ToolRun.Of(["lifetime", "predict", "--fit", fit, "--by", "day", .. unitOfTheFit]).Error, StringComparison.Ordinal);
        Assert.Contains("--value-fit", ToolRun.Of(["lifetime", "predict", "--fit", value, .. unitOfTheFit]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ASummary_IsFittedAsTheOrdersItIsOf()
    {
        string[] rows = [.. Summary().Customers.Select(one => FormattableString.Invariant($"{one.Customer},{one.History.Frequency},{one.History.Recency:R},{one.History.Age:R},{one.MeanRepeatValue:R}"))];
        string[] summary = ["--summary", files.Write("frt.csv", $"customer_id,frequency,recency,T,monetary_value\n{string.Join('\n', rows)}\n"), "--by", "week", "--currency", "EUR"];

        JsonElement fit = Assert.Single(ToolRun.Json(["lifetime", "fit", .. summary]).GetProperty("fits").EnumerateArray());
        JsonElement[] expected = Customers(ShopYear), predicted = Customers(summary);

        AssertSame(BgNbd.Fit(Summary()), fit);
        Assert.Equal(expected.Select(one => one.GetProperty("customer").GetString()), predicted.Select(one => one.GetProperty("customer").GetString()));
        Assert.All(expected.Zip(predicted), pair => Assert.Equal(pair.First.GetProperty("expectedOrders").GetDouble(), pair.Second.GetProperty("expectedOrders").GetDouble(), 1e-9));
        Assert.All(expected.Zip(predicted), pair => Assert.Equal(pair.First.GetProperty("lifetimeValue").GetDouble(), pair.Second.GetProperty("lifetimeValue").GetDouble(), 0.011));
    }

    [Fact]
    public void ASummaryWithRowsThatCannotBe_IsAnsweredOnlyWithoutThem()
    {
        string file = files.Write("bad.csv", $"x,t.x,T.cal\n{string.Concat(Summary().Customers.Select(one => FormattableString.Invariant($"{one.History.Frequency},{one.History.Recency:R},{one.History.Age:R}\n")))}2,9,8\n");

        ToolRun run = ToolRun.Of("lifetime", "fit", "--summary", file, "--by", "week");
        ToolRun without = ToolRun.Of("lifetime", "fit", "--summary", file, "--by", "week", "--skip-invalid");

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Equal("bad.csv:152: RecencyBeyondAge: the recency 9 must be at most the age 8", Assert.Single(run.ErrorLines));
        Assert.Equal(0, without.Exit);
        Assert.Contains("151 rows = 150 customers + 1 finding", without.Output, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of(["lifetime", "fit", "--summary", file, .. ShopYear]).Exit);
        Assert.Contains("no column frequency", ToolRun.Of("lifetime", "fit", "--summary", files.Write("n.csv", "a,b\n"), "--by", "week").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Holdout_IsTheLibrarys()
    {
        var split = CalibrationHoldout.Of(Timeline(), DateTimeZone.Utc, new LocalDate(2025, 9, 30), new LocalDate(2025, 12, 31), ModelUnit.Week);
        HoldoutReport expected = HoldoutReport.Of(BgNbd.Fit(split.Calibration).Model, split);
        string[] args = ["lifetime", "holdout", "--calibration-end", "2025-09-30", .. ShopYear];

        JsonElement[] groups = [.. ToolRun.Json(args).GetProperty("frequencies").EnumerateArray()];
        JsonElement[] errors = [.. ToolRun.Json([.. args, "--show", "errors"]).GetProperty("predictors").EnumerateArray()];

        Assert.Equal(expected.ByFrequency.Select(one => one.Customers), groups.Select(one => one.GetProperty("customers").GetInt32()));
        Assert.Equal(expected.ByFrequency.Select(one => one.Actual), groups.Select(one => one.GetProperty("actual").GetDouble()), (left, right) => Math.Abs(left - right) < 1e-11);
        Assert.Equal(["BG/NBD", "naive"], errors.Select(one => one.GetProperty("predictor").GetString()));
        Assert.Equal(expected.Model.Expected, errors[0].GetProperty("expected").GetDouble(), 1e-8);
        Assert.Equal(expected.Naive.MeanAbsoluteError, errors[1].GetProperty("meanAbsoluteError").GetDouble(), 1e-11);
        Assert.Equal(expected.Model.Actual, errors[0].GetProperty("actual").GetInt64());
    }

    [Fact]
    public void HoldoutByWeek_IsTheLibrarys()
    {
        (LocalDate calibrationEnd, LocalDate end) = (new(2025, 9, 30), new(2025, 12, 31));
        var split = CalibrationHoldout.Of(Timeline(), DateTimeZone.Utc, calibrationEnd, end, ModelUnit.Week);
        var expected = PurchaseTracking.Of(BgNbd.Fit(split.Calibration).Model, Timeline(), DateTimeZone.Utc, calibrationEnd, end);
        JsonElement answer = ToolRun.Json(["lifetime", "holdout", "--calibration-end", "2025-09-30", "--show", "weeks", .. ShopYear]);
        JsonElement[] weeks = [.. answer.GetProperty("weeks").EnumerateArray()];

        Assert.Equal(expected.Weeks.Select(week => week.Actual), weeks.Select(week => week.GetProperty("actual").GetInt64()));
        Assert.Equal(expected.Weeks.Select(week => week.CumulativeActual), weeks.Select(week => week.GetProperty("cumulativeActual").GetInt64()));
        Assert.All(expected.Weeks.Zip(weeks), pair => Assert.Equal(pair.First.CumulativeExpected, pair.Second.GetProperty("cumulativeExpected").GetDouble(), 1e-8));
        Assert.Equal(expected.Weeks.Count(week => week.IsHoldout), weeks.Count(week => week.GetProperty("phase").GetString() == "holdout"));
        Assert.Equal("2025-09-30", answer.GetProperty("calibrationEnd").GetString());
    }

    // Everyone orders every ten days to the end: nobody is seen to leave.
    [Fact]
    public void AFitThatDidNotConverge_SaysSo_AndPredictsOnlyIfTold()
    {
        string[] rows = [.. Enumerable.Range(0, 40).SelectMany(customer => Enumerable.Range(0, 30).Select(order => $"c{customer},{new LocalDate(2025, 1, 1).PlusDays(10 * order):uuuu'-'MM'-'dd},5"))];
        string[] orders = ["--orders", files.Write("o.csv", $"customer_id,ordered_at,amount\n{string.Join('\n', rows)}\n")];

        ToolRun fit = ToolRun.Of(["lifetime", "fit", .. orders]);
        ToolRun predict = ToolRun.Of(["lifetime", "predict", "--values", "none", .. orders]);
        ToolRun holdout = ToolRun.Of(["lifetime", "holdout", "--calibration-end", "2025-06", .. orders]);
        ToolRun told = ToolRun.Of(["lifetime", "predict", "--values", "none", "--despite-status", .. orders]);

        Assert.Equal((1, 1, 1, 0), (fit.Exit, predict.Exit, holdout.Exit, told.Exit));
        Assert.Contains("did not converge", Assert.Single(fit.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("Log likelihood", fit.Output, StringComparison.Ordinal);
        Assert.Equal(("", ""), (predict.Output, holdout.Output));
        Assert.Contains("--despite-status", Assert.Single(predict.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("did not converge", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("predict")]
    [InlineData("holdout")]
    public void EveryFormat_HasTheFields(string what)
    {
        string[] args = ["lifetime", what, .. what == "holdout" ? new[] { "--calibration-end", "2025-09" } : [], .. ShopYear];
        string field = what switch { "fit" => "logLikelihood", "predict" => "expectedOrders", _ => "expected" };

        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Answer([.. args, "--names", "field", "--format", "markdown"]), StringComparison.Ordinal);
        Assert.Contains(field, ToolRun.Csv(args)[0]);
        Assert.Equal("EUR", ToolRun.Json(args).GetProperty("currency").GetString());
    }

    [Fact]
    public void TheSample_HasAnAnswer_OrSaysWhyNot()
    {
        ToolRun run = ToolRun.Of("lifetime", "fit");

        Assert.InRange(run.Exit, 0, 1);
        Assert.Contains("BG/NBD", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Exit == 1, run.Error.Contains("did not converge", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fit --model weibull", "bg-nbd, mbg-nbd, pareto-nbd or gamma-gamma")]
    [InlineData("fit --from 2025", "--from does not go with lifetime")]
    [InlineData("predict --horizon -1", "0 or more")]
    [InlineData("predict --discount-rate much", "0 or more")]
    [InlineData("predict --fit nowhere.json", "no such file")]
    [InlineData("holdout", "--calibration-end")]
    [InlineData("holdout --calibration-end 2026", "after the calibration")]
    public void WrongUsage_IsOneLine_WithWhatIsValid(string args, string said)
    {
        ToolRun run = ToolRun.Of(["lifetime", .. args.Split(' '), .. ShopYear]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(said, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"model\": \"Weibull\"}")]
    [InlineData("{\"fit\": {\"model\": \"BG/NBD\", \"format\": 1}}")]
    public void AFile_ThatHoldsNoFit_IsOneLineOfError(string text)
    {
        ToolRun run = ToolRun.Of(["lifetime", "predict", "--fit", files.Write("odd.json", text), .. ShopYear]);

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("odd.json: it is no fit", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void SubscriptionsAlone_AreAnError() =>
        Assert.Contains("needs a file of orders", ToolRun.Of("lifetime", "fit", "--subscriptions", Samples.Members).Error, StringComparison.Ordinal);

    /// <summary>The fit that Fader and Hardie published for the CDNOW sample, in weeks up to 1997-09-30.</summary>
    [Fact]
    public void Cdnow_GivesThePublishedFit()
    {
        string file = SharedData.Path("data", "cdnow-sample-transactions.csv");

        JsonElement row = ToolRun.Json("lifetime", "fit", "--orders", file, "--map", "ordered_at=date", "--currency", "USD", "--by", "week", "--to", "1997-09-30").GetProperty("fits")[0];

        Assert.Equal((2357, "converged"), (row.GetProperty("customers").GetInt32(), row.GetProperty("status").GetString()));
        Assert.Equal(0.2426, row.GetProperty("r").GetDouble(), 5e-5);
        Assert.Equal(4.4136, row.GetProperty("alpha").GetDouble(), 5e-5);
        Assert.Equal(0.7929, row.GetProperty("a").GetDouble(), 5e-5);
        Assert.Equal(2.4259, row.GetProperty("b").GetDouble(), 5e-5);
        Assert.Equal(-9582.4292, row.GetProperty("logLikelihood").GetDouble(), 1e-4);
    }

    [Theory]
    [InlineData("table", "22 customers first bought in the holdout")]
    [InlineData("markdown", "22 customers first bought in the holdout")]
    [InlineData("csv", ",newInHoldout")]
    [InlineData("json", "\"newInHoldout\": 22")]
    public void Holdout_TellsInEveryFormatWhoFirstBoughtInIt(string format, string told)
    {
        string[] args = ["lifetime", "holdout", "--calibration-end", "2025-02", "--despite-status", .. ShopYear, "--format", format];

        Assert.Contains(told, ToolRun.Answer(args), StringComparison.Ordinal);
        Assert.Contains(told, ToolRun.Answer([.. args, "--show", "errors"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_AsJson_IsReadByTheLibrary()
    {
        Fit<BgNbd> read = FitJson.Read<BgNbd>(ToolRun.Answer(["lifetime", "fit", .. ShopYear, "--format", "json"]));

        Assert.Equal(BgNbd.Fit(Summary()), read);
    }

    private static JsonElement[] Customers(string[] args) => [.. ToolRun.Json(["lifetime", "predict", .. args]).GetProperty("customers").EnumerateArray()];

    private static OrderTimeline Timeline() => OrderTimeline.FromHistory(CsvImport.Orders(Samples.ShopYear, new CsvImportOptions { Currency = Currency.Eur }).History);

    private static PurchaseSummary Summary() => PurchaseSummary.Of(Timeline(), DateTimeZone.Utc, new LocalDate(2025, 12, 31), ModelUnit.Week);

    private static void AssertSame<TModel>(Fit<TModel> expected, JsonElement row)
        where TModel : class, IFittedModel<TModel>
    {
        Assert.Equal((expected.ModelName, "converged"), (row.GetProperty("model").GetString(), row.GetProperty("status").GetString()));
        Assert.All(expected.Parameters, parameter =>
        {
            Assert.Equal(1.0, row.GetProperty(parameter.Name).GetDouble() / parameter.Value, 1e-10);
            Assert.Equal(1.0, row.GetProperty($"{parameter.Name}StandardError").GetDouble() / parameter.StandardError!.Value, 1e-10);
        });
        Assert.Equal(1.0, row.GetProperty("logLikelihood").GetDouble() / expected.LogLikelihood, 1e-10);
        Assert.Equal(1.0, row.GetProperty("aic").GetDouble() / expected.Aic, 1e-10);
        Assert.Equal(1.0, row.GetProperty("bic").GetDouble() / expected.Bic, 1e-10);
        Assert.Equal(expected.Customers, row.GetProperty("customers").GetInt64());
    }
}
