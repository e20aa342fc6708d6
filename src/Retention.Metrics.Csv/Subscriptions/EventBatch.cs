using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row says of an event.</summary>
/// <param name="At">When it takes effect.</param>
/// <param name="Recorded">When it became known, if that is said.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Index">The number that the reader has for the price or the reason, or the place of the scheduled cancellation.</param>
/// <param name="NewPrice">The number that the reader has for the price of a resumption, if it has one.</param>
/// <param name="AtNanoseconds">Nanoseconds beyond the ticks.</param>
/// <param name="RecordedNanoseconds">Nanoseconds beyond the ticks.</param>
internal readonly record struct EventCells(long At, long Recorded, FactKind Kind, int Index, int? NewPrice, byte AtNanoseconds, byte RecordedNanoseconds);

/// <summary>Some rows of a file of events, read by one thread.</summary>
internal sealed class EventBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file) : IRowBatch
{
    private readonly EventNames names = new(options.Events);
    private readonly CellCache<EventKind> kinds = new();
    private readonly List<EventCells> cells = [];
    private readonly List<ScheduledEnd> schedules = [];

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public ReadOnlySpan<EventCells> Cells => CollectionsMarshal.AsSpan(cells);

    /// <summary>The scheduled cancellations, with the reasons of the reader.</summary>
    public IReadOnlyList<ScheduledEnd> Schedules => schedules;

    public void Add(bool whole)
    {
        if (!Rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription) || !TryRead(customer, subscription))
        {
            Rows.LeaveOut(customer, subscription);
        }
    }

    public void Clear()
    {
        cells.Clear();
        schedules.Clear();
        Rows.Clear();
    }

    private bool TryRead(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription)
    {
        (long recorded, byte recordedNanoseconds) = (SparseInstants.None, 0);
        if (!table.Ticks(Column.At, out long ticks, out byte nanoseconds)
            || (!table.IsEmpty(Column.RecordedAt) && !table.Ticks(Column.RecordedAt, out recorded, out recordedNanoseconds)))
        {
            return false;
        }

        if (!TryKind(out EventKind kind) || !TryIndex(kind, out int index))
        {
            return false;
        }

        ReadOnlySpan<byte> id = [];
        if (table.Has(Column.EventId) && !table.Name(Column.EventId, out id))
        {
            id = [];
            if (!table.IsEmpty(Column.EventId))
            {
                return table.RefuseText(Column.EventId);
            }
        }

        // A resumption at a price of its own is a resumption and a change of price.
        int? newPrice = null;
        if (kind == EventKind.Resumed && !PriceCells.IsEmpty(table))
        {
            if (!Rows.Prices.TryRead(out int price))
            {
                return false;
            }

            newPrice = price;
        }

        if (!table.RequireText())
        {
            return false;
        }

        cells.Add(new EventCells(ticks, recorded, KindOf(kind), index, newPrice, nanoseconds, recordedNanoseconds));
        Rows.AddRow(customer, subscription, id, new FactInstant(ticks, nanoseconds));
        return true;
    }

    private bool TryKind(out EventKind kind)
    {
        if (kinds.TryFind(table.Cell(Column.Event), out kind))
        {
            return true;
        }

        if (!names.TryParse(table.Word(Column.Event), out kind))
        {
            return table.Refuse(Column.Event, $"it is not a known event; valid values: {EventNames.Kinds}; map a name of your own to one of them");
        }

        _ = kinds.Add(table.Cell(Column.Event), kind);
        return true;
    }

    /// <summary>Reads what belongs to a kind of event: the number of a price or a reason, or the place of a scheduled cancellation.</summary>
    private bool TryIndex(EventKind kind, out int index)
    {
        index = 0;
        switch (kind)
        {
            case EventKind.Started or EventKind.PriceChanged:
                return Rows.Prices.TryRead(out index);
            case EventKind.CancellationScheduled:
                if (!TryEffectiveAt(out FactInstant effectiveAt))
                {
                    return false;
                }

                index = schedules.Count;
                schedules.Add(new ScheduledEnd(effectiveAt, Rows.Reasons.Read()));
                return true;
            case EventKind.Ended:
                index = Rows.Reasons.Read();
                return true;
            default:
                return true;
        }
    }

    private static FactKind KindOf(EventKind kind) => kind switch
    {
        EventKind.Started => FactKind.Started,
        EventKind.PriceChanged => FactKind.PriceChanged,
        EventKind.Ended => FactKind.Ended,
        EventKind.CancellationScheduled => FactKind.CancellationScheduled,
        EventKind.TrialStarted => FactKind.TrialStarted,
        EventKind.Paused => FactKind.Paused,
        EventKind.Resumed => FactKind.Resumed,
        EventKind.PaymentFailed => FactKind.PaymentFailed,
        EventKind.PaymentRecovered => FactKind.PaymentRecovered,
        _ => FactKind.CancellationRevoked,
    };

    private bool TryEffectiveAt(out FactInstant effectiveAt)
    {
        effectiveAt = default;
        if (!table.Has(Column.EffectiveAt))
        {
            return table.Refuse(Column.Event, "a scheduled cancellation needs a column effective_at; one that has taken effect is a cancel");
        }

        bool read = table.Ticks(Column.EffectiveAt, out long ticks, out byte nanoseconds);
        effectiveAt = new FactInstant(ticks, nanoseconds);
        return read;
    }
}
