using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Execution;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the invoice lines of each subscription into what happened to it.</summary>
internal static class InvoiceFacts
{
    /// <summary>About which share of the work comparing rows is; the rest is making facts.</summary>
    private const double ShareOfComparing = 0.2;

    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    public static void AddTo(SubscriptionRows rows, CsvTable table, List<InvoiceRow> lines)
    {
        RowsBySubscription bySubscription = rows.BySubscription();
        RowComparison comparison = RowComparison.Of(
            table, AlikeRows.InGroups(rows, bySubscription, row => lines[row].Start.ToUnixTimeTicks(), row => lines[row], rows.Adding.Stage(0, ShareOfComparing)));
        int[] ranges = bySubscription.Ranges;
        OrderedParts.Run(
            rows.Adding.Stage(ShareOfComparing, 1),
            ranges.Length - 1,
            () => new InvoiceReplay(rows, lines, comparison, table.Options.Zone, table.Options.JoinGaps),
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
