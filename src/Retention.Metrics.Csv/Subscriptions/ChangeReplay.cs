using System.Runtime.InteropServices;
using NodaTime.Text;
using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Adds up the changes of some subscriptions, for one thread.</summary>
/// <param name="table">The file.</param>
/// <param name="rows">The rows of the file; facts are added to them in the order of the subscriptions, by one thread at a time.</param>
/// <param name="changes">What the rows say.</param>
/// <param name="products">The products that the rows name; empty where they name none.</param>
/// <param name="comparison">Rows that are equal in every column that is read, if there are any.</param>
internal sealed class ChangeReplay(CsvTable table, SubscriptionRows rows, ColumnBlocks<Change> changes, List<string?> products, RowComparison? comparison)
{
    // The rows of the current subscription that are new.
    private readonly List<int> own = [];
    private readonly List<LevelFact> facts = [];
    private readonly Func<int, Currency> currencyOf = row => changes[row].Amount.Currency;
    private readonly List<RowFinding> findings = [];
    private readonly List<(long Line, long OfLine)> repeated = [];
    private readonly List<int> counted = [];

    /// <summary>Adds the facts of a subscription.</summary>
    /// <param name="some">Its rows, in the order of the file.</param>
    public void Run(ReadOnlySpan<int> some)
    {
        own.Clear();
        foreach (int row in some)
        {
            if (comparison is null || IsNew(row, comparison))
            {
                own.Add(row);
            }
        }

        int factsBefore = facts.Count, findingsBefore = findings.Count;
        if (own.Count > 1)
        {
            findings.AddRange(RowOwners.Several(rows, own, currencyOf, "changes"));
        }

        if (findings.Count > findingsBefore)
        {
            return;
        }

        Follow();
        if (findings.Count > findingsBefore)
        {
            CollectionsMarshal.SetCount(facts, factsBefore);
        }
        else
        {
            counted.AddRange(own);
        }
    }

    /// <summary>Adds everything to the rows of the file, and keeps nothing.</summary>
    public void AddTo(SubscriptionRows file)
    {
        findings.ForEach(file.Find);
        foreach ((long line, long ofLine) in repeated)
        {
            file.Repeated.Add(line, ofLine);
        }

        FactPrices prices = file.Facts.Tables.Prices;
        foreach (ref readonly LevelFact fact in CollectionsMarshal.AsSpan(facts))
        {
            if (!file.IsBroken(fact.Row))
            {
                file.AddNext(
                    fact.Row,
                    fact.At,
                    new FactContent(fact.Kind, fact.Kind == FactKind.Ended ? fact.Reason : fact.Other is null ? prices.Of(fact.Price, fact.Product) : prices.Of(fact.Other with { Product = fact.Product }, discount: null)),
                    isFurther: true);
            }
        }

        counted.ForEach(file.AddCounted);
        findings.Clear();
        repeated.Clear();
        facts.Clear();
        counted.Clear();
    }

    /// <summary>A row that is equal to another in every cell is counted once, where subscriptions have ids, and a finding where they have none; other changes of one instant add up.</summary>
    private bool IsNew(int row, RowComparison alike)
    {
        long line = rows.LineOf(row);
        if (alike.FirstEqualOf(line) is not { } equal || equal == line)
        {
            return true;
        }

        if (table.Has(Column.SubscriptionId))
        {
            repeated.Add((line, equal));
            return false;
        }

        findings.Add(new RowFinding(
            row,
            FindingKind.ConflictingDuplicate,
            $"rows of customer {rows.SubscriptionIdOf(row)} at {InstantPattern.ExtendedIso.Format(changes[row].At.ToInstant())} are equal in every cell, and without a column subscription_id they may be one change or several; if they are one, leave one row of them; if they are several, map subscription_id to what changes (--map subscription_id=...)",
            [equal, line]));
        return true;
    }

    /// <summary>Adds up the changes: 0 is the end of the subscription, anything else its price.</summary>
    private void Follow()
    {
        decimal level = 0m;
        string? product = null;
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
            Currency currency = changes[last].Amount.Currency;
            if (level < 0m)
            {
                findings.Add(new RowFinding(
                    last,
                    FindingKind.NegativePrice,
                    $"the changes of subscription {rows.SubscriptionIdOf(last)} add up to {currency.Amount(level).InFull} at {InstantPattern.ExtendedIso.Format(at.ToInstant())}; a level is 0 or more, so a change before it is missing",
                    [.. own[first..next].Select(rows.LineOf).Order()]));
                return;
            }

            string? now = ProductOf(first, next);
            if (level == 0m && before != 0m)
            {
                facts.Add(new LevelFact(last, at, FactKind.Ended, default, Other: null, Product: null, ReasonOf(first, next)));
            }
            else if (level != before || (level != 0m && now != product))
            {
                facts.Add(FactOf(last, at, before == 0m ? FactKind.Started : FactKind.PriceChanged, currency.Amount(level), now));
            }

            product = now;
        }
    }

    /// <summary>The product after the changes of one instant: that of the last which is a rise, else of the last.</summary>
    private string? ProductOf(int first, int next)
    {
        if (products.Count == 0)
        {
            return null;
        }

        int rise = own.FindLastIndex(next - 1, next - first, row => changes[row].Amount.Amount > 0m);
        return products[own[rise < 0 ? next - 1 : rise]];
    }

    private static LevelFact FactOf(int row, FactInstant at, FactKind kind, Money level, string? product) => PlainPrice.TryOfMonth(level, out PlainPrice price)
        ? new LevelFact(row, at, kind, price, Other: null, product, Reason: 0)
        : new LevelFact(row, at, kind, default, RecurringPrice.Monthly(level.Amount, level.Currency), product, Reason: 0);

    private int ByInstant(int x, int y)
    {
        int order = changes[x].At.CompareTo(changes[y].At);
        return order != 0 ? order : x.CompareTo(y);
    }

    /// <summary>The last reason of some rows that is known.</summary>
    private int ReasonOf(int first, int next)
    {
        int known = own.FindLastIndex(next - 1, next - first, row => rows.Facts.Tables.ReasonOf(changes[row].Reason) != ChurnReason.Unknown);
        return changes[own[known < 0 ? next - 1 : known]].Reason;
    }

    /// <summary>A level of a subscription: its price, a usual one or another, with its product, or why it ends.</summary>
    private readonly record struct LevelFact(int Row, FactInstant At, FactKind Kind, PlainPrice Price, RecurringPrice? Other, string? Product, int Reason);
}
