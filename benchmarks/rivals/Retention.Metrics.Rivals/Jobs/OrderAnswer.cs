namespace Retention.Metrics.Rivals.Jobs;

/// <summary>A row of J3.</summary>
internal static class OrderAnswer
{
    public static ResultRow Row(int month, long orders, long revenue, long customers, long repeat, long returning) => new(
        [Months.Number(month), orders, revenue, customers, repeat, returning],
        (double)revenue / orders,
        (double)orders / customers,
        (double)returning / customers);
}
