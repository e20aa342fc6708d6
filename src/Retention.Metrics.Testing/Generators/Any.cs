using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>Random valid facts, histories and what is made of them, each with a shrinker that leaves the smallest case that still fails.</summary>
/// <remarks>
/// <para>
/// Each is an FsCheck <see cref="Arbitrary{T}"/>, for <see cref="Law"/> or for FsCheck itself. To let
/// FsCheck find one by type, merge them all: <c>ArbMap.Default.Merge(typeof(Any))</c>.
/// </para>
/// <para>
/// A property about periods takes a scenario: its facts happen around the bounds of its periods. A history and periods drawn apart hardly ever meet.
/// </para>
/// </remarks>
/// <example><code>
/// Law.ForAll(Any.OrderHistory, orders =&gt; Assert.Equal(orders, OrderHistory.Create(orders.Reverse())));
/// </code></example>
public static class Any
{
    /// <summary>Instants at which clocks, months or years do something odd, and one tick before and after.</summary>
    public static Arbitrary<Instant> Instant => Instants.Any;

    /// <summary>Currencies with 0, 2, 3 and 4 decimals.</summary>
    public static Arbitrary<Currency> Currency => Prices.AnyCurrency;

    /// <summary>Amounts from 0 to a million, with up to six decimals.</summary>
    public static Arbitrary<Money> Money => Prices.AnyMoney;

    /// <summary>Intervals of 1 to 36 of every unit.</summary>
    public static Arbitrary<BillingInterval> BillingInterval => Prices.AnyInterval;

    /// <summary>Prices, among them 0, a quantity of 0 and the largest of which a year fits.</summary>
    public static Arbitrary<RecurringPrice> RecurringPrice => Prices.Any;

    /// <summary>Discounts of a percentage or an amount, for ever or until an instant.</summary>
    public static Arbitrary<Discount> Discount => Prices.AnyDiscount;

    /// <summary>Reasons with which a subscription can end.</summary>
    public static Arbitrary<ChurnReason> ChurnReason => Prices.AnyReason;

    /// <summary>Customers with attributes, some of them missing or oddly named.</summary>
    public static Arbitrary<Customer> Customer => Customers.Any;

    /// <summary>Events of every kind; <see cref="AnyEvent"/> has each kind by itself.</summary>
    public static Arbitrary<SubscriptionEvent> SubscriptionEvent => AnyEvent.OfAnyKind;

    /// <summary>Orders: completed, cancelled and refunded, whole or in part.</summary>
    public static Arbitrary<Order> Order => Testing.OrderScenario.AnyOrderAlone;

    /// <summary>Periods of every calendar and of bounds of one's own, in zones and on dates at which something is odd.</summary>
    public static Arbitrary<ReportingPeriods> ReportingPeriods { get; } = Arb.From(Testing.PeriodScenario.AnyPeriods, PeriodSlices.Smaller);

    /// <summary>Policies with any combination of settings that hold together; they shrink towards the default.</summary>
    public static Arbitrary<MetricPolicy> MetricPolicy => MetricPolicies.Any;

    /// <summary>Periods with instants on, one tick before and one tick after their bounds.</summary>
    public static Arbitrary<PeriodScenario> PeriodScenario => Testing.PeriodScenario.Any;

    /// <summary>Subscription events around the bounds of periods: for a property about periods.</summary>
    public static Arbitrary<SubscriptionScenario> SubscriptionScenario => Testing.SubscriptionScenario.Any;

    /// <summary>Orders around the bounds of periods: for a property about periods.</summary>
    public static Arbitrary<OrderScenario> OrderScenario => Testing.OrderScenario.Any;

    /// <summary>Levels of revenue around the bounds of periods: for a property about a timeline and periods.</summary>
    public static Arbitrary<RevenueScenario> RevenueScenario => Testing.RevenueScenario.Any;

    /// <summary>Histories of up to six subscriptions of up to four customers.</summary>
    public static Arbitrary<SubscriptionHistory> SubscriptionHistory { get; } = Arb.From(
        Testing.SubscriptionScenario.Any.Generator.Select(scenario => scenario.History),
        history => SmallerEvents.Fewer([.. history]).Concat(SmallerEvents.Plainer([.. history])).Select(events => Metrics.SubscriptionHistory.Create(events)));

    /// <summary>Histories of up to 25 orders of up to five customers.</summary>
    public static Arbitrary<OrderHistory> OrderHistory { get; } = Arb.From(
        Testing.OrderScenario.Any.Generator.Select(scenario => scenario.History),
        history => SmallerOrders.Fewer([.. history]).Concat(SmallerOrders.Plainer([.. history])).Select(orders => Metrics.OrderHistory.Create(orders)));

    /// <summary>Timelines of up to five customers with up to two subscriptions each.</summary>
    public static Arbitrary<RevenueTimeline> RevenueTimeline { get; } =
        Origin.Remembering(Testing.RevenueScenario.Any, scenario => scenario.Timeline);

    /// <summary>Order timelines of up to five customers.</summary>
    public static Arbitrary<OrderTimeline> OrderTimeline { get; } =
        Origin.Remembering(Testing.OrderScenario.Any, scenario => scenario.Timeline());
}
