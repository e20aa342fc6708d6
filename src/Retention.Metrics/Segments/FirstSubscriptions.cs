namespace Retention.Metrics;

/// <summary>The subscription each customer paid for first.</summary>
internal static class FirstSubscriptions
{
    public static Dictionary<CustomerId, SubscriptionId> Of(SubscriptionHistory history, MetricPolicy? policy)
    {
        // Each subscription as a customer of its own: its first row is then its first payment, by the very rules the timeline has.
        RevenueTimeline bySubscription = RevenueTimeline.FromHistory(SubscriptionHistory.Create(history.Select(one => one with { Customer = new CustomerId(one.Subscription.Value) })), policy);
        var holder = new Dictionary<SubscriptionId, CustomerId>();
        foreach (SubscriptionEvent one in history)
        {
            holder[one.Subscription] = one.Customer;
        }

        var first = new Dictionary<CustomerId, Payment>();
        RevenueColumns columns = bySubscription.Columns;
        for (int i = 0; i < bySubscription.CustomerCount; i++)
        {
            int row = columns.Offsets[i];
            if (row == columns.Offsets[i + 1])
            {
                continue;
            }

            var payment = new Payment(new SubscriptionId(bySubscription.CustomerAt(i).Value), columns.Time[row], columns.Level[row]);
            CustomerId customer = holder[payment.Subscription];
            if (!first.TryGetValue(customer, out Payment known) || payment.ComesBefore(known))
            {
                first[customer] = payment;
            }
        }

        return first.ToDictionary(entry => entry.Key, entry => entry.Value.Subscription);
    }

    private readonly record struct Payment(SubscriptionId Subscription, long At, long Level)
    {
        public bool ComesBefore(Payment other) =>
            At != other.At ? At < other.At : Level != other.Level ? Level > other.Level : Subscription.CompareTo(other.Subscription) < 0;
    }
}
