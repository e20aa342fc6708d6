using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>Orders in columns are checked as orders in objects are: the same history, findings and counts.</summary>
public sealed class OrderCheckLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1_000)).WithQuietOnSuccess(true);

    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);

    private static readonly Gen<Instant> Moment =
        from hour in Gen.Choose(0, 5)
        from nanoseconds in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Elements(1, 99, 100)))
        select Start + Duration.FromHours(hour) + Duration.FromNanoseconds((long)nanoseconds);

    private static readonly Gen<decimal> Amount = Gen.Frequency(
        (9, Gen.Elements(10m, 10.00m, 7.5m, 7.50m, 0m)),
        (1, Gen.Elements(-1m, 0.1234567m, 10.00000000m, 5_000_000_000m, 9_223_372_036_855m, -0.0m)));

    private static readonly Gen<Currency> AnyCurrency = Gen.Frequency((9, Gen.Constant(Currency.Eur)), (1, Gen.Elements(Currency.Usd, Currency.Jpy)));

    private static readonly Gen<Money?> Refund = Gen.Frequency(
        (6, Gen.Constant<Money?>(null)),
        (2, Gen.Constant<Money?>(Money.Zero(Currency.Eur))),
        (2, from amount in Amount from currency in AnyCurrency select (Money?)new Money(amount, currency)));

    private static readonly Gen<Order> AnyOrder =
        from id in Gen.Frequency((1, Gen.Constant<string?>(null)), (4, Gen.Elements<string?>("1", "2", "3", "4", "5", "A", "a")))
        from customer in Gen.Frequency((8, Gen.Constant("ada")), (2, Gen.Elements("bo", "Ada", "cy", "é", "e\u0301")))
        from at in Gen.Frequency((5, Gen.Constant(Start)), (5, Moment))
        from amount in Amount
        from currency in AnyCurrency
        from status in Gen.Elements(OrderStatus.Completed, OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Refunded)
        from refund in Refund
        from recorded in Gen.Frequency((1, Gen.Constant<Instant?>(null)), (3, Moment.Select(moment => (Instant?)moment)))
        select new Order(customer, at, new Money(amount, currency))
        {
            Id = id is null ? default(OrderId?) : new OrderId(id),
            Status = status,
            Refunded = refund,
            RecordedAt = recorded,
        };

    private static readonly Arbitrary<Order[]> Facts = Arb.From(Gen.OneOf(
        AnyOrder.ArrayOf(),
        from orders in AnyOrder.ArrayOf() from again in Gen.Choose(0, 3) select orders.Concat(orders.Take(again)).ToArray()));

    [Fact]
    public void Columns_SayWhatObjectsSay() => Prop.ForAll(Facts, facts => AssertSame(ReferenceOrderCheck.Of(facts), OrderHistory.Check(facts))).Check(Settings);

    [Fact]
    public void OrdersByCalls_AreCheckedAsByTheReference() => Prop.ForAll(Facts, facts =>
    {
        var builder = new OrderHistoryBuilder<string>();
        foreach (Order order in facts)
        {
            builder.Add(order.Customer.Value, order.OrderedAt, order.Amount, order.Id, order.Status, order.Refunded, order.RecordedAt);
        }

        Assert.Equal(facts.Length, builder.Count);
        AssertSame(ReferenceOrderCheck.Of(facts), builder.Check());
        Assert.Equal(0, builder.Count);
        Assert.Empty(builder.Build());
    }).Check(Settings);

    [Fact]
    public void ABuilder_RefusesABlankKey_AnUnknownStatus_AndOrdersThatContradictEachOther()
    {
        var builder = new OrderHistoryBuilder<string>();

        Assert.Throws<ArgumentNullException>(() => builder.Add(null!, Start, Currency.Eur.Amount(1m)));
        Assert.Throws<ArgumentException>(() => builder.Add(" ", Start, Currency.Eur.Amount(1m)));
        Assert.Equal("status", Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add("ada", Start, Currency.Eur.Amount(1m), status: (OrderStatus)9)).ParamName);
        Assert.Equal(0, builder.Count);
        builder.Add("ada", Start, Currency.Eur.Amount(1m), "1");
        builder.Add("ada", Start, Currency.Eur.Amount(2m), "1");
        Assert.Equal([FindingKind.ConflictingDuplicate], Assert.Throws<InvalidHistoryException>(() => builder.Build()).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Columns_SayWhatObjectsSay_AsKnownAtAnInstant() => Prop.ForAll(Facts, Arb.From(Moment), (facts, instant) =>
    {
        HistoryCheck<OrderHistory, OrderFinding> all = OrderHistory.Check(facts), known = all.History.AsKnownAt(instant);
        ReferenceOrderCheck expected = ReferenceOrderCheck.Of(facts).AsKnownAt(instant);

        AssertSame(expected, known);
        AssertSame(expected.AsKnownAt(Start), known.History.AsKnownAt(Start));
    }).Check(Settings);

    [Fact]
    public void AnyOrderOfRows_GivesTheSameHistoryAndCounts() => Prop.ForAll(Facts, facts =>
    {
        HistoryCheck<OrderHistory, OrderFinding> one = OrderHistory.Check(facts), other = OrderHistory.Check(facts.Reverse());

        Assert.Equal(one.History, other.History);
        Assert.Equal((one.Used, one.Repeated, one.Superseded, one.Refused), (other.Used, other.Repeated, other.Superseded, other.Refused));
        Assert.Equal(one.Findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal), other.Findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal));
    }).Check(Settings);

    [Fact]
    public void ATimeline_IsThatOfTheOrdersOfItsHistory_UnderEachPolicy() => Prop.ForAll(Facts, Arb.From(Gen.Elements(CancelledOrders.Counted, CancelledOrders.LeftOut)), Arb.From(Gen.Elements(Refunds.Ignored, Refunds.Subtracted)), (facts, cancelled, refunds) =>
    {
        OrderHistory history = OrderHistory.Check(facts).History;
        MetricPolicy policy = MetricPolicy.Default with { CancelledOrders = cancelled, Refunds = refunds };
        if (history.Select(order => order.Amount.Currency).Distinct().Count() > 1)
        {
            Assert.Contains(history[0].Amount.Currency.Code, Assert.Throws<ArgumentException>(() => OrderTimeline.FromHistory(history, policy)).Message, StringComparison.Ordinal);
            return;
        }

        var timeline = OrderTimeline.FromHistory(history, policy);
        (string Customer, long Ticks, decimal Amount)[] expected =
        [
            .. history.Where(order => cancelled == CancelledOrders.Counted || order.Status != OrderStatus.Cancelled)
                .Select(order => (order.Customer.Value, order.OrderedAt.ToUnixTimeTicks(), order.Amount.Amount - (refunds == Refunds.Subtracted ? order.Refund.Amount : 0m)))
                .OrderBy(order => order.Item1, StringComparer.Ordinal).ThenBy(order => order.Item2).ThenBy(order => order.Item3),
        ];
        (string Customer, long Ticks, decimal Amount)[] found =
        [
            .. Enumerable.Range(0, timeline.CustomerCount).SelectMany(customer => Enumerable.Range(timeline.Columns.Offsets[customer], timeline.Columns.Offsets[customer + 1] - timeline.Columns.Offsets[customer])
                .Select(row => (timeline.CustomerAt(customer).Value, timeline.Columns.Time[row], timeline.Columns.Amount[row] / 1_000_000m)))
                .OrderBy(order => order.Item1, StringComparer.Ordinal).ThenBy(order => order.Item2).ThenBy(order => order.Item3),
        ];

        Assert.Equal(expected, found);
        Assert.Equal(history.Count == 0 ? Currency.None : history[0].Amount.Currency, timeline.Currency);
    }).Check(Settings);

    [Fact]
    public void FirstAndLastOrder_AreExact_WithinAHundredNanoseconds()
    {
        Instant later = Start + Duration.FromDays(1);
        Order[] orders = [.. new[] { Start.PlusNanoseconds(2), later.PlusNanoseconds(1), Start.PlusNanoseconds(1), later.PlusNanoseconds(2) }.Select(at => new Order("ada", at, new Money(5m, Currency.Eur)))];

        Assert.All(new[] { OrderHistory.Create(orders), OrderHistory.Create(orders.Reverse()) }, history => Assert.Equal((Start.PlusNanoseconds(1), later.PlusNanoseconds(2)), (history.FirstOrder, history.LastOrder)));
    }

    [Fact]
    public async Task AStream_SaysWhatAListSays()
    {
        Order[] facts = [new("ada", Start, new Money(5m, Currency.Eur)) { Id = "1" }, new("ada", Start, new Money(6m, Currency.Eur)) { Id = "1" }, new("bo", Start, new Money(7.50m, Currency.Eur))];

        HistoryCheck<OrderHistory, OrderFinding> check = await OrderHistory.CheckAsync(Stream(facts, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        AssertSame(ReferenceOrderCheck.Of(facts), check);
        Assert.Equal("7.50", check.History[0].Amount.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Assert.ThrowsAsync<InvalidHistoryException>(() => OrderHistory.CreateAsync(Stream(facts, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        Assert.Equal((Start, Start), ((await OrderHistory.CreateAsync(Stream(facts[..1], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)).FirstOrder, check.History.LastOrder));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OrderHistory.CheckAsync(Stream(facts, TestContext.Current.CancellationToken), new CancellationToken(canceled: true)));

        static async IAsyncEnumerable<Order> Stream(Order[] orders, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
        {
            foreach (Order order in orders)
            {
                cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return order;
            }
        }
    }

    private static void AssertSame(ReferenceOrderCheck expected, HistoryCheck<OrderHistory, OrderFinding> found)
    {
        Assert.Equal(expected.Valid, found.History);
        Assert.Equal((expected.Valid.Count, expected.Repeated, expected.Superseded, expected.Refused), (found.Used, found.Repeated, found.Superseded, found.Refused));
        Assert.Equal(expected.Findings.Select(finding => (finding.Kind, finding.Message)), found.Findings.Select(finding => (finding.Kind, finding.Message)));
        Assert.Equal(expected.Findings.SelectMany(finding => finding.Orders), found.Findings.SelectMany(finding => finding.Orders));
        Assert.Equal(found.Used, found.History.Count);
    }
}
