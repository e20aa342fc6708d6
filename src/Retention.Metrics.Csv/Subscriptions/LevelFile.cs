using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each level, which is what a subscription pays from an instant on: <c>customer_id, subscription_id, at, mrr</c>.</summary>
internal static class LevelFile
{
    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        var rows = new SubscriptionRows(table, eachRowIsOne: false, execution);
        var levels = new LevelRows(rows);
        rows.Read(own => new LevelBatch(own, options, rows), batch => batch.Rows, levels.Take);
        new LevelFacts(table, rows, levels).AddFacts();
        return rows.Import();
    }
}
