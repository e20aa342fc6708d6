using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Orders;

/// <summary>The history of the orders of a file, with an account of their rows: which repeat another, which are lines of one order, which cannot be.</summary>
internal sealed class CheckedOrders
{
    private readonly OrderFacts facts;
    private readonly RowLines lines;
    private readonly RefundRows refunds;
    private readonly FindingColumns findings = new();
    private readonly Dictionary<int, long[]> linesOfSums = [];
    private OrderCheck check;

    private CheckedOrders(OrderFileRows rows)
    {
        (facts, lines, refunds, Repeated) = (rows.Facts, rows.Lines, rows.Refunds, rows.Repeated);
        check = OrderCheck.Of(facts, RowSet.All(facts.Count));
    }

    public OrderHistory History => OrderHistory.Of(facts, check);

    public IReadOnlyList<CsvFinding> Findings => findings.ByLine();

    public RepeatedRows Repeated { get; }

    /// <summary>How many rows the orders of the history have.</summary>
    public long Used { get; private set; }

    public long Superseded { get; private set; }

    public static CheckedOrders Of(CsvTable table, OrderLines orderLines, OrderFileRows rows)
    {
        var result = new CheckedOrders(rows);

        // Most files name each order once, and then there is nothing to compare.
        bool repeats = result.check.Repeated > 0 || result.check.Problems.Any(problem => problem.Kind == FindingKind.ConflictingDuplicate) || (orderLines == OrderLines.Sum && result.check.Superseded > 0);
        if (repeats)
        {
            result.Resolve(table, orderLines);
        }
        else
        {
            (result.Used, result.Superseded) = (result.check.Used, result.check.Superseded);
            result.AddFindings([]);
        }

        result.Used += result.refunds.UsedOf(result.check.Valid);

        return result;
    }

    private void Resolve(CsvTable table, OrderLines orderLines)
    {
        IReadOnlyList<OrderRows> several = OrderRows.Compare(table, [.. check.RowsOfOneId().Select(rows => Array.ConvertAll(rows, row => new OrderRow(facts.OrderAt(row), lines[row], row)))]);
        RowSet among = RowSet.All(facts.Count);
        var kept = new Dictionary<int, OrderRows>();
        foreach (OrderRows order in several)
        {
            foreach (OrderRow row in order.All)
            {
                among[row.Row] = false;
            }

            if (Add(order, orderLines, out List<int> own) is { } problem)
            {
                findings.Add(problem);
                continue;
            }

            kept.Add(facts.Ids![order.All[0].Row], order);
            foreach (int row in own)
            {
                among[row] = true;
            }
        }

        check = OrderCheck.Of(facts, among);
        AddFindings(kept);
        Count(kept);
    }

    /// <summary>Finds the rows that hold the facts that the rows of one order id come to; of lines that are added up it is the first.</summary>
    /// <returns>What is wrong where they come to none.</returns>
    private RowFinding? Add(OrderRows order, OrderLines orderLines, out List<int> own)
    {
        own = [];
        foreach (OrderRow[] version in order.Distinct.GroupBy(row => row.Order.RecordedAt).Select(version => version.ToArray()))
        {
            if (version.Length > 1 && orderLines == OrderLines.Sum)
            {
                if (order.Sum(version, out Order sum) is { } problem)
                {
                    return problem;
                }

                int first = version[0].Row;
                facts.Contents[first] = facts.Table.Of(new OrderContent(sum.Amount, sum.Status, sum.Refunded, facts.Table.NanosecondsOf(facts.Contents[first])));
                linesOfSums.Add(first, [.. version.Select(row => row.Line)]);
                own.Add(first);
            }
            else if (version.DistinctBy(row => row.Order).Count() < version.Length)
            {
                return order.Conflict();
            }
            else
            {
                own.AddRange(version.Select(row => row.Row));
            }
        }

        return null;
    }

    private void AddFindings(Dictionary<int, OrderRows> several)
    {
        foreach (OrderProblem problem in check.Problems)
        {
            if (problem.Kind == FindingKind.ConflictingDuplicate)
            {
                findings.Add(several[facts.Ids![problem.FirstRow]].Conflict());
            }
            else
            {
                findings.Add(problem.Kind, problem.Message(facts), [.. LinesOf(problem.FirstRow).Order()]);
            }
        }
    }

    /// <summary>Counts the rows of the facts; all rows of an order with conflicting contents are refused, repeated ones included.</summary>
    private void Count(Dictionary<int, OrderRows> several)
    {
        Used = check.Used + linesOfSums.Where(sum => check.Valid[sum.Key]).Sum(sum => sum.Value.Length - 1L);
        foreach (OrderVersion version in check.Versions)
        {
            if (!version.Repeats)
            {
                Superseded += LinesOf(version.Row).Length;
                continue;
            }

            foreach (long line in LinesOf(version.Row))
            {
                Repeated.Add(line, LinesOf(version.Holder)[0]);
            }
        }

        foreach (OrderProblem problem in check.Problems.Where(problem => problem.Kind == FindingKind.ConflictingDuplicate))
        {
            _ = several.Remove(facts.Ids![problem.FirstRow]);
        }

        foreach (CsvRepeatedRow row in several.Values.SelectMany(order => order.Repeats))
        {
            Repeated.Add(row.Line, row.OfLine);
        }
    }

    private long[] LinesOf(int row) => linesOfSums.TryGetValue(row, out long[]? all) ? all : [lines[row]];
}
