using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Events that are equal in every column that is read: repetitions, events of their own, or a contradiction.</summary>
internal sealed class AlikeEvents(CsvTable table, SubscriptionRows rows, EventRows events)
{
    private const int SubscriptionsAtOnce = 1 << 10;

    /// <summary>Adds the facts of all rows that say something new.</summary>
    public void AddFacts()
    {
        RowFacts collected = rows.Collect(events.Ticks, events.Contents);
        List<(int Row, int First)> alike = Alike(collected);
        RowSet? further = alike.Count == 0 ? null : Resolve(alike);
        if (events.HaveNewPrices)
        {
            AddOneByOne(further);
        }
        else if (further is null && !rows.AnyBroken)
        {
            rows.Take(collected);
            DescribeAll(null);
        }
        else
        {
            RowSet leftOut = WithBroken(further);
            rows.Take(collected, leftOut);
            DescribeAll(leftOut);
        }
    }

    /// <summary>Adds facts of which a row can have two.</summary>
    private void AddOneByOne(RowSet? further)
    {
        for (int row = 0; row < events.Count; row++)
        {
            if (further is null || !further[row])
            {
                Add(row);
            }
        }
    }

    private RowSet WithBroken(RowSet? further)
    {
        RowSet leftOut = further ?? RowSet.None(events.Count);
        for (int row = 0; rows.AnyBroken && row < events.Count; row++)
        {
            if (rows.IsBroken(row))
            {
                leftOut[row] = true;
            }
        }

        return leftOut;
    }

    /// <summary>Adds what few files say; the place of each fact is that of its row among those that are not left out.</summary>
    private void DescribeAll(RowSet? leftOut)
    {
        if (!events.HaveNanoseconds && !events.AreRecorded && rows.EventColumn < 0)
        {
            return;
        }

        for (int row = 0, place = 0; row < events.Count; row++)
        {
            if (leftOut is null || !leftOut[row])
            {
                if (events.At(row).Nanos is > 0 and var nanos)
                {
                    rows.Facts.SetNanos(place, nanos);
                }

                Describe(place++, row, isPrice: false);
            }
        }
    }

    /// <summary>Rows that are equal to one before, each with the first. Where the instants of a subscription rise, none are.</summary>
    private List<(int Row, int First)> Alike(RowFacts collected)
    {
        int[] unsorted = [.. collected.Unsorted];
        var found = new List<(int Row, int First)>[(unsorted.Length + SubscriptionsAtOnce - 1) / SubscriptionsAtOnce];
        rows.Adding.Stage(0.9, 1).ForEach(found.Length, part =>
        {
            found[part] = [];
            for (int i = part * SubscriptionsAtOnce; i < Math.Min(unsorted.Length, (part + 1) * SubscriptionsAtOnce); i++)
            {
                AddAlike(collected.RowsOf(unsorted[i]), found[part]);
            }
        });
        List<(int Row, int First)> all = [.. found.SelectMany(some => some)];
        all.Sort(static (x, y) => x.Row.CompareTo(y.Row));
        return all;
    }

    private void AddAlike(ReadOnlySpan<int> own, List<(int Row, int First)> alike)
    {
        var firsts = new Dictionary<int, int>(events);
        foreach (int row in own)
        {
            if (!firsts.TryAdd(row, row))
            {
                alike.Add((row, firsts[row]));
            }
        }
    }

    /// <summary>Finds which of the rows that are alike say nothing new.</summary>
    private RowSet Resolve(List<(int Row, int First)> alike)
    {
        RowSet further = RowSet.None(events.Count);
        var compared = new Dictionary<long, (int Group, int Content)>();
        foreach ((int row, int first) in alike.Where(one => rows.EventIdOf(one.Row) < 0))
        {
            long firstLine = rows.LineOf(first);
            _ = compared.TryAdd(firstLine, (compared.Count, 0));
            compared.Add(rows.LineOf(row), compared[firstLine]);
        }

        var comparison = RowComparison.Of(table, compared);
        var contradictions = new Dictionary<int, List<long>>();
        foreach ((int row, int first) in alike)
        {
            long line = rows.LineOf(row);
            bool hasEventId = rows.EventIdOf(row) >= 0;
            long equal = hasEventId ? rows.LineOf(first) : comparison.FirstEqual(line);
            if (equal != line && (hasEventId || table.Has(Column.SubscriptionId)))
            {
                rows.Repeated.Add(line, equal);
                further[row] = true;
            }
            else if (equal == line && events.ContentOf(row).Kind is not (FactKind.PaymentFailed or FactKind.PaymentRecovered))
            {
                // Rows without ids are never merged, and two payments of one subscription can fail at one instant.
                further[row] = true;
                if (!contradictions.TryGetValue(first, out List<long>? lines))
                {
                    contradictions.Add(first, lines = [rows.LineOf(first)]);
                }

                lines.Add(line);
            }
        }

        foreach ((int first, List<long> lines) in contradictions)
        {
            rows.Find(first, FindingKind.ConflictingDuplicate, AlikeRows.Describe(table.Kind, rows.SubscriptionIdOf(first).Value, events.At(first).ToInstant(), comparison.Columns(lines[0])), [.. lines]);
        }

        return further;
    }

    private void Add(int row)
    {
        if (rows.IsBroken(row))
        {
            return;
        }

        Describe(rows.Add(row, events.At(row), events.ContentOf(row)), row, isPrice: false);
        if (events.NewPriceOf(row) is >= 0 and var price)
        {
            Describe(rows.Add(row, events.At(row), new FactContent(FactKind.PriceChanged, price), isFurther: true), row, isPrice: true);
        }
    }

    private void Describe(int place, int row, bool isPrice)
    {
        if (events.RecordedAt(row) is { } recordedAt)
        {
            rows.Facts.SetRecorded(place, recordedAt);
        }

        if (rows.EventIdOf(row) is >= 0 and var id)
        {
            rows.Facts.SetEventId(place, isPrice ? rows.Names.OfPrice(id) : id);
        }
    }
}
