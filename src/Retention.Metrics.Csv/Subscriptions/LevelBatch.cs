using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row says of a level.</summary>
/// <param name="At">From when it is paid.</param>
/// <param name="AtNanoseconds">Nanoseconds beyond the ticks.</param>
/// <param name="End">Until when it is paid, if the row says so.</param>
/// <param name="Price">The number that the reader has for the price, or nothing where the row says that nothing is paid.</param>
/// <param name="Reason">The number that the reader has for the reason.</param>
/// <param name="Sequence">Of several of one instant the highest is the last.</param>
internal readonly record struct LevelCells(long At, byte AtNanoseconds, FactInstant? End, int? Price, int Reason, long Sequence);

/// <summary>Some rows of a file of levels, read by one thread.</summary>
internal sealed class LevelBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file) : IRowBatch
{
    private readonly EventNames names = new(options.Events);
    private readonly CellCache<EventKind> kinds = new();
    private readonly List<LevelCells> cells = [];
    private readonly bool hasEvents = table.Has(Column.Event);
    private readonly bool hasEnds = table.Has(Column.EndDate);
    private readonly bool hasSequence = table.Has(Column.Sequence);

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public ReadOnlySpan<LevelCells> Cells => CollectionsMarshal.AsSpan(cells);

    public void Add(bool whole)
    {
        int? price = null;
        FactInstant? end = null;
        long sequence = 0;
        if (Rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription)
            && table.Ticks(Column.At, out long at, out byte nanoseconds)
            && (!hasEnds || TryEnd(new FactInstant(at, nanoseconds), out end))
            && TryPrice(ref price)
            && (!hasSequence || TrySequence(out sequence))
            && table.RequireText())
        {
            cells.Add(new LevelCells(at, nanoseconds, end, price, Rows.Reasons.Read(), sequence));
            Rows.AddRow(customer, subscription, [], new FactInstant(at, nanoseconds));
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

    private bool TryEnd(FactInstant at, out FactInstant? end)
    {
        end = null;
        if (table.IsEmpty(Column.EndDate))
        {
            return true;
        }

        if (!table.Ticks(Column.EndDate, out long ticks, out byte nanoseconds))
        {
            return false;
        }

        end = new FactInstant(ticks, nanoseconds);
        return !(end.Value < at) || table.Refuse(Column.EndDate, $"it lies before {table.NameOf(Column.At)}; a level ends after it begins");
    }

    /// <summary>Reads what is paid. An end and a pause pay nothing, whatever their amount says.</summary>
    private bool TryPrice(ref int? price)
    {
        bool paysNothing = false;
        if (hasEvents && !TryEvent(out paysNothing))
        {
            return false;
        }

        if (paysNothing)
        {
            return true;
        }

        bool read = Rows.Prices.TryRead(out int number);
        price = number;
        return read;
    }

    private bool TryEvent(out bool paysNothing)
    {
        if (!kinds.TryFind(table.Cell(Column.Event), out EventKind kind))
        {
            if (!names.TryParse(table.Word(Column.Event), out kind) || kind is not (EventKind.Started or EventKind.PriceChanged or EventKind.Resumed or EventKind.Paused or EventKind.Ended))
            {
                paysNothing = false;
                return table.Refuse(Column.Event, "it is no known event of a level; valid values: started, price_changed, resumed, paused, ended; map a name of your own to one of them");
            }

            _ = kinds.Add(table.Cell(Column.Event), kind);
        }

        paysNothing = kind is EventKind.Paused or EventKind.Ended;
        return true;
    }

    private bool TrySequence(out long sequence) =>
        long.TryParse(table.Cell(Column.Sequence), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out sequence)
        || table.Refuse(Column.Sequence, "a sequence is a whole number of at least 0");
}
