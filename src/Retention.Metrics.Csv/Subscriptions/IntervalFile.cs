using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each interval of time at one price: <c>subscription_id, customer_id, start_date, end_date, monthly_amount</c>.</summary>
internal static class IntervalFile
{
    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        using var rows = new SubscriptionRows(table, eachRowIsOne: true, execution);
        var intervals = new IntervalRows(rows);
        var prices = new PriceReader(table, options, rows.Facts.Tables.Prices);
        var reasons = new ReasonReader(table, rows.Facts.Tables);
        while (table.Read(out bool whole))
        {
            (long end, byte endNanoseconds) = (SparseInstants.None, 0);
            if (rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription)
                && table.Ticks(Column.StartDate, out long start, out byte nanoseconds)
                && (table.IsEmpty(Column.EndDate) || table.Ticks(Column.EndDate, out end, out endNanoseconds))
                && prices.TryRead(out int price)
                && table.RequireText())
            {
                intervals.Add(start, nanoseconds, end, endNanoseconds, price, reasons.Read());
                rows.AddRow(customer, subscription, [], new FactInstant(start, nanoseconds));
            }
            else
            {
                rows.LeaveOut(customer, subscription);
            }
        }

        rows.Complete();
        new IntervalFacts(table, rows, intervals).AddFacts();
        return rows.Import();
    }
}
