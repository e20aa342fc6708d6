using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each line of an invoice: <c>subscription_id, customer_id, period_start, period_end, amount</c>.</summary>
internal static class InvoiceFile
{
    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        var rows = new SubscriptionRows(table, eachRowIsOne: false, execution);
        var lines = new List<InvoiceRow>();
        rows.Read(own => new InvoiceBatch(own, options, rows), batch => batch.Rows, batch => lines.AddRange(batch.Lines));
        InvoiceFacts.AddTo(rows, table, lines);
        return rows.Import();
    }
}
