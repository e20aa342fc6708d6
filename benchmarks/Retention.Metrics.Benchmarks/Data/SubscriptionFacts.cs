using NodaTime;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>A log told as events: a customer who pays again starts a new subscription.</summary>
internal static class SubscriptionFacts
{
    /// <summary>Why a customer leaves: every second one wants to.</summary>
    public static ChurnReason ReasonOf(int customer) => customer % 2 == 0 ? ChurnReason.Voluntary : ChurnReason.Involuntary;

    public static SubscriptionEvent[] Of(SubscriptionLog log)
    {
        var levels = new long[SubscriptionLog.CustomersOf(log.Customers.Length)];
        var starts = new int[levels.Length];
        var events = new List<SubscriptionEvent>();
        for (int row = 0; row < log.Customers.Length; row++)
        {
            int customer = log.Customers[row];
            (long before, long after, Instant at) = (levels[customer], log.Cents[row], log.At[row]);
            starts[customer] += before == 0 && after > 0 ? 1 : 0;
            CustomerId id = FormattableString.Invariant($"{customer}");
            SubscriptionId subscription = FormattableString.Invariant($"{customer}-{starts[customer]}");
            if (before != after)
            {
                events.Add((before, after) switch
                {
                    (0, _) => new SubscriptionEvent.Started(subscription, id, at, Monthly(after)),
                    (_, 0) => new SubscriptionEvent.Ended(subscription, id, at, ReasonOf(customer)),
                    _ => new SubscriptionEvent.PriceChanged(subscription, id, at, Monthly(after)),
                });
            }

            levels[customer] = after;
        }

        return [.. events];
    }

    private static RecurringPrice Monthly(long cents) => RecurringPrice.Monthly(cents / 100m, Currency.Eur);
}
