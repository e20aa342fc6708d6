using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>The future of a customer at parameters far from any fit: values of 40-digit arithmetic (mpmath 1.3, quadrature on the scale of log-odds).</summary>
public sealed class ExtremeParameterTests
{
    [Theory]
    [InlineData(0.25, 9.0, 1e12, 3e12, 1.0208720840483527, 0.74478197898800655)]
    [InlineData(0.25, 500.0, 1e12, 3e12, 2.8061016415978157, 0.2984745896010167)]
    [InlineData(0.25, 500.0, 1e-8, 2.5, 124.99999458859004, 0.99999997503191193)]
    [InlineData(0.75, 500.0, 0.8, 1e-9, 0.9905567571961406, 0.009443254795010771)]
    [InlineData(0.75, 500.0, 1e15, 2.0, 0.99055674525381666, 0.0094432547461853226)]
    [InlineData(1e9, 1e-3, 0.8, 2.5, 148.46515837568369, 3.1992983711217121e-5)]
    [InlineData(1e12, 1e-12, 0.5, 0.5, 0.8014560736338996, 0.64503527044923312)]
    [InlineData(2.0, 1e200, 0.5, 1e10, 2.6586807763250405e+105, 8.8622692544168019e-96)]
    [InlineData(1e-30, 500.0, 1e10, 1e10, 1.1050905878666921e-29, 1.0)]
    [InlineData(0.25, 500.0, 1e-30, 1e-30, 62.894315676232379, 0.6056843237676206)]
    [InlineData(0.5, 1.0, 1e-12, 3e-12, 0.448223304703272, 0.9267766952965225)]
    public void Purchases_AndSurvival_AgreeWithTheValues(double k, double w, double a, double b, double purchases, double survival)
    {
        Close.To(purchases, DropoutAtPurchase.Expected(k, 1.0, a, b, w), 1e-12);
        Close.To(survival, DropoutAtPurchase.Survival(k, 1.0, a, b, w), 1e-12);
    }

    [Theory]
    [InlineData(double.Epsilon, 2.5)]
    [InlineData(1e-295, 2.5)]
    public void Purchases_OfCustomersWhoNeverLeave_AreThoseOfTheProcess(double a, double b) =>
        Close.To(0.25 * 500.0, DropoutAtPurchase.Expected(0.25, 1.0, a, b, 500.0), 1e-14);

    [Theory]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(1e200, 1e200)]
    public void Purchases_OfOneDropoutForAll_AreThoseAtItsMean(double a, double b) =>
        Close.To((1.0 - Math.Pow(251.0, -0.25)) / 0.5, DropoutAtPurchase.Expected(0.25, 1.0, a, b, 500.0), 1e-13);

    [Fact]
    public void APurchaseRateForAll_OfAVastShape_IsAPoissonProcess() =>
        Close.To(0.25, DropoutAtPurchase.Expected(1e300, 4e300, 1e-300, 1.0, 1.0), 1e-13);

    [Fact]
    public void TimeOverARate_OutOfTheRangeOfDoubles_KeepsItsLogarithm() =>
        // The ratio is 1e600: survival of a process without dropout until then is (1 + p w)^-k, with p at its mean.
        Close.To(Math.Exp(-0.1 * ((600.0 * Math.Log(10.0)) + Math.Log(0.5))), DropoutAtPurchase.Survival(0.1, 1e-300, 1e30, 1e30, 1e300), 1e-12);

    [Fact]
    public void ARateOfDiscount_TooSmallForTheModel_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbd(0.25, double.Epsilon, 0.8, 2.5, ModelUnit.Week).DiscountedExpectedPurchases(new PurchaseHistory(0, 0.0, 0.0), double.Epsilon));
}
