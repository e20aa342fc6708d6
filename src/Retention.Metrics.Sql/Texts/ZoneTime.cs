using NodaTime;

namespace Retention.Metrics.Sql.Texts;

/// <summary>Instants of local times, by the transitions of a zone, which NodaTime knows and engines know in other versions.</summary>
internal static class ZoneTime
{
    private static readonly Instant First = Instant.FromUtc(1970, 1, 1, 0, 0), Last = Instant.FromUtc(2100, 1, 1, 0, 0);

    /// <summary>The microseconds since 1970 in UTC.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="zone">The zone; nothing for a column of instants.</param>
    /// <param name="column">The name of a column with microseconds on the clocks of the zone.</param>
    /// <param name="limit">The end of the instants that matter, in microseconds; fewer transitions make a shorter statement.</param>
    public static string InstantOf(SqlDialect dialect, DateTimeZone? zone, string column, long? limit = null)
    {
        if (zone is null)
        {
            return column;
        }

        Instant end = limit is { } microseconds ? Instant.FromUnixTimeTicks(Math.Clamp(microseconds, First.ToUnixTimeTicks() / 10, Last.ToUnixTimeTicks() / 10) * 10) : Last;
        var bounds = new List<long>();
        var offsets = new List<long>();
        foreach (NodaTime.TimeZones.ZoneInterval interval in zone.GetZoneIntervals(First, end + Duration.FromDays(2)))
        {
            long offset = interval.WallOffset.Ticks / 10;
            if (offsets.Count > 0)
            {
                // Local times that occur twice belong to the offset before, and so do those that are left out.
                bounds.Add((interval.Start.ToUnixTimeTicks() / 10) + Math.Max(offsets[^1], offset));
            }

            offsets.Add(offset);
        }

        return string.Concat(column, " - (", new StepFunction([.. bounds], [.. offsets]).Of(dialect, column), ")");
    }
}
