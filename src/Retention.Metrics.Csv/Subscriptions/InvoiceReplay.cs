using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the invoice lines of some subscriptions into what happened to them, for one thread.</summary>
/// <param name="rows">The rows of the file.</param>
/// <param name="lines">What the rows say.</param>
/// <param name="comparison">Rows that are equal in every column that is read.</param>
/// <param name="zone">The zone of the calendar that measures periods.</param>
/// <param name="joinGaps">By how much two periods may miss each other, or overlap, and still follow each other.</param>
internal sealed class InvoiceReplay(SubscriptionRows rows, List<InvoiceRow> lines, RowComparison comparison, DateTimeZone zone, Duration joinGaps)
{
    // The rows of the current subscription that are new.
    private readonly List<int> own = [];
    private readonly InvoiceLevels levels = new(zone, joinGaps, dataEnd: null);
    private readonly List<BilledLevel> found = [];
    private readonly List<RowFinding> findings = [];
    private readonly List<(long Line, long OfLine)> repeated = [];
    private readonly List<int> counted = [];

    /// <summary>Follows the lines of a subscription.</summary>
    /// <param name="all">Its rows.</param>
    public void Run(ReadOnlySpan<int> all)
    {
        int findingsBefore = findings.Count;
        own.Clear();
        foreach (int row in all)
        {
            if (IsNew(row))
            {
                own.Add(row);
            }
        }

        if (own.Count > 0)
        {
            Follow(hasFinding: findings.Count > findingsBefore);
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

        AddFacts(file);
        counted.ForEach(file.AddCounted);
        found.Clear();
        findings.Clear();
        repeated.Clear();
        counted.Clear();
    }

    // Prices are numbered in the order of the subscriptions, by one thread at a time. A subscription begins without a price and ends without one.
    private void AddFacts(SubscriptionRows file)
    {
        bool live = false;
        foreach (BilledLevel level in found)
        {
            FactContent content = level.Price is { } price ? file.Facts.Price(live ? FactKind.PriceChanged : FactKind.Started, price, discount: null) : file.Facts.End(ChurnReason.Unknown);
            file.AddNext(level.Place, FactInstant.Of(level.At), content, isFurther: true);
            live = level.Price is not null;
        }
    }

    /// <summary>A row that is equal to another in every cell is counted once. One that differs in a column that is not read is a finding: a line of its own needs an id or a product.</summary>
    private bool IsNew(int row)
    {
        long line = rows.LineOf(row);
        if (comparison.FirstEqualOf(line) is not { } equal)
        {
            return true;
        }

        if (equal != line)
        {
            repeated.Add((line, equal));
            return false;
        }

        if (comparison.FirstOfGroup(line) is var first && first != line)
        {
            Find(
                row,
                FindingKind.ConflictingDuplicate,
                $"lines of subscription {rows.SubscriptionIdOf(row)} are alike but for {string.Join(", ", comparison.Columns(line))}; if both are charged, map line_id or product to a column that tells them apart (--map line_id=...); if they are one, leave one row of them",
                first,
                line);
        }

        return true;
    }

    private void Follow(bool hasFinding)
    {
        IReadOnlyList<RowFinding> twoOwners = RowOwners.Several(rows, own, row => lines[row].Amount.Currency, "lines");
        if (twoOwners.Count > 0)
        {
            findings.AddRange(twoOwners);
            return;
        }

        (List<BilledLevel> some, BilledProblem? problem) = levels.Of([.. own.Select(BilledLineOf)]);
        if (problem is { } wrong)
        {
            Find(wrong.Places[0], wrong.Kind, $"subscription {rows.SubscriptionIdOf(own[0])}: {wrong.Message}", [.. wrong.Places.Select(rows.LineOf).Order()]);
            return;
        }

        if (!hasFinding && !rows.IsBroken(own[0]))
        {
            found.AddRange(some);
        }

        counted.AddRange(own);
    }

    private void Find(int row, FindingKind kind, FormattableString message, params long[] of) => findings.Add(new RowFinding(row, kind, message, of));

    private BilledLine BilledLineOf(int row)
    {
        InvoiceRow line = lines[row];
        return new BilledLine(row, line.Start, line.End, line.Amount, line.IsProration, line.Product, line.Interval);
    }
}
