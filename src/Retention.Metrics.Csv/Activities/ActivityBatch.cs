using System.Globalization;
using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Activities;

/// <summary>Some rows of a file of activities, read by one thread; their ids have no numbers yet.</summary>
internal sealed class ActivityBatch(CsvTable table, ActivityReader file) : IRowBatch
{
    private readonly List<(long Ticks, long Quantity)> cells = [];

    /// <summary>The customers, the kinds and the ids of the rows.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    /// <summary>The instant and the quantity of each row.</summary>
    public ReadOnlySpan<(long Ticks, long Quantity)> Cells => CollectionsMarshal.AsSpan(cells);

    public void Add(bool whole)
    {
        ReadOnlySpan<byte> kind = [], id = NumberedIds.NoId;
        if (!whole
            || !(table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer) || table.RefuseText(Column.CustomerId))
            || !table.Ticks(Column.At, out long ticks)
            || !(!file.HasKinds || table.Name(Column.Event, out kind) || table.RefuseText(Column.Event))
            || !TryQuantity(out long quantity)
            || !(!file.HasIds || table.IsEmpty(Column.EventId) || table.Name(Column.EventId, out id) || table.RefuseText(Column.EventId)))
        {
            return;
        }

        Ids.Add(NumberedIds.Customers, customer);
        if (file.HasKinds)
        {
            Ids.Add(ActivityReader.Kinds, kind);
        }

        if (file.HasIds)
        {
            Ids.Add(file.RowIds, id);
        }

        cells.Add((ticks, quantity));
        Ids.EndRow(new FactInstant(ticks, 0));
    }

    public void Clear()
    {
        cells.Clear();
        Ids.Clear();
    }

    /// <summary>The quantity of the row; 1 where it states none. A whole number can be written with decimals that are 0.</summary>
    private bool TryQuantity(out long quantity)
    {
        quantity = 1;
        if (table.IsEmpty(Column.Quantity))
        {
            return true;
        }

        ReadOnlySpan<byte> cell = table.Cell(Column.Quantity);
        if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out quantity))
        {
            return true;
        }

        if (decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && decimal.IsInteger(number) && number <= long.MaxValue)
        {
            quantity = (long)number;
            return true;
        }

        return table.Refuse(Column.Quantity, "the quantity of an activity is a whole number, at least 0 and at most 9223372036854775807");
    }
}
