using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>A file with a row for each thing that happened: <c>subscription_id, customer_id, event, at, mrr</c>.</summary>
internal static class ReferenceEvents
{
    public static ReferenceImport Read(CsvTable table, CsvImportOptions options)
    {
        var rows = new ReferenceRows(table);
        var names = new EventNames(options.Events);
        var events = new ReferenceAlikeEvents(table, rows);
        while (table.Read(out bool whole))
        {
            string? customer = CellText.Of(table, Column.CustomerId);
            string? subscription = table.Has(Column.SubscriptionId) ? CellText.Of(table, Column.SubscriptionId) : customer;
            if (!whole || !TryRead(table, names, subscription, customer, out SubscriptionEvent? one, out SubscriptionEvent? newPrice))
            {
                rows.LeaveOut(subscription, customer);
                continue;
            }

            rows.Attributes.Add(one.Customer, one.At);
            events.Add(one, newPrice);
        }

        events.Complete();
        return rows.Complete();
    }

    private static bool TryRead(CsvTable row, EventNames names, string? subscriptionId, string? customer, out SubscriptionEvent one, out SubscriptionEvent? newPrice)
    {
        one = null!;
        newPrice = null;
        if (customer is null || subscriptionId is null)
        {
            return row.RefuseText(customer is null ? Column.CustomerId : Column.SubscriptionId);
        }

        if (!CellText.Timestamp(row, Column.At, out Instant at) || !CellText.OptionalTimestamp(row, Column.RecordedAt, out Instant? recordedAt))
        {
            return false;
        }

        if (!names.TryParse(row.Word(Column.Event), out EventKind kind))
        {
            return row.Refuse(Column.Event, $"it is not a known event; valid values: {EventNames.Kinds}; map a name of your own to one of them");
        }

        var subscription = new Subscription(subscriptionId, customer);
        if (Event(row, kind, subscription, at) is not { } found)
        {
            return false;
        }

        string? id = CellText.Of(row, Column.EventId);
        if (id is null && !row.IsEmpty(Column.EventId))
        {
            return row.RefuseText(Column.EventId);
        }

        one = found with { EventId = id is null ? null : RowEventId.Of(id), RecordedAt = recordedAt };

        // A resumption at a price of its own is a resumption and a change of price.
        if (kind == EventKind.Resumed && !PriceCells.IsEmpty(row))
        {
            if (!PriceCells.TryRead(row, out RecurringPrice price))
            {
                return false;
            }

            newPrice = subscription.ChangesPrice(at, price) with { EventId = id is null ? null : RowEventId.OfPrice(id), RecordedAt = recordedAt };
        }

        return row.RequireText();
    }

    private static SubscriptionEvent? Event(CsvTable row, EventKind kind, Subscription subscription, Instant at)
    {
        switch (kind)
        {
            case EventKind.Started:
                return PriceCells.TryRead(row, out RecurringPrice price) ? subscription.Starts(at, price) : null;
            case EventKind.PriceChanged:
                return PriceCells.TryRead(row, out RecurringPrice changed) ? subscription.ChangesPrice(at, changed) : null;
            case EventKind.CancellationScheduled:
                return EffectiveAt(row, out Instant effectiveAt) ? subscription.SchedulesCancellation(at, effectiveAt, CellText.Reason(row)) : null;
            case EventKind.Ended:
                return subscription.Ends(at, CellText.Reason(row));
            case EventKind.TrialStarted:
                return subscription.TrialStarts(at);
            case EventKind.Paused:
                return subscription.Pauses(at);
            case EventKind.Resumed:
                return subscription.Resumes(at);
            case EventKind.PaymentFailed:
                return subscription.PaymentFails(at);
            case EventKind.PaymentRecovered:
                return subscription.PaymentRecovers(at);
            default:
                return subscription.RevokesCancellation(at);
        }
    }

    private static bool EffectiveAt(CsvTable row, out Instant effectiveAt)
    {
        effectiveAt = default;
        return row.Has(Column.EffectiveAt)
            ? CellText.Timestamp(row, Column.EffectiveAt, out effectiveAt)
            : row.Refuse(Column.Event, "a scheduled cancellation needs a column effective_at; one that has taken effect is a cancel");
    }
}
