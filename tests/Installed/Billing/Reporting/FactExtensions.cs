using Acme.Billing.Data;
using NodaTime;
using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>Converts rows of the billing database to facts of the library.</summary>
public static class FactExtensions
{
    #region billing-facts
    public static SubscriptionEvent ToFact(this SubscriptionChange change)
    {
        var subscription = new Facts.Subscription(change.Subscription.Number, change.Subscription.Customer.Number);
        Instant at = Instant.FromDateTimeUtc(change.EffectiveUtc);
        SubscriptionEvent fact = change.Kind switch
        {
            ChangeKind.TrialStarted => subscription.TrialStarts(at),
            ChangeKind.Started => subscription.Starts(at, Price(change), Discount(change)),
            ChangeKind.PlanChanged => subscription.ChangesPrice(at, Price(change), Discount(change)),
            ChangeKind.Paused => subscription.Pauses(at),
            ChangeKind.Resumed => subscription.Resumes(at),
            ChangeKind.CancellationRequested => subscription.SchedulesCancellation(at, Instant.FromDateTimeUtc(change.EndsUtc!.Value), Reason(change)),
            ChangeKind.CancellationWithdrawn => subscription.RevokesCancellation(at),
            ChangeKind.Ended => subscription.Ends(at, Reason(change)),
            _ => throw new InvalidOperationException($"Change {change.Id} of subscription {change.Subscription.Number} has the unknown kind {change.Kind}."),
        };
        return fact with { EventId = $"change {change.Id}", RecordedAt = Instant.FromDateTimeUtc(change.EnteredUtc) };
    }
    #endregion

    #region billing-prices
    private static RecurringPrice Price(SubscriptionChange change) => new(
        MetricSettings.Currency.Amount(change.SeatPrice ?? throw new InvalidOperationException($"Change {change.Id} of subscription {change.Subscription.Number} has no price.")),
        change.Cycle switch
        {
            BillingCycle.Monthly => BillingInterval.Monthly,
            BillingCycle.Quarterly => BillingInterval.Quarterly,
            BillingCycle.Yearly => BillingInterval.Yearly,
            _ => throw new InvalidOperationException($"Change {change.Id} of subscription {change.Subscription.Number} has the unknown cycle {change.Cycle}."),
        },
        change.Seats);

    private static Discount? Discount(SubscriptionChange change) => change.PercentOff == 0m
        ? null
        : Facts.Discount.Percent(change.PercentOff, change.PercentOffUntilUtc is { } until ? Instant.FromDateTimeUtc(until) : null);

    private static ChurnReason Reason(SubscriptionChange change) => change.Reason switch
    {
        null => ChurnReason.Unknown,
        "unpaid" => ChurnReason.Involuntary,
        { } reason => ChurnReason.Of(reason, ChurnKind.Voluntary),
    };
    #endregion

    #region billing-orders
    public static Facts.Order ToFact(this Order order) => new(order.Customer.Number, Instant.FromDateTimeUtc(order.PlacedUtc), MetricSettings.Currency.Amount(order.Net))
    {
        Id = order.Number,
        Status = order.Cancelled ? OrderStatus.Cancelled : OrderStatus.Completed,
        Refunded = order.Refunded == 0m ? null : MetricSettings.Currency.Amount(order.Refunded),
    };
    #endregion

    #region billing-customers
    public static Facts.Customer ToFact(this Customer customer) =>
        new(customer.Number, customer.Country is { } country ? [new("country", country)] : []);
    #endregion
}
