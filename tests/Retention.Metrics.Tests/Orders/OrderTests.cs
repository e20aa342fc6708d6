using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Orders;

/// <summary>Orders small enough for paper, and what an order history or timeline refuses.</summary>
public sealed class OrderTests
{
    private static readonly OrderHistory Paper =
    [
        Order("bo", "2026-01-20", 10),
        Order("ada", "2026-02-03", 50),
        Order("ada", "2026-01-05", 30),
        Order("ada", "2026-01-05", 20) with { Status = OrderStatus.Cancelled },
        Order("ada", "2026-01-09", 40) with { Refunded = Eur(15) },
        Order("cy", "2026-02-10", 0),
        Order("bo", "2026-02-28", 60) with { Status = OrderStatus.Refunded },
    ];

    [Fact]
    public void SevenOrders_OnPaper()
    {
        OrderTimeline orders = OrderTimeline.FromHistory(Paper);
        OrderMetrics metrics = orders.Metrics(Months("2026-01", "2026-02"));
        DaysBetweenOrders days = orders.DaysBetweenOrders(metrics.Periods);
        (OrderMetricsRow january, OrderMetricsRow february, OrderMetricsRow both) = (metrics[0], metrics[1], metrics.Overall);

        Assert.Equal((3, 65m, 2, 1, 1, 1), (january.Orders, january.Revenue.Amount, january.UniqueCustomers, january.OneTimeCustomers, january.RepeatCustomers, january.ReturningCustomers));
        Assert.Equal((3, 50m, 3, 3, 0, 2), (february.Orders, february.Revenue.Amount, february.UniqueCustomers, february.OneTimeCustomers, february.RepeatCustomers, february.ReturningCustomers));
        Assert.Equal((6, 115m, 3, 1, 2, 2), (both.Orders, both.Revenue.Amount, both.UniqueCustomers, both.OneTimeCustomers, both.RepeatCustomers, both.ReturningCustomers));
        Assert.Equal((1.5m, 0.5m, 32.5m), (january.PurchaseFrequency.Value, january.RepeatCustomerRate.Value, january.RevenuePerCustomer.Value));
        Assert.Equal((4m, 4m), (days[0].Mean.Value, days[0].Median));
        Assert.Equal((32m, 32m), (days[1].Mean.Value, days[1].Median)); // 25 and 39
        Assert.Equal((68m / 3m, 25m), (days.Overall.Mean.Value, days.Overall.Median));
    }

    [Fact]
    public void CancelledAndRefunded_ByPolicy()
    {
        MetricPolicy all = MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted, Refunds = Refunds.Ignored };

        Assert.Equal((7, 210m), (OrderTimeline.FromHistory(Paper, all).OrderCount, OrderTimeline.FromHistory(Paper, all).Metrics(Months("2026-01", "2026-02")).Overall.Revenue.Amount));
    }

    [Fact]
    public void TimeBetweenOrders_IsWholeLocalDays_SameDayNone()
    {
        OrderTimeline orders = OrderTimeline.FromHistory([Order("ada", "2026-03-28T22:30", 1), Order("ada", "2026-03-28T23:30", 1), Order("ada", "2026-03-29T21:59", 1)]);
        DayHistogram utc = orders.DaysBetweenOrders(Months("2026-03", "2026-03"))[0];
        DayHistogram berlin = orders.DaysBetweenOrders(ReportingCalendar.Months(Zone("Europe/Berlin")).Containing(new LocalDate(2026, 3, 1)))[0];

        Assert.Equal(Ratio.Of(1, 2), utc.Mean); // 28, 28, 29 March
        Assert.Equal(Ratio.Of(1, 2), berlin.Mean); // 28 March 23:30, 29 March 00:30, 29 March 23:59
        Assert.NotEqual(utc, utc.Merge(berlin));
        Assert.Equal((4, 0.5m), ((int)utc.Merge(berlin).Count, utc.Merge(berlin).Median));
    }

    [Fact]
    public void RepeatWithin_CountsOnlyThoseWhoseDaysHaveEnded()
    {
        OrderTimeline orders = OrderTimeline.FromHistory(
        [
            Order("ada", "2026-01-01", 1), Order("ada", "2026-01-31", 1),
            Order("bo", "2026-01-02", 1), Order("bo", "2026-02-02", 1),
            Order("cy", "2026-01-30", 1), Order("cy", "2026-01-31", 1),
        ]);

        Assert.Equal(Ratio.Of(1, 2), Assert.Single(orders.RepeatWithin(Months("2026-01", "2026-01"), 30, Utc("2026-02-10"))));
        Assert.Equal(Ratio.Of(2, 3), Assert.Single(orders.RepeatWithin(Months("2026-01", "2026-01"), 30, Utc("2026-03-10"))));
        Assert.Null(Assert.Single(orders.RepeatWithin(Months("2026-01", "2026-01"), 30, Utc("2026-01-10"))).Value);
        Assert.Equal(Ratio.Of(1, 3), Assert.Single(orders.RepeatWithin(Months("2026-01", "2026-01"), 1, Utc("2026-03-10"))));
        Assert.Null(Assert.Single(orders.RepeatWithin(Months("2026-01", "2026-01"), 36_500, Utc("2026-03-10"))).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => orders.RepeatWithin(Months("2026-01", "2026-01"), 0, Utc("2026-01-10")));
        Assert.Throws<ArgumentOutOfRangeException>(() => orders.RepeatWithin(Months("2026-01", "2026-01"), 36_501, Utc("2026-01-10")));
    }

    [Fact]
    public void OrdersWithoutAnId_AreNeverTakenForEachOther_ThoseWithOneAre()
    {
        Order plain = Order("ada", "2026-01-05", 30);

        Assert.Equal(3, OrderHistory.Create(plain, plain, plain).Count);
        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check([plain with { Id = "o1" }, plain with { Id = "o1" }]);
        Assert.Equal((1, 1, 0, 0), (check.Used, check.Repeated, check.Superseded, check.Refused));
    }

    [Fact]
    public void ALaterState_TakesTheOrdersPlace_AndAsKnownAtGoesBack()
    {
        OrderHistory history =
        [
            Order("ada", "2026-01-05", 30) with { Id = "o1", Status = OrderStatus.Refunded, RecordedAt = Utc("2026-02-01") },
            Order("ada", "2026-01-05", 30) with { Id = "o1", RecordedAt = Utc("2026-01-05") },
            Order("bo", "2026-01-06", 10),
        ];

        Assert.Equal([OrderStatus.Refunded, OrderStatus.Completed], history.Select(order => order.Status));
        Assert.Equal(OrderStatus.Completed, Assert.Single(history.AsKnownAt(Utc("2026-01-05")).History).Status);
        Assert.Equal(2, history.AsKnownAt(Utc("2026-01-31")).History.Count);
        Assert.Equal((2, 0, 1, 0), Counts(history.AsKnownAt(Utc("2026-02-01"))));
        Assert.Equal((2, 1, 1, 2), Counts(OrderHistory.Check(
        [
            Order("ada", "2026-01-05", 30) with { Id = "o1", Status = OrderStatus.Refunded, RecordedAt = Utc("2026-02-01") },
            Order("ada", "2026-01-05", 30) with { Id = "o1", RecordedAt = Utc("2026-01-05") },
            Order("bo", "2026-01-06", -10),
            Order("bo", "2026-01-07", 10) with { Id = "o2" },
            Order("bo", "2026-01-07", 10) with { Id = "o2" },
            Order("bo", "2026-01-08", -10),
        ])));

        static (int Used, int Repeated, int Superseded, int Refused) Counts(HistoryCheck<OrderHistory, OrderFinding> check) => (check.Used, check.Repeated, check.Superseded, check.Refused);
    }

    /// <summary>Orders that differ in one part only, so that no figure but this part can tell them apart.</summary>
    public static TheoryData<string> Parts => [.. Different.Keys];

    private static readonly Dictionary<string, Func<Order, Order>> Different = new(StringComparer.Ordinal)
    {
        ["amount"] = order => order with { Amount = Eur(31) },
        ["instant"] = order => order with { OrderedAt = Utc("2026-01-06") },
        ["customer"] = order => order with { Customer = "bo" },
        ["id"] = order => order with { Id = "o1" },
        ["status"] = order => order with { Status = OrderStatus.Refunded },
        ["called off"] = order => order with { Status = OrderStatus.Cancelled },
        ["refund"] = order => order with { Refunded = Eur(1) },
        ["refund of nothing"] = order => order with { Refunded = Eur(0) },
        ["currency"] = order => order with { Amount = Currency.Usd.Amount(30) },
        ["recorded"] = order => order with { RecordedAt = Utc("2026-01-07") },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void TwoOrders_ThatDifferInOnePart_StandInOneOrder(string part)
    {
        Order one = Order("ada", "2026-01-05", 30);
        Order other = Different[part](one);

        Assert.Equal(OrderHistory.Create(one, other), OrderHistory.Create(other, one));
        Assert.Equal(2, OrderHistory.Create(one, other).Count);
    }

    [Fact]
    public void TwoOrders_OfDifferentRefunds_AndFindings_StandInOneOrder()
    {
        Order less = Order("ada", "2026-01-05", 30) with { Refunded = Eur(1) }, more = less with { Refunded = Eur(2) };

        Assert.Equal(OrderHistory.Create(less, more), OrderHistory.Create(more, less));
        Assert.Equal(["ada", "bo"], OrderHistory.Check([Order("bo", "2026-01-05", -1), Order("ada", "2026-01-06", -1)]).Findings.Select(finding => finding.Orders[0].Customer.Value));
    }

    [Fact]
    public void TheLargestOrder_IsSound_AndOneThatCannotBeIsNamedByItsId()
    {
        Assert.Empty(OrderHistory.Check([Order("ada", "2026-01-05", 9_223_372_036_854.775807m)]).Findings);
        Assert.Contains("order o7 of customer ada", Assert.Single(OrderHistory.Check([Order("ada", "2026-01-05", -1) with { Id = "o7" }]).Findings).ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Findings => [.. Broken.Keys];

    private static readonly Dictionary<string, (FindingKind Kind, Order[] Orders)> Broken = new(StringComparer.Ordinal)
    {
        ["negative order"] = (FindingKind.NegativeOrder, [Order("ada", "2026-01-05", -1)]),
        ["negative refund"] = (FindingKind.NegativeRefund, [Order("ada", "2026-01-05", 1) with { Refunded = Eur(-1) }]),
        ["refund above order"] = (FindingKind.RefundAboveOrder, [Order("ada", "2026-01-05", 1) with { Refunded = Eur(1.01m) }]),
        ["refund in another currency"] = (FindingKind.CurrencyChanged, [Order("ada", "2026-01-05", 1) with { Refunded = Currency.Usd.Amount(1) }]),
        ["seven decimals"] = (FindingKind.PriceTooPrecise, [Order("ada", "2026-01-05", 0.0000001m)]),
        ["seven decimals back"] = (FindingKind.PriceTooPrecise, [Order("ada", "2026-01-05", 1) with { Refunded = Eur(0.0000001m) }]),
        ["too large"] = (FindingKind.PriceOverflow, [Order("ada", "2026-01-05", 9_223_372_036_855m)]),
        ["one id, two contents"] = (FindingKind.ConflictingDuplicate, [Order("ada", "2026-01-05", 1) with { Id = "o1" }, Order("ada", "2026-01-05", 2) with { Id = "o1" }]),
        ["one id, two customers"] = (FindingKind.ConflictingDuplicate, [Order("ada", "2026-01-05", 1) with { Id = "o1" }, Order("eve", "2026-01-05", 1) with { Id = "o1" }]),
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void AnOrderThatCannotBe_IsAFinding(string name)
    {
        (FindingKind kind, Order[] orders) = Broken[name];
        Order valid = Order("bo", "2026-01-01", 5);

        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check([.. orders, valid]);
        OrderFinding finding = Assert.Single(check.Findings);

        Assert.Equal(kind, finding.Kind);
        Assert.Equal(orders.Length, finding.Orders.Count);
        Assert.Equal([valid], check.History);
        Assert.Equal((1, 0, 0, orders.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
        Assert.Equal(finding.ToString(), Assert.Single(OrderHistory.Check([valid, .. orders.Reverse()]).Findings).ToString());
        Assert.Equal(kind, Assert.Single(Assert.Throws<InvalidHistoryException>(() => OrderHistory.Create([.. orders, valid])).Findings).Kind);
    }

    [Fact]
    public void WhatIsNoBook_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => OrderTimeline.FromHistory([Order("ada", "2026-01-05", 1), new("bo", Utc("2026-01-05"), Currency.Usd.Amount(1))]));
        Assert.Throws<ArgumentException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [-1]));
        Assert.Throws<ArgumentException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1, 2], [Utc("2026-01-05")], [1]));
        Assert.ThrowsAny<ArgumentException>(() => OrderTimeline.FromColumns<string>(Currency.Eur, [""], [Utc("2026-01-05")], [1]));
        Assert.Throws<OverflowException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [long.MaxValue]));
        Assert.Throws<ArgumentException>(() => OrderHistory.Check([null!]));
        Assert.Throws<ArgumentException>(() => OrderHistory.Check([new(default, Utc("2026-01-05"), Eur(1))]));
        Assert.Throws<ArgumentNullException>(() => OrderHistory.Check(null!));
        Assert.Throws<ArgumentNullException>(() => OrderTimeline.FromHistory(null!));
        OrderTimeline orders = OrderTimeline.FromHistory(Paper);
        Assert.Throws<ArgumentOutOfRangeException>(() => orders.Explain(Months("2026-01", "2026-01"), (OrderFigure)99));
        Assert.Throws<ArgumentException>(() => orders.Metrics(Months("2026-01", "2026-01")).Merge(orders.Metrics(Months("2026-02", "2026-02"))));
    }

    [Fact]
    public void Amounts_ThatPass64BitsTogether_AddUp()
    {
        const long NearlyTheHighest = long.MaxValue / 10_000;
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1, 2], [Utc("2026-01-05"), Utc("2026-01-06"), Utc("2026-01-07")], [NearlyTheHighest, NearlyTheHighest, NearlyTheHighest]);
        OrderMetricsRow january = orders.Metrics(Months("2026-01", "2026-01"))[0];

        Assert.False(orders.Columns.FitsInto64Bits);
        Assert.Equal(3 * (NearlyTheHighest / 100m), january.Revenue.Amount);
        Assert.Equal((3L, 2L, 1L), (january.Orders, january.UniqueCustomers, january.RepeatCustomers));
    }

    [Fact]
    public void OneOrderThatIsTooLargeForSumsOf64Bits_IsEnough()
    {
        const long NearlyTheHighest = long.MaxValue / 10_000;
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1, 1, 2], [Utc("2026-01-05"), Utc("2026-01-06"), Utc("2026-01-07")], [NearlyTheHighest, 0, NearlyTheHighest]);

        Assert.Equal(2 * (NearlyTheHighest / 100m), orders.Metrics(Months("2026-01", "2026-01"))[0].Revenue.Amount);
        Assert.Throws<OverflowException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [NearlyTheHighest + 1]));
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 1)]
    public void ColumnsOfDifferentLengths_AreRefused(int customers, int instants, int amounts) =>
        Assert.Throws<ArgumentException>(nameof(customers), () => OrderTimeline.FromColumns<int>(
            Currency.Eur, new int[customers], Enumerable.Repeat(Utc("2026-01-05"), instants).ToArray(), new long[amounts]));

    [Theory]
    [InlineData("cancelled refunded", 0, 0)]
    [InlineData("refunded cancelled", 0, 0)]
    [InlineData("cancelled partly", 0, 0)]
    [InlineData("cancelled refunded partly", 0, 0)]
    [InlineData("cancelled completed", 1, 30)]
    [InlineData("cancelled completed refunded", 1, 0)]
    [InlineData("completed refunded", 1, 0)]
    public void ARefund_DoesNotBringACancelledOrderBack(string recorded, int orders, int revenue)
    {
        Order[] versions = [.. recorded.Split(' ').Select((state, i) => Order("ada", "2026-01-05", 30) with
        {
            Id = "o1",
            RecordedAt = Utc("2026-02-01") + Duration.FromDays(i),
            Status = state switch { "cancelled" => OrderStatus.Cancelled, "refunded" => OrderStatus.Refunded, _ => OrderStatus.Completed },
            Refunded = state == "partly" ? Eur(10) : null,
        })];
        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(versions.Reverse());
        OrderMetricsRow january = OrderTimeline.FromHistory(check.History).Metrics(Months("2026-01", "2026-01"))[0];

        Assert.Equal((1, 0, versions.Length - 1, 0), (check.Used, check.Repeated, check.Superseded, check.Refused));
        Assert.Equal((orders, Eur(revenue)), ((int)january.Orders, january.Revenue));
        Assert.Equal(1, OrderTimeline.FromHistory(check.History, MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted }).Metrics(Months("2026-01", "2026-01"))[0].Orders);
    }

    [Fact]
    public void DaysThatEndAtAsOf_HaveNotEndedBefore()
    {
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [1], [Utc("2026-01-05")], [100]);

        Assert.Null(orders.RepeatWithin(Months("2026-01", "2026-01"), 30, Utc("2026-02-04"))[0].Value);
        Assert.Equal(Ratio.Of(0, 1), orders.RepeatWithin(Months("2026-01", "2026-01"), 30, Utc("2026-02-04") + Duration.FromTicks(1))[0]);
    }

    [Fact]
    public void FirstAndLastOrder_AreOfAllCustomers()
    {
        OrderTimeline orders = OrderTimeline.FromColumns<int>(Currency.Eur, [2, 1, 1, 3], [Utc("2026-01-09"), Utc("2026-01-20"), Utc("2026-01-05"), Utc("2026-01-10")], [1, 1, 1, 1]);

        Assert.Equal((Utc("2026-01-05"), Utc("2026-01-20")), (orders.FirstOrder, orders.LastOrder));
    }

    [Fact]
    public void AnEmptyBook_HasUndefinedRates()
    {
        OrderTimeline orders = OrderTimeline.FromHistory([]);
        OrderMetricsRow row = orders.Metrics(Months("2026-01", "2026-01")).Overall;
        DayHistogram days = orders.DaysBetweenOrders(Months("2026-01", "2026-01")).Overall;

        Assert.Equal((null, null, 0), (orders.FirstOrder, orders.LastOrder, orders.CustomerCount));
        Assert.All(
            [row.PurchaseFrequency, row.PurchaseFrequencyPerOneTimeCustomer, row.RepeatCustomerRate, row.RepeatPerOneTimeCustomer, row.ReturningCustomerRate, days.Mean],
            rate => Assert.Null(rate.Value));
        Assert.Equal((null, null, null), (row.AverageOrderValue.Value, row.RevenuePerCustomer.Value, days.Median));
    }

    private static Order Order(string customer, string at, decimal amount) => new(customer, Utc(at), Eur(amount));

    [Fact]
    public void RepeatWithin_IsMadeOfTotals_ThatCanBe()
    {
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        Instant asOf = Instant.FromUtc(2026, 3, 1, 0, 0);
        OrderTimeline orders = OrderTimeline.FromHistory(
        [
            new Order("ada", Instant.FromUtc(2026, 1, 5, 0, 0), Currency.Eur.Amount(1m)), new Order("ada", Instant.FromUtc(2026, 1, 9, 0, 0), Currency.Eur.Amount(1m)),
            new Order("bo", Instant.FromUtc(2026, 1, 5, 0, 0), Currency.Eur.Amount(1m)),
        ]);

        Assert.Equal(orders.RepeatWithin(january, 30, asOf), RepeatWithin.FromTotals(january, 30, asOf, [Ratio.Of(1, 2)]));
        Assert.NotEqual(orders.RepeatWithin(january, 30, asOf), RepeatWithin.FromTotals(january, 30, asOf, [Ratio.Of(2, 2)]));
        Assert.Contains("2026-01 is 3/2", Assert.Throws<ArgumentException>(() => RepeatWithin.FromTotals(january, 30, asOf, [Ratio.Of(3, 2)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RepeatWithin.FromTotals(january, 30, asOf, [Ratio.Of(0.5m, 2)]));
        Assert.Throws<ArgumentException>(() => RepeatWithin.FromTotals(january, 30, asOf, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => RepeatWithin.FromTotals(january, 0, asOf, [Ratio.Of(1, 2)]));
    }
}
