using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>The history of the orders of a file, with an account of their rows: which repeat another, which are lines of one order, which cannot be.</summary>
internal sealed class CheckedOrders
{
    private readonly List<CsvFinding> findings = [];
    private readonly List<(Order Order, IReadOnlyList<long> Lines)> facts = [];

    private CheckedOrders(OrderHistory history) => History = history;

    public OrderHistory History { get; private set; }

    public IReadOnlyList<CsvFinding> Findings => [.. findings.OrderBy(finding => finding.Lines[0])];

    public RepeatedRows Repeated { get; } = new();

    /// <summary>How many rows the orders of the history have.</summary>
    public long Used { get; private set; }

    public long Superseded { get; private set; }

    public static CheckedOrders Of(CsvTable table, OrderLines lines, List<OrderRow> rows)
    {
        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(rows.Select(row => row.Order));
        var result = new CheckedOrders(check.History);

        // Most files name each order once, and then there is nothing to compare.
        bool repeats = check.Repeated > 0 || check.Findings.Any(finding => finding.Kind == FindingKind.ConflictingDuplicate) || (lines == OrderLines.Sum && check.Superseded > 0);
        if (repeats)
        {
            result.Resolve(table, lines, rows);
        }
        else
        {
            (result.Used, result.Superseded) = (check.Used, check.Superseded);
            result.AddFindings(check.Findings, rows.Select(row => (row.Order, (IReadOnlyList<long>)[row.Line])), []);
        }

        return result;
    }

    private void Resolve(CsvTable table, OrderLines lines, List<OrderRow> rows)
    {
        var byId = rows.ToLookup(row => row.Order.Id);
        IReadOnlyList<OrderRows> several = OrderRows.Compare(table, [.. byId.Where(order => order.Key is not null && order.Skip(1).Any()).Select(order => order.ToArray())]);
        facts.AddRange(byId.Where(order => order.Key is null || !order.Skip(1).Any()).SelectMany(order => order).Select(row => (row.Order, (IReadOnlyList<long>)[row.Line])));
        var kept = new Dictionary<OrderId, OrderRows>();
        foreach (OrderRows order in several)
        {
            int before = facts.Count;
            if (Add(order, lines) is { } problem)
            {
                findings.Add(problem);
                facts.RemoveRange(before, facts.Count - before);
            }
            else
            {
                kept.Add(order.Id, order);
            }
        }

        HistoryCheck<OrderHistory, OrderFinding> check = OrderHistory.Check(facts.Select(fact => fact.Order));
        History = check.History;
        AddFindings(check.Findings, facts, kept);
        Count(check, kept);
    }

    /// <summary>Adds the facts that the rows of one order id come to.</summary>
    /// <returns>What is wrong where they come to none.</returns>
    private CsvFinding? Add(OrderRows order, OrderLines lines)
    {
        foreach (OrderRow[] version in order.Distinct.GroupBy(row => row.Order.RecordedAt).Select(version => version.ToArray()))
        {
            if (version.Length > 1 && lines == OrderLines.Sum)
            {
                if (order.Sum(version, out Order sum) is { } problem)
                {
                    return problem;
                }

                facts.Add((sum, [.. version.Select(row => row.Line)]));
            }
            else if (version.DistinctBy(row => row.Order).Count() < version.Length)
            {
                return order.Conflict();
            }
            else
            {
                facts.AddRange(version.Select(row => (row.Order, (IReadOnlyList<long>)[row.Line])));
            }
        }

        return null;
    }

    private void AddFindings(IReadOnlyList<OrderFinding> found, IEnumerable<(Order Order, IReadOnlyList<long> Lines)> of, Dictionary<OrderId, OrderRows> several)
    {
        if (found.Count == 0)
        {
            return;
        }

        var offending = found.SelectMany(finding => finding.Orders).ToHashSet<Order>(ReferenceEqualityComparer.Instance);
        var linesOf = of.Where(fact => offending.Contains(fact.Order)).ToDictionary(fact => fact.Order, fact => fact.Lines, (IEqualityComparer<Order>)ReferenceEqualityComparer.Instance);
        findings.AddRange(found.Select(finding => finding.Kind == FindingKind.ConflictingDuplicate
            ? several[finding.Orders[0].Id!.Value].Conflict()
            : new CsvFinding([.. finding.Orders.SelectMany(order => linesOf[order]).Order()], finding.Kind, finding.Message)));
    }

    /// <summary>Counts the rows of the facts; all rows of an order with conflicting contents are refused, repeated ones included.</summary>
    private void Count(HistoryCheck<OrderHistory, OrderFinding> check, Dictionary<OrderId, OrderRows> several)
    {
        var used = check.History.ToHashSet<Order>(ReferenceEqualityComparer.Instance);
        var refused = check.Findings.SelectMany(finding => finding.Orders).ToHashSet<Order>(ReferenceEqualityComparer.Instance);
        HashSet<OrderId?> conflicts = [.. check.Findings.Where(finding => finding.Kind == FindingKind.ConflictingDuplicate).Select(finding => finding.Orders[0].Id)];
        var holding = facts.Where(fact => fact.Order.Id is not null && (used.Contains(fact.Order) || refused.Contains(fact.Order)) && !conflicts.Contains(fact.Order.Id))
            .ToDictionary(fact => fact.Order.Id!.Value);
        foreach ((Order order, IReadOnlyList<long> lines) in facts)
        {
            if (used.Contains(order))
            {
                Used += lines.Count;
            }
            else if (!refused.Contains(order))
            {
                (Order holder, IReadOnlyList<long> holderLines) = holding[order.Id!.Value];
                if (order with { RecordedAt = null } == holder with { RecordedAt = null })
                {
                    foreach (long line in lines)
                    {
                        Repeated.Add(line, holderLines[0]);
                    }
                }
                else
                {
                    Superseded += lines.Count;
                }
            }
        }

        foreach (CsvRepeatedRow row in several.Values.Where(order => !conflicts.Contains(order.Id)).SelectMany(order => order.Repeats))
        {
            Repeated.Add(row.Line, row.OfLine);
        }
    }
}
