using NodaTime;

namespace Retention.Metrics.Tests.Orders;

/// <summary>Order totals that contradict each other are refused with the period and the value.</summary>
public sealed class OrderTotalsTests
{
    private static readonly ReportingPeriods Quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    // January: one customer twice, one once; February: one customer once; March: nobody.
    private static readonly OrderTotals January = new() { Orders = 3, Revenue = 90_000_000, UniqueCustomers = 2, RepeatCustomers = 1, ReturningCustomers = 1 };
    private static readonly OrderTotals February = new() { Orders = 1, Revenue = 10_000_000, UniqueCustomers = 1, ReturningCustomers = 1 };
    private static readonly OrderTotals All = new() { Orders = 4, Revenue = 100_000_000, UniqueCustomers = 2, RepeatCustomers = 1, ReturningCustomers = 1 };

    [Fact]
    public void Totals_BecomeRows()
    {
        OrderMetrics metrics = OrderMetrics.FromTotals(Quarter, Currency.Eur, [January, February, default], All);

        Assert.Equal((3, 1, 0), (metrics[0].Orders, metrics[1].Orders, metrics[2].Orders));
        Assert.Equal((30m, 0.5m), (metrics[0].AverageOrderValue.Value, metrics[0].RepeatCustomerRate.Value));
        Assert.Equal((Currency.Eur.Amount(100m), 2), (metrics.Overall.Revenue, metrics.Overall.UniqueCustomers));
    }

    [Fact]
    public void Totals_OfTwoParts_Add() =>
        Assert.Equal(new OrderTotals { Orders = 4, Revenue = 100_000_000, UniqueCustomers = 3, RepeatCustomers = 1, ReturningCustomers = 2 }, January + February);

    [Fact]
    public void Periods_MustHaveOneEach() =>
        Refused("There are totals of 2 periods, but 3 periods; expected one for each period.", () => OrderMetrics.FromTotals(Quarter, Currency.Eur, [January, February], All));

    [Fact]
    public void Orders_MustNotBeNegative() => RefusedJanuary(January with { Orders = -1 }, "Orders is -1; it must be between 0 and");

    [Fact]
    public void Revenue_MustNotBeNegative() => RefusedJanuary(January with { Revenue = -1 }, "Revenue is -1; it must be between 0 and");

    [Fact]
    public void Revenue_MustBeReadableAsMoney() =>
        RefusedJanuary(January with { Revenue = (Int128)decimal.MaxValue + 1 }, "Revenue is 79228162514264337593543950336; it must be between 0 and 79228162514264337593543950335.");

    [Fact]
    public void UniqueCustomers_MustNotBeNegative() => RefusedJanuary(January with { UniqueCustomers = -2 }, "UniqueCustomers is -2; it must be between 0 and");

    [Fact]
    public void RepeatCustomers_MustNotBeNegative() => RefusedJanuary(January with { RepeatCustomers = -3 }, "RepeatCustomers is -3; it must be between 0 and");

    [Fact]
    public void ReturningCustomers_MustNotBeNegative() => RefusedJanuary(January with { ReturningCustomers = -4 }, "ReturningCustomers is -4; it must be between 0 and");

    [Fact]
    public void ReturningCustomers_AreAtMostAllCustomers() => RefusedJanuary(January with { ReturningCustomers = 3 }, "ReturningCustomers is 3; it must be at most UniqueCustomers, 2.");

    [Fact]
    public void RepeatCustomers_AreReturning() => RefusedJanuary(January with { RepeatCustomers = 2 }, "RepeatCustomers is 2; it must be at most ReturningCustomers, 1:");

    [Fact]
    public void Orders_AreAtLeastOneOfEachCustomer_AndTwoOfEachRepeatCustomer() => RefusedJanuary(January with { Orders = 2 }, "Orders is 2; it must be at least 3:");

    [Fact]
    public void Orders_WithoutRepeatCustomers_AreOneOfEach() => RefusedJanuary(January with { RepeatCustomers = 0 }, "Orders is 3; without repeat customers it must be UniqueCustomers, 2.");

    [Fact]
    public void Revenue_NeedsOrders() => RefusedJanuary(new OrderTotals { Revenue = 1 }, "Revenue is 1; without orders it must be 0.");

    [Fact]
    public void Overall_MustNotContradictItself() => RefusedOverall(All with { ReturningCustomers = 3 }, "ReturningCustomers is 3; it must be at most UniqueCustomers, 2.");

    [Fact]
    public void OverallOrders_AreThoseOfThePeriods() => RefusedOverall(All with { Orders = 5 }, "Orders is 5, but the periods have 4; they must be equal.");

    [Fact]
    public void OverallRevenue_IsThatOfThePeriods() => RefusedOverall(All with { Revenue = 1 }, "Revenue is 1, but the periods have 100000000; they must be equal.");

    [Fact]
    public void OverallCustomers_AreAtLeastThoseOfAPeriod() => RefusedOverall(All with { UniqueCustomers = 1 }, "UniqueCustomers is 1; the periods allow 2 to 3.");

    [Fact]
    public void OverallCustomers_AreAtMostThoseOfAllPeriods() =>
        RefusedOverall([January, January with { ReturningCustomers = 2 }, default], All with { Orders = 6, Revenue = 180_000_000, UniqueCustomers = 5 }, "UniqueCustomers is 5; the periods allow 2 to 4.");

    [Fact]
    public void OverallRepeatCustomers_AreAtLeastThoseOfAPeriod() =>
        RefusedOverall(
            [January with { Orders = 4, RepeatCustomers = 2, ReturningCustomers = 2 }, default, default],
            All with { Revenue = 90_000_000 },
            "RepeatCustomers is 1; the periods allow 2 to 2.");

    [Fact]
    public void OverallRepeatCustomers_OrderTwiceInAPeriodOrInTwoPeriods() =>
        RefusedOverall(
            [new() { Orders = 9, UniqueCustomers = 3, RepeatCustomers = 1, ReturningCustomers = 2 }, default, default],
            new() { Orders = 9, UniqueCustomers = 3, RepeatCustomers = 2, ReturningCustomers = 2 },
            "RepeatCustomers is 2; the periods allow 1 to 1.");

    [Fact]
    public void OverallReturningCustomers_AreAtLeastThoseOfAPeriod() =>
        RefusedOverall([January with { ReturningCustomers = 2 }, February, default], All, "ReturningCustomers is 1; the periods allow 2 to 3.");

    [Fact]
    public void OverallReturningCustomers_AreAtMostThoseOfAllPeriods() =>
        RefusedOverall([January, default, default], All with { Orders = 3, Revenue = 90_000_000, ReturningCustomers = 2 }, "ReturningCustomers is 2; the periods allow 1 to 1.");

    private static void RefusedJanuary(OrderTotals january, string message) => Refused($"Totals of period 2026-01: {message}", () => OrderMetrics.FromTotals(Quarter, Currency.Eur, [january, February, default], All));

    private static void RefusedOverall(OrderTotals overall, string message) => RefusedOverall([January, February, default], overall, message);

    private static void RefusedOverall(OrderTotals[] totals, OrderTotals overall, string message) => Refused($"Totals of all periods: {message}", () => OrderMetrics.FromTotals(Quarter, Currency.Eur, totals, overall));

    private static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
