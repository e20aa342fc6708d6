using System.Runtime.CompilerServices;

namespace Retention.Metrics.Signals;

/// <summary>Where the customers of one timeline are in another: looked up once for each pair of timelines.</summary>
internal static class CustomerPositions
{
    private static readonly ConditionalWeakTable<RevenueTimeline, ConditionalWeakTable<object, int[]>> Known = [];

    /// <summary>The position in the activities of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(ActivityTimeline activities, RevenueTimeline timeline) =>
        Of(activities, timeline, () => SameKeys(activities.Names, activities.CustomerCount, timeline) ?? ByName(timeline, activities.IndexOf));

    /// <summary>The position in the orders of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(OrderTimeline orders, RevenueTimeline timeline) => Of(orders, timeline, () =>
    {
        var positions = new Dictionary<CustomerId, int>(orders.CustomerCount);
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            positions[orders.CustomerAt(customer)] = customer;
        }

        return ByName(timeline, customer => positions.GetValueOrDefault(customer, -1));
    });

    /// <summary>The position in the responses of each customer of a timeline, −1 for those without.</summary>
    public static int[] Of(SurveyTimeline responses, RevenueTimeline timeline) => Of(responses, timeline, () => ByName(timeline, responses.IndexOf));

    private static int[] Of(object other, RevenueTimeline timeline, Func<int[]> find) =>
        Known.GetValue(timeline, static _ => []).GetValue(other, _ => find());

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
