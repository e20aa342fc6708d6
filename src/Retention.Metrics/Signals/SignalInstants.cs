using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>The instants at which a signal is read: rising, with the zone of their days.</summary>
/// <param name="Ticks">The instants.</param>
/// <param name="Zone">The zone in which days are counted.</param>
internal sealed record SignalInstants(long[] Ticks, DateTimeZone Zone)
{
    /// <summary>The number of instants.</summary>
    public int Count => Ticks.Length;

    /// <summary>The starts of periods.</summary>
    public static SignalInstants StartsOf(ReportingPeriods periods) => new([.. periods.Select(period => period.Start.ToUnixTimeTicks())], periods.Zone);

    /// <summary>The same local time, days before each instant; a time that a zone leaves out is moved on, and one that it has twice is the first.</summary>
    public long[] DaysBefore(int days) => Array.ConvertAll(Ticks, ticks =>
    {
        var at = Instant.FromUnixTimeTicks(ticks);
        LocalDateTime local = at.InZone(Zone).LocalDateTime;

        // A window that begins before the first day there is begins with it.
        return days >= Period.DaysBetween(LocalDate.MinIsoValue, local.Date)
            ? long.MinValue
            : Instant.Min(at, local.PlusDays(-days).InZoneLeniently(Zone).ToInstant()).ToUnixTimeTicks();
    });

    /// <summary>The number of the local day of each instant.</summary>
    public int[] Days() => Array.ConvertAll(Ticks, ticks => LocalDays.NumberOf(StartOfDay.DateAt(Instant.FromUnixTimeTicks(ticks), Zone)));
}
