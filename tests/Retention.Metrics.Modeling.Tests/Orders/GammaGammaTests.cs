using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class GammaGammaTests
{
    private static readonly Currency Usd = Currency.Usd;

    private static JsonElement Expected => SharedData.Expected("gamma-gamma-cdnow.json");

    [Theory]
    [InlineData("calibration-exact-day-totals", "calibration-weeks-exact")]
    [InlineData("cdnow-summary-2-decimals", "calibration-weeks-2-decimals")]
    [InlineData("full-78-weeks-positive-only", "full-78-weeks-exact")]
    public void Fit_AgreesWithTheIndependentFit(string name, string variant)
    {
        JsonElement expected = Expected.GetProperty("fits").GetProperty(name);
        Fit<GammaGamma> fit = GammaGamma.Fit(Cdnow.Variant(variant), Currency.Usd);

        Assert.Equal(expected.GetProperty("customersUsed").GetInt64(), fit.Customers);
        PurchaseModelFits.Compare(expected, fit);
    }

    [Fact]
    public void ExpectedValue_AgreesWithTheTable()
    {
        JsonElement p = Expected.GetProperty("fits").GetProperty("calibration-exact-day-totals").GetProperty("params");
        var model = new GammaGamma(p.Number("p"), p.Number("q"), p.Number("v"), Usd);
        Close.To(Expected.Number("populationMean"), model.PopulationMean!.Value, 1e-8);
        foreach (JsonElement row in Expected.GetProperty("conditionalExpectedAverageValue").EnumerateArray())
        {
            double value = model.ExpectedValue(row.GetProperty("frequency").GetInt32(), row.Number("monetaryValue"))!.Value;
            Close.To(row.Number("expected"), value, 1e-8, row.ToString());
        }

        double sum = Cdnow.SampleWeeks.Customers.Where(customer => customer.Frequency > 0).Sum(customer => model.ExpectedValue(customer)!.Value);
        Close.To(Expected.Number("sumOverRepeatCustomers"), sum, 1e-8);
    }

    [Fact]
    public void ExpectedValue_AgreesWithHardiesSpreadsheet()
    {
        JsonElement sheet = Expected.GetProperty("hardieSpreadsheet");
        var model = new GammaGamma(6.25, 3.74, 15.44, Usd);
        double[] exact = [.. sheet.GetProperty("expectedExact").EnumerateArray().Select(v => v.GetDouble())];
        double[] published = [.. sheet.GetProperty("publishedRounded").EnumerateArray().Select(v => v.GetDouble())];
        int i = 0;
        foreach (JsonElement input in sheet.GetProperty("inputs").EnumerateArray())
        {
            double value = model.ExpectedValue(input.GetProperty("frequency").GetInt32(), input.Number("monetaryValue"))!.Value;
            Close.To(exact[i], value, 1e-8);
            Close.To(published[i], value, 0.002);
            i++;
        }

        Assert.Equal(10, i);
    }

    [Fact]
    public void ExpectedValue_WithoutAFinitePopulationMean_IsNull()
    {
        var model = new GammaGamma(0.5, 0.9, 10.0, Usd);

        Assert.Null(model.PopulationMean);
        Assert.Null(model.ExpectedValue(0, 0.0));
        Close.To(0.5 * (10.0 + (2 * 30.0)) / 0.9, model.ExpectedValue(2, 30.0)!.Value, 1e-15);
    }

    [Fact]
    public void Fit_WithoutRepeatCustomers_SaysSo()
    {
        PurchaseSummary summary = PurchaseSummary.Of([new CustomerPurchases("ada", new PurchaseHistory(0, 0, 5), 0m, 10m)], ModelUnit.Week);

        Assert.Throws<ArgumentException>(() => GammaGamma.Fit(summary, Currency.Usd));
    }

    [Fact]
    public void Correlation_OfFrequencyAndValue_IsPearsons()
    {
        // Frequencies 1, 2, 3 with means 10, 20, 60: r = 50 / sqrt(2 * 1400).
        PurchaseSummary summary = PurchaseSummary.Of(
            [
                new("a", new PurchaseHistory(1, 1, 5), 10m),
                new("b", new PurchaseHistory(2, 1, 5), 40m),
                new("c", new PurchaseHistory(3, 1, 5), 180m),
                new("d", new PurchaseHistory(0, 0, 5)),
            ],
            ModelUnit.Week);

        Close.To(50.0 / Math.Sqrt(2.0 * 1400.0), GammaGamma.CorrelationOfFrequencyAndValue(summary)!.Value, 1e-14);
    }
}
