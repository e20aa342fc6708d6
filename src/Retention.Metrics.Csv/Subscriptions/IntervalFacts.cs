using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the intervals of each subscription into what happened to it.</summary>
internal sealed class IntervalFacts(CsvTable table, SubscriptionRows rows, IntervalRows intervals)
{
    private readonly List<Interval> own = [];
    private readonly List<Interval> empty = [];
    private readonly List<(Interval Of, FactInstant At, FactContent Content, bool IsFurther)> facts = [];

    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    public void AddFacts()
    {
        (int[] sorted, int[] ends) = BySubscription();
        var alike = new Dictionary<long, (int Group, int Content)>();
        for (int subscription = 0, first = 0; subscription < ends.Length; first = ends[subscription++])
        {
            Span<int> some = sorted.AsSpan(first..ends[subscription]);
            if (some.Length > 1 && !intervals.HaveRisingStarts(some))
            {
                some.Sort(intervals.Compare);
                AddAlike(some, first, alike);
            }
        }

        var comparison = RowComparison.Of(table, alike);
        for (int subscription = 0, first = 0; subscription < ends.Length; first = ends[subscription++])
        {
            own.Clear();
            foreach (int row in sorted.AsSpan(first..ends[subscription]))
            {
                own.Add(intervals[row]);
            }

            if (alike.Count > 0)
            {
                RemoveRepeats(comparison);
            }

            RemoveEmpty();
            AddEmpty();
            Follow();
            AddCollected();
        }
    }

    /// <summary>The rows by subscription, in the order of the file.</summary>
    private (int[] Sorted, int[] Ends) BySubscription()
    {
        int[] ends = new int[rows.Names.Subscriptions], sorted = new int[intervals.Count];
        for (int row = 0; row < sorted.Length; row++)
        {
            ends[rows.SubscriptionOf(row)]++;
        }

        int start = 0;
        for (int subscription = 0; subscription < ends.Length; subscription++)
        {
            (ends[subscription], start) = (start, start + ends[subscription]);
        }

        for (int row = 0; row < sorted.Length; row++)
        {
            sorted[ends[rows.SubscriptionOf(row)]++] = row;
        }

        return (sorted, ends);
    }

    /// <summary>Adds the lines of rows that are equal in every column that is read; sorted, they are neighbors.</summary>
    private void AddAlike(ReadOnlySpan<int> sorted, int group, Dictionary<long, (int Group, int Content)> alike)
    {
        for (int i = 1, first = 0; i < sorted.Length; i++)
        {
            if (intervals.AreAlike(sorted[i], sorted[i - 1]))
            {
                _ = alike.TryAdd(rows.LineOf(sorted[first]), (group + first, 0));
                alike.Add(rows.LineOf(sorted[i]), (group + first, 0));
            }
            else
            {
                first = i;
            }
        }
    }

    /// <summary>Removes the intervals that say nothing new. Rows alike that differ in a column that is not read are a finding.</summary>
    private void RemoveRepeats(RowComparison comparison)
    {
        int kept = 0;
        for (int first = 0, next; first < own.Count; first = next)
        {
            Interval one = own[first];
            List<long>? different = null;
            for (next = first + 1; next < own.Count && intervals.AreAlike(own[next].Row, one.Row); next++)
            {
                long line = rows.LineOf(own[next].Row), equal = comparison.FirstEqual(line);
                if (equal == line)
                {
                    (different ??= [rows.LineOf(one.Row)]).Add(line);
                }
                else
                {
                    rows.Repeated.Add(line, equal);
                }
            }

            if (different is not null)
            {
                rows.Find(one.Row, FindingKind.ConflictingDuplicate, AlikeRows.Describe(FileKind.SubscriptionIntervals, NameOf(one), one.Start.ToInstant(), comparison.Columns(different[0])), [.. different]);
            }

            own[kept++] = one;
        }

        own.RemoveRange(kept, own.Count - kept);
    }

    /// <summary>Takes out the intervals that end when they start: the subscription was never live in them, whatever its other intervals are.</summary>
    private void RemoveEmpty()
    {
        empty.Clear();
        int kept = 0;
        for (int i = 0; i < own.Count; i++)
        {
            Interval one = own[i];
            if (one.End == one.Start)
            {
                empty.Add(one);
            }
            else
            {
                own[kept++] = one;
            }
        }

        own.RemoveRange(kept, own.Count - kept);
    }

    private void AddEmpty()
    {
        if (empty.Count == 0)
        {
            return;
        }

        FactPrices prices = rows.Facts.Tables.Prices;
        var owners = own.Select(one => (one.Customer, prices.CurrencyOf(one.Price))).ToHashSet();
        foreach (Interval one in empty)
        {
            if (!owners.Contains((one.Customer, prices.CurrencyOf(one.Price))) || prices.ProblemOf(one.Price) is not null)
            {
                facts.Add((one, one.Start, new FactContent(FactKind.Started, one.Price), false));
                facts.Add((one, one.Start, new FactContent(FactKind.Ended, one.Reason), true));
            }
            else
            {
                rows.AddCounted(one.Row);
            }
        }
    }

    /// <summary>Collects what happened to a subscription in its intervals, which are in time order.</summary>
    private void Follow()
    {
        Interval? before = null;
        for (int i = 0; i < own.Count; i++)
        {
            Interval one = own[i];
            if (one.End < one.Start)
            {
                rows.Find(one.Row, FindingKind.EndBeforeStart, $"the interval of subscription {NameOf(one)} starts at {Iso(one.Start)}, and it ends before, at {Iso(one.End)}; an end is exclusive and must not lie before the start", rows.LineOf(one.Row));
            }
            else if (before is { } earlier && earlier.Customer == one.Customer && earlier.End > one.Start)
            {
                rows.Find(one.Row, FindingKind.StartedWhileLive, $"two intervals of subscription {NameOf(one)} overlap: one starts at {Iso(one.Start)}, the other lasts {(earlier.Ends ? $"until {Iso(earlier.End)}" : "for ever")}", [.. new[] { rows.LineOf(earlier.Row), rows.LineOf(one.Row) }.Order()]);
            }

            bool goesOn = before is { } last && last.End == one.Start && last.Customer == one.Customer;
            facts.Add((one, one.Start, new FactContent(goesOn ? FactKind.PriceChanged : FactKind.Started, one.Price), false));
            bool nextGoesOn = i + 1 < own.Count && own[i + 1].Start == one.End && own[i + 1].Customer == one.Customer;
            if (one.Ends && !nextGoesOn)
            {
                facts.Add((one, one.End, new FactContent(FactKind.Ended, one.Reason), true));
            }

            before = before is not { } known || !one.Ends || one.End > known.End || known.Customer != one.Customer ? one : before;
        }
    }

    private void AddCollected()
    {
        foreach ((Interval of, FactInstant at, FactContent content, bool isFurther) in facts)
        {
            if (!rows.IsBroken(of.Row))
            {
                _ = rows.Add(of.Row, at, content, isFurther);
            }
        }

        facts.Clear();
    }

    private string NameOf(Interval one) => rows.SubscriptionIdOf(one.Row).Value;

    private static string Iso(FactInstant instant) => InstantPattern.ExtendedIso.Format(instant.ToInstant());
}
