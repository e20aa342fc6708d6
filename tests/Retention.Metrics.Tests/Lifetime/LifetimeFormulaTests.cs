namespace Retention.Metrics.Tests.Lifetime;

public sealed class LifetimeFormulaTests
{
    [Fact]
    public void ProductOfMeans_AndMeanOfProducts_AreTwoNumbers()
    {
        (decimal, decimal)[] customers = [(10m, 1m), (20m, 3m)];

        Assert.Equal(25m, CustomerLifetimeValue.MeanOfProducts(customers, years: 1).Value / 1.4m);
        Assert.Equal(30m, CustomerLifetimeValue.ProductOfMeans(15m, 2m, years: 1));
        Assert.Equal(15m, CustomerLifetimeValue.ProductOfMeans(15m, 2m, years: 1, margin: 0.5m));
        Assert.Null(CustomerLifetimeValue.MeanOfProducts([], years: 1).Value);
    }

    [Fact]
    public void NoChurn_IsUndefined_NotForEver()
    {
        Assert.Equal(Ratio.Undefined, CustomerLifetimeValue.ArpaOverCustomerChurn(100, Ratio.Of(0, 100)));
        Assert.Null(CustomerLifetimeValue.ArpaOverCustomerChurn(100, Ratio.Undefined).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverRevenueChurn(100, Ratio.Of(-1, 100)).Value);
        Assert.Null(CustomerLifetimeValue.Discounted(100, Ratio.Of(0, 100), 0m).Value);
        Assert.Null(CustomerLifetimeValue.Discounted(100, Ratio.Undefined, 0.1m).Value);
        Assert.Null(CustomerLifetimeValue.Realized(100, 0).Value);
    }

    [Fact]
    public void SixMonthChurn_TakesExactlySix_AndIsUndefinedWhereOneIs()
    {
        Ratio[] six = [.. Enumerable.Range(1, 6).Select(lost => Ratio.Of(lost, 100))];

        Assert.Equal(100m / 0.035m, CustomerLifetimeValue.ArpaOverSixMonthChurn(100, six).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverSixMonthChurn(100, [.. six[..5], Ratio.Undefined]).Value);
        Assert.Null(CustomerLifetimeValue.ArpaOverSixMonthChurn(100, [.. Enumerable.Repeat(Ratio.Of(0, 9), 6)]).Value);
        Assert.Throws<ArgumentException>(() => CustomerLifetimeValue.ArpaOverSixMonthChurn(100, six.AsSpan(0, 5)));
    }

    [Fact]
    public void Margins_AreShares()
    {
        Assert.Equal(40m, CustomerLifetimeValue.ArpaTimesLifetime(5, 10, margin: 0.8m));
        Assert.Equal(1600m, CustomerLifetimeValue.ArpaOverRevenueChurn(100, Ratio.Of(5, 100), margin: 0.8m).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaTimesLifetime(5, 10, margin: 1.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaOverCustomerChurn(5, Ratio.Of(1, 2), margin: -0.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ArpaTimesLifetime(-5, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.ProductOfMeans(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.MeanOfProducts([(1, -1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerLifetimeValue.Discounted(1, Ratio.Of(1, 2), -0.1m));
    }

    [Fact]
    public void Acquisition_AgainstWhatItBrings()
    {
        Assert.Equal(4m, AcquisitionCost.LifetimeValueTo(lifetimeValue: 2000, acquisitionCost: 500).Value);
        Assert.Equal(7.5m, AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100, margin: 0.8m).Value);
        Assert.Equal(5m, AcquisitionCost.OverRetentionCost(acquisitionCost: 500, retentionCost: 100).Value);
        Assert.Null(AcquisitionCost.MonthsToRecover(600, 100, margin: 0m).Value);
    }
}
