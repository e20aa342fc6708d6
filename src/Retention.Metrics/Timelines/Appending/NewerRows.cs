namespace Retention.Metrics.Timelines.Appending;

/// <summary>Rows that came after those of a ledger's base: those of a customer together, in the order they came.</summary>
/// <param name="Customers">The numbers of their customers, rising.</param>
/// <param name="Offsets">Where the rows of each start.</param>
/// <param name="Rows">The rows.</param>
internal sealed record NewerRows(int[] Customers, int[] Offsets, LedgerRow[] Rows)
{
    public static NewerRows None { get; } = new([], [0], []);

    /// <summary>Brings the rows of each customer together.</summary>
    public static NewerRows Of(LedgerRow[] rows)
    {
        LedgerRow[] sorted = [.. rows.OrderBy(row => row.Customer)];
        var customers = new List<int>();
        var offsets = new List<int>();
        for (int row = 0; row < sorted.Length; row++)
        {
            if (row == 0 || sorted[row].Customer != sorted[row - 1].Customer)
            {
                customers.Add(sorted[row].Customer);
                offsets.Add(row);
            }
        }

        return new NewerRows([.. customers], [.. offsets, sorted.Length], sorted);
    }

    /// <summary>The rows of the customer at a place.</summary>
    public ReadOnlySpan<LedgerRow> Of(int place) => Rows.AsSpan(Offsets[place]..Offsets[place + 1]);

    /// <summary>These rows, and later ones behind them.</summary>
    public NewerRows With(NewerRows later)
    {
        if (Rows.Length == 0)
        {
            return later;
        }

        int[] customers = [.. Customers.Union(later.Customers).Order()];
        var offsets = new int[customers.Length + 1];
        var rows = new LedgerRow[Rows.Length + later.Rows.Length];
        int mine = 0, theirs = 0, write = 0;
        for (int place = 0; place < customers.Length; place++)
        {
            Copy(this, ref mine, customers[place]);
            Copy(later, ref theirs, customers[place]);
            offsets[place + 1] = write;
        }

        return new NewerRows(customers, offsets, rows);

        void Copy(NewerRows from, ref int place, int customer)
        {
            if (place < from.Customers.Length && from.Customers[place] == customer)
            {
                ReadOnlySpan<LedgerRow> own = from.Of(place++);
                own.CopyTo(rows.AsSpan(write));
                write += own.Length;
            }
        }
    }
}
