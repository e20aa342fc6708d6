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
    private readonly List<(int Row, long End)> trials = [];
    private readonly IntervalState state = new(table);

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public ReadOnlySpan<IntervalCells> Cells => CollectionsMarshal.AsSpan(cells);

    /// <summary>Rows that are trials, and until when: <see cref="long.MaxValue"/> for all of the row.</summary>
    public IReadOnlyList<(int Row, long End)> Trials => trials;

    public void Add(bool whole)
    {
        long trialEnd = SparseInstants.None;
        bool hasEnded = false;
        if (Rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription)
            && (!state.IsRead || state.TryRead(out trialEnd, out hasEnded))
            && table.Ticks(Column.StartDate, out long start, out byte nanoseconds)
            && TryEnd(hasEnded, out long end, out byte endNanoseconds)
            && Rows.Prices.TryRead(out int price)
            && table.RequireText())
        {
            if (trialEnd != SparseInstants.None)
            {
                trials.Add((cells.Count, trialEnd));
            }

            cells.Add(new IntervalCells(start, end, price, Rows.Reasons.Read(), nanoseconds, endNanoseconds));
            Rows.AddRow(customer, subscription, [], new FactInstant(start, nanoseconds));
        }
        else
        {
            Rows.LeaveOut(customer, subscription);
        }
    }

    private bool TryEnd(bool hasEnded, out long end, out byte nanoseconds)
    {
        (end, nanoseconds) = (SparseInstants.None, 0);
        if (!table.IsEndEmpty(hasEnded))
        {
            return table.Ticks(Column.EndDate, out end, out nanoseconds);
        }

        return !hasEnded || table.Refuse(Column.EndDate, "it is empty, and the status says that the subscription has ended");
    }

    public void Clear()
    {
        cells.Clear();
        trials.Clear();
        Rows.Clear();
    }
}
