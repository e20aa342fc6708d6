using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class OrderModelExamples
{
    [Fact]
    public void BgNbd_Expected()
    {
        #region xml: BgNbd
        var model = new BgNbd(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, ModelUnit.Week);
        Show(model.ExpectedPurchases(new PurchaseHistory(2, 30.43, 38.86), horizon: 39)); // 1.226…: purchases in 39 weeks
        #endregion
    }

    [Fact]
    public void MbgNbd_Alive()
    {
        #region xml: MbgNbd
        var model = new MbgNbd(r: 0.525, alpha: 6.183, a: 0.891, b: 1.614, ModelUnit.Week);
        Show(model.ProbabilityAlive(new PurchaseHistory(0, 0, 38.86))); // 0.389…: one purchase, long ago
        #endregion
    }

    [Fact]
    public void ParetoNbd_Alive()
    {
        #region xml: ParetoNbd
        var model = new ParetoNbd(r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669, ModelUnit.Week);
        Show(model.ProbabilityAlive(new PurchaseHistory(26, 30.86, 31))); // 0.997…
        #endregion
    }

    [Fact]
    public void GammaGamma_Expected()
    {
        #region xml: GammaGamma
        var model = new GammaGamma(p: 6.25, q: 3.74, v: 15.44, Currency.Usd);
        Show(model.ExpectedValue(frequency: 2, mean: 22.35)); // 24.66…: pulled towards the 35.22 of all customers
        #endregion
    }

    [Fact]
    public void BgBb_Alive()
    {
        #region xml: BgBb
        var model = new BgBb(alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783, ModelUnit.Named("year"));
        Show(model.ProbabilityAliveAtNextOpportunity(new OpportunityHistory(6, 6, 6))); // 0.930…
        #endregion
    }

    [Fact]
    public void PurchaseSummary_Of()
    {
        #region xml: PurchaseSummary
        PurchaseSummary summary = PurchaseSummary.Of(
            [new("ada", new(2026, 1, 5), 30m), new("ada", new(2026, 1, 5), 4m), new("ada", new(2026, 1, 19), 50m)],
            end: new LocalDate(2026, 2, 2),
            ModelUnit.Week);
        Show(summary["ada"].History.Frequency); // 1: the two orders of 5 January are one purchase
        Show(summary["ada"].History.Recency); // 2: weeks from the first purchase to the last
        #endregion
    }

    [Fact]
    public void Type_PurchaseSummaryImport()
    {
        #region xml: PurchaseSummaryImport
        PurchaseSummaryImport import = PurchaseSummaryImport.Of(
            [new("ada", 2, 30.43, 38.86, 22.35m), new("bo", 1, 40, 38.86)], ModelUnit.Week);
        Show(import.Summary.Customers.Length); // 1
        Show(import.Findings[0].ToString()); // line 2: the recency 40 must be at most the age 38.86
        #endregion
    }

    [Fact]
    public void Type_PurchaseTracking()
    {
        #region xml: PurchaseTracking
        PurchaseTracking tracking = PurchaseTracking.Of(
            new BgNbd(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, ModelUnit.Week),
            [new("ada", new(2026, 1, 5), 30m), new("ada", new(2026, 1, 19), 50m), new("bo", new(2026, 1, 6), 20m), new("bo", new(2026, 2, 20), 20m)],
            calibrationEnd: new LocalDate(2026, 2, 1),
            end: new LocalDate(2026, 3, 1));
        Show(tracking.Weeks[2].CumulativeActual); // 1: one repeat purchase by 25 January
        Show(tracking.Weeks[^1].CumulativeExpected); // 0.702…
        #endregion
    }
}
