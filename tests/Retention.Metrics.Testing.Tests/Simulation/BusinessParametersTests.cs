using NodaTime;

namespace Retention.Metrics.Testing.Tests.Simulation;

public sealed class BusinessParametersTests
{
    [Fact]
    public void EveryValue_IsCheckedWhenItIsSet()
    {
        var parameters = new BusinessParameters();
        Func<BusinessParameters>[] outside =
        [
            () => parameters with { FirstMonth = new YearMonth(9001, 1) }, () => parameters with { FirstMonth = new YearMonth(0, 12) },
            () => parameters with { FirstMonth = new YearMonth(2024, 1, CalendarSystem.Coptic) },
            () => parameters with { Months = 0 }, () => parameters with { Months = 601 },
            () => parameters with { Price = new Money(0m, Currency.Eur) }, () => parameters with { Price = new Money(-1m, Currency.Eur) }, () => parameters with { Price = new Money(0.001m, Currency.Eur) },
            () => parameters with { Price = new Money(10_000_000.01m, Currency.Eur) }, () => parameters with { Price = new Money(decimal.MaxValue, Currency.Eur) }, () => parameters with { Price = new Money(0.5m, Currency.Jpy) },
            () => parameters with { OpeningCustomers = -1 }, () => parameters with { OpeningCustomers = 100_000_001 },
            () => parameters with { CustomersPerMonth = -0.1m }, () => parameters with { CustomersPerMonth = 100_000_001m },
            () => parameters with { MonthlyGrowth = -0.51m }, () => parameters with { MonthlyGrowth = 1.01m },
            () => parameters with { MostDaysLate = 0 }, () => parameters with { MostDaysLate = 3651 },
            () => parameters with { OrdersPerMonth = -1m }, () => parameters with { OrdersPerMonth = 101m },
            () => parameters with { AverageOrder = -1m }, () => parameters with { AverageOrder = 1_000_000_001m },
        ];

        Assert.All(outside, with => Assert.Throws<ArgumentOutOfRangeException>(with));
        Assert.Equal("Zone", Assert.Throws<ArgumentNullException>(() => parameters with { Zone = null! }).ParamName);
        Assert.Equal("Seasonality", Assert.Throws<ArgumentNullException>(() => parameters with { Seasonality = null! }).ParamName);
    }

    /// <summary>Found by reflection, so that a share added later is checked too.</summary>
    [Fact]
    public void EveryShare_IsFrom0To1_AndTheMessageSaysSo()
    {
        string[] others = ["CustomersPerMonth", "MonthlyGrowth", "OrdersPerMonth", "AverageOrder"];
        System.Reflection.PropertyInfo[] shares = [.. typeof(BusinessParameters).GetProperties().Where(property => property.PropertyType == typeof(decimal) && !others.Contains(property.Name, StringComparer.Ordinal))];

        Assert.Equal(17, shares.Length);
        Assert.All(shares, share =>
        {
            foreach (decimal value in new[] { -0.000001m, 1.000001m, decimal.MinValue, decimal.MaxValue })
            {
                var refused = (ArgumentOutOfRangeException)Assert.Throws<System.Reflection.TargetInvocationException>(() => share.SetValue(new BusinessParameters(), value)).InnerException!;
                Assert.Equal((share.Name, value), (refused.ParamName, refused.ActualValue));
                Assert.StartsWith("0 to 1.", refused.Message, StringComparison.Ordinal);
            }

            share.SetValue(new BusinessParameters(), 0m);
            share.SetValue(new BusinessParameters(), 1m);
        });
    }

    [Fact]
    public void SharesOfTheSameCustomers_AreAtMostAll()
    {
        Assert.Contains(
            "MonthlyChurn 0.5, MonthlyPauses 0.2, MonthlyExpansion 0.3 and MonthlyContraction 0.1 are shares of the same customers",
            Assert.Throws<ArgumentException>(() => new SimulatedBusiness(new BusinessParameters { MonthlyChurn = 0.5m, MonthlyPauses = 0.2m, MonthlyExpansion = 0.3m, MonthlyContraction = 0.1m }, seed: 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SimulatedBusiness(new BusinessParameters { RefundedOrders = 0.6m, CancelledOrders = 0.5m }, seed: 1));
        _ = new SimulatedBusiness(new BusinessParameters { MonthlyChurn = 0.5m, MonthlyPauses = 0.2m, MonthlyExpansion = 0.2m, MonthlyContraction = 0.1m, RefundedOrders = 0.5m, CancelledOrders = 0.5m }, seed: 1);
    }

    [Fact]
    public void MoreCustomersThanThereCanBe_AreRefused_WithTheMonthThatBreaksIt()
    {
        Assert.Contains("By 2025-01 the parameters ask for more than 100000000 customers", Assert.Throws<ArgumentException>(() => new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 8_000_000m }, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 1m, MonthlyGrowth = 1m, Months = 600 }, seed: 1));
        Assert.Throws<ArgumentException>(() => new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 1m, MonthlyGrowth = 1m, Months = 600, Seasonality = Seasonality.Of(0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m) }, seed: 1));
        Assert.Equal(0, new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 0m, MonthlyGrowth = 1m, Months = 600 }, seed: 1).CustomerCount);
    }

    [Fact]
    public void AFallingBusiness_RunsOutOfArrivals()
    {
        var business = new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 8m, MonthlyGrowth = -0.5m, Months = 600 }, seed: 1);

        Assert.Equal(16, business.CustomerCount);
        Assert.Equal([8L, 4L, 2L, 1L], business.Timeline().RollForward(business.Months).Take(4).Select(row => row.NewCustomers));
    }

    [Fact]
    public void Extremes_StayWithinTheirBounds()
    {
        var dear = new BusinessParameters
        {
            Price = new Money(1_000_000_000m, Currency.Jpy),
            OpeningCustomers = 20,
            CustomersPerMonth = 0m,
            Months = 120,
            MonthlyChurn = 0m,
            MonthlyExpansion = 1m,
            ExpansionBy = 1m,
            MonthlyContraction = 0m,
            SeveralSubscriptions = 1m,
        };
        var cheap = new BusinessParameters
        {
            Price = new Money(0.01m, Currency.Eur),
            OpeningCustomers = 20,
            CustomersPerMonth = 0m,
            Months = 120,
            MonthlyChurn = 0m,
            MonthlyExpansion = 0m,
            MonthlyContraction = 1m,
            ContractionBy = 1m,
        };

        Assert.All(new SimulatedBusiness(dear, seed: 1).Levels(), row => Assert.InRange(row.MonthlyMinorUnits, 1, 100_000_000_000));
        Assert.Equal(20, new SimulatedBusiness(dear, seed: 1).Timeline().RollForward(new SimulatedBusiness(dear, seed: 1).Months)[^1].ClosingCustomers);
        Assert.Equal(20, new SimulatedBusiness(cheap, seed: 1).Timeline().RollForward(new SimulatedBusiness(cheap, seed: 1).Months)[^1].ClosingCustomers);
        _ = RevenueTimeline.FromHistory(new SimulatedBusiness(dear, seed: 1).History());
        _ = RevenueTimeline.FromHistory(new SimulatedBusiness(cheap, seed: 1).History());
    }

    [Fact]
    public void ARangeOfCustomersThatAreNotThere_IsRefusedAtOnce()
    {
        var business = new SimulatedBusiness(new BusinessParameters { CustomersPerMonth = 10m, Months = 1 }, seed: 1);

        Assert.Empty(business.Levels(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => business.Levels(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => business.Levels(0, 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => business.Levels(5, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => business.Orders(0, -1));
        Assert.Throws<ArgumentNullException>(() => new SimulatedBusiness(null!, seed: 1));
    }

    [Fact]
    public void Seasonality_HasTwelveFactors_AndEqualsByThem()
    {
        Seasonality season = Seasonality.Of(1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m);

        Assert.Equal(Seasonality.None, season);
        Assert.Equal(Seasonality.None.GetHashCode(), season.GetHashCode());
        Assert.Equal(new BusinessParameters(), new BusinessParameters { Seasonality = season });
        Assert.NotEqual(Seasonality.None, Seasonality.Of(2m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m));
        Assert.Equal("1 1 1 1 1 1 1 1 1 1 1 1", season.ToString());
        Assert.Throws<ArgumentException>(() => Seasonality.Of(1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Seasonality.Of(1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, -1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Seasonality.Of(1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 1m, 101m));
    }

    [Fact]
    public void ABusiness_SaysItsSize() => Assert.Equal("2400 customers over 24 months from 2024-01, seed 7", new SimulatedBusiness(new BusinessParameters(), seed: 7).ToString());
}
