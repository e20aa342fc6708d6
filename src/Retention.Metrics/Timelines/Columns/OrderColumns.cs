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
}
