using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class LifetimeFormulaTests
{
    [Fact]
    public void ProductOfMeans_AndMeanOfProducts_AreTwoNumbers()
    {
        (Money, decimal)[] customers = [(Eur(10m), 1m), (Eur(20m), 3m)];

        Assert.Equal(25m, CustomerLifetimeValue.MeanOfProducts(customers, years: 1).Value / 1.4m);
        Assert.Equal(Eur(30m), CustomerLifetimeValue.ProductOfMeans(Eur(15m), 2m, years: 1));
        Assert.Equal(Eur(15m), CustomerLifetimeValue.ProductOfMeans(Eur(15m), 2m, years: 1, margin: 0.5m));
        Assert.Null(CustomerLifetimeValue.MeanOfProducts([], years: 1).Value);
        Assert.Throws<ArgumentException>(() => CustomerLifetimeValue.MeanOfProducts([(Eur(10m), 1m), (Currency.Usd.Amount(20m), 3m)], years: 1));
    }

    [Fact]
    public void NoChurn_IsUndefined_NotForEver()
    {
        Assert.Equal(AverageMoney.Undefined(Currency.Eur), CustomerLifetimeValue.ArpaOverCustomerChurn(Eur(100), Ratio.Of(0, 100)));
        Assert.Null(CustomerLifetimeValue.ArpaOverCustomerChurn(Eur(100), Ratio.Undefined).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverRevenueChurn(Eur(100), Ratio.Of(-1, 100)).Value);
        Assert.Null(CustomerLifetimeValue.Discounted(Eur(100), Ratio.Of(0, 100), 0m).Value);
        Assert.Null(CustomerLifetimeValue.Discounted(Eur(100), Ratio.Undefined, 0.1m).Value);
        Assert.Null(CustomerLifetimeValue.Realized(Eur(100), 0).Value);
    }

    [Fact]
    public void SixMonthChurn_TakesExactlySix_AndIsUndefinedWhereOneIs()
    {
        Ratio[] six = [.. Enumerable.Range(1, 6).Select(lost => Ratio.Of(lost, 100))];

        Assert.Equal(100m / 0.035m, CustomerLifetimeValue.ArpaOverSixMonthChurn(Eur(100), six).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverSixMonthChurn(Eur(100), [.. six[..5], Ratio.Undefined]).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverSixMonthChurn(Eur(100), [.. Enumerable.Repeat(Ratio.Of(0, 9), 6)]).Value);
        Assert.Throws<ArgumentException>(() => CustomerLifetimeValue.ArpaOverSixMonthChurn(Eur(100), six.AsSpan(0, 5)));
    }

    [Fact]
    public void Margins_AreShares()
    {
        Assert.Equal(Eur(40m), CustomerLifetimeValue.ArpaTimesLifetime(Eur(5), 10, margin: 0.8m));
        Assert.Equal(1600m, CustomerLifetimeValue.ArpaOverRevenueChurn(Eur(100), Ratio.Of(5, 100), margin: 0.8m).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaTimesLifetime(Eur(5), 10, margin: 1.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaOverCustomerChurn(Eur(5), Ratio.Of(1, 2), margin: -0.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaTimesLifetime(Eur(-5), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ProductOfMeans(Eur(1), -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.MeanOfProducts([(Eur(1), -1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.Discounted(Eur(1), Ratio.Of(1, 2), -0.1m));
    }

    [Fact]
    public void Acquisition_AgainstWhatItBrings()
    {
        Assert.Equal(4m, AcquisitionCost.LifetimeValueTo(lifetimeValue: Eur(2000), acquisitionCost: Eur(500)).Value);
        Assert.Equal(7.5m, AcquisitionCost.MonthsToRecover(acquisitionCost: Eur(600), arpa: Eur(100), margin: 0.8m).Value);
        Assert.Equal(5m, AcquisitionCost.OverRetentionCost(acquisitionCost: Eur(500), retentionCost: Eur(100)).Value);
        Assert.Throws<ArgumentException>(() => AcquisitionCost.LifetimeValueTo(Eur(2000), Currency.Usd.Amount(500)));
        Assert.Null(AcquisitionCost.MonthsToRecover(Eur(600), Eur(100), margin: 0m).Value);
    }
}
