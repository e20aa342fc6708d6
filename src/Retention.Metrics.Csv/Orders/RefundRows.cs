using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>A row that pays an order back.</summary>
internal sealed record RefundRow(long Line, string OrderId, string Customer, long Ticks, Money Amount);

/// <summary>Rows that pay back what another row with their order id took: <see cref="StatusKind.Refund"/>.</summary>
internal sealed class RefundRows(CsvTable table)
{
    private readonly List<Refund> refunds = [];

    /// <summary>How many rows are those of valid orders.</summary>
    public long UsedOf(RowSet valid) => refunds.LongCount(refund => refund.Order >= 0 && !refund.IsRepeated && valid[refund.Order]);

    public void Add(IReadOnlyList<RefundRow> rows) => refunds.AddRange(rows.Select(row => new Refund(row)));

    /// <summary>Takes the refunds off their orders. One without its order is refused.</summary>
    /// <param name="rows">The orders.</param>
    /// <param name="numberOf">The number of an order id, or −1.</param>
    /// <param name="repeated">Where rows that repeat another are listed.</param>
    public void Apply(OrderFileRows rows, Func<string, int> numberOf, RepeatedRows repeated)
    {
        if (refunds.Count == 0)
        {
            return;
        }

        MarkRepeated(repeated);
        int[] numbers = [.. refunds.Select(refund => numberOf(refund.Row.OrderId))];
        Dictionary<int, int> rowOf = FirstRows(rows, [.. numbers]);
        for (int i = 0; i < refunds.Count; i++)
        {
            Refund refund = refunds[i];
            if (refund.IsRepeated)
            {
                continue;
            }

            if (!rowOf.TryGetValue(numbers[i], out int row))
            {
                table.RefuseLine(refund.Row.Line, Column.OrderId, refund.Row.OrderId, "the row pays back an order that the file does not have, or that is refused; add the file with the order to this one");
                continue;
            }

            OrderContent content = rows.Facts.Table[rows.Facts.Contents[row]];
            if (content.Amount.Currency != refund.Row.Amount.Currency)
            {
                table.RefuseLine(refund.Row.Line, Column.Amount, refund.Row.Amount.ToString(), $"the row pays back an order of {content.Amount.Currency}");
                continue;
            }

            refund.Order = row;
            rows.Facts.Contents[row] = rows.Facts.Table.Of(content with { Refunded = (content.Refunded ?? Money.Zero(refund.Row.Amount.Currency)) + refund.Row.Amount });
        }
    }

    private static Dictionary<int, int> FirstRows(OrderFileRows rows, HashSet<int> numbers)
    {
        var rowOf = new Dictionary<int, int>();
        for (int row = 0; row < rows.Facts.Count; row++)
        {
            if (rows.Facts.Ids![row] is >= 0 and var id && numbers.Contains(id))
            {
                _ = rowOf.TryAdd(id, row);
            }
        }

        return rowOf;
    }

    /// <summary>A refund that is equal to another in every cell is counted once.</summary>
    private void MarkRepeated(RepeatedRows repeated)
    {
        var compared = new Dictionary<long, (int Group, int Content)>();
        Refund[][] alike = [.. refunds.GroupBy(refund => refund.Row with { Line = 0 }).Select(same => same.ToArray()).Where(same => same.Length > 1)];
        for (int group = 0; group < alike.Length; group++)
        {
            foreach (Refund refund in alike[group])
            {
                compared.Add(refund.Row.Line, (group, 0));
            }
        }

        var comparison = RowComparison.Of(table, compared);
        foreach (Refund refund in alike.SelectMany(same => same).Where(refund => comparison.FirstEqual(refund.Row.Line) != refund.Row.Line))
        {
            refund.IsRepeated = true;
            repeated.Add(refund.Row.Line, comparison.FirstEqual(refund.Row.Line));
        }
    }

    private sealed class Refund(RefundRow row)
    {
        public RefundRow Row => row;

        public int Order { get; set; } = -1;

        public bool IsRepeated { get; set; }
    }
}
