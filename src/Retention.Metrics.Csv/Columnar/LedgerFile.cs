using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>A file with a row for each level: <c>customer_id, subscription_id, at, mrr</c>.</summary>
internal static class LedgerFile
{
    private const int MonthsInYear = 12;
    private const double ShareOfFirstAttempt = 0.97;

    public static TimelineImport Read(CsvTable table, CsvImportOptions options, ExecutionOptions execution)
    {
        using var rows = new FileRows(table.Has(Column.SubscriptionId), table, execution.Stage(0, FileRows.ShareOfReading));
        var currency = new OneCurrency(table, options.Currency);
        var findings = new List<CsvFinding>();
        ReadRows(table, rows, currency, findings);
        rows.Complete();

        // Rows that repeat another have to be compared in the columns that are not read, before the rows are let go.
        var owners = new SubscriptionOwners(rows.Subscriptions, keepsRepeats: table.OtherPlaces.Length > 0);
        var repeated = new RepeatedRows();
        int valid = rows.Store.Count;
        RevenueTimeline? timeline = Timeline(rows, currency.OfFile, owners, execution.Stage(FileRows.ShareOfReading, 1));
        if (timeline is null)
        {
            IReadOnlySet<int> contradicted = owners.Contradicted;
            findings.AddRange(Contradictions(rows, contradicted));
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
            [.. findings.OrderBy(finding => finding.Lines[0])],
            repeated.Listed);
    }

    private static void ReadRows(CsvTable table, FileRows rows, OneCurrency currency, List<CsvFinding> findings)
    {
        bool named = table.Has(Column.SubscriptionId);
        while (table.Read(out bool whole))
        {
            bool hasCustomer = table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer), hasSubscription = table.Name(Column.SubscriptionId, out ReadOnlySpan<byte> subscription);
            if (whole
                && (hasCustomer || table.RefuseText(Column.CustomerId))
                && (hasSubscription || !named || table.RefuseText(Column.SubscriptionId))
                && table.Ticks(Column.At, out long ticks)
                && TryLevel(table, currency, findings, out long annual))
            {
                rows.Add(customer, subscription, ticks, annual, table.Line);
            }
            else
            {
                rows.LeaveOut(hasSubscription ? subscription : [], hasCustomer ? customer : []);
            }
        }
    }

    /// <summary>Reads the level of a row in annual millionths. One that cannot be is a finding.</summary>
    private static bool TryLevel(CsvTable table, OneCurrency currencies, List<CsvFinding> findings, out long annual)
    {
        annual = 0;
        if (!currencies.TryRead(out Currency currency))
        {
            return false;
        }

        if (!table.Has(Column.Quantity) && table.TryPlainAmount(Column.MonthlyAmount, currency, out long millionths, out _))
        {
            annual = millionths * MonthsInYear;
        }
        else if (!PriceCells.TryReadMonthly(table, currency, out RecurringPrice price))
        {
            return false;
        }
        else if (price.Problem(discount: null) is { } problem)
        {
            findings.Add(new CsvFinding([table.Line], SubscriptionHistory.KindOf(problem.Kind), problem.Message));
            return false;
        }
        else
        {
            annual = price.Annual(discount: null, MetricPolicy.Default);
        }

        currencies.Accept(currency);
        return true;
    }

    private static RevenueTimeline? Timeline(FileRows rows, Currency currency, SubscriptionOwners owners, ExecutionOptions execution) =>
        RevenueTimeline.OfLevels(currency, rows.Store, rows.Customers, rows.CustomerTexts, owners, execution);

    /// <summary>Says of each subscription what its rows contradict each other in.</summary>
    private static IEnumerable<CsvFinding> Contradictions(FileRows rows, IReadOnlySet<int> contradicted)
    {
        foreach (IGrouping<int, (LedgerRow Row, long Line)> subscription in rows.Where(row => contradicted.Contains(row.Subscription)).GroupBy(one => one.Row.Subscription))
        {
            string name = rows.SubscriptionTexts(subscription.Key);
            (LedgerRow Row, long Line)[] owners = [.. subscription.DistinctBy(one => one.Row.Customer)];
            if (owners.Length > 1)
            {
                string customers = string.Join(" and to ", owners.Select(one => rows.CustomerTexts(one.Row.Customer)));
                yield return new CsvFinding([.. owners.Select(one => one.Line)], FindingKind.MovedToAnotherCustomer, $"subscription {name} belongs to customer {customers}");
            }

            foreach (IGrouping<long, (LedgerRow Row, long Line)> instant in subscription.GroupBy(one => one.Row.Ticks))
            {
                long[] levels = [.. instant.DistinctBy(one => one.Row.Amount).Select(one => one.Line)];
                if (levels.Length > 1)
                {
                    string at = InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(instant.Key));
                    yield return new CsvFinding(levels, FindingKind.TwoPricesAtOneInstant, FormattableString.Invariant($"subscription {name} has {levels.Length} levels at {at}; a subscription has one level at an instant"));
                }
            }
        }
    }
}
