using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>One period of a roll-forward under any policy, in plain LINQ over each customer's states.</summary>
internal static class ReferencePolicies
{
    public static ReferenceRow Of(Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states, Instant start, Instant end, DateTimeZone zone, MetricPolicy policy)
    {
        var ends = states.Values.Select(one => (From: At(one, start), To: At(one, end), Ever: PaidBefore(one, start), Within: PaidBefore(one, end), Returns: Returns(one, start, policy))).ToList();
        var moves = states.Values.SelectMany(one => Intervals(one, start, end, zone, policy.Netting)
            .Select(interval => (From: At(one, interval.From), To: At(one, interval.To), Returns: Returns(one, interval.From, policy)))).ToList();
        var joins = ends.Where(one => !one.From.Active && one.To.Active).ToList();
        return new ReferenceRow
        {
            Opening = ends.Sum(one => one.From.Level),
            Closing = ends.Sum(one => one.To.Level),
            New = moves.Where(one => !one.From.Active && one.To.Level > 0 && !one.Returns).Sum(one => one.To.Level),
            Reactivation = moves.Where(one => !one.From.Active && one.To.Level > 0 && one.Returns).Sum(one => one.To.Level),
            Resumed = moves.Where(one => one.From.ActiveAtZero && one.To.Level > 0).Sum(one => one.To.Level),
            Expansion = moves.Where(one => one.From.Level > 0 && one.To.Level > one.From.Level).Sum(one => one.To.Level - one.From.Level),
            Contraction = moves.Where(one => one.To.Level > 0 && one.From.Level > one.To.Level).Sum(one => one.From.Level - one.To.Level),
            Churn = moves.Where(one => one.From.Level > 0 && !one.To.Active).Sum(one => one.From.Level),
            Paused = moves.Where(one => one.From.Level > 0 && one.To.ActiveAtZero).Sum(one => one.From.Level),
            OpeningCustomers = ends.Count(one => one.From.Active),
            ClosingCustomers = ends.Count(one => one.To.Active),
            NewCustomers = joins.Count(one => !one.Returns),
            ReactivatedCustomers = joins.Count(one => one.Returns),
            ChurnedCustomers = ends.Count(one => one.From.Active && !one.To.Active),
            ExpandedCustomers = ends.Count(one => one.From.Level > 0 && one.To.Level > one.From.Level),
            ContractedCustomers = ends.Count(one => one.To.Level > 0 && one.From.Level > one.To.Level),
            NeverRetainedCustomers = ends.Count(one => !one.Ever && one.Within && !one.To.Active),
            Kept = ends.Sum(one => one.To.ActiveAtZero ? one.From.Level : Math.Min(one.From.Level, one.To.Level)),
            KeptAndGained = ends.Where(one => one.From.Level > 0).Sum(one => one.To.ActiveAtZero ? one.From.Level : one.To.Level),
        };
    }

    /// <summary>Customers lost and customers at risk as the policy counts them.</summary>
    public static (decimal Lost, decimal AtRisk) Churn(Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states, ReportingPeriods periods, int index, MetricPolicy policy)
    {
        Instant start = periods[index].Start, end = periods[index].End;
        decimal lost = 0m, atRisk = 0m;
        foreach (SortedDictionary<Instant, ReferenceCustomerState> one in states.Values)
        {
            bool opens = At(one, start).Active, closes = At(one, end).Active;
            bool joins = !opens && one.Any(change => change.Key >= start && change.Key < end && change.Value.Level > 0);
            int drops = one.Keys.Count(at => at >= start && at < end && At(one, at).Active && !one[at].Active);
            decimal own = policy.ChurnCounting switch
            {
                ChurnCounting.AtPeriodEnds => closes ? 0 : 1,
                ChurnCounting.DistinctCustomers => Math.Min(drops, 1),
                _ => drops,
            };
            lost += opens || (joins && policy.SamePeriodJoiners == SamePeriodJoiners.Counted) ? own : 0m;
            atRisk += policy.ChurnDenominator switch
            {
                ChurnDenominator.StartPlusNew => opens || joins ? 1m : 0m,
                ChurnDenominator.Average => ((opens ? 1m : 0m) + (closes ? 1m : 0m)) / 2m,
                ChurnDenominator.EachDay => ReferenceCalendar.DayStarts(periods.Zone, start, end).Count(day => At(one, day).Active),
                _ => opens ? 1m : 0m,
            };
        }

        return (lost, atRisk);
    }

    public static ReferenceCustomerState At(SortedDictionary<Instant, ReferenceCustomerState> one, Instant instant) => one.LastOrDefault(change => change.Key < instant).Value;

    private static bool PaidBefore(SortedDictionary<Instant, ReferenceCustomerState> one, Instant instant) => one.Any(change => change.Key < instant && change.Value.Level > 0);

    /// <summary>Whether who pays nothing at the start has paid before, and falls and rises again within the window.</summary>
    public static bool Returns(SortedDictionary<Instant, ReferenceCustomerState> one, Instant start, MetricPolicy policy)
    {
        if (!PaidBefore(one, start) || At(one, start).Level > 0 || policy.ReactivationWindowDays is not { } days)
        {
            return PaidBefore(one, start);
        }

        Instant fell = one.Keys.Where(at => at < start && one[at].Level == 0 && At(one, at).Level > 0).Max();
        Instant back = one.Keys.Where(at => at >= start && one[at].Active).DefaultIfEmpty(Instant.MaxValue).First();
        return back - fell <= Duration.FromHours(24 * days);
    }

    public static IEnumerable<(Instant From, Instant To)> Intervals(SortedDictionary<Instant, ReferenceCustomerState> one, Instant start, Instant end, DateTimeZone zone, Netting netting)
    {
        IEnumerable<Instant> changes = one.Keys.Where(at => at >= start && at < end);
        return netting switch
        {
            Netting.PerPeriod => [(start, end)],
            Netting.PerDay => changes.Select(at => ReferenceCalendar.DayOf(zone, at)).Distinct()
                .Select(day => (Instant.Max(ReferenceCalendar.StartOfDay(zone, day), start), Instant.Min(ReferenceCalendar.StartOfDay(zone, day.PlusDays(1)), end))),
            _ => changes.Select(at => (at, at + Duration.Epsilon)),
        };
    }
}
