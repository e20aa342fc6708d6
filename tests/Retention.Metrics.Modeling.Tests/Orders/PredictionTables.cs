using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Predictions for CDNOW at given parameters, from 30-digit arithmetic, to a relative 1e-7.</summary>
public sealed class PredictionTables
{
    private const double Exact = 1e-7;

    private static (IPurchaseModel Model, JsonElement Expected) Load(string name)
    {
        JsonElement file = SharedData.Expected("btyd-predictions-cdnow.json");
        return (StressPoints.ModelOf(name, file.GetProperty("params").GetProperty(name)), file.GetProperty("models").GetProperty(name));
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void NewCustomers_AgreeWithTheTable(string name)
    {
        (IPurchaseModel model, JsonElement expected) = Load(name);
        foreach (JsonProperty point in expected.GetProperty("expectedTransactionsOfNewCustomer").EnumerateObject())
        {
            double t = double.Parse(point.Name, CultureInfo.InvariantCulture);
            Close.To(point.Value.GetDouble(), model.ExpectedPurchasesOfNewCustomer(t), Exact, point.ToString());
        }

        JsonElement pmf = expected.GetProperty("pmf");
        int n = 0;
        foreach (JsonElement probability in pmf.GetProperty("probabilities").EnumerateArray())
        {
            Close.To(probability.GetDouble(), model.ProbabilityOfPurchases(n, pmf.Number("t")), Exact, $"P(X = {n})");
            n++;
        }
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void Customers_AgreeWithTheTable(string name)
    {
        (IPurchaseModel model, JsonElement expected) = Load(name);
        foreach (JsonElement customer in expected.GetProperty("customers").EnumerateArray())
        {
            var history = new PurchaseHistory(customer.GetProperty("x").GetInt32(), customer.Number("tx"), customer.Number("T"));
            string what = customer.ToString();
            Close.To(customer.Number("pAlive"), model.ProbabilityAlive(history), Exact, what);
            foreach (JsonProperty point in customer.GetProperty("conditionalExpectedTransactions").EnumerateObject())
            {
                double t = double.Parse(point.Name, CultureInfo.InvariantCulture);
                Close.To(point.Value.GetDouble(), model.ExpectedPurchases(history, t), Exact, what);
            }

            if (customer.TryGetProperty("dert", out JsonElement dert))
            {
                foreach (JsonProperty point in dert.EnumerateObject())
                {
                    double rate = double.Parse(point.Name, CultureInfo.InvariantCulture);
                    Close.To(point.Value.GetDouble(), model.DiscountedExpectedPurchases(history, rate), Exact, what);
                }
            }
        }
    }

    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void Totals_AgreeWithTheTable(string name)
    {
        (IPurchaseModel model, JsonElement expected) = Load(name);
        PurchaseHistory[] histories = [.. Cdnow.SampleWeeks.Customers.Select(customer => customer.History)];
        JsonElement totals = expected.GetProperty("totals");

        Close.To(totals.Number("sumPAlive"), histories.Sum(model.ProbabilityAlive), Exact, "P(alive)");
        Close.To(totals.Number("meanPAlive"), histories.Average(model.ProbabilityAlive), Exact, "mean P(alive)");
        double within39 = totals.GetProperty("sumConditionalExpectedTransactions").Number("39");
        Close.To(within39, histories.Sum(history => model.ExpectedPurchases(history, 39.0)), Exact, "CET");
        if (totals.TryGetProperty("sumDert", out JsonElement dert))
        {
            Close.To(dert.Number("0.0027"), histories.Sum(history => model.DiscountedExpectedPurchases(history, 0.0027)), Exact, "DERT");
        }
    }
}
