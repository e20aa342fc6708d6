using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>The roll-forward of one period in plain LINQ over a dictionary of levels for each customer: slow and obvious.</summary>
internal static class ReferenceRollForward
{
    public static ReferenceRow Of(Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels, Instant start, Instant end, DateTimeZone zone, Netting netting)
    {
        var ends = levels.Values.Select(level => (M0: At(level, start), M1: At(level, end), Before: PaidBefore(level, start), Within: PaidBefore(level, end))).ToList();
        var moves = levels.Values.SelectMany(level => Intervals(level, start, end, zone, netting)
            .Select(interval => (M0: At(level, interval.From), M1: At(level, interval.To), Before: PaidBefore(level, interval.From)))).ToList();
        return new ReferenceRow
        {
            Opening = ends.Sum(one => one.M0),
            Closing = ends.Sum(one => one.M1),
            New = moves.Where(one => one.M0 == 0 && one.M1 > 0 && !one.Before).Sum(one => one.M1),
            Reactivation = moves.Where(one => one.M0 == 0 && one.M1 > 0 && one.Before).Sum(one => one.M1),
            Churn = moves.Where(one => one.M0 > 0 && one.M1 == 0).Sum(one => one.M0),
            Expansion = moves.Where(one => one.M0 > 0 && one.M1 > one.M0).Sum(one => one.M1 - one.M0),
            Contraction = moves.Where(one => one.M1 > 0 && one.M0 > one.M1).Sum(one => one.M0 - one.M1),
            OpeningCustomers = ends.Count(one => one.M0 > 0),
            ClosingCustomers = ends.Count(one => one.M1 > 0),
            NewCustomers = ends.Count(one => one.M0 == 0 && one.M1 > 0 && !one.Before),
            ReactivatedCustomers = ends.Count(one => one.M0 == 0 && one.M1 > 0 && one.Before),
            ChurnedCustomers = ends.Count(one => one.M0 > 0 && one.M1 == 0),
            ExpandedCustomers = ends.Count(one => one.M0 > 0 && one.M1 > one.M0),
            ContractedCustomers = ends.Count(one => one.M1 > 0 && one.M0 > one.M1),
            NeverRetainedCustomers = ends.Count(one => one.M1 == 0 && one.Within && !one.Before),
            Kept = ends.Sum(one => Math.Min(one.M0, one.M1)),
            KeptAndGained = ends.Where(one => one.M0 > 0).Sum(one => one.M1),
        };
    }

    /// <summary>The twelve months up to an instant, read like any other period.</summary>
    public static ReferenceRow OfYearUpTo(Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels, ZonedDateTime end)
    {
        return Of(levels, ReferenceCalendar.WindowStart(end, Period.FromYears(1)), end.ToInstant(), end.Zone, Netting.PerPeriod);
    }

    /// <summary>The state at an instant is the state after every event before it.</summary>
    private static decimal At(SortedDictionary<Instant, decimal> level, Instant instant) => level.LastOrDefault(one => one.Key < instant).Value;

    private static bool PaidBefore(SortedDictionary<Instant, decimal> level, Instant instant) => level.Any(one => one.Key < instant && one.Value > 0);

    private static IEnumerable<(Instant From, Instant To)> Intervals(SortedDictionary<Instant, decimal> level, Instant start, Instant end, DateTimeZone zone, Netting netting)
    {
        IEnumerable<Instant> changes = level.Keys.Where(at => at >= start && at < end);
        return netting switch
        {
            Netting.PerPeriod => [(start, end)],

            // A day on which nothing happens has no movement.
            Netting.PerDay => changes.Select(at => ReferenceCalendar.DayOf(zone, at)).Distinct()
                .Select(day => (Instant.Max(ReferenceCalendar.StartOfDay(zone, day), start), Instant.Min(ReferenceCalendar.StartOfDay(zone, day.PlusDays(1)), end))),
            _ => changes.Select(at => (at, at + Duration.Epsilon)),
        };
    }
}
