using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each thing that happened: <c>subscription_id, customer_id, event, at, mrr</c>.</summary>
internal static class EventFile
{
    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        var rows = new SubscriptionRows(table, eachRowIsOne: false, execution);
        var events = new EventRows(rows);
        rows.Read(own => new EventBatch(own, options, rows), batch => batch.Rows, events.Take);
        new AlikeEvents(table, rows, events).AddFacts();
        events.Release();
        return rows.Import();
    }
}
