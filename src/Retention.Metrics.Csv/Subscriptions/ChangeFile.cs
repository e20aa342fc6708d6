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

    // The rows of the current subscription that are new, and their facts.
    private readonly List<int> own = [];
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
        RowsBySubscription bySubscription = rows.BySubscription();
        RowComparison comparison = RowComparison.Of(table, AlikeRows.InGroups(rows, bySubscription, row => changes[row]));
        for (int subscription = 0; subscription < bySubscription.Count; subscription++)
        {
            own.Clear();
            foreach (int row in bySubscription[subscription])
            {
                if (IsNew(comparison, row))
                {
                    own.Add(row);
                }
            }

            if (own.Count > 0 && !rows.FindsTwoOwners(own, row => changes[row].Amount.Currency, "changes"))
            {
                Follow();
            }
        }
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
    private void Follow()
    {
        decimal level = 0m;
        facts.Clear();
        own.Sort(ByInstant);
        for (int first = 0, next; first < own.Count; first = next)
        {
            FactInstant at = changes[own[first]].At;
            decimal before = level;
            for (next = first; next < own.Count && changes[own[next]].At == at; next++)
            {
                level += changes[own[next]].Amount.Amount;
            }

            int last = own[next - 1];
            if (level < 0m)
            {
                rows.Find(
                    last,
                    FindingKind.NegativePrice,
                    FormattableString.Invariant($"the changes of subscription {rows.SubscriptionIdOf(last)} add up to {changes[last].Amount.Currency.Amount(level).InFull} at {InstantPattern.ExtendedIso.Format(at.ToInstant())}; a level is 0 or more, so a change before it is missing"),
                    [.. own[first..next].Select(rows.LineOf).Order()]);
                return;
            }

            if (level != before && !rows.IsBroken(last))
            {
                facts.Add((last, at, ContentOf(before, level, changes[last].Amount.Currency, ReasonOf(own[first..next]))));
            }
        }

        foreach ((int row, FactInstant at, FactContent content) in facts)
        {
            rows.AddNext(row, at, content, isFurther: true);
        }

        own.ForEach(rows.AddCounted);
    }

    private int ByInstant(int x, int y)
    {
        int order = changes[x].At.CompareTo(changes[y].At);
        return order != 0 ? order : x.CompareTo(y);
    }

    /// <summary>The last reason of some rows that is known.</summary>
    private int ReasonOf(List<int> some)
    {
        int known = some.FindLastIndex(row => rows.Facts.Tables.ReasonOf(changes[row].Reason) != ChurnReason.Unknown);
        return changes[some[known < 0 ? ^1 : known]].Reason;
    }

    private FactContent ContentOf(decimal before, decimal level, Currency currency, int reason) => level == 0m
        ? new FactContent(FactKind.Ended, reason)
        : rows.Facts.Price(before == 0m ? FactKind.Started : FactKind.PriceChanged, RecurringPrice.Monthly(level, currency), discount: null);
}
