using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the invoice lines of each subscription into what happened to it.</summary>
internal sealed class InvoiceFacts(CsvTable table, SubscriptionRows rows, List<InvoiceRow> lines)
{
    // The rows of the current subscription that are new.
    private readonly List<int> own = [];
    private readonly InvoiceLevels levels = new(table.Options.Zone, table.Options.JoinGaps, dataEnd: null);

    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    public void AddFacts()
    {
        RowsBySubscription bySubscription = rows.BySubscription();
        RowComparison comparison = RowComparison.Of(
            table, AlikeRows.InGroups(rows, bySubscription, row => lines[row].Start.ToUnixTimeTicks(), row => lines[row], rows.Adding with { Progress = null }));
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

            if (own.Count > 0)
            {
                Follow();
            }
        }
    }

    /// <summary>A row that is equal to another in every cell is counted once. One that differs in a column that is not read is a finding: a line of its own needs an id or a product.</summary>
    private bool IsNew(RowComparison comparison, int row)
    {
        long line = rows.LineOf(row);
        if (comparison.FirstEqualOf(line) is not { } equal)
        {
            return true;
        }

        if (equal != line)
        {
            rows.Repeated.Add(line, equal);
            return false;
        }

        if (comparison.FirstOfGroup(line) is var first && first != line)
        {
            rows.Find(
                row,
                FindingKind.ConflictingDuplicate,
                $"lines of subscription {rows.SubscriptionIdOf(row)} are alike but for {string.Join(", ", comparison.Columns(line))}; if both are charged, map line_id or product to a column that tells them apart (--map line_id=...); if they are one, leave one row of them",
                first,
                line);
        }

        return true;
    }

    private void Follow()
    {
        IReadOnlyList<RowFinding> twoOwners = rows.TwoOwners(own, row => lines[row].Amount.Currency, "lines");
        if (twoOwners.Count > 0)
        {
            foreach (RowFinding finding in twoOwners)
            {
                rows.Find(finding);
            }

            return;
        }

        (List<BilledLevel> found, BilledProblem? problem) = levels.Of([.. own.Select(BilledLineOf)]);
        if (problem is { } wrong)
        {
            rows.Find(wrong.Places[0], wrong.Kind, $"subscription {rows.SubscriptionIdOf(own[0])}: {wrong.Message}", [.. wrong.Places.Select(rows.LineOf).Order()]);
            return;
        }

        bool live = false;
        foreach (BilledLevel level in found)
        {
            if (!rows.IsBroken(level.Place))
            {
                FactContent content = level.Price is { } price ? rows.Facts.Price(live ? FactKind.PriceChanged : FactKind.Started, price, discount: null) : rows.Facts.End(ChurnReason.Unknown);
                rows.AddNext(level.Place, FactInstant.Of(level.At), content, isFurther: true);
            }

            live = level.Price is not null;
        }

        foreach (int row in own)
        {
            rows.AddCounted(row);
        }
    }

    private BilledLine BilledLineOf(int row)
    {
        InvoiceRow line = lines[row];
        return new BilledLine(row, line.Start, line.End, line.Amount, line.IsProration, line.Product, line.Interval);
    }
}
