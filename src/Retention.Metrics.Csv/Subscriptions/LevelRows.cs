using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What the rows of a file of levels say, in columns.</summary>
internal sealed class LevelRows(SubscriptionRows rows)
{
    /// <summary>The number of a level of 0.</summary>
    public const int Nothing = -1;

    private readonly SparseInstants at = new();
    private readonly Dictionary<int, FactInstant> ends = [];
    private readonly ColumnBlocks<int> prices = new();
    private readonly ColumnBlocks<int> reasons = new();
    private readonly ColumnBlocks<long> sequences = new();

    public int Count => prices.Count;

    /// <summary>Takes the rows of a batch.</summary>
    public void Take(LevelBatch batch)
    {
        FactTables tables = rows.Facts.Tables;
        foreach (ref readonly LevelCells cells in batch.Cells)
        {
            at.Add(cells.At, cells.AtNanoseconds);
            if (cells.End is { } end)
            {
                ends.Add(prices.Count, end);
            }

            int price = cells.Price is { } own ? batch.Rows.Prices.NumberInFile(own, tables.Prices) : Nothing;
            prices.Add(price != Nothing && IsNothing(tables.Prices[price]) ? Nothing : price);
            reasons.Add(batch.Rows.Reasons.NumberInFile(cells.Reason, tables));
            sequences.Add(cells.Sequence);
        }
    }

    private static bool IsNothing(RecurringPrice price) => price.Amount.Amount == 0m || price.Quantity == 0;

    public FactInstant At(int row) => new(at.TicksOf(row), at.NanosecondsOf(row));

    /// <summary>Until when the level of a row is paid, if it says so; the next level begins then or before.</summary>
    public FactInstant? EndOf(int row) => ends.TryGetValue(row, out FactInstant end) ? end : null;

    /// <summary>Whether a row says that something is paid, for some time.</summary>
    public bool IsLive(int row) => prices[row] != Nothing && EndOf(row) != At(row);

    public int PriceOf(int row) => prices[row];

    public int ReasonOf(int row) => reasons[row];

    /// <summary>By instant, and of one instant by sequence.</summary>
    public int Compare(int x, int y)
    {
        int order = CompareTime(x, y);
        return order != 0 ? order : x.CompareTo(y);
    }

    public int CompareTime(int x, int y)
    {
        int order = at.Compare(x, y);
        return order != 0 ? order : sequences[x].CompareTo(sequences[y]);
    }

    /// <summary>What a row says beside its subscription, instant and sequence: equal where rows are equal in every column that is read.</summary>
    public (int Customer, int Reason, FactInstant? End, int Price) ContentOf(int row) =>
        (rows.Customers[row], reasons[row], EndOf(row), prices[row] < 0 ? Nothing : rows.Facts.Tables.Prices.FirstEqualTo(prices[row]));
}
