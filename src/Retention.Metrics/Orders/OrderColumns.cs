namespace Retention.Metrics;

/// <summary>Customers in compressed-sparse-row form: customer i has the orders from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Amount">What the order brought, in millionths.</param>
internal sealed record OrderColumns(int[] Offsets, long[] Time, long[] Amount)
{
    /// <summary>The instant of the first order of all; the end of time where there is none.</summary>
    public long Earliest { get; } = Time.Length == 0 ? long.MaxValue : Time.Min();

    public static OrderColumns Build(int customerCount, ReadOnlySpan<int> customers, ReadOnlySpan<long> ticks, ReadOnlySpan<long> amounts)
    {
        int[] offsets = Grouping.ByCustomer(customerCount, customers, out int[] rows);
        var time = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            time[i] = ticks[rows[i]];
        }

        var amount = new long[rows.Length];
        for (int customer = 0; customer < customerCount; customer++)
        {
            Grouping.SortByTime(time, rows, offsets[customer], offsets[customer + 1]);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            amount[i] = amounts[rows[i]];
        }

        return new OrderColumns(offsets, time, amount);
    }
}
