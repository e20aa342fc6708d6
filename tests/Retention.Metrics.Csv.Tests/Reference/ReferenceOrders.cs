using NodaTime;
using Retention.Metrics.Csv.Orders;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;
using Retention.Metrics.Tests.Histories.Orders;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>A file with a row for each order: <c>order_id, customer_id, ordered_at, amount, status, refunded</c>.</summary>
internal static class ReferenceOrders
{
    public static ReferenceOrderImport Read(CsvTable table, CsvImportOptions options)
    {
        var attributes = new ReferenceAttributes(table);
        var rows = new List<ReferenceOrderRow>();
        FirstLines? first = options.OrderLines == OrderLines.First && table.Has(Column.OrderId) ? new FirstLines() : null;
        long leftOut = 0;
        while (table.Read(out bool whole))
        {
            if (first?.LeavesOut(table) ?? false)
            {
                leftOut += whole ? 1 : 0;
            }
            else if (whole && TryRead(table, out Order order))
            {
                attributes.Add(order.Customer, order.OrderedAt);
                rows.Add(new ReferenceOrderRow(order, table.Line));
            }
        }

        var checkedRows = ReferenceCheckedOrders.Of(table, options.OrderLines, rows);
        return new ReferenceOrderImport(
            checkedRows.History,
            new CsvRowCounts(
                table.RowsRead,
                checkedRows.Used,
                checkedRows.Repeated.Count,
                checkedRows.Superseded,
                Refused: table.RowsRead - leftOut - checkedRows.Used - checkedRows.Repeated.Count - checkedRows.Superseded)
            { LeftOut = leftOut },
            table.Refusals,
            checkedRows.Findings,
            checkedRows.Repeated.Listed,
            attributes.Of(checkedRows.History.Select(order => order.Customer)));
    }

    private static bool TryRead(CsvTable row, out Order order)
    {
        order = null!;
        string? customer = CellText.Of(row, Column.CustomerId), id = CellText.Of(row, Column.OrderId);
        if (customer is null)
        {
            return row.RefuseText(Column.CustomerId);
        }

        if (id is null && !row.IsEmpty(Column.OrderId))
        {
            return row.RefuseText(Column.OrderId);
        }

        if (!CellText.Timestamp(row, Column.OrderedAt, out Instant at)
            || !CellText.OptionalTimestamp(row, Column.RecordedAt, out Instant? recordedAt)
            || !row.CurrencyOfRow(out Currency currency)
            || !row.Amount(Column.Amount, currency, out Money amount)
            || !TryStatus(row, out OrderStatus status))
        {
            return false;
        }

        Money? refunded = null;
        if (!row.IsEmpty(Column.Refunded))
        {
            if (!row.Amount(Column.Refunded, currency, out Money paidBack))
            {
                return false;
            }

            refunded = paidBack;
        }

        if (status == OrderStatus.Refunded && refunded is { Amount: 0m } && amount.Amount != 0m)
        {
            return row.Refuse(Column.Refunded, OrderBatch.RefundedByNothing);
        }

        order = new Order(customer, at, amount)
        {
            Id = id is null ? default(OrderId?) : new OrderId(id),
            Status = status,
            Refunded = refunded,
            RecordedAt = recordedAt,
        };
        return row.RequireText();
    }

    private static bool TryStatus(CsvTable row, out OrderStatus status)
    {
        status = OrderStatus.Completed;
        string word = row.Word(Column.Status);
        if (word.Length == 0)
        {
            return true;
        }

        switch (ColumnNames.Key(word))
        {
            case "completed" or "complete" or "paid" or "fulfilled":
                return true;
            case "cancelled" or "canceled" or "voided":
                status = OrderStatus.Cancelled;
                return true;
            case "refunded":
                status = OrderStatus.Refunded;
                return true;
            case "partiallyrefunded":
                return !row.IsEmpty(Column.Refunded) || row.Refuse(Column.Status, "a partial refund needs an amount in a column refunded");
            default:
                return row.Refuse(Column.Status, new StatusWords(row.Options, FileKind.Orders).Expected);
        }
    }
}

/// <summary>The history of the orders of a file, with an account of their rows: which repeat another, which are lines of one order, which cannot be.</summary>
internal sealed class ReferenceCheckedOrders
{
    private readonly List<CsvFinding> findings = [];
    private readonly List<(Order Order, IReadOnlyList<long> Lines)> facts = [];

    private ReferenceCheckedOrders(IReadOnlyList<Order> history) => History = history;

    public IReadOnlyList<Order> History { get; private set; }

    public IReadOnlyList<CsvFinding> Findings => [.. findings.OrderBy(finding => finding.Lines[0])];

    public RepeatedRows Repeated { get; } = new();

    /// <summary>How many rows the orders of the history have.</summary>
    public long Used { get; private set; }

    public long Superseded { get; private set; }

    public static ReferenceCheckedOrders Of(CsvTable table, OrderLines lines, List<ReferenceOrderRow> rows)
    {
        ReferenceOrderCheck check = ReferenceOrderCheck.Of(rows.Select(row => row.Order));
        var result = new ReferenceCheckedOrders(check.Valid);

        // Most files name each order once, and then there is nothing to compare.
        bool repeats = check.Repeated > 0 || check.Findings.Any(finding => finding.Kind == FindingKind.ConflictingDuplicate) || (lines == OrderLines.Sum && check.Superseded > 0);
        if (repeats)
        {
            result.Resolve(table, lines, rows);
        }
        else
        {
            (result.Used, result.Superseded) = (check.Valid.Count, check.Superseded);
            result.AddFindings(check.Findings, rows.Select(row => (row.Order, (IReadOnlyList<long>)[row.Line])), []);
        }

        return result;
    }

    private void Resolve(CsvTable table, OrderLines lines, List<ReferenceOrderRow> rows)
    {
        var byId = rows.ToLookup(row => row.Order.Id);
        IReadOnlyList<ReferenceOrderRows> several = ReferenceOrderRows.Compare(table, [.. byId.Where(order => order.Key is not null && order.Skip(1).Any()).Select(order => order.ToArray())]);
        facts.AddRange(byId.Where(order => order.Key is null || !order.Skip(1).Any()).SelectMany(order => order).Select(row => (row.Order, (IReadOnlyList<long>)[row.Line])));
        var kept = new Dictionary<OrderId, ReferenceOrderRows>();
        foreach (ReferenceOrderRows order in several)
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

        ReferenceOrderCheck check = ReferenceOrderCheck.Of(facts.Select(fact => fact.Order));
        History = check.Valid;
        AddFindings(check.Findings, facts, kept);
        Count(check, kept);
    }

    /// <summary>Adds the facts that the rows of one order id come to.</summary>
    /// <returns>What is wrong where they come to none.</returns>
    private CsvFinding? Add(ReferenceOrderRows order, OrderLines lines)
    {
        foreach (ReferenceOrderRow[] version in order.Distinct.GroupBy(row => row.Order.RecordedAt).Select(version => version.ToArray()))
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

    private void AddFindings(IReadOnlyList<ReferenceOrderFinding> found, IEnumerable<(Order Order, IReadOnlyList<long> Lines)> of, Dictionary<OrderId, ReferenceOrderRows> several)
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
    private void Count(ReferenceOrderCheck check, Dictionary<OrderId, ReferenceOrderRows> several)
    {
        var used = check.Holding.ToHashSet<Order>(ReferenceEqualityComparer.Instance);
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

/// <summary>An order with the line of its row.</summary>
internal readonly record struct ReferenceOrderRow(Order Order, long Line);

/// <summary>The rows of one order id: which of them repeat another in every cell, and in which columns the others differ.</summary>
internal sealed class ReferenceOrderRows
{
    private readonly CsvTable table;
    private readonly IReadOnlyList<string> otherColumns;

    private ReferenceOrderRows(CsvTable table, IReadOnlyList<ReferenceOrderRow> all, RowComparison comparison)
    {
        this.table = table;
        All = all;
        Distinct = [.. all.Where(row => comparison.FirstEqual(row.Line) == row.Line)];
        Repeats = [.. all.Where(row => comparison.FirstEqual(row.Line) != row.Line).Select(row => new CsvRepeatedRow(row.Line, comparison.FirstEqual(row.Line)))];
        otherColumns = [.. comparison.Columns(all[0].Line)];
    }

    public IReadOnlyList<ReferenceOrderRow> All { get; }

    /// <summary>The rows without those that repeat another in every cell.</summary>
    public IReadOnlyList<ReferenceOrderRow> Distinct { get; }

    public IReadOnlyList<CsvRepeatedRow> Repeats { get; }

    public OrderId Id => All[0].Order.Id!.Value;

    /// <summary>Compares the rows of each order id that has several.</summary>
    /// <param name="table">The file, read to its end.</param>
    /// <param name="orders">The rows by order id, in the order of the file.</param>
    public static IReadOnlyList<ReferenceOrderRows> Compare(CsvTable table, IReadOnlyList<IReadOnlyList<ReferenceOrderRow>> orders)
    {
        var compared = new Dictionary<long, (int Group, int Content)>();
        for (int group = 0; group < orders.Count; group++)
        {
            var contents = new Dictionary<Order, int>();
            foreach ((Order order, long line) in orders[group])
            {
                _ = contents.TryAdd(order, contents.Count);
                compared.Add(line, (group, contents[order]));
            }
        }

        var comparison = RowComparison.Of(table, compared);
        return [.. orders.Select(rows => new ReferenceOrderRows(table, rows, comparison))];
    }

    /// <summary>That the rows are not one order.</summary>
    public CsvFinding Conflict() => Finding(
        FindingKind.ConflictingDuplicate,
        FormattableString.Invariant($"order {Id} comes with {Distinct.Count} contents, which differ in {string.Join(", ", Columns)}; if its rows are lines of one order, add them up (OrderLines.Sum, --order-lines sum) or use the first alone (OrderLines.First, --order-lines first)"));

    /// <summary>Adds up lines of the order.</summary>
    /// <returns>What is wrong where that is not possible.</returns>
    public CsvFinding? Sum(IReadOnlyList<ReferenceOrderRow> lines, out Order sum)
    {
        sum = lines[0].Order;
        Order first = sum;
        if (lines.Any(line => line.Order.Customer != first.Customer || line.Order.OrderedAt != first.OrderedAt || line.Order.Amount.Currency != first.Amount.Currency || line.Order.Status != first.Status))
        {
            return Finding(FindingKind.ConflictingDuplicate, $"the rows of order {Id} differ in {string.Join(", ", Columns)}; lines that are added up must have one customer, instant, currency and status");
        }

        foreach (ReferenceOrderRow line in lines)
        {
            // A line may be below 0, such as a return; the order may not.
            if ((Problem(line.Order.Amount) ?? Problem(line.Order.Refund)) is { } problem)
            {
                return Finding(problem.Kind, $"line {FormattableString.Invariant($"{line.Line}")} of order {Id}: {FormattableString.Invariant(problem.Message)}");
            }
        }

        bool statesRefunds = lines.Any(line => line.Order.Refunded is not null);
        sum = first with
        {
            Amount = first.Amount with { Amount = lines.Sum(line => line.Order.Amount.Amount) },
            Refunded = statesRefunds ? first.Amount with { Amount = lines.Sum(line => line.Order.Refund.Amount) } : null,
        };
        return null;

        (FindingKind Kind, FormattableString Message)? Problem(Money part) =>
            OrderHistory.Problem(new Order(first.Customer, first.OrderedAt, part with { Amount = Math.Abs(part.Amount) }));
    }

    private IEnumerable<string> Columns => ReadColumns.Concat(otherColumns);

    private IEnumerable<string> ReadColumns
    {
        get
        {
            if (Differ(order => order.Customer))
            {
                yield return table.NameOf(Column.CustomerId);
            }

            if (Differ(order => order.OrderedAt))
            {
                yield return table.NameOf(Column.OrderedAt);
            }

            if (Differ(order => order.Amount.Amount))
            {
                yield return table.NameOf(Column.Amount);
            }

            if (Differ(order => order.Amount.Currency))
            {
                yield return table.NameOf(Column.Currency);
            }

            if (Differ(order => order.Status))
            {
                yield return table.NameOf(Column.Status);
            }

            if (Differ(order => order.Refunded?.Amount))
            {
                yield return table.NameOf(Column.Refunded);
            }
        }
    }

    private bool Differ<TValue>(Func<Order, TValue> of) => Distinct.Select(row => of(row.Order)).Distinct().Skip(1).Any();

    private CsvFinding Finding(FindingKind kind, string message) => new([.. All.Select(row => row.Line)], kind, message);
}

/// <summary>What came out of a file of orders, by the reference.</summary>
internal sealed record ReferenceOrderImport(IReadOnlyList<Order> History, CsvRowCounts Rows, IReadOnlyList<CsvRefusal> Refusals, IReadOnlyList<CsvFinding> Findings, IReadOnlyList<CsvRepeatedRow> RepeatedRows, IReadOnlyList<Customer> Customers);
