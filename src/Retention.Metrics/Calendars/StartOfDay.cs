using NodaTime;
using NodaTime.TimeZones;

namespace Retention.Metrics.Calendars;

/// <summary>Where a local day begins: at midnight, or at the first instant after a gap that swallows midnight or the whole day.</summary>
/// <remarks>A zone can leave a day out altogether (Samoa, 30 December 2011): it begins where the next one does, and so is empty.</remarks>
internal static class StartOfDay
{
    private static readonly ZoneLocalMappingResolver FirstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first instant of a local day.</summary>
    public static ZonedDateTime Of(LocalDate date, DateTimeZone zone) => zone.ResolveLocal(date.AtMidnight(), FirstInstant);

    /// <summary>Whether a local day begins at an instant; it need not be at midnight.</summary>
    public static bool Is(ZonedDateTime instant) => instant == Of(instant.Date, instant.Zone);

    /// <summary>The local day that holds an instant: the latest that has begun.</summary>
    public static LocalDate DateAt(Instant instant, DateTimeZone zone)
    {
        LocalDate date = instant.InZone(zone).Date;

        // Clocks that go back over midnight show a date again when the next day has begun already (St. John's, until 2011).
        return date < LocalDate.MaxIsoValue && Of(date.PlusDays(1), zone).ToInstant() <= instant ? date.PlusDays(1) : date;
    }
}
