using System.Runtime.CompilerServices;
using Retention.Metrics.Buffers;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Execution;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the intervals of each subscription into what happened to it.</summary>
internal sealed class IntervalFacts
{
    /// <summary>About which shares of the work trying to follow all intervals and comparing rows are; the rest is making facts.</summary>
    private const double ShareOfTrying = 0.3;
    private const double ShareOfComparing = 0.2;

    // How many rows before a row is read the memory is asked for it.
    private const int RowsAhead = 24;

    private readonly CsvTable table;
    private readonly SubscriptionRows rows;
    private readonly IntervalRows intervals;
    private readonly RowsBySubscription bySubscription;
    private readonly int[] cuts;

    private IntervalFacts(CsvTable table, SubscriptionRows rows, IntervalRows intervals)
    {
        this.table = table;
        this.rows = rows;
        this.intervals = intervals;
        bySubscription = rows.BySubscription();
        cuts = bySubscription.Ranges;
    }

    /// <summary>Adds the facts of all subscriptions, and a finding for what is wrong.</summary>
    /// <returns>What the rows of a fact are found by.</returns>
    public static IntervalFacts AddTo(SubscriptionRows rows, CsvTable table, IntervalRows intervals)
    {
        var facts = new IntervalFacts(table, rows, intervals);
        facts.AddFacts();
        return facts;
    }

    /// <summary>The import is made, and nobody asks for a row any more: gives the memory of the rows back.</summary>
    public void Release()
    {
        intervals.Release();
        bySubscription.Release();
    }

    private void AddFacts()
    {
        if (TryFollow())
        {
            return;
        }

        RowComparison? comparison = CompareAlike();
        rows.Order();
        OrderedParts.Run(
            rows.Adding.Stage(ShareOfTrying + ShareOfComparing, 1),
            cuts.Length - 1,
            () => new IntervalReplay(rows, intervals, comparison, table.Options.JoinGaps),
            (replay, range) =>
            {
                for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
                {
                    PrefetchBehind(subscription);
                    replay.Run(subscription, bySubscription[subscription]);
                }
            },
            replay => replay.AddTo(rows));
    }

    /// <summary>Adds the facts of a file in which all intervals of a subscription follow each other, without comparing rows first: of most that is all.</summary>
    /// <returns>Whether they do; otherwise nothing is added.</returns>
    private bool TryFollow()
    {
        if (!new IntervalReplay(rows, intervals, comparison: null, table.Options.JoinGaps).IsPlain)
        {
            return false;
        }

        bool follow = true;
        rows.Order(FindRows);
        OrderedParts.Run(
            rows.Adding.Stage(0, ShareOfTrying),
            cuts.Length - 1,
            () => new IntervalReplay(rows, intervals, comparison: null, table.Options.JoinGaps),
            (replay, range) =>
            {
                for (int subscription = cuts[range]; subscription < cuts[range + 1] && Volatile.Read(ref follow); subscription++)
                {
                    PrefetchBehind(subscription);
                    if (!TryFollow(replay, subscription))
                    {
                        Volatile.Write(ref follow, false);
                    }
                }
            },
            replay =>
            {
                if (Volatile.Read(ref follow))
                {
                    replay.AddTo(rows);
                }
            });
        if (!follow)
        {
            rows.TakeBack();
        }

        return follow;
    }

    /// <summary>Finds the rows of the facts of a file in which all intervals follow each other.</summary>
    private ColumnBlocks<int> FindRows()
    {
        var rowOf = new ColumnBlocks<int>();
        var replay = new IntervalReplay(rows, intervals, comparison: null, table.Options.JoinGaps);
        for (int subscription = 0; subscription < bySubscription.Count; subscription++)
        {
            _ = replay.TryFollow(subscription, bySubscription[subscription]);
            replay.AddRowsTo(rowOf);
        }

        return rowOf;
    }

    /// <summary>Follows the intervals of a subscription, and puts its rows into their order where they are not in it: intervals that follow each other are.</summary>
    private bool TryFollow(IntervalReplay replay, int subscription)
    {
        Span<int> some = bySubscription[subscription];
        if (replay.TryFollow(subscription, some))
        {
            return true;
        }

        if (intervals.HaveRisingStarts(some))
        {
            return false;
        }

        some.Sort(intervals.Compare);
        return replay.TryFollow(subscription, some);
    }

    /// <summary>Puts the rows of each subscription into their order, and compares those that are equal in every column that is read.</summary>
    /// <returns>Nothing where no rows are alike.</returns>
    private RowComparison? CompareAlike()
    {
        var found = new List<(int Row, int Group)>?[cuts.Length - 1];
        rows.Adding.Stage(ShareOfTrying, ShareOfTrying + ShareOfComparing).ForEach(found.Length, range =>
        {
            for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
            {
                PrefetchBehind(subscription);
                Span<int> some = bySubscription[subscription];
                if (some.Length > 1 && !intervals.HaveRisingStarts(some))
                {
                    some.Sort(intervals.Compare);
                    AddAlike(some, bySubscription.Offsets[subscription], found[range] ??= []);
                }
            }
        });
        var alike = new Dictionary<long, (int Group, int Content)>();
        foreach ((int row, int group) in found.SelectMany(some => some ?? []))
        {
            alike.Add(rows.LineOf(row), (group, 0));
        }

        return alike.Count == 0 ? null : RowComparison.Of(table, alike);
    }

    /// <summary>Asks the memory for as many rows as a subscription has, some rows behind it: those of one subscription lie anywhere in the file.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchBehind(int subscription)
    {
        int[] ordered = bySubscription.Rows;
        int end = Math.Min(bySubscription.Offsets[subscription + 1] + RowsAhead, ordered.Length);
        for (int place = bySubscription.Offsets[subscription] + RowsAhead; place < end; place++)
        {
            intervals.Prefetch(ordered[place]);
        }
    }

    /// <summary>Adds rows that are equal in every column that is read; sorted, they are neighbors.</summary>
    private void AddAlike(ReadOnlySpan<int> some, int group, List<(int Row, int Group)> alike)
    {
        for (int i = 1, first = 0; i < some.Length; i++)
        {
            if (!intervals.AreAlike(some[i], some[i - 1]))
            {
                first = i;
                continue;
            }

            if (first == i - 1)
            {
                alike.Add((some[first], group + first));
            }

            alike.Add((some[i], group + first));
        }
    }
}
