namespace Retention.Metrics.Csv.Columnar;

/// <summary>Some rows of a file in a row, and the ids they name, which have no numbers yet.</summary>
internal sealed class RowBatch(int rows, bool withSubscriptions)
{
    private int count;

    /// <summary>The rows; once numbered they are given away, and the batch takes others.</summary>
    public ArraySegment<LedgerRow> Rows => new(Block, 0, count);

    public IdBatch Customers { get; } = new(rows);

    public IdBatch? Subscriptions { get; } = withSubscriptions ? new IdBatch(rows) : null;

    public bool IsFull => count == Block.Length;

    private LedgerRow[] Block { get; set; } = GC.AllocateUninitializedArray<LedgerRow>(rows);

    public void Add(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription, long ticks, long amount)
    {
        Customers.Add(customer);
        Subscriptions?.Add(subscription);
        Block[count++] = new LedgerRow { Ticks = ticks, Amount = amount };
    }

    public void Clear(int rows)
    {
        Block = GC.AllocateUninitializedArray<LedgerRow>(rows);
        count = 0;
        Customers.Clear();
        Subscriptions?.Clear();
    }
}
