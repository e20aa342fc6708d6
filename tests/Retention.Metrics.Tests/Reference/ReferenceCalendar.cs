using NodaTime;
using NodaTime.TimeZones;

namespace Retention.Metrics.Tests.Reference;

/// <summary>Local days and windows of the calendar, one date at a time.</summary>
internal static class ReferenceCalendar
{
    private static readonly ZoneLocalMappingResolver FirstPossible =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Midnight, or where the clocks leave it out the first instant after the gap.</summary>
    public static Instant StartOfDay(DateTimeZone zone, LocalDate date) => zone.ResolveLocal(date.AtMidnight(), FirstPossible).ToInstant();

    /// <summary>The local day of an instant: the latest that has begun by it.</summary>
    public static LocalDate DayOf(DateTimeZone zone, Instant at)
    {
        LocalDate shown = at.InZone(zone).Date;
        return Enumerable.Range(-1, 3).Select(shown.PlusDays).Last(day => StartOfDay(zone, day) <= at);
    }

    /// <summary>The starts of local days that lie in a period.</summary>
    public static IEnumerable<Instant> DayStarts(DateTimeZone zone, Instant start, Instant end)
    {
        LocalDate first = start.InZone(zone).Date, last = end.InZone(zone).Date;
        return Enumerable.Range(-1, Period.DaysBetween(first, last) + 3)
            .Select(day => StartOfDay(zone, first.PlusDays(day)))
            .Where(at => at >= start && at < end)
            .Distinct();
    }

    /// <summary>
    /// Where a window of years or days begins: with the local day of so long before, where the end is the start of a local day; at the local time of the end
    /// otherwise. A window without any length begins a day earlier.
    /// </summary>
    public static Instant WindowStart(ZonedDateTime end, Period window)
    {
        bool atStartOfDay = end.ToInstant() == StartOfDay(end.Zone, end.Date);
        LocalDate date = end.Date.Minus(window);
        return Begin(date) == end.ToInstant() ? Begin(date.PlusDays(-1)) : Begin(date);

        Instant Begin(LocalDate day) => atStartOfDay ? StartOfDay(end.Zone, day) : (day + end.TimeOfDay).InZoneLeniently(end.Zone).ToInstant();
    }
}
