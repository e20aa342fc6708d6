using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>An order with the line of its row, and its row in the columns.</summary>
internal readonly record struct OrderRow(Order Order, long Line, int Row);

/// <summary>The rows of one order id: which of them repeat another in every cell, and in which columns the others differ.</summary>
internal sealed class OrderRows
{
    private readonly CsvTable table;
    private readonly IReadOnlyList<string> otherColumns;

    private OrderRows(CsvTable table, IReadOnlyList<OrderRow> all, RowComparison comparison)
    {
        this.table = table;
        All = all;
        Distinct = [.. all.Where(row => comparison.FirstEqual(row.Line) == row.Line)];
        Repeats = [.. all.Where(row => comparison.FirstEqual(row.Line) != row.Line).Select(row => new CsvRepeatedRow(row.Line, comparison.FirstEqual(row.Line)))];
        otherColumns = [.. comparison.Columns(all[0].Line)];
    }

    public IReadOnlyList<OrderRow> All { get; }

    /// <summary>The rows without those that repeat another in every cell.</summary>
    public IReadOnlyList<OrderRow> Distinct { get; }

    public IReadOnlyList<CsvRepeatedRow> Repeats { get; }

    public OrderId Id => All[0].Order.Id!.Value;

    /// <summary>Compares the rows of each order id that has several.</summary>
    /// <param name="table">The file, read to its end.</param>
    /// <param name="orders">The rows by order id, in the order of the file.</param>
    public static IReadOnlyList<OrderRows> Compare(CsvTable table, IReadOnlyList<IReadOnlyList<OrderRow>> orders)
    {
        var compared = new Dictionary<long, (int Group, int Content)>();
        for (int group = 0; group < orders.Count; group++)
        {
            var contents = new Dictionary<Order, int>();
            foreach ((Order order, long line, _) in orders[group])
            {
                _ = contents.TryAdd(order, contents.Count);
                compared.Add(line, (group, contents[order]));
            }
        }

        var comparison = RowComparison.Of(table, compared);
        return [.. orders.Select(rows => new OrderRows(table, rows, comparison))];
    }

    /// <summary>That the rows are not one order.</summary>
    public RowFinding Conflict() => Finding(
        FindingKind.ConflictingDuplicate,
        $"order {Id} comes with {Distinct.Count} contents, which differ in {string.Join(", ", Columns)}; if its rows are lines of one order, add them up (OrderLines.Sum, --order-lines sum) or use the first alone (OrderLines.First, --order-lines first)");

    /// <summary>Adds up lines of the order.</summary>
    /// <returns>What is wrong where that is not possible.</returns>
    public RowFinding? Sum(IReadOnlyList<OrderRow> lines, out Order sum)
    {
        sum = lines[0].Order;
        Order first = sum;
        if (lines.Any(line => line.Order.Customer != first.Customer || line.Order.OrderedAt != first.OrderedAt || line.Order.Amount.Currency != first.Amount.Currency || line.Order.Status != first.Status))
        {
            return Finding(FindingKind.ConflictingDuplicate, $"the rows of order {Id} differ in {string.Join(", ", Columns)}; lines that are added up must have one customer, instant, currency and status");
        }

        foreach (OrderRow line in lines)
        {
            // A line may be below 0, such as a return; the order may not.
            if ((Problem(line.Order.Amount) ?? Problem(line.Order.Refund)) is { } problem)
            {
                return Finding(problem.Kind, $"line {line.Line} of order {Id}: {problem.Message}");
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

    private RowFinding Finding(FindingKind kind, FormattableString message) => new(All[0].Row, kind, message, [.. All.Select(row => row.Line)]);
}
