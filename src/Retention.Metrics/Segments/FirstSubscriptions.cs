namespace Retention.Metrics.Segments;

/// <summary>The subscription each customer paid for first.</summary>
internal static class FirstSubscriptions
{
    public static Dictionary<CustomerId, SubscriptionId> Of(SubscriptionHistory history, MetricPolicy? policy) =>
        Payments(history, policy).ToDictionary(entry => entry.Key, entry => entry.Value.Subscription);

    /// <summary>The product of the price that each customer paid first; <see langword="null"/> where it has none.</summary>
    public static Dictionary<CustomerId, string?> ProductsOf(SubscriptionHistory history, MetricPolicy? policy) =>
        Payments(history, policy).ToDictionary(entry => entry.Key, entry => entry.Value.Product);

    private static Dictionary<CustomerId, Payment> Payments(SubscriptionHistory history, MetricPolicy? policy)
    {
        var first = new Dictionary<CustomerId, Payment>();
        foreach ((_, SubscriptionHistory ofOneCurrency) in history.ByCurrency())
        {
            AddFirst(first, ofOneCurrency, policy);
        }

        return first;
    }

    private static void AddFirst(Dictionary<CustomerId, Payment> first, SubscriptionHistory history, MetricPolicy? policy)
    {
        CheckedFacts facts = history.Lifecycles.Facts;
        var levels = new SubscriptionLevels(facts, (policy ?? MetricPolicy.Default).RequireConsistent());
        var own = new List<SubscriptionLevel>();
        foreach (int subscription in history.Lifecycles.ByNumber.Subscriptions)
        {
            own.Clear();
            levels.AddTo(own, subscription);
            int paid = own.FindIndex(level => level.Annual > 0);
            if (paid < 0)
            {
                continue;
            }

            var payment = new Payment(facts.Tables.Names.SubscriptionOf(subscription), own[paid].From, new RecurringRevenue(own[paid].Annual, CurrencyOf(facts, subscription)), facts.Tables.Prices[own[paid].Price].Product);
            CustomerId customer = facts.Tables.Names.NameOf(facts.CustomerOf(subscription));
            if (!first.TryGetValue(customer, out Payment known) || payment.ComesBefore(known))
            {
                first[customer] = payment;
            }
        }
    }

    /// <summary>The currency of a subscription that was paid for.</summary>
    private static Currency CurrencyOf(CheckedFacts facts, int subscription)
    {
        foreach (FactRow row in facts.RowsOf(subscription))
        {
            if (row.Content.SetsPrice)
            {
                return facts.Tables.Prices.CurrencyOf(row.Content.Index);
            }
        }

        return Currency.None;
    }

    private readonly record struct Payment(SubscriptionId Subscription, long At, RecurringRevenue Revenue, string? Product)
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
