using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A subscription of a customer, with a short way to write down what happens to it.</summary>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// SubscriptionHistory history =
/// [
///     ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
///     ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
/// ];
/// </code></example>
/// <param name="Id">The subscription.</param>
/// <param name="Customer">Its customer.</param>
[JsonConverter(typeof(SubscriptionJsonConverter))]
public sealed record Subscription(SubscriptionId Id, CustomerId Customer)
{
    /// <summary>The only subscription of a customer, named like the customer.</summary>
    /// <exception cref="ArgumentException"><paramref name="customer"/> is null, empty or white space.</exception>
    public static Subscription Of(string customer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customer);
        return new(customer, customer);
    }

    /// <summary>A trial begins.</summary>
    public SubscriptionEvent TrialStarts(Instant at) => new SubscriptionEvent.TrialStarted(Id, Customer, at);

    /// <summary>It begins to recur at a price.</summary>
    public SubscriptionEvent Starts(Instant at, RecurringPrice price, Discount? discount = null) => new SubscriptionEvent.Started(Id, Customer, at, price, discount);

    /// <summary>Its price changes.</summary>
    public SubscriptionEvent ChangesPrice(Instant at, RecurringPrice price, Discount? discount = null) => new SubscriptionEvent.PriceChanged(Id, Customer, at, price, discount);

    /// <summary>It is put on hold.</summary>
    public SubscriptionEvent Pauses(Instant at) => new SubscriptionEvent.Paused(Id, Customer, at);

    /// <summary>It goes on at the price it had.</summary>
    public SubscriptionEvent Resumes(Instant at) => new SubscriptionEvent.Resumed(Id, Customer, at);

    /// <summary>A payment fails.</summary>
    public SubscriptionEvent PaymentFails(Instant at) => new SubscriptionEvent.PaymentFailed(Id, Customer, at);

    /// <summary>The failed payment is made good.</summary>
    public SubscriptionEvent PaymentRecovers(Instant at) => new SubscriptionEvent.PaymentRecovered(Id, Customer, at);

    /// <summary>A cancellation is requested now that takes effect later.</summary>
    public SubscriptionEvent SchedulesCancellation(Instant at, Instant effectiveAt, ChurnReason reason = default) => new SubscriptionEvent.CancellationScheduled(Id, Customer, at, effectiveAt, reason);

    /// <summary>The requested cancellation is withdrawn.</summary>
    public SubscriptionEvent RevokesCancellation(Instant at) => new SubscriptionEvent.CancellationRevoked(Id, Customer, at);

    /// <summary>It ends.</summary>
    public SubscriptionEvent Ends(Instant at, ChurnReason reason = default) => new SubscriptionEvent.Ended(Id, Customer, at, reason);
}
