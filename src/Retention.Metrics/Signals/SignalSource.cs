namespace Retention.Metrics.Signals;

/// <summary>The columns of revenue, split among threads by what the signal reads too: a customer with few changes can have very many activities.</summary>
internal sealed class SignalSource : IColumnSource<RevenueColumns>
{
    private readonly LayeredColumns columns;

    public SignalSource(LayeredColumns columns, ISignalReader reader)
    {
        this.columns = columns;
        long rows = columns.Count;
        for (int customer = 0; customer < columns.Customers; customer++)
        {
            rows += reader.RowsOf(customer);
        }

        // Weights that pass 32 bits are made smaller together.
        int shift = Math.Max(0, System.Numerics.BitOperations.Log2((ulong)Math.Max(1, rows)) - 29);
        Offsets = new int[columns.Customers + 1];
        long sum = 0;
        for (int customer = 0; customer < columns.Customers; customer++)
        {
            sum += columns.Offsets[customer + 1] - columns.Offsets[customer] + reader.RowsOf(customer);
            Offsets[customer + 1] = (int)(sum >> shift);
        }
    }

    public int[] Offsets { get; }

    public void Read(int firstCustomer, int endCustomer, Action<RevenueColumns, int, int> read) => columns.Read(firstCustomer, endCustomer, read);
}
