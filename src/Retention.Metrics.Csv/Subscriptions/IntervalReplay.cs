using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the intervals of some subscriptions into facts, for one thread.</summary>
/// <param name="rows">The rows of the file; facts are added to them in the order of the subscriptions, by one thread at a time.</param>
/// <param name="intervals">What the rows say.</param>
/// <param name="comparison">Rows that are equal in every column that is read, if there are any.</param>
/// <param name="joinGaps">By how much two intervals may miss each other, or overlap, and still follow each other.</param>
internal sealed class IntervalReplay(SubscriptionRows rows, IntervalRows intervals, RowComparison? comparison, Duration joinGaps)
{
    private readonly List<Interval> own = [];
    private readonly List<Interval> empty = [];
    private readonly FactRun facts = new();
    private readonly List<RowFinding> findings = [];
    private readonly List<(long Line, long OfLine)> repeated = [];
    private readonly List<int> counted = [];
    private int current;

    /// <summary>Whether intervals can be followed as they are: no row has anything to do with another but the one before it, and all instants are whole ticks.</summary>
    public bool IsPlain => comparison is null && joinGaps == Duration.Zero && intervals is { HasTrials: false, HasNanoseconds: false };

    /// <summary>Adds the facts of a subscription.</summary>
    /// <param name="subscription">Its number.</param>
    /// <param name="sorted">Its rows, in their order.</param>
    public void Run(int subscription, ReadOnlySpan<int> sorted)
    {
        if (IsPlain && TryFollow(subscription, sorted))
        {
            return;
        }

        int factsBefore = facts.Count, findingsBefore = findings.Count;
        current = subscription;
        own.Clear();
        foreach (int row in comparison is null ? sorted : WithoutRepeats(sorted, comparison))
        {
            intervals.AddTo(own, row);
        }

        RemoveEmpty();
        JoinGaps();
        AddEmpty();
        Follow();
        if (findings.Count > findingsBefore)
        {
            facts.TakeBack(factsBefore);
        }
    }

    /// <summary>Follows intervals of one customer that are in their order and do not overlap, which most are.</summary>
    /// <returns>Whether they are; otherwise no facts are added.</returns>
    public bool TryFollow(int subscription, ReadOnlySpan<int> sorted)
    {
        int before = facts.Count;
        current = subscription;
        bool follow = TryFollow(sorted);
        if (!follow)
        {
            facts.TakeBack(before);
        }

        return follow;
    }

    /// <summary>Adds the facts of intervals up to the first that does not follow the one before.</summary>
    /// <returns>Whether there is none.</returns>
    private bool TryFollow(ReadOnlySpan<int> sorted)
    {
        int customer = intervals.TermsOf(sorted[0]).Customer, before = -1;
        long end = long.MinValue;

        // All rows have one subscription and one customer.
        bool adds = !rows.IsBroken(current, customer);
        if (adds)
        {
            facts.Begin(current, customer);
        }

        foreach (int row in sorted)
        {
            IntervalTerms one = intervals.TermsOf(row);
            if (one.Start >= one.End || one.Customer != customer || one.Start < end)
            {
                return false;
            }

            bool goesOn = one.Start == end;
            if (adds)
            {
                if (!goesOn && before >= 0)
                {
                    AddEnd(before, end);
                }

                facts.Add(row, one.Start, new FactContent(goesOn ? FactKind.PriceChanged : FactKind.Started, one.Price));
            }

            (before, end) = (row, one.End);
        }

        if (adds && end != Interval.Never.Ticks)
        {
            AddEnd(before, end);
        }

        return true;

        void AddEnd(int row, long at) => facts.Add(~row, at, new FactContent(FactKind.Ended, intervals.ReasonOf(row)));
    }

    /// <summary>Adds the rows of the facts to some, and keeps nothing.</summary>
    public void AddRowsTo(ColumnBlocks<int> rowOf)
    {
        rowOf.AddRange(facts.Sources);
        facts.Clear();
    }

    /// <summary>Adds everything to the rows of the file, and keeps nothing.</summary>
    public void AddTo(SubscriptionRows file)
    {
        findings.ForEach(file.Find);
        foreach ((long line, long ofLine) in repeated)
        {
            file.Repeated.Add(line, ofLine);
        }

        counted.ForEach(file.AddCounted);
        file.AddNext(facts);
        findings.Clear();
        repeated.Clear();
        counted.Clear();
        facts.Clear();
    }

    private void Add(in Interval one, FactInstant at, FactContent content, bool isFurther)
    {
        if (!rows.IsBroken(current, one.Customer))
        {
            facts.Add(isFurther ? ~one.Row : one.Row, current, one.Customer, at, content);
        }
    }

    private void Find(int row, FindingKind kind, FormattableString message, params long[] lines) => findings.Add(new RowFinding(row, kind, message, lines));

    /// <summary>The rows without those that say nothing new. Rows alike that differ in a column that is not read are a finding.</summary>
    private int[] WithoutRepeats(ReadOnlySpan<int> sorted, RowComparison alike)
    {
        var kept = new List<int>(sorted.Length);
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            int one = sorted[first];
            List<long>? different = null;
            for (next = first + 1; next < sorted.Length && intervals.AreAlike(sorted[next], one); next++)
            {
                long line = rows.LineOf(sorted[next]), equal = alike.FirstEqual(line);
                if (equal == line)
                {
                    (different ??= [rows.LineOf(one)]).Add(line);
                }
                else
                {
                    repeated.Add((line, equal));
                }
            }

            if (different is not null)
            {
                Interval same = intervals[one];
                Find(one, FindingKind.ConflictingDuplicate, AlikeRows.Describe(FileKind.SubscriptionIntervals, NameOf(same), same.Start.ToInstant(), alike.Columns(different[0])), [.. different]);
            }

            kept.Add(one);
        }

        return [.. kept];
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

    /// <summary>An interval that misses the next by no more than the join gap, or overlaps it by no more, ends where the next starts.</summary>
    private void JoinGaps()
    {
        for (int i = 0; joinGaps > Duration.Zero && i + 1 < own.Count; i++)
        {
            Interval one = own[i], next = own[i + 1];
            if (one.Ends && one.Customer == next.Customer && next.Start > one.Start && one.End != next.Start && Distance(one.End, next.Start) <= joinGaps)
            {
                own[i] = one with { End = next.Start };
            }
        }

        static Duration Distance(FactInstant one, FactInstant other) => one > other ? one.ToInstant() - other.ToInstant() : other.ToInstant() - one.ToInstant();
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
                Add(one, one.Start, new FactContent(FactKind.Started, one.Price), isFurther: false);
                Add(one, one.Start, new FactContent(FactKind.Ended, one.Reason), isFurther: true);
            }
            else
            {
                counted.Add(one.Row);
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
                Find(one.Row, FindingKind.EndBeforeStart, $"the interval of subscription {NameOf(one)} starts at {Iso(one.Start)}, and it ends before, at {Iso(one.End)}; an end is exclusive and must not lie before the start", rows.LineOf(one.Row));
            }
            else if (before is { } earlier && earlier.Customer == one.Customer && earlier.End > one.Start)
            {
                Find(one.Row, FindingKind.StartedWhileLive, $"two intervals of subscription {NameOf(one)} overlap: one starts at {Iso(one.Start)}, the other lasts {(earlier.Ends ? $"until {Iso(earlier.End)}" : "for ever")}", [.. new[] { rows.LineOf(earlier.Row), rows.LineOf(one.Row) }.Order()]);
            }

            bool touches = before is { } last && last.End == one.Start && last.Customer == one.Customer;
            bool continuesTrial = touches && before is { IsTrial: true };
            if (one.IsTrial && continuesTrial)
            {
                counted.Add(one.Row);
            }
            else
            {
                bool isChange = touches && !one.IsTrial && !continuesTrial;
                FactContent content = one.IsTrial ? new FactContent(FactKind.TrialStarted) : new FactContent(isChange ? FactKind.PriceChanged : FactKind.Started, one.Price);
                Add(one, one.Start, content, one.IsFurther);
            }

            // A trial that becomes paid goes on, and so does whatever is paid or a trial as before.
            bool nextGoesOn = i + 1 < own.Count && own[i + 1].Start == one.End && own[i + 1].Customer == one.Customer && (one.IsTrial || !own[i + 1].IsTrial);
            if (one.Ends && !nextGoesOn)
            {
                Add(one, one.End, new FactContent(FactKind.Ended, one.Reason), isFurther: true);
            }

            before = before is not { } known || !one.Ends || one.End > known.End || known.Customer != one.Customer ? one : before;
        }
    }

    private string NameOf(Interval one) => rows.SubscriptionIdOf(one.Row).Value;

    private static string Iso(FactInstant instant) => InstantPattern.ExtendedIso.Format(instant.ToInstant());
}
