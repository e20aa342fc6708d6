using NodaTime;
using NodaTime.TimeZones;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The number of the local day of an instant, with the zone's current interval at hand.</summary>
internal sealed class LocalDays(DateTimeZone zone)
{
    // Days are counted as DateOnly counts them.
    private static readonly int UnixEpoch = new DateOnly(1970, 1, 1).DayNumber;

    private long from = long.MaxValue;
    private long to = long.MinValue;
    private long offset;

    public int Of(long unixTimeTicks)
    {
        if (unixTimeTicks < from || unixTimeTicks >= to)
        {
            ZoneInterval interval = zone.GetZoneInterval(Instant.FromUnixTimeTicks(unixTimeTicks));
            from = interval.HasStart ? interval.Start.ToUnixTimeTicks() : long.MinValue;
            to = interval.HasEnd ? interval.End.ToUnixTimeTicks() : long.MaxValue;
            offset = interval.WallOffset.Ticks;
        }

        (long days, long rest) = Math.DivRem(unixTimeTicks + offset, NodaConstants.TicksPerDay);
        return UnixEpoch + (int)days - (rest < 0 ? 1 : 0);
    }
}
