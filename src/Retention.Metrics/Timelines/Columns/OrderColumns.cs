namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the orders from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Amount">What the order brought, in millionths.</param>
/// <param name="Ranges">The ranges of both.</param>
internal sealed record OrderColumns(int[] Offsets, long[] Time, long[] Amount, OrderRanges Ranges) : IColumnSource<OrderColumns>
{
    /// <summary>The instant of the first order of all; the end of time where there is none.</summary>
    public long Earliest => Ranges.Earliest;

    /// <summary>The instant of the last order of all; the begin of time where there is none.</summary>
    public long Latest => Ranges.Latest;

    /// <summary>Whether all amounts together, which are not negative, fit into 64 bits.</summary>
    public bool FitsInto64Bits => (Int128)Ranges.LargestAmount * Amount.Length <= long.MaxValue;

    public void Read(int firstCustomer, int endCustomer, Action<OrderColumns, int, int> read) => read(this, firstCustomer, endCustomer);
}

/// <summary>The ranges of the values of orders.</summary>
/// <param name="Earliest">The instant of the first order of all; the end of time where there is none.</param>
/// <param name="Latest">The instant of the last order of all; the begin of time where there is none.</param>
/// <param name="LargestAmount">The largest amount, or 0.</param>
internal readonly record struct OrderRanges(long Earliest, long Latest, long LargestAmount)
{
    /// <summary>The ranges of no order.</summary>
    public static OrderRanges None => new(long.MaxValue, long.MinValue, 0);

    /// <summary>The ranges of these orders and of others.</summary>
    public OrderRanges With(OrderRanges other) =>
        new(Math.Min(Earliest, other.Earliest), Math.Max(Latest, other.Latest), Math.Max(LargestAmount, other.LargestAmount));
}
