using System.Collections.Immutable;
using FsCheck;
using NodaTime;

namespace Retention.Metrics.Testing.Laws;

/// <summary>Levels of revenue.</summary>
internal sealed class LevelPopulation : Population<RevenueLevel>
{
    public override Arbitrary<Sample<RevenueLevel>> Any { get; } = Samples(RevenueScenario.Any, scenario => new(scenario.Scenario, scenario.Levels, 0), one => new RevenueScenario(one.Scenario, one.Rows));

    public override CustomerId CustomerOf(RevenueLevel row) => row.Customer;

    public override Instant At(RevenueLevel row) => row.At;

    public override RevenueLevel Times(RevenueLevel row, int factor) => row with { Revenue = RecurringRevenue.PerYear(row.Revenue.Annual * factor) };

    public override ImmutableArray<RevenueLevel> Neutral(Sample<RevenueLevel> sample) => [Pays(sample, sample.InPeriod, 0m)];

    public override ImmutableArray<RevenueLevel> Comes(Sample<RevenueLevel> sample) => [Pays(sample, sample.InPeriod, 42m)];

    public override ImmutableArray<RevenueLevel> Stays(Sample<RevenueLevel> sample) => [Pays(sample, sample.Periods.Start - Duration.FromDays(1), 10m)];

    public override ImmutableArray<RevenueLevel> Leaves(Sample<RevenueLevel> sample) => [.. Stays(sample), Pays(sample, sample.InPeriod, 0m)];

    public override string Code(ImmutableArray<RevenueLevel> rows) => CSharpCode.Of(rows);

    /// <summary>What each customer pays at two instants, in yearly amounts: replayed from the levels, without a timeline.</summary>
    public static IReadOnlyList<(decimal Opening, decimal Closing)> OpeningsAndClosings(IReadOnlyList<RevenueLevel> levels, ReportingPeriod period) =>
    [
        .. from own in levels.GroupBy(level => level.Customer)
           select (PaidAt(own, period.Start), PaidAt(own, period.End)),
    ];

    private static decimal PaidAt(IEnumerable<RevenueLevel> own, Instant instant) =>
        own.Where(level => level.At < instant).GroupBy(level => level.Subscription).Sum(life => life.MaxBy(level => level.At).Revenue.Annual.Amount);

    private static RevenueLevel Pays(Sample<RevenueLevel> sample, Instant at, decimal amount)
    {
        Currency currency = sample.Rows.Length == 0 ? Currency.Eur : sample.Rows[0].Revenue.Currency;
        return new RevenueLevel(Zoe, Zoe, at, RecurringRevenue.PerMonth(currency.Amount(amount)));
    }
}

/// <summary>Subscription events.</summary>
internal sealed class EventPopulation : Population<SubscriptionEvent>
{
    public override Arbitrary<Sample<SubscriptionEvent>> Any { get; } = Of(SubscriptionScenario.Any);

    public override Arbitrary<Sample<SubscriptionEvent>> AnyToScale { get; } = Of(SubscriptionScenario.AnyToScale);

    public override CustomerId CustomerOf(SubscriptionEvent row) => row.Customer;

    public override Instant At(SubscriptionEvent row) => row.At;

    public override SubscriptionEvent Times(SubscriptionEvent row, int factor) => EventParts.Priced(row, (price, discount) =>
        (price with { Amount = price.Amount * factor }, discount?.AmountOff is { } off ? Discount.Amount(off * factor, discount.Until) : discount));

    public override ImmutableArray<SubscriptionEvent> Neutral(Sample<SubscriptionEvent> sample) => [Starts(sample, sample.InPeriod, 0m)];

    public override ImmutableArray<SubscriptionEvent> Comes(Sample<SubscriptionEvent> sample) => [Starts(sample, sample.InPeriod, 42m)];

    public override ImmutableArray<SubscriptionEvent> Stays(Sample<SubscriptionEvent> sample) => [Starts(sample, sample.Periods.Start - Duration.FromDays(1), 10m)];

    public override ImmutableArray<SubscriptionEvent> Leaves(Sample<SubscriptionEvent> sample) => [.. Stays(sample), Subscription.Of(Zoe).Ends(sample.InPeriod)];

    public override string Code(ImmutableArray<SubscriptionEvent> rows) => CSharpCode.Of(rows);

    /// <summary>A customer without a price has no currency either, and is put with one who has.</summary>
    public override IEnumerable<ImmutableArray<SubscriptionEvent>> ByCustomer(ImmutableArray<SubscriptionEvent> rows)
    {
        var priced = rows.Where(row => EventParts.PriceOf(row) is not null).Select(row => row.Customer).ToHashSet();
        CustomerId first = rows.Select(row => row.Customer).FirstOrDefault(priced.Contains);
        return rows.GroupBy(row => priced.Contains(row.Customer) ? row.Customer : first).Select(own => own.ToImmutableArray());
    }

    private static Arbitrary<Sample<SubscriptionEvent>> Of(Arbitrary<SubscriptionScenario> scenarios) =>
        Samples(scenarios, scenario => new(scenario.Scenario, scenario.Events, 0), one => new SubscriptionScenario(one.Scenario, one.Rows));

    private static SubscriptionEvent Starts(Sample<SubscriptionEvent> sample, Instant at, decimal amount)
    {
        Currency currency = sample.Rows.Select(EventParts.PriceOf).FirstOrDefault(price => price is not null)?.Amount.Currency ?? Currency.Eur;
        return Subscription.Of(Zoe).Starts(at, RecurringPrice.Monthly(amount, currency));
    }
}

/// <summary>Orders.</summary>
internal sealed class OrderPopulation : Population<Order>
{
    public override Arbitrary<Sample<Order>> Any { get; } = Samples(OrderScenario.Any, scenario => new(scenario.Scenario, scenario.Orders, 0), one => new OrderScenario(one.Scenario, one.Rows));

    public override CustomerId CustomerOf(Order row) => row.Customer;

    public override Instant At(Order row) => row.OrderedAt;

    public override Order Times(Order row, int factor) => row with { Amount = row.Amount * factor, Refunded = row.Refunded is { } refunded ? refunded * factor : null };

    public override ImmutableArray<Order> Neutral(Sample<Order> sample) => [Orders(sample, sample.Periods.End)];

    public override ImmutableArray<Order> Comes(Sample<Order> sample) => [Orders(sample, sample.InPeriod)];

    public override ImmutableArray<Order> Stays(Sample<Order> sample) => [.. Leaves(sample), Orders(sample, sample.InPeriod)];

    public override ImmutableArray<Order> Leaves(Sample<Order> sample) => [Orders(sample, sample.Periods.Start - Duration.FromDays(1))];

    public override string Code(ImmutableArray<Order> rows) => CSharpCode.Of(rows);

    /// <summary>The orders that count by default, in the order they come in.</summary>
    public static OrderTimeline TimelineOf(IReadOnlyList<Order> orders)
    {
        Order[] counting = [.. orders.Where(order => order.Status != OrderStatus.Cancelled)];
        Currency currency = orders.Count == 0 ? Currency.None : orders[0].Amount.Currency;
        return OrderTimeline.FromColumns<string>(
            currency,
            Array.ConvertAll(counting, order => order.Customer.Value),
            Array.ConvertAll(counting, order => order.OrderedAt),
            Array.ConvertAll(counting, order => (long)((order.Amount - Refund(order)).Amount / currency.MinorAmount(1).Amount)));
    }

    private static Money Refund(Order order) => order.Refunded ?? (order.Status == OrderStatus.Refunded ? order.Amount : Money.Zero(order.Amount.Currency));

    private static Order Orders(Sample<Order> sample, Instant at)
    {
        Currency currency = sample.Rows.Length == 0 ? Currency.Eur : sample.Rows[0].Amount.Currency;
        return new Order(Zoe, at, currency.Amount(20m));
    }
}
