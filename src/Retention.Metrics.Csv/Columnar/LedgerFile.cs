using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>A file with a row for each level: <c>customer_id, subscription_id, at, mrr</c>.</summary>
internal static class LedgerFile
{
    /// <summary>About which share of the work reading is; the rest is building columns.</summary>
    private const double ShareOfReading = 0.7;
    private const double ShareOfFirstAttempt = 0.97;

    public static TimelineImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        bool named = table.Has(Column.SubscriptionId);
        var rows = new FileRows(named);
        var currency = new OneCurrency(options.Currency);
        var findings = new FindingColumns();
        PieceReading<LedgerBatch>.Run(table, execution.Stage(0, ShareOfReading), own => new LedgerBatch(own, named), Take);
        rows.Complete();

        // Rows that repeat another have to be compared in the columns that are not read, before the rows are let go.
        var owners = new SubscriptionOwners(rows.Subscriptions, keepsRepeats: table.OtherPlaces.Length > 0);
        var repeated = new RepeatedRows();
        int valid = rows.Store.Count;
        RevenueTimeline? timeline = Timeline(rows, currency.OfFile, owners, execution.Stage(ShareOfReading, 1));
        if (timeline is null)
        {
            IReadOnlySet<int> contradicted = owners.Contradicted;
            FindContradictions(rows, contradicted, findings);
            rows.RemoveAll(row => contradicted.Contains(row.Subscription));
            if (owners.Repeats > 0 && table.OtherPlaces.Length > 0)
            {
                RepeatedLevels.TakeOut(table, rows, findings, repeated);
            }

            owners = new SubscriptionOwners(rows.Subscriptions);
            valid = rows.Store.Count;

            // Without them nothing contradicts anything. Progress goes on from where the first attempt stopped.
            timeline = Timeline(rows, currency.OfFile, owners, execution.Stage(ShareOfFirstAttempt, 1))!;
        }

        return new TimelineImport(
            timeline,
            new CsvRowCounts(table.RowsRead, valid - owners.Repeats, owners.Repeats + repeated.Count, Superseded: 0, Refused: table.RowsRead - table.LeftOut.Total - valid - repeated.Count) { LeftOut = table.LeftOut.Total },
            table.Refusals,
            findings.ByLine(),
            repeated.Listed);

        void Take(LedgerBatch batch)
        {
            foreach ((Currency next, long line) in batch.Currencies)
            {
                currency.Accept(next, line);
            }

            batch.Findings.ForEach(findings.Add);
            rows.Take(batch);
        }
    }

    private static RevenueTimeline? Timeline(FileRows rows, Currency currency, SubscriptionOwners owners, ExecutionOptions execution) =>
        RevenueTimeline.OfLevels(currency, rows.Store, rows.Customers, rows.CustomerTexts, owners, execution);

    /// <summary>Says of each subscription what its rows contradict each other in.</summary>
    private static void FindContradictions(FileRows rows, IReadOnlySet<int> contradicted, FindingColumns findings)
    {
        foreach (IGrouping<int, (LedgerRow Row, long Line)> subscription in rows.Where(row => contradicted.Contains(row.Subscription)).GroupBy(one => one.Row.Subscription))
        {
            string name = rows.SubscriptionTexts(subscription.Key);
            (LedgerRow Row, long Line)[] owners = [.. subscription.DistinctBy(one => one.Row.Customer)];
            if (owners.Length > 1)
            {
                string customers = string.Join(" and to ", owners.Select(one => rows.CustomerTexts(one.Row.Customer)));
                findings.Add(FindingKind.MovedToAnotherCustomer, $"subscription {name} belongs to customer {customers}", [.. owners.Select(one => one.Line)]);
            }

            foreach (IGrouping<long, (LedgerRow Row, long Line)> instant in subscription.GroupBy(one => one.Row.Ticks))
            {
                long[] levels = [.. instant.DistinctBy(one => one.Row.Amount).Select(one => one.Line)];
                if (levels.Length > 1)
                {
                    string at = InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(instant.Key));
                    findings.Add(FindingKind.TwoPricesAtOneInstant, $"subscription {name} has {levels.Length} levels at {at}; a subscription has one level at an instant", levels);
                }
            }
        }
    }
}
