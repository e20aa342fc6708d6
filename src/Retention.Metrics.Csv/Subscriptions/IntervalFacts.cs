using System.Runtime.CompilerServices;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Turns the intervals of each subscription into what happened to it.</summary>
internal sealed class IntervalFacts
{
    /// <summary>About which share of the work comparing rows is; the rest is making facts.</summary>
    private const double ShareOfComparing = 0.3;

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
    public static void AddTo(SubscriptionRows rows, CsvTable table, IntervalRows intervals) => new IntervalFacts(table, rows, intervals).AddFacts();

    private void AddFacts()
    {
        RowComparison? comparison = CompareAlike();
        OrderedParts.Run(
            rows.Adding.Stage(ShareOfComparing, 1),
            cuts.Length - 1,
            () => new IntervalReplay(rows, intervals, comparison, table.Options.JoinGaps),
            (replay, range) =>
            {
                for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
                {
                    PrefetchBehind(subscription, withCustomers: true);
                    replay.Run(subscription, bySubscription[subscription]);
                }
            },
            replay => replay.AddTo(rows));
    }

    /// <summary>Puts the rows of each subscription into their order, and compares those that are equal in every column that is read.</summary>
    /// <returns>Nothing where no rows are alike.</returns>
    private RowComparison? CompareAlike()
    {
        var found = new List<(int Row, int Group)>?[cuts.Length - 1];
        rows.Adding.Stage(0, ShareOfComparing).ForEach(found.Length, range =>
        {
            for (int subscription = cuts[range]; subscription < cuts[range + 1]; subscription++)
            {
                PrefetchBehind(subscription, withCustomers: false);
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
    private void PrefetchBehind(int subscription, bool withCustomers)
    {
        int[] ordered = bySubscription.Rows;
        int end = Math.Min(bySubscription.Offsets[subscription + 1] + RowsAhead, ordered.Length);
        for (int place = bySubscription.Offsets[subscription] + RowsAhead; place < end; place++)
        {
            intervals.Prefetch(ordered[place], withCustomers);
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
