using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Execution;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each change of MRR: <c>subscription_id, customer_id, at, mrr_change</c>. The level of a subscription is the sum of its changes.</summary>
internal sealed class ChangeFile
{
    /// <summary>About which share of the work finding rows that are alike is; the rest is making facts.</summary>
    private const double ShareOfComparing = 0.3;

    private readonly CsvTable table;
    private readonly SubscriptionRows rows;
    private readonly ColumnBlocks<Change> changes = new();

    // Empty where the file names no products.
    private readonly List<string?> products = [];

    private ChangeFile(CsvTable table, SubscriptionRows rows)
    {
        this.table = table;
        this.rows = rows;
    }

    public static SubscriptionImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        var rows = new SubscriptionRows(table, eachRowIsOne: false, execution);
        var file = new ChangeFile(table, rows);
        rows.Read(own => new ChangeBatch(own, options, rows), batch => batch.Rows, file.Take);
        file.AddFacts();
        return rows.Import();
    }

    private void Take(ChangeBatch batch)
    {
        foreach (ref readonly Change change in batch.Changes)
        {
            changes.Add(change with { Reason = batch.Rows.Reasons.NumberInFile(change.Reason, rows.Facts.Tables) });
        }

        products.AddRange(batch.Products ?? []);
    }

    private void AddFacts()
    {
        RowsBySubscription bySubscription = rows.BySubscription();
        int[] ranges = bySubscription.Ranges;
        Dictionary<long, (int Group, int Content)> alike =
            AlikeRows.InGroups(rows, bySubscription, row => changes[row].At.Ticks, row => changes[row], rows.Adding.Stage(0, ShareOfComparing));
        RowComparison? comparison = alike.Count == 0 ? null : RowComparison.Of(table, alike);
        OrderedParts.Run(
            rows.Adding.Stage(ShareOfComparing, 1),
            ranges.Length - 1,
            () => new ChangeReplay(table, rows, changes, products, comparison),
            (replay, range) =>
            {
                for (int subscription = ranges[range]; subscription < ranges[range + 1]; subscription++)
                {
                    replay.Run(bySubscription[subscription]);
                }
            },
            replay => replay.AddTo(rows));
    }
}
