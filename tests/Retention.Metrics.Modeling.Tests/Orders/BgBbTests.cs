using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class BgBbTests
{
    internal static readonly ModelUnit Year = ModelUnit.Named("year");

    private static JsonElement Expected => SharedData.Expected("bgbb-donations.json");

    internal static (OpportunityHistory History, long Customers)[] Donations =>
    [
        .. SharedData.CsvRows("donations-bgbb.csv").Select(row => row.Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray())
            .Select(row => (new OpportunityHistory(row[0], row[1], row[2]), (long)row[3])),
    ];

    private static BgBb ModelAt(JsonElement p) => new(p.Number("alpha"), p.Number("beta"), p.Number("gamma"), p.Number("delta"), Year);

    [Fact]
    public void Fit_AgreesWithTheIndependentFit()
    {
        Fit<BgBb> fit = BgBb.Fit(Donations, Year);

        Assert.Equal(11_104, fit.Customers);
        Assert.Equal(22, fit.DistinctRows);
        PurchaseModelFits.Compare(Expected.GetProperty("fit"), fit);
    }

    [Fact]
    public void Predictions_AgreeWithTheTable()
    {
        BgBb model = ModelAt(Expected.GetProperty("fit").GetProperty("params"));
        double total = 0.0;
        foreach (JsonElement row in Expected.GetProperty("rows").EnumerateArray())
        {
            var history = new OpportunityHistory(
                row.GetProperty("frequency").GetInt32(), row.GetProperty("recency").GetInt32(), row.GetProperty("periods").GetInt32());
            string what = row.ToString();
            Close.To(row.Number("pAliveAtNextPeriod"), model.ProbabilityAliveAtNextOpportunity(history), 1e-8, what);
            Close.To(row.Number("conditionalExpected5"), model.ExpectedPurchases(history, 5), 1e-8, what);
            Close.To(row.GetProperty("dert").Number("0.1"), model.DiscountedExpectedPurchases(history, 0.1), 1e-8, what);
            total += row.GetProperty("customers").GetInt32() * model.ExpectedPurchases(history, 5);
        }

        Close.To(Expected.GetProperty("totals").Number("conditionalExpected5"), total, 1e-8);
    }

    [Fact]
    public void Predictions_AgreeWithTheDocumentedExamples()
    {
        JsonElement examples = Expected.GetProperty("documentedExamples");
        BgBb model = ModelAt(examples.GetProperty("params"));

        Close.To(examples.Number("dert_d0p1_x3_tx4_n6"), model.DiscountedExpectedPurchases(new OpportunityHistory(3, 4, 6), 0.1), 1e-8);
        int x = 1;
        foreach (JsonElement value in examples.GetProperty("dert_d0p1_x1to6_tx6_n6").EnumerateArray())
        {
            Close.To(value.GetDouble(), model.DiscountedExpectedPurchases(new OpportunityHistory(x++, 6, 6), 0.1), 1e-8);
        }

        Close.To(examples.Number("conditionalExpected10_x0_tx0_n6"), model.ExpectedPurchases(new OpportunityHistory(0, 0, 6), 10), 1e-8);
    }

    [Fact]
    public void Probabilities_OfAllHistories_AddUpToOne()
    {
        var model = new BgBb(1.2, 0.75, 1.0, 2.78, Year);
        const int N = 5;
        double sum = 0.0;
        for (int last = 0; last <= N; last++)
        {
            for (int x = Math.Min(1, last); x <= last; x++)
            {
                // Which of the opportunities before the last used were used.
                double ways = last == 0 ? 1.0 : Binomial(last - 1, x - 1);
                sum += ways * Math.Exp(model.LogLikelihood(new OpportunityHistory(x, last, N)));
            }
        }

        Close.To(1.0, sum, 1e-13);
    }

    [Fact]
    public void DiscountedExpectedPurchases_IsTheLimitOfItsSum()
    {
        BgBb model = new(1.2, 0.75, 1.0, 2.78, Year);
        var history = new OpportunityHistory(3, 4, 6);
        double sum = 0.0;
        for (int ahead = 1; ahead <= 400; ahead++)
        {
            sum += (model.ExpectedPurchases(history, ahead) - model.ExpectedPurchases(history, ahead - 1)) / Math.Pow(1.1, ahead);
        }

        Close.To(sum, model.DiscountedExpectedPurchases(history, 0.1), 1e-12);
    }

    [Theory]
    [InlineData(1, 0, 6)]
    [InlineData(0, 1, 6)]
    [InlineData(3, 2, 6)]
    [InlineData(1, 7, 6)]
    [InlineData(0, 0, -1)]
    public void History_ThatCannotBe_IsRefused(int x, int last, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpportunityHistory(x, last, n));

    private static double Binomial(int n, int k)
    {
        double ways = 1.0;
        for (int i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
