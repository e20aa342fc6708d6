using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>Published or package-documented results for order models, each to the tolerance of its source.</summary>
public sealed class PublishedReferences
{
    private static readonly PurchaseHistory Customer1516 = new(26, 30.85714, 31);

    private static readonly Lazy<ParetoNbd> FittedPareto = new(() => ParetoNbd.Fit(Cdnow.SampleWeeks).Model);

    private static readonly BgNbd Walkthrough = new(0.2425967, 4.413659, 0.7929869, 2.426164, ModelUnit.Week);
    private static readonly BgNbd Rounded = new(0.243, 4.414, 0.793, 2.426, ModelUnit.Week);
    private static readonly ParetoNbd Manual = new(0.5629966, 12.559037, 0.4081095, 10.5148048, ModelUnit.Week);

    private static double[] Figures(string id) => id switch
    {
        "bgnbd-cdnow-paper" or "bgnbd-cdnow-btyd" or "bgnbd-cdnow-clvtools" => Fitted(BgNbd.Fit(Cdnow.SampleWeeks)),
        "bgnbd-expectation" => [Walkthrough.ExpectedPurchasesOfNewCustomer(52)],
        "bgnbd-expectation-times" => [.. new[] { 0.1429, 1.0, 3.0, 31.8571, 32.0, 78.0 }.Select(Rounded.ExpectedPurchasesOfNewCustomer)],
        "bgnbd-cet-1516" => [Walkthrough.ExpectedPurchases(Customer1516, 52)],
        "bgnbd-palive-1516" => [Walkthrough.ProbabilityAlive(Customer1516)],
        "bgnbd-increasing-frequency" => ByFrequency(Walkthrough),
        "bgnbd-cet-excel" => [Rounded.ExpectedPurchases(new PurchaseHistory(2, 30.43, 38.86), 39)],
        "bgnbd-pmf-39-0" => [Rounded.ProbabilityOfPurchases(0, 39)],
        "bgnbd-pmf-30" => [.. Enumerable.Range(11, 10).Select(n => Rounded.ProbabilityOfPurchases(n, 30))],
        "bgnbd-pmf-2-10" => [Rounded.ProbabilityOfPurchases(10, 2)],
        "paretonbd-cdnow-paper" or "paretonbd-cdnow-clvtools" => Fitted(ParetoNbd.Fit(Cdnow.SampleWeeks)),
        "paretonbd-cdnow-clvtools-se" => [.. ParetoNbd.Fit(Cdnow.SampleWeeks).Parameters.Select(parameter => parameter.StandardError!.Value)],
        "paretonbd-cdnow-78" => [.. Fitted(ParetoNbd.Fit(Cdnow.Variant("full-78-weeks-exact"))).Take(4)],
        "paretonbd-expectation" => [FittedPareto.Value.ExpectedPurchasesOfNewCustomer(52)],
        "paretonbd-expectation-0-9" => [.. Enumerable.Range(0, 10).Select(t => FittedPareto.Value.ExpectedPurchasesOfNewCustomer(t))],
        "paretonbd-cet-1516" => [FittedPareto.Value.ExpectedPurchases(Customer1516, 52)],
        "paretonbd-palive-1516" => [FittedPareto.Value.ProbabilityAlive(Customer1516)],
        "paretonbd-increasing-frequency" => ByFrequency(FittedPareto.Value),
        "paretonbd-dert" => [Manual.DiscountedExpectedPurchases(new PurchaseHistory(7, 35, 77.86), 0.0027)],
        "paretonbd-dert-x1to10" => [.. Enumerable.Range(1, 10).Select(x => Manual.DiscountedExpectedPurchases(new PurchaseHistory(x, 30, 77.86), 0.0027))],
        "mbgnbd-cdnow" => [.. Fitted(MbgNbd.Fit(Cdnow.SampleWeeks)).Take(4)],
        "gammagamma-cdnow" => [.. Fitted(GammaGamma.Fit(Cdnow.SampleWeeks, Currency.Usd)).Take(3)],
        "gammagamma-cdnow-ll" => [GammaGamma.Fit(Cdnow.SampleWeeks, Currency.Usd).LogLikelihood],
        "gammagamma-expected" =>
        [
            .. Cdnow.TwoDecimals.Customers.OrderBy(row => int.Parse(row.Customer.Value, CultureInfo.InvariantCulture)).Take(10)
                .Select(row => new GammaGamma(6.25, 3.74, 15.44, Currency.Usd).ExpectedValue(row)!.Value),
        ],
        "bgbb-donations" => Fitted(BgBb.Fit(BgBbTests.Donations, BgBbTests.Year)),
        "bgbb-cet-total" => [DonationsTotal()],
        "bgbb-palive" =>
        [
            .. new[] { (0, 0), (2, 4), (6, 6) }.Select(pair => BgBb.Fit(BgBbTests.Donations, BgBbTests.Year).Model
                .ProbabilityAliveAtNextOpportunity(new OpportunityHistory(pair.Item1, pair.Item2, 6))),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "Not a reference of the order models."),
    };

    [Fact]
    public void References_AreAllReached()
    {
        string[] elsewhere = ["sBG", "BdW", "Kaplan-Meier", "log-rank"];
        int seen = 0;
        foreach (JsonElement reference in SharedData.Expected("published-references.json").GetProperty("references").EnumerateArray()
            .Where(reference => !elsewhere.Contains(reference.GetProperty("model").GetString())))
        {
            string id = reference.GetProperty("id").GetString()!;
            double[] published = [.. Numbers(reference.GetProperty("published"))];
            double[] actual = Figures(id);
            Assert.Equal(published.Length, actual.Length);
            for (int i = 0; i < published.Length; i++)
            {
                Close.To(published[i], actual[i], reference.Number("toleranceUsed"), $"{id} {i}");
            }

            seen++;
        }

        Assert.Equal(30, seen);
    }

    // Parameters in the model's order, then the log-likelihood, as the references list them.
    private static double[] Fitted<TModel>(Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel> =>
        [.. fit.Model.Parameters, fit.LogLikelihood];

    private static double[] ByFrequency(IPurchaseModel model) =>
        [.. new[] { 10, 15, 20, 25 }.Select(x => model.ExpectedPurchases(new PurchaseHistory(x, 20, 39), 52))];

    private static double DonationsTotal()
    {
        BgBb model = BgBb.Fit(BgBbTests.Donations, BgBbTests.Year).Model;
        return BgBbTests.Donations.Sum(row => row.Customers * model.ExpectedPurchases(row.History, 5));
    }

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element.GetDouble()],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        _ => element.EnumerateObject().SelectMany(property => Numbers(property.Value)),
    };
}
