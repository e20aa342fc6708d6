using NodaTime;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the invoice lines of each subscription into what happened to it.</summary>
internal sealed class InvoiceFacts(CsvTable table, SubscriptionRows rows, List<InvoiceRow> lines)
{
    private readonly InvoiceLevels levels = new(table.Options.Zone, table.Options.JoinGaps, dataEnd: null);

    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    public void AddFacts()
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
        var seen = new Dictionary<(InvoiceRow, int), int>();
        for (int subscription = 0, first = 0; subscription < ends.Length; first = ends[subscription++])
        {
            seen.Clear();
            foreach (int row in sorted.AsSpan(first..ends[subscription]))
            {
                if (!seen.TryAdd((lines[row], rows.Customers[row]), row))
                {
                    int group = seen[(lines[row], rows.Customers[row])];
                    _ = alike.TryAdd(rows.LineOf(group), (group, 0));
                    alike.Add(rows.LineOf(row), (group, 0));
                }
            }
        }

        return alike;
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

    private void Follow(int[] own)
    {
        if (own.Length == 0 || HasTwoOwners(own))
        {
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
                _ = rows.Add(level.Place, FactInstant.Of(level.At), content, isFurther: true);
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

    /// <summary>The lines of a subscription have one customer and one currency.</summary>
    private bool HasTwoOwners(int[] own)
    {
        Currency currency = lines[own[0]].Amount.Currency;
        int foreign = Array.FindIndex(own, row => lines[row].Amount.Currency != currency), moved = Array.FindIndex(own, row => rows.Customers[row] != rows.Customers[own[0]]);
        if (foreign > 0)
        {
            Find(own[foreign], FindingKind.CurrencyChanged, $"has lines in {currency} and in {lines[own[foreign]].Amount.Currency}", own[0]);
        }

        if (moved > 0)
        {
            Find(own[moved], FindingKind.MovedToAnotherCustomer, $"belongs to customer {rows.Names.NameOf(rows.Customers[own[0]])} and to {rows.Names.NameOf(rows.Customers[own[moved]])}", own[0]);
        }

        return foreign > 0 || moved > 0;

        void Find(int row, FindingKind kind, string problem, int first) => rows.Find(row, kind, $"subscription {rows.SubscriptionIdOf(row)} {problem}", rows.LineOf(first), rows.LineOf(row));
    }
}
