using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row says of an interval; price and reason have the numbers of the reader.</summary>
internal readonly record struct IntervalCells(long Start, long End, int Price, int Reason, byte StartNanoseconds, byte EndNanoseconds);

/// <summary>Some rows of a file of intervals, read by one thread.</summary>
internal sealed class IntervalBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file) : IRowBatch
{
    private readonly List<IntervalCells> cells = [];

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public ReadOnlySpan<IntervalCells> Cells => CollectionsMarshal.AsSpan(cells);

    public void Add(bool whole)
    {
        (long end, byte endNanoseconds) = (SparseInstants.None, 0);
        if (Rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription)
            && table.Ticks(Column.StartDate, out long start, out byte nanoseconds)
            && (table.IsEmpty(Column.EndDate) || table.Ticks(Column.EndDate, out end, out endNanoseconds))
            && Rows.Prices.TryRead(out int price)
            && table.RequireText())
        {
            cells.Add(new IntervalCells(start, end, price, Rows.Reasons.Read(), nanoseconds, endNanoseconds));
            Rows.AddRow(customer, subscription, [], new FactInstant(start, nanoseconds));
        }
        else
        {
            Rows.LeaveOut(customer, subscription);
        }
    }

    public void Clear()
    {
        cells.Clear();
        Rows.Clear();
    }
}
