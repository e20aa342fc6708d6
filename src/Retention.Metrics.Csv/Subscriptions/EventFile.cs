using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each thing that happened: <c>subscription_id, customer_id, event, at, mrr</c>.</summary>
internal sealed class EventFile
{
    private readonly CsvTable table;
    private readonly SubscriptionRows rows;
    private readonly EventRows columns;
    private readonly EventNames names;
    private readonly CellCache<EventKind> kinds = new();
    private readonly PriceReader prices;
    private readonly ReasonReader reasons;

    private EventFile(CsvTable table, CsvImportOptions options, SubscriptionRows rows)
    {
        this.table = table;
        this.rows = rows;
        columns = new EventRows(rows);
        names = new EventNames(options.Events);
        prices = new PriceReader(table, options, rows.Facts.Tables.Prices);
        reasons = new ReasonReader(table, rows.Facts.Tables);
    }

    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        using var rows = new SubscriptionRows(table, eachRowIsOne: false, execution);
        var file = new EventFile(table, options, rows);
        while (table.Read(out bool whole))
        {
            if (!rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription) || !file.TryRead(customer, subscription))
            {
                rows.LeaveOut(customer, subscription);
            }
        }

        rows.Complete();
        new AlikeEvents(table, rows, file.columns).AddFacts();
        return rows.Import();
    }

    private bool TryRead(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription)
    {
        (long recorded, byte recordedNanoseconds) = (SparseInstants.None, 0);
        if (!table.Ticks(Column.At, out long ticks, out byte nanoseconds)
            || (!table.IsEmpty(Column.RecordedAt) && !table.Ticks(Column.RecordedAt, out recorded, out recordedNanoseconds)))
        {
            return false;
        }

        if (!TryKind(out EventKind kind) || !TryContent(kind, out FactContent content))
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
        int newPrice = -1;
        if (kind == EventKind.Resumed && !PriceCells.IsEmpty(table) && !prices.TryRead(out newPrice))
        {
            return false;
        }

        if (!table.RequireText())
        {
            return false;
        }

        columns.Add(ticks, nanoseconds, recorded, recordedNanoseconds, content, newPrice);
        rows.AddRow(customer, subscription, id, new FactInstant(ticks, nanoseconds));
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

    private bool TryContent(EventKind kind, out FactContent content)
    {
        content = default;
        switch (kind)
        {
            case EventKind.Started or EventKind.PriceChanged:
                if (!prices.TryRead(out int price))
                {
                    return false;
                }

                content = new FactContent(kind == EventKind.Started ? FactKind.Started : FactKind.PriceChanged, price);
                return true;
            case EventKind.CancellationScheduled:
                if (!TryEffectiveAt(out FactInstant effectiveAt))
                {
                    return false;
                }

                content = new FactContent(FactKind.CancellationScheduled, columns.ScheduleOf(new ScheduledEnd(effectiveAt, reasons.Read())));
                return true;
            case EventKind.Ended:
                content = new FactContent(FactKind.Ended, reasons.Read());
                return true;
            default:
                content = new FactContent(kind switch
                {
                    EventKind.TrialStarted => FactKind.TrialStarted,
                    EventKind.Paused => FactKind.Paused,
                    EventKind.Resumed => FactKind.Resumed,
                    EventKind.PaymentFailed => FactKind.PaymentFailed,
                    EventKind.PaymentRecovered => FactKind.PaymentRecovered,
                    _ => FactKind.CancellationRevoked,
                });
                return true;
        }
    }

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
