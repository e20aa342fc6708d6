using NodaTime;

namespace Retention.Metrics.Sql.Texts;

/// <summary>The number of the local day of a time, counted from 1970-01-01: the latest date that the clocks of a zone have shown.</summary>
/// <remarks>Where clocks go back over midnight, the date that returns for an hour is not a day of its own: a day begins once.</remarks>
internal sealed class LocalDayFunction(DateTimeZone zone, Instant end) : TimeFunction
{
    private const long Day = NodaConstants.TicksPerDay / 10;

    // Added before a division and subtracted after it, so that times before 1970 are rounded down too.
    private const long FarPast = 10_000_000;

    private static readonly Instant First = Instant.FromUtc(1900, 1, 1, 0, 0);

    protected override List<Branch> Branches(TimeColumn time)
    {
        var branches = new List<Branch>();
        long latest = long.MinValue;
        foreach (NodaTime.TimeZones.ZoneInterval interval in zone.GetZoneIntervals(First, Instant.Max(end, First + Duration.FromDays(1))))
        {
            long offset = interval.WallOffset.Ticks / 10;
            string day = Plus(time.Dialect.WholeDivision(Plus(time.Microseconds, offset + (FarPast * Day)), Number(Day)), -FarPast);
            long from = branches.Count == 0 ? long.MinValue : interval.Start.ToUnixTimeTicks() / 10;
            if (branches.Count > 0 && DayOf(from + offset) < latest)
            {
                branches.Add(new Branch(from, Number(latest)));
                from = (latest * Day) - offset;
            }

            branches.Add(new Branch(from, day));
            latest = interval.HasEnd && interval.End < Instant.MaxValue ? Math.Max(latest, DayOf((interval.End.ToUnixTimeTicks() / 10) - 1 + offset)) : latest;
        }

        return branches;
    }

    private static long DayOf(long local) => ((local + (FarPast * Day)) / Day) - FarPast;
}
