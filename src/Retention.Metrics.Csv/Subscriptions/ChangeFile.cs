using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>A file with a row for each change of MRR: <c>subscription_id, customer_id, at, mrr_change</c>. The level of a subscription is the sum of its changes.</summary>
internal sealed class ChangeFile
{
    private readonly CsvTable table;
    private readonly SubscriptionRows rows;
    private readonly List<Change> changes = [];
    private readonly List<(int Row, FactInstant At, FactContent Content)> facts = [];

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

    private void Take(ChangeBatch batch) =>
        changes.AddRange(batch.Changes.Select(change => change with { Reason = batch.Rows.Reasons.NumberInFile(change.Reason, rows.Facts.Tables) }));

    private void AddFacts()
    {
        (int[] sorted, int[] ends) = rows.BySubscription();
        RowComparison comparison = RowComparison.Of(table, Alike(sorted, ends));
        for (int subscription = 0, first = 0; subscription < ends.Length; first = ends[subscription++])
        {
            Follow([.. sorted[first..ends[subscription]].Where(row => IsNew(comparison, row))]);
        }
    }

    /// <summary>Rows that are equal in every column that is read, in groups.</summary>
    private Dictionary<long, (int Group, int Content)> Alike(int[] sorted, int[] ends)
    {
        var alike = new Dictionary<long, (int Group, int Content)>();
        var seen = new Dictionary<(Change, int), int>();
        for (int subscription = 0, first = 0; subscription < ends.Length; first = ends[subscription++])
        {
            seen.Clear();
            foreach (int row in sorted.AsSpan(first..ends[subscription]))
            {
                if (!seen.TryAdd((changes[row], rows.Customers[row]), row))
                {
                    int group = seen[(changes[row], rows.Customers[row])];
                    _ = alike.TryAdd(rows.LineOf(group), (group, 0));
                    alike.Add(rows.LineOf(row), (group, 0));
                }
            }
        }

        return alike;
    }

    /// <summary>A row that is equal to another in every cell is counted once, where subscriptions have ids, and a finding where they have none; other changes of one instant add up.</summary>
    private bool IsNew(RowComparison comparison, int row)
    {
        long line = rows.LineOf(row);
        if (comparison.FirstEqualOf(line) is not { } equal || equal == line)
        {
            return true;
        }

        if (!table.Has(Column.SubscriptionId))
        {
            rows.Find(
                row,
                FindingKind.ConflictingDuplicate,
                $"rows of customer {rows.SubscriptionIdOf(row)} at {InstantPattern.ExtendedIso.Format(changes[row].At.ToInstant())} are equal in every cell, and without a column subscription_id they may be one change or several; if they are one, leave one row of them; if they are several, map subscription_id to what changes (--map subscription_id=...)",
                equal,
                line);
            return true;
        }

        rows.Repeated.Add(line, equal);
        return false;
    }

    /// <summary>Adds up the changes of a subscription: 0 is its end, anything else its price.</summary>
    private void Follow(int[] own)
    {
        if (own.Length == 0 || HasTwoOwners(own))
        {
            return;
        }

        decimal level = 0m;
        facts.Clear();
        foreach (IGrouping<FactInstant, int> instant in own.GroupBy(row => changes[row].At).OrderBy(group => group.Key))
        {
            decimal before = level;
            level += instant.Sum(row => changes[row].Amount.Amount);
            int last = instant.Last();
            if (level < 0m)
            {
                rows.Find(
                    last,
                    FindingKind.NegativePrice,
                    FormattableString.Invariant($"the changes of subscription {rows.SubscriptionIdOf(last)} add up to {changes[last].Amount.Currency.Amount(level).InFull} at {InstantPattern.ExtendedIso.Format(instant.Key.ToInstant())}; a level is 0 or more, so a change before it is missing"),
                    [.. instant.Select(rows.LineOf).Order()]);
                return;
            }

            if (level != before && !rows.IsBroken(last))
            {
                int reason = instant.Select(row => changes[row].Reason).LastOrDefault(one => rows.Facts.Tables.ReasonOf(one) != ChurnReason.Unknown, changes[last].Reason);
                facts.Add((last, instant.Key, ContentOf(before, level, changes[last].Amount.Currency, reason)));
            }
        }

        foreach ((int row, FactInstant at, FactContent content) in facts)
        {
            _ = rows.Add(row, at, content, isFurther: true);
        }

        foreach (int row in own)
        {
            rows.AddCounted(row);
        }
    }

    private FactContent ContentOf(decimal before, decimal level, Currency currency, int reason) => level == 0m
        ? new FactContent(FactKind.Ended, reason)
        : rows.Facts.Price(before == 0m ? FactKind.Started : FactKind.PriceChanged, RecurringPrice.Monthly(level, currency), discount: null);

    /// <summary>The changes of a subscription have one customer and one currency.</summary>
    private bool HasTwoOwners(int[] own)
    {
        Currency currency = changes[own[0]].Amount.Currency;
        int foreign = Array.FindIndex(own, row => changes[row].Amount.Currency != currency), moved = Array.FindIndex(own, row => rows.Customers[row] != rows.Customers[own[0]]);
        if (foreign > 0)
        {
            Find(own[foreign], FindingKind.CurrencyChanged, $"has changes in {currency} and in {changes[own[foreign]].Amount.Currency}", own[0]);
        }

        if (moved > 0)
        {
            Find(own[moved], FindingKind.MovedToAnotherCustomer, $"belongs to customer {rows.Names.NameOf(rows.Customers[own[0]])} and to {rows.Names.NameOf(rows.Customers[own[moved]])}", own[0]);
        }

        return foreign > 0 || moved > 0;

        void Find(int row, FindingKind kind, string problem, int first) => rows.Find(row, kind, $"subscription {rows.SubscriptionIdOf(row)} {problem}", rows.LineOf(first), rows.LineOf(row));
    }
}
