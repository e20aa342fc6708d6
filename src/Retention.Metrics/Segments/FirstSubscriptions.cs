namespace Retention.Metrics.Segments;

/// <summary>The subscription each customer paid for first.</summary>
internal static class FirstSubscriptions
{
    public static Dictionary<CustomerId, SubscriptionId> Of(SubscriptionHistory history, MetricPolicy? policy)
    {
        var first = new Dictionary<CustomerId, Payment>();
        foreach (SubscriptionHistory ofOneCurrency in history.ByCurrency())
        {
            AddFirst(first, ofOneCurrency, policy);
        }

        return first.ToDictionary(entry => entry.Key, entry => entry.Value.Subscription);
    }

    private static void AddFirst(Dictionary<CustomerId, Payment> first, SubscriptionHistory history, MetricPolicy? policy)
    {
        var holder = new Dictionary<SubscriptionId, CustomerId>();
        foreach (SubscriptionEvent one in history)
        {
            holder[one.Subscription] = one.Customer;
        }

        // Each subscription as a customer of its own: its first row is then its first payment, by the very rules the timeline has.
        RevenueTimeline bySubscription = RevenueTimeline.FromHistory(SubscriptionHistory.Create(history.Select(one => one with { Customer = new CustomerId(one.Subscription.Value) })), policy);
        RevenueColumns columns = bySubscription.Columns;
        for (int i = 0; i < bySubscription.CustomerCount; i++)
        {
            int row = columns.Offsets[i];
            if (row == columns.Offsets[i + 1])
            {
                continue;
            }

            var payment = new Payment(new SubscriptionId(bySubscription.CustomerAt(i).Value), columns.Time[row], new RecurringRevenue(columns.Level[row], bySubscription.Currency));
            CustomerId customer = holder[payment.Subscription];
            if (!first.TryGetValue(customer, out Payment known) || payment.ComesBefore(known))
            {
                first[customer] = payment;
            }
        }
    }

    private readonly record struct Payment(SubscriptionId Subscription, long At, RecurringRevenue Revenue)
    {
        public bool ComesBefore(Payment other)
        {
            if (At != other.At)
            {
                return At < other.At;
            }

            int larger = Revenue.CompareTo(other.Revenue);
            return larger != 0 ? larger > 0 : Subscription.CompareTo(other.Subscription) < 0;
        }
    }
}
