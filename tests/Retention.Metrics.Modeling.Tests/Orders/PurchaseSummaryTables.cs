using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>RFM summaries of CDNOW against an independent group-by: counts exact, money to a relative 1e-9.</summary>
public sealed class PurchaseSummaryTables
{
    private static JsonElement Expected => SharedData.Expected("rfm-cdnow.json");

    private static Purchase[] PurchasesOf(string name) => string.Equals(name, "sample", StringComparison.Ordinal) ? Cdnow.Sample : Cdnow.Master;

    [Theory]
    [InlineData("sample", "calibration")]
    [InlineData("sample", "full")]
    [InlineData("master", "calibration")]
    [InlineData("master", "full")]
    public void Summary_AgreesWithTheTable(string dataset, string period)
    {
        JsonElement expected = Expected.GetProperty(dataset).GetProperty(period);
        LocalDate end = string.Equals(period, "full", StringComparison.Ordinal) ? Cdnow.FullEnd : Cdnow.CalibrationEnd;
        PurchaseSummary summary = PurchaseSummary.Of(PurchasesOf(dataset), end, ModelUnit.Day);
        CustomerPurchases[] repeaters = [.. summary.Customers.Where(customer => customer.Frequency > 0)];

        Assert.Equal(expected.GetProperty("customers").GetInt32(), summary.Customers.Length);
        Assert.Equal(expected.GetProperty("sumFrequency").GetInt32(), summary.Customers.Sum(customer => customer.Frequency));
        Assert.Equal(expected.Number("sumRecencyDays"), summary.Customers.Sum(customer => customer.History.Recency));
        Assert.Equal(expected.Number("sumTDays"), summary.Customers.Sum(customer => customer.History.Age));
        Assert.Equal(expected.Number("minTDays"), summary.Customers.Min(customer => customer.History.Age));
        Assert.Equal(expected.Number("maxTDays"), summary.Customers.Max(customer => customer.History.Age));
        Assert.Equal(expected.Number("maxRecencyDays"), summary.Customers.Max(customer => customer.History.Recency));
        foreach (JsonProperty bin in expected.GetProperty("frequencyHistogram").EnumerateObject())
        {
            int frequency = int.Parse(bin.Name, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(bin.Value.GetInt32(), summary.Customers.Count(customer => customer.Frequency == frequency));
        }

        Assert.Equal(expected.GetProperty("sumTotalSpend").GetDecimal(), summary.Customers.Sum(customer => customer.TotalSpend));
        Close.To(expected.Number("sumMonetaryValueOfRepeaters"), repeaters.Sum(customer => customer.MeanRepeatValue!.Value), 1e-9);
        Close.To(expected.Number("meanMonetaryValueOfRepeaters"), repeaters.Average(customer => customer.MeanRepeatValue!.Value), 1e-9);
        Assert.Equal(expected.GetProperty("repeatersWithZeroMonetaryValue").GetInt32(), repeaters.Count(customer => customer.RepeatSpend == 0m));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("master")]
    public void Holdout_AgreesWithTheTable(string dataset)
    {
        JsonElement expected = Expected.GetProperty(dataset).GetProperty("holdout");
        CalibrationHoldout split = CalibrationHoldout.Of(PurchasesOf(dataset), Cdnow.CalibrationEnd, Cdnow.FullEnd, ModelUnit.Day);

        Assert.Equal(expected.Number("days"), split.Length);
        Assert.Equal(expected.GetProperty("sumFrequency").GetInt32(), split.Holdout.Sum(customer => customer.Purchases));
        Assert.Equal(expected.GetProperty("customersWithAtLeastOne").GetInt32(), split.Holdout.Count(customer => customer.Purchases > 0));
        Assert.Equal(expected.GetProperty("sumSpend").GetDecimal(), split.Holdout.Sum(customer => customer.Spend));
        if (expected.TryGetProperty("meanOfDayTotalsOverBuyers", out JsonElement mean))
        {
            Close.To(mean.GetDouble(), split.Holdout.Where(customer => customer.Purchases > 0).Average(customer => customer.MeanValue!.Value), 1e-9);
        }
    }

    [Fact]
    public void Rows_AgreeWithTheTable_CustomerByCustomer()
    {
        JsonElement sample = Expected.GetProperty("sample");
        CalibrationHoldout split = CalibrationHoldout.Of(Cdnow.Sample, Cdnow.CalibrationEnd, Cdnow.FullEnd, ModelUnit.Day);
        PurchaseSummary full = PurchaseSummary.Of(Cdnow.Sample, Cdnow.FullEnd, ModelUnit.Day);
        var holdout = split.Holdout.ToDictionary(customer => customer.Customer);
        foreach (JsonElement row in sample.GetProperty("rowsCalibration").EnumerateArray())
        {
            CompareRow(row, split.Calibration);
            HoldoutPurchases later = holdout[row.GetProperty("customerId").ToString()];
            Assert.Equal(row.Number("holdoutFrequency"), later.Purchases);
            Close.To(row.Number("holdoutMeanDayTotal"), later.MeanValue ?? 0.0, 1e-9);
        }

        foreach (JsonElement row in sample.GetProperty("rowsFull").EnumerateArray())
        {
            CompareRow(row, full);
        }
    }

    private static void CompareRow(JsonElement expected, PurchaseSummary summary)
    {
        CustomerPurchases row = summary[expected.GetProperty("customerId").ToString()];
        Assert.Equal(expected.GetProperty("frequency").GetInt32(), row.Frequency);
        Assert.Equal(expected.Number("recencyDays"), row.History.Recency);
        Assert.Equal(expected.Number("TDays"), row.History.Age);
        Close.To(expected.Number("monetaryValue"), row.MeanRepeatValue ?? 0.0, 1e-9);
    }
}
