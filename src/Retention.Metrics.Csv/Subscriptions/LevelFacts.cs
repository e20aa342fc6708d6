using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the levels of each subscription into what happened to it: of several at one instant that of the highest sequence counts.</summary>
internal sealed class LevelFacts(CsvTable table, SubscriptionRows rows, LevelRows levels)
{
    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    public void AddFacts()
    {
        RowsBySubscription bySubscription = rows.BySubscription();
        var alike = new Dictionary<long, (int Group, int Content)>();
        int group = 0;
        for (int subscription = 0; subscription < bySubscription.Count; subscription++)
        {
            Span<int> own = bySubscription[subscription];
            own.Sort(levels.Compare);
            for (int first = 0, next; first < own.Length; first = next)
            {
                next = EndOfMoment(own, first);
                if (next > first + 1)
                {
                    AddContents(own[first..next], group, alike);
                }

                group++;
            }
        }

        var comparison = RowComparison.Of(table, alike);
        for (int subscription = 0; subscription < bySubscription.Count; subscription++)
        {
            Follow(bySubscription[subscription], comparison, alike.Count > 0);
        }
    }

    private int EndOfMoment(ReadOnlySpan<int> own, int first)
    {
        int next = first + 1;
        while (next < own.Length && levels.CompareTime(own[next], own[first]) == 0)
        {
            next++;
        }

        return next;
    }

    /// <summary>Numbers what the rows of a moment say; a moment can have any number of rows.</summary>
    private void AddContents(ReadOnlySpan<int> moment, int group, Dictionary<long, (int Group, int Content)> alike)
    {
        var contents = new Dictionary<(int, int, FactInstant?, int), int>();
        foreach (int row in moment)
        {
            var content = levels.ContentOf(row);
            _ = contents.TryAdd(content, contents.Count);
            alike.Add(rows.LineOf(row), (group, contents[content]));
        }
    }

    private void Follow(ReadOnlySpan<int> own, RowComparison comparison, bool compares)
    {
        int before = -1;
        for (int first = 0, next; first < own.Length; first = next)
        {
            next = EndOfMoment(own, first);
            int row = own[first];
            for (int i = first + 1; compares && i < next; i++)
            {
                RepeatsOrContradicts(row, own[i], comparison);
            }

            if (next < own.Length && levels.At(own[next]) == levels.At(row))
            {
                // A later sequence of the instant counts; this level was paid for no time.
                rows.AddCounted(row);
                continue;
            }

            Add(row, before);
            before = row;
        }

        if (before >= 0 && !rows.IsBroken(before) && levels.IsLive(before) && levels.EndOf(before) is { } end)
        {
            AddEnd(before, end);
        }
    }

    private void RepeatsOrContradicts(int first, int row, RowComparison comparison)
    {
        long line = rows.LineOf(row), equal = comparison.FirstEqual(line);
        if (equal != line)
        {
            rows.Repeated.Add(line, equal);
            return;
        }

        string at = InstantPattern.ExtendedIso.Format(levels.At(row).ToInstant());
        string id = rows.SubscriptionIdOf(row).Value;
        bool alike = levels.ContentOf(first) == levels.ContentOf(row);
        rows.Find(
            row,
            alike ? FindingKind.ConflictingDuplicate : FindingKind.TwoPricesAtOneInstant,
            alike ? AlikeRows.Describe(table.Kind, id, levels.At(row).ToInstant(), comparison.Columns(line)) : $"subscription {id} has two levels at {at}; a subscription has one level at an instant, unless a column sequence says which is the last",
            [.. new[] { rows.LineOf(first), line }.Order()]);
    }

    private void Add(int row, int before)
    {
        if (rows.IsBroken(row))
        {
            return;
        }

        bool wasLive = before >= 0 && levels.IsLive(before), isLive = levels.IsLive(row);
        if (wasLive && levels.EndOf(before) is { } end && end < levels.At(row))
        {
            AddEnd(before, end);
            wasLive = false;
        }

        if (isLive)
        {
            rows.AddNext(row, levels.At(row), new FactContent(wasLive ? FactKind.PriceChanged : FactKind.Started, levels.PriceOf(row)));
        }
        else if (wasLive)
        {
            rows.AddNext(row, levels.At(row), new FactContent(FactKind.Ended, levels.ReasonOf(row)));
        }
        else
        {
            rows.AddCounted(row);
        }
    }

    /// <summary>Ends the subscription where the level of a row does, and no other begins.</summary>
    private void AddEnd(int row, FactInstant end) => rows.AddNext(row, end, new FactContent(FactKind.Ended, levels.ReasonOf(row)), isFurther: true);
}
