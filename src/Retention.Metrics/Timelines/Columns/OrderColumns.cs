namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the orders from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Amount">What the order brought, in millionths.</param>
internal sealed record OrderColumns(int[] Offsets, long[] Time, long[] Amount) : IColumnSource<OrderColumns>
{
    /// <summary>The instant of the first order of all; the end of time where there is none.</summary>
    public long Earliest { get; } = Time.Length == 0 ? long.MaxValue : Time.Min();

    /// <summary>The instant of the last order of all; the begin of time where there is none.</summary>
    public long Latest { get; } = Time.Length == 0 ? long.MinValue : Time.Max();

    /// <summary>Whether all amounts together, which are not negative, fit into 64 bits.</summary>
    public bool FitsInto64Bits { get; } = Amount.Length == 0 || (Int128)Amount.Max() * Amount.Length <= long.MaxValue;

    public void Read(int firstCustomer, int endCustomer, Action<OrderColumns, int, int> read) => read(this, firstCustomer, endCustomer);

    /// <summary>Builds the columns from rows of any order.</summary>
    /// <param name="partitioned">The rows.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The columns, and the numbers of the customers where some have no order.</returns>
    public static (OrderColumns Columns, int[]? Numbers) Build(PartitionedRows partitioned, ExecutionOptions execution)
    {
        GroupedRows grouped = CustomerGrouping.Group(partitioned, static () => default(UnreducedRows), execution.Stage(0, 0.8));
        CustomerRows rows = CustomerRows.Of(grouped.Lengths, keepAll: false);
        int count = rows.Offsets[^1];
        long[] time = GC.AllocateUninitializedArray<long>(count), amount = GC.AllocateUninitializedArray<long>(count);
        grouped.Read(execution.Stage(0.8, 1), (from, start) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                time[start + i] = from[i].Ticks;
                amount[start + i] = from[i].Amount;
            }
        });
        return (new OrderColumns(rows.Offsets, time, amount), rows.Numbers);
    }
}
