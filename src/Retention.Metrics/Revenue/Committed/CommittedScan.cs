using System.Collections.Concurrent;

namespace Retention.Metrics.Revenue.Committed;

/// <summary>Computes what was agreed by the end of each period.</summary>
/// <remarks>
/// A subscription with nothing that could be known ahead is read once: what is known of it is what it pays. Any other is replayed once for each period in which something became
/// known of it, with the facts known by its end; between these only the instant moves on.
/// Facts that share an id with others are resolved anew for each period, because which of them holds depends on what is known: their customers take the long way.
/// </remarks>
internal sealed class CommittedScan
{
    private const int SubscriptionsPerRange = 1 << 12;

    private readonly CheckedFacts facts;
    private readonly CustomerSubscriptions customers;
    private readonly long[] ends;
    private readonly SubscriptionLevels levels;
    private readonly bool givesUp;
    private readonly SegmentColumn? segments;
    private readonly Currency currency;

    private CommittedScan(SubscriptionHistory history, Currency currency, ReportingPeriods periods, MetricPolicy policy, SegmentColumn? segments)
    {
        this.currency = currency;
        facts = history.Lifecycles.Facts;
        customers = history.Lifecycles.ByNumber;
        ends = [.. periods.Select(period => period.End.ToUnixTimeTicks())];
        levels = new SubscriptionLevels(facts, policy);
        givesUp = policy.InvoluntaryChurnAfterDays is not null;
        this.segments = segments;
    }

    /// <summary>The totals of each period, segment after segment.</summary>
    public static CommittedTotals[][] Run(
        SubscriptionHistory history, Currency currency, ReportingPeriods periods, MetricPolicy policy, SegmentColumn? segments, ExecutionOptions execution)
    {
        var scan = new CommittedScan(history, currency, periods, policy, segments);
        CommittedSums sums = scan.Sums(execution);
        return [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(sums.TotalsOf)];
    }

    /// <summary>Whether nothing of any subscription was ever known before it took effect, or later: then what is committed is what is paid.</summary>
    public static bool KnowsNothingAhead(SubscriptionHistory history, MetricPolicy policy)
    {
        CheckedFacts facts = history.Lifecycles.Facts;
        return policy.InvoluntaryChurnAfterDays is null && HasNoSchedule(facts.Tables) && RevisedFacts.CustomersOf(facts, history.Lifecycles.ByNumber).Count == 0;
    }

    private CommittedSums Sums(ExecutionOptions execution)
    {
        HashSet<int> revised = RevisedFacts.CustomersOf(facts, customers);
        int[] cuts = RowRanges.Of(customers.Offsets.AsSpan(..^1), SubscriptionsPerRange);
        var spare = new ConcurrentBag<CommittedSums>();
        execution.Stage(0, 0.9).ForEach(cuts.Length - 1, range =>
        {
            CommittedSums own = spare.TryTake(out CommittedSums? used) ? used : NewSums();
            var known = new KnownSubscription(facts.Tables, levels);
            var buffer = new KnownRows(facts.Tables, ends);
            for (int place = cuts[range]; place < cuts[range + 1]; place++)
            {
                if (revised.Count > 0 && revised.Contains(place))
                {
                    continue;
                }

                foreach (int subscription in customers.SubscriptionsOf(place))
                {
                    Add(own, place, subscription, known, buffer);
                }
            }

            spare.Add(own);
        });

        CommittedSums all = NewSums();
        foreach (CommittedSums one in spare)
        {
            all.Add(one);
        }

        AddRevised(all, revised, execution.Stage(0.9, 1));
        return all;
    }

    private CommittedSums NewSums() => new(segments?.Segments.Length ?? 1, ends.Length);

    private int FirstCell(int place) => segments is null ? 0 : segments.SegmentOf[place] * ends.Length;

    private static bool HasNoSchedule(FactTables tables) => !tables.Details.HasRecorded && tables.Schedules.Count == 0 && !tables.Prices.HaveDiscounts;

    /// <summary>Whether nothing of a subscription can be known before it takes effect, or later.</summary>
    private bool HasNoSchedule(ReadOnlySpan<FactRow> rows)
    {
        FactTables tables = facts.Tables;
        if (givesUp || HasNoSchedule(tables))
        {
            return !givesUp;
        }

        foreach (ref readonly FactRow row in rows)
        {
            if (row.Content.Kind == FactKind.CancellationScheduled || tables.Details.RecordedAt(row.Place) is not null
                || (row.Content.SetsPrice && tables.Prices.DiscountOf(row.Content.Index) is not null))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a subscription of which nothing is known ahead.</summary>
    private void AddLevels(CommittedSums sums, int place, int subscription, KnownSubscription known)
    {
        int cell = FirstCell(place);
        long before = 0;
        foreach (SubscriptionLevel level in known.LevelsOf(subscription, facts.StepsOf(subscription)))
        {
            // A level is in the closing revenue of the first period that ends after its start, and of those behind it.
            int found = Array.BinarySearch(ends, level.From + 1);
            int period = found >= 0 ? found : ~found;
            if (period < ends.Length && level.Annual != before)
            {
                sums.AddChange(cell + period, level.Annual - before);
            }

            before = level.Annual;
        }
    }

    /// <summary>Adds one subscription to every period.</summary>
    private void Add(CommittedSums sums, int place, int subscription, KnownSubscription known, KnownRows rows)
    {
        if (HasNoSchedule(facts.RowsOf(subscription)))
        {
            AddLevels(sums, place, subscription, known);
            return;
        }

        int cell = FirstCell(place);
        rows.Take(facts.RowsOf(subscription));
        for (int period = rows.FirstPeriod, next; period < ends.Length; period = next)
        {
            bool holds = known.Take(subscription, rows.KnownIn(period));
            next = rows.NextPeriod(period);
            for (int same = period; same < next; same++)
            {
                if (holds)
                {
                    Add(sums, cell + same, place, known, ends[same]);
                }
                else
                {
                    sums.AddLeftOut(cell + same);
                }
            }
        }
    }

    private static void Add(CommittedSums sums, int cell, int place, KnownSubscription known, long end)
    {
        long mrr = known.At(end), last = known.Last;
        if (mrr != 0 || last != 0)
        {
            sums.Add(cell, place, mrr, last, known.EndsFrom(end));
        }
    }

    /// <summary>Adds the customers with facts of which other versions were known before.</summary>
    private void AddRevised(CommittedSums sums, HashSet<int> revised, ExecutionOptions execution)
    {
        int[] places = [.. revised];
        Array.Sort(places);
        int[] subscriptions = [.. places.SelectMany(place => customers.SubscriptionsOf(place).ToArray())];
        Array.Sort(subscriptions);
        var known = new KnownSubscription(facts.Tables, levels);
        for (int period = 0; period < ends.Length && places.Length > 0; period++)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            var revisedFacts = new RevisedFacts(facts.Facts.KnownByEndOf(new FactInstant(ends[period], 0), subscriptions));
            foreach (int place in places)
            {
                int cell = FirstCell(place) + period;
                foreach (int subscription in customers.SubscriptionsOf(place))
                {
                    if (revisedFacts.Take(known, subscription, currency))
                    {
                        Add(sums, cell, place, known, ends[period]);
                    }
                    else if (revisedFacts.IsLeftOut(subscription))
                    {
                        sums.AddLeftOut(cell);
                    }
                }
            }
        }
    }
}
