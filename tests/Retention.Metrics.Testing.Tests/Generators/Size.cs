using NodaTime;

namespace Retention.Metrics.Testing.Tests.Generators;

/// <summary>How large a thing is, read from what a reader of a failing test sees: first how many facts and periods there are, then how much there is to each.</summary>
internal readonly record struct Size(int Facts, int Periods, int Detail) : IComparable<Size>
{
    public static Size Of(object? thing) => thing switch
    {
        Instant instant => new(0, 0, Roughness(instant)),
        Currency currency => new(0, 0, currency == Currency.Eur ? 0 : 1),
        Money money => new(0, 0, (money.Currency == Currency.Eur ? 0 : 1) + (money.Amount == 10m ? 0 : 1)),
        BillingInterval interval => new(0, 0, (interval.Unit == BillingUnit.Month ? 0 : 1) + (interval.Count == 1 ? 0 : 1)),
        RecurringPrice price => new(0, 0, Of(price.Amount).Detail + Of(price.Interval).Detail + (price.Quantity == 1 ? 0 : 1)),
        Discount discount => new(0, 0, 1 + (discount.AmountOff is { } off ? 2 + Of(off).Detail : discount.PercentOff == 50m ? 0 : 1) + (discount.Until is { } until ? 1 + Roughness(until) : 0)),
        ChurnReason reason => new(0, 0, reason == ChurnReason.Unknown ? 0 : 1),
        Customer customer => new(0, 0, Length(customer.Id.Value) + customer.Attributes.Count),
        Order order => new(0, 0, OfOrder(order)),
        SubscriptionEvent one => new(0, 0, OfEvent(one)),
        ReportingPeriods periods => new(0, periods.Count, periods.Zone.Equals(DateTimeZone.Utc) ? 0 : 1),
        MetricPolicy policy => new(0, 0, typeof(MetricPolicy).GetProperties().Count(setting => setting.CanWrite && !Equals(setting.GetValue(policy), setting.GetValue(MetricPolicy.Default)))),
        PeriodScenario scenario => Of(scenario.Periods) with { Facts = scenario.Instants.Length },
        SubscriptionScenario scenario => Together(scenario.Periods, scenario.Events),
        OrderScenario scenario => Together(scenario.Periods, scenario.Orders),
        RevenueScenario scenario => Together(scenario.Periods, scenario.Levels.Select(level => new[] { level })),
        RevenueLevel[] level => new(0, 0, Roughness(level[0].At) + Length(level[0].Customer.Value) + Length(level[0].Subscription.Value) + (level[0].Revenue.Currency == Currency.Eur ? 0 : 1) + (level[0].Revenue.Annual.Amount is 0m or 120m ? 0 : 1)),
        SubscriptionHistory history => Together(null, history),
        OrderHistory history => Together(null, history),
        InvalidSubscriptions facts => Together(null, facts.Events),
        InvalidOrders facts => Together(null, facts.Orders),
        RevenueTimeline or OrderTimeline => Of(Origin.Of(thing)),
        _ => throw new NotSupportedException($"{thing}"),
    };

    public int CompareTo(Size other) => (Facts, Periods, Detail).CompareTo((other.Facts, other.Periods, other.Detail));

    private static Size Together(ReportingPeriods? periods, IEnumerable<object> facts) =>
        new(facts.Count(), periods?.Count ?? 0, (periods is null ? 0 : Of(periods).Detail) + facts.Sum(fact => Of(fact).Detail));

    private static int OfEvent(SubscriptionEvent one) =>
        Roughness(one.At) + (one.RecordedAt is { } recorded ? 1 + Roughness(recorded) : 0) + (one.EventId is null ? 0 : 1)
        + Length(one.Subscription.Value) + Length(one.Customer.Value)
        + one switch
        {
            SubscriptionEvent.Started started => Of(started.Price).Detail + (started.Discount is { } discount ? Of(discount).Detail : 0),
            SubscriptionEvent.PriceChanged changed => Of(changed.Price).Detail + (changed.Discount is { } discount ? Of(discount).Detail : 0),
            SubscriptionEvent.CancellationScheduled scheduled => Roughness(scheduled.EffectiveAt) + Of(scheduled.Reason).Detail,
            SubscriptionEvent.Ended ended => Of(ended.Reason).Detail,
            _ => 0,
        };

    private static int OfOrder(Order order) =>
        Roughness(order.OrderedAt) + (order.RecordedAt is { } recorded ? 1 + Roughness(recorded) : 0) + (order.Id is null ? 0 : 1) + Length(order.Customer.Value)
        + (order.Amount.Currency == Currency.Eur ? 0 : 1) + (order.Amount.Amount == 20m ? 0 : 1) + (order.Status == OrderStatus.Completed ? 0 : 1) + (order.Refunded is null ? 0 : 1);

    /// <summary>How many characters a name has that make it hard to read.</summary>
    private static int Length(string name) => name.Count(one => !char.IsAsciiLetterLower(one) && !char.IsAsciiDigit(one));

    /// <summary>How many parts of the time of day are not zero.</summary>
    private static int Roughness(Instant instant)
    {
        LocalTime time = instant.InUtc().TimeOfDay;
        return time == LocalTime.Midnight ? 0
            : time.Minute == 0 && time.Second == 0 && time.NanosecondOfSecond == 0 ? 1
            : time.Second == 0 && time.NanosecondOfSecond == 0 ? 2
            : time.NanosecondOfSecond == 0 ? 3
            : time.NanosecondOfSecond % 100 == 0 ? 4
            : 5;
    }
}
