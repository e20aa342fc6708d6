using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each interval of time at one price: <c>subscription_id, customer_id, start_date, end_date, monthly_amount</c>.</summary>
internal static class IntervalFile
{
    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        var rows = new SubscriptionRows(table, eachRowIsOne: true, execution);
        var intervals = new IntervalRows(rows);
        rows.Read(own => new IntervalBatch(own, options, rows), batch => batch.Rows, intervals.Take, intervals.CustomerOf);
        var facts = IntervalFacts.AddTo(rows, table, intervals);
        SubscriptionImport import = rows.Import();
        facts.Release();
        return import;
    }
}
