using System.Runtime.CompilerServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Where the customers of one timeline are in another: looked up once for each pair of timelines.</summary>
internal static class CustomerPositions
{
    private static readonly ConditionalWeakTable<RevenueTimeline, ConditionalWeakTable<object, int[]>> Known = [];

    /// <summary>The position in the activities of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(ActivityTimeline activities, RevenueTimeline timeline) => Of(activities, () => activities.CustomerList, timeline);

    /// <summary>The position in the orders of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(OrderTimeline orders, RevenueTimeline timeline) => Of(orders, () => orders.CustomerList, timeline);

    /// <summary>The position in the responses of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(SurveyTimeline responses, RevenueTimeline timeline) => Of(responses, () => responses.CustomerList, timeline);

    /// <summary>The place in the history of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(SubscriptionHistory history, RevenueTimeline timeline) =>
        Of(history, () => new CustomerList(new FactCustomers(history.Lifecycles), history.Lifecycles.ByNumber.Count), timeline);

    private static int[] Of(object other, Func<CustomerList> customers, RevenueTimeline timeline) =>
        Known.GetValue(timeline, static _ => []).GetValue(other, _ => Found(customers(), timeline));

    private static int[] Found(CustomerList customers, RevenueTimeline timeline) => SameKeys(customers.Names, customers.Count, timeline) ?? ByName(timeline, customers.PositionOf);

    private static int[] ByName(RevenueTimeline timeline, Func<CustomerId, int> positionOf)
    {
        var found = new int[timeline.CustomerCount];
        for (int customer = 0; customer < found.Length; customer++)
        {
            found[customer] = positionOf(timeline.CustomerAt(customer));
        }

        return found;
    }

    // No id is made where both have keys of one type.
    private static int[]? SameKeys(ICustomerNames names, int count, RevenueTimeline timeline) =>
        ByKey<int>(names, count, timeline) ?? ByKey<long>(names, count, timeline) ?? ByKey<Guid>(names, count, timeline) ?? ByKey<string>(names, count, timeline);

    private static int[]? ByKey<TKey>(ICustomerNames names, int count, RevenueTimeline timeline)
        where TKey : notnull
    {
        if (names is not ICustomerKeys<TKey> keys || timeline.Names is not ICustomerKeys<TKey> own)
        {
            return null;
        }

        var positions = new Dictionary<TKey, int>(count);
        for (int customer = 0; customer < count; customer++)
        {
            positions[keys.KeyOf(customer)] = customer;
        }

        var found = new int[timeline.CustomerCount];
        for (int customer = 0; customer < found.Length; customer++)
        {
            found[customer] = positions.GetValueOrDefault(own.KeyOf(customer), -1);
        }

        return found;
    }
}
