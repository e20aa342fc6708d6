using System.Collections;
using Retention.Metrics.Csv.Orders;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>Removes rows that repeat an order, adds up lines of one order, and removes orders with contradictory rows.</summary>
internal sealed class RepeatedOrders(CsvTable table, OrderLines lines, FileRows rows, Currency currency, ImpossibleAmounts impossible)
{
    private readonly Dictionary<int, long[]> linesOfSums = [];

    public RepeatedRows Repeated { get; } = new();

    public List<CsvFinding> Findings { get; } = [];

    /// <summary>The lines of each order that was added up of several.</summary>
    public IReadOnlyDictionary<int, long[]> LinesOfSums => linesOfSums;

    public void TakeOut()
    {
        HashSet<int> several = IdsThatComeAgain();
        if (several.Count == 0)
        {
            return;
        }

        (int Id, OrderRow[] Rows)[] orders = [.. rows.Where(row => several.Contains(row.Subscription))
            .GroupBy(one => one.Row.Subscription)
            .Select(order => (order.Key, order.Select(one => new OrderRow(impossible.OrderOf(rows, one.Row, currency), one.Line)).ToArray()))];
        IReadOnlyList<OrderRows> compared = OrderRows.Compare(table, [.. orders.Select(order => order.Rows)]);
        var contradicted = new HashSet<int>();
        var sums = new Dictionary<int, long>();
        for (int i = 0; i < orders.Length; i++)
        {
            if (Problem(compared[i], orders[i].Id, sums) is { } problem)
            {
                Findings.Add(problem);
                _ = contradicted.Add(orders[i].Id);
                continue;
            }

            foreach (CsvRepeatedRow row in compared[i].Repeats)
            {
                Repeated.Add(row.Line, row.OfLine);
            }
        }

        SetAmounts(sums);
        var kept = new HashSet<int>();
        rows.RemoveAll(row => several.Contains(row.Subscription) && (contradicted.Contains(row.Subscription) || !kept.Add(row.Subscription)));
    }

    /// <summary>How many rows there are in the orders that were added up, beside the one that is kept of each.</summary>
    public long LinesBeyondFirst(FileRows left)
    {
        if (linesOfSums.Count == 0)
        {
            return 0;
        }

        long beyond = 0;
        foreach (ArraySegment<LedgerRow> block in left.Store.Blocks())
        {
            foreach (ref readonly LedgerRow row in block.AsSpan())
            {
                beyond += linesOfSums.TryGetValue(row.Subscription, out long[]? lines) ? lines.Length - 1 : 0;
            }
        }

        return beyond;
    }

    private CsvFinding? Problem(OrderRows order, int id, Dictionary<int, long> sums)
    {
        if (order.Distinct.Count == 1)
        {
            return null;
        }

        if (lines != OrderLines.Sum)
        {
            return order.Conflict();
        }

        if (order.Sum(order.Distinct, out Order sum) is { } problem)
        {
            return problem;
        }

        sums.Add(id, impossible.NumberOf(sum.Amount));
        linesOfSums.Add(id, [.. order.Distinct.Select(row => row.Line)]);
        return null;
    }

    private void SetAmounts(Dictionary<int, long> sums)
    {
        if (sums.Count == 0)
        {
            return;
        }

        foreach (ArraySegment<LedgerRow> block in rows.Store.Blocks())
        {
            foreach (ref LedgerRow row in block.AsSpan())
            {
                row.Amount = sums.TryGetValue(row.Subscription, out long sum) ? sum : row.Amount;
            }
        }
    }

    private HashSet<int> IdsThatComeAgain()
    {
        var seen = new BitArray(rows.Subscriptions);
        var several = new HashSet<int>();
        foreach (ArraySegment<LedgerRow> block in rows.Store.Blocks())
        {
            foreach (ref readonly LedgerRow row in block.AsSpan())
            {
                if (row.Subscription != rows.NumberOfNoId && seen[row.Subscription])
                {
                    _ = several.Add(row.Subscription);
                }

                seen[row.Subscription] = true;
            }
        }

        return several;
    }
}
