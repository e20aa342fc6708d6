using NodaTime;
using NodaTime.TimeZones;

namespace Retention.Metrics;

/// <summary>Where a local day begins: at midnight, or at the first instant after a gap that swallows midnight or the whole day.</summary>
/// <remarks>A zone can leave a day out altogether (Samoa, 30 December 2011): it begins where the next one does, and so is empty.</remarks>
internal static class StartOfDay
{
    private static readonly ZoneLocalMappingResolver FirstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static ZonedDateTime Of(LocalDate date, DateTimeZone zone) => zone.ResolveLocal(date.AtMidnight(), FirstInstant);
}
