using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>Events that are equal in every column that is read: repetitions, events of their own, or a contradiction.</summary>
internal sealed class ReferenceAlikeEvents(CsvTable table, ReferenceRows rows)
{
    private readonly Dictionary<(SubscriptionEvent One, SubscriptionEvent? NewPrice), long> seen = [];
    private readonly List<AlikeRow> alike = [];

    /// <summary>Adds the event of the current row, unless one before it is equal; that is decided by <see cref="Complete"/>.</summary>
    /// <param name="one">The event.</param>
    /// <param name="newPrice">The price that a resumption carries.</param>
    public void Add(SubscriptionEvent one, SubscriptionEvent? newPrice)
    {
        if (seen.TryGetValue((one, newPrice), out long first))
        {
            alike.Add(new AlikeRow(one, newPrice, table.Line, first));
        }
        else
        {
            seen.Add((one, newPrice), table.Line);
            AddFacts(one, newPrice, table.Line);
        }
    }

    public void Complete()
    {
        var compared = new Dictionary<long, (int Group, int Content)>();
        foreach (AlikeRow row in alike.Where(row => row.One.EventId is null))
        {
            _ = compared.TryAdd(row.FirstLine, (compared.Count, 0));
            compared.Add(row.Line, compared[row.FirstLine]);
        }

        var comparison = RowComparison.Of(table, compared);
        var contradictions = new Dictionary<long, (SubscriptionEvent One, List<long> Lines)>();
        foreach (AlikeRow row in alike)
        {
            bool hasEventId = row.One.EventId is not null;
            long equal = hasEventId ? row.FirstLine : comparison.FirstEqual(row.Line);
            if (equal != row.Line && (hasEventId || table.Has(Column.SubscriptionId)))
            {
                rows.Repeated.Add(row.Line, equal);
            }
            else if (equal != row.Line || row.One is SubscriptionEvent.PaymentFailed or SubscriptionEvent.PaymentRecovered)
            {
                // Rows without ids are never merged, and two payments of one subscription can fail at one instant.
                AddFacts(row.One, row.NewPrice, row.Line);
            }
            else if (contradictions.TryGetValue(row.FirstLine, out (SubscriptionEvent One, List<long> Lines) known))
            {
                known.Lines.Add(row.Line);
            }
            else
            {
                contradictions.Add(row.FirstLine, (row.One, [row.FirstLine, row.Line]));
            }
        }

        foreach ((SubscriptionEvent one, List<long> lines) in contradictions.Values)
        {
            rows.Find(one.Subscription, FindingKind.ConflictingDuplicate, FormattableString.Invariant(AlikeRows.Describe(table.Kind, one.Subscription.Value, one.At, comparison.Columns(lines[0]))), [.. lines]);
        }
    }

    private void AddFacts(SubscriptionEvent one, SubscriptionEvent? newPrice, long line)
    {
        rows.Add(new SubscriptionFact(one, line));
        if (newPrice is not null)
        {
            rows.Add(new SubscriptionFact(newPrice, line, StandsForRow: false));
        }
    }

    /// <summary>A row that is equal to one before it in every column that is read.</summary>
    private readonly record struct AlikeRow(SubscriptionEvent One, SubscriptionEvent? NewPrice, long Line, long FirstLine);
}
