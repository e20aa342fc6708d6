using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Customer lifetime value on CDNOW under named conventions, to a relative 1e-7 (quadrature figures 1e-6).</summary>
public sealed class LifetimeValueTables
{
    private static readonly ModelUnit Month = ModelUnit.OfDays("month of 4.345 weeks", 4.345 * 7.0);

    private static JsonElement Expected => SharedData.Expected("clv-cdnow.json");

    private static GammaGamma Spend(JsonElement file)
    {
        JsonElement p = file.GetProperty("spendParams");
        return new GammaGamma(p.Number("p"), p.Number("q"), p.Number("v"), Currency.Usd);
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void Values_AgreeWithTheTable_ByCustomerId(string name)
    {
        JsonElement file = Expected;
        IPurchaseModel model = StressPoints.ModelOf(name, file.GetProperty("params").GetProperty(name));
        GammaGamma spend = Spend(file);
        PurchaseSummary summary = Cdnow.SampleWeeks;
        var monthly = Discounting.PerPeriod(0.01, Month, CashTiming.EndOfPeriod);
        PurchasePredictions year = PurchasePredictions.Of(model, summary, new PredictionRequest(12 * 4.345, monthly), spend);
        PurchasePredictions twoYears = PurchasePredictions.Of(model, summary, new PredictionRequest(24 * 4.345, monthly), spend);
        PurchasePredictions plain = PurchasePredictions.Of(model, summary, new PredictionRequest(52, Discounting.None), spend);

        foreach (JsonElement row in file.GetProperty("customers").EnumerateArray())
        {
            CustomerId id = row.GetProperty("customerId").ToString();
            JsonElement expected = row.GetProperty(name);
            string what = row.ToString();
            Close.To(row.Number("expectedAverageValue"), year[id].ExpectedPurchaseValue!.Value, 1e-7, what);
            Close.To(expected.Number("dcf12Months"), (double)year[id].LifetimeValue!.Value.Amount, 1e-7, what);
            Close.To(expected.Number("dcf24Months"), (double)twoYears[id].LifetimeValue!.Value.Amount, 1e-7, what);
            Close.To(expected.Number("undiscounted52Weeks"), (double)plain[id].LifetimeValue!.Value.Amount, 1e-7, what);
            if (expected.TryGetProperty("dertTimesSpend", out JsonElement dertTimesSpend))
            {
                double value = model.DiscountedExpectedPurchases(summary[id].History, 0.0027) * spend.ExpectedValue(summary[id])!.Value;
                Close.To(dertTimesSpend.GetDouble(), value, 1e-7, what);
            }

            if (expected.TryGetProperty("dertContinuous0.0027ByQuadrature", out JsonElement dert))
            {
                Close.To(dert.GetDouble(), model.DiscountedExpectedPurchases(summary[id].History, 0.0027), 1e-6, what);
            }
        }
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void ContinuousDiscount_OverALongHorizon_TendsToTheEndlessOne(string name)
    {
        IPurchaseModel model = StressPoints.ModelOf(name, Expected.GetProperty("params").GetProperty(name));
        var history = new PurchaseHistory(7, 29.4285714285714, 38.8571428571429);
        const double Rate = 0.05;
        PurchaseSummary one = PurchaseSummary.Of([new CustomerPurchases("ada", history)], ModelUnit.Week);

        double far = PurchasePredictions.Of(model, one, new PredictionRequest(800, Discounting.Continuous(Rate, ModelUnit.Week)))["ada"].DiscountedPurchases;

        Close.To(model.DiscountedExpectedPurchases(history, Rate), far, 1e-9);
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void ExpectedFrequencies_AgreeWithTheTable(string name)
    {
        JsonElement file = SharedData.Expected("btyd-predictions-cdnow.json");
        IPurchaseModel model = StressPoints.ModelOf(name, file.GetProperty("params").GetProperty(name));
        JsonElement expected = file.GetProperty("models").GetProperty(name).GetProperty("expectedCalibrationFrequencyHistogram");

        FrequencyRow[] rows = [.. FrequencyTable.Of(model, Cdnow.SampleWeeks)];

        Assert.Equal(8, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            // The table is printed with nine digits.
            Close.To(expected.GetProperty("expected")[i].GetDouble(), rows[i].Expected, 1e-7, $"{i}");
            Assert.Equal(expected.GetProperty("actual")[i].GetInt32(), rows[i].Actual);
        }
    }

    [Fact]
    public void Holdout_OfCdnow_BeatsThePlainRate()
    {
        CalibrationHoldout split = CalibrationHoldout.Of(Cdnow.Sample, Cdnow.CalibrationEnd, Cdnow.FullEnd, ModelUnit.Week);
        IPurchaseModel model = StressPoints.ModelOf("bgnbd", Expected.GetProperty("params").GetProperty("bgnbd"));

        HoldoutReport report = HoldoutReport.Of(model, split);

        Assert.Equal(39.0, split.Length);
        Assert.Equal(0, split.NewInHoldout);
        Assert.Equal(1882, report.Model.Actual);
        Close.To(1653.40869795, report.Model.Expected, 1e-7);
        Close.To((1653.40869795 - 1882) / 2357.0, report.Model.Bias, 1e-7);
        Assert.True(report.Model.MeanAbsoluteError < report.Naive.MeanAbsoluteError);
        Assert.True(report.Model.RootMeanSquareError < report.Naive.RootMeanSquareError);
        Assert.Equal(8, report.ByFrequency.Length);
        Assert.Equal(2357, report.ByFrequency.Sum(group => group.Customers));
        Close.To(1882.0, report.ByFrequency.Sum(group => group.Customers * group.Actual), 1e-12);
        Close.To(report.Naive.Expected, report.ByFrequency.Sum(group => group.Customers * group.Naive), 1e-12);
    }

    [Fact]
    public void AtRisk_RanksByDoubtTimesValue()
    {
        IPurchaseModel model = StressPoints.ModelOf("paretonbd", Expected.GetProperty("params").GetProperty("paretonbd"));
        PurchasePredictions predictions = PurchasePredictions.Of(
            model, Cdnow.SampleWeeks, new PredictionRequest(52, Discounting.None), Spend(Expected));

        PurchasePrediction[] first = [.. predictions.AtRisk(10)];

        Assert.Equal(10, first.Length);
        double tenth = first[^1].ValueAtRisk;
        Assert.Equal(10, predictions.Customers.Count(customer => (1.0 - customer.ProbabilityAlive) * (double)customer.LifetimeValue!.Value.Amount >= tenth * (1.0 - 1e-12)));
        Assert.Equal(first.Select(customer => customer.ValueAtRisk).OrderDescending(), first.Select(customer => customer.ValueAtRisk));
    }
}
