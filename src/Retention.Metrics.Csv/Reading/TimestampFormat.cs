using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Dates and times of ISO 8601, <c>2025-03-14</c>, <c>2025-03-14 09:30</c>, <c>2025-03-14T09:30:15.25Z</c>, <c>…+01:00</c>, or of the format that the caller states.</summary>
/// <remarks>Nothing is guessed: <c>03/04/2025</c> is two days, and a number of seconds could be one of milliseconds. Letters of a zone, such as <c>PST</c>, are read where the named zone has them at the time.</remarks>
internal sealed class TimestampFormat
{
    private const string Expected = "a date is written 2025-03-14, a time 2025-03-14T09:30:00, with Z or an offset such as +01:00 if it is not local; another form must be stated (DateFormat, --date-format)";

    private readonly DateTimeZone zone;
    private readonly bool isUtc;
    private readonly DateFormat format;
    private readonly bool isIso;
    private readonly Dictionary<LocalDate, Instant> startsOfDay = [];
    private SteadyOffset steady;

    public TimestampFormat(DateTimeZone zone, DateFormat format)
    {
        this.zone = zone;
        this.format = format;
        isIso = format == DateFormat.Iso;
        isUtc = zone == DateTimeZone.Utc;
    }

    /// <summary>Reads a timestamp to the tick.</summary>
    public bool TryReadTicks(ReadOnlySpan<byte> text, out long ticks, [NotNullWhen(false)] out string? problem) => TryReadTicks(text, out ticks, out _, out problem);

    /// <summary>Reads a timestamp to the tick, and the nanoseconds beyond.</summary>
    public bool TryReadTicks(ReadOnlySpan<byte> text, out long ticks, out byte nanoseconds, [NotNullWhen(false)] out string? problem)
    {
        nanoseconds = 0;
        if (isIso && PlainTimestamp.TryRead(text, out PlainTimestamp plain))
        {
            problem = null;
            if (isUtc || plain.IsUtc)
            {
                ticks = plain.Ticks;
                return true;
            }

            if (steady.Holds(plain.Ticks))
            {
                ticks = plain.Ticks - steady.Offset;
                return true;
            }
        }

        bool read = TryRead(text, out Instant instant, out problem);
        FactInstant found = read ? FactInstant.Of(instant) : default;
        (ticks, nanoseconds) = (found.Ticks, (byte)found.Nanos);
        steady = read && !isUtc ? SteadyOffset.Around(instant, zone) : steady;
        return read;
    }

    public bool TryRead(ReadOnlySpan<byte> text, out Instant instant, [NotNullWhen(false)] out string? problem)
    {
        instant = default;
        problem = text.IsEmpty ? "it is empty" : null;
        if (problem is not null)
        {
            return false;
        }

        if (!isIso)
        {
            return TryReadStated(text, out instant, out problem);
        }

        var cursor = new TimestampCursor(text);
        if (!(cursor.Digits(4, out int year) && cursor.Skip('-') && cursor.Digits(2, out int month) && cursor.Skip('-') && cursor.Digits(2, out int day)))
        {
            problem = Expected;
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            problem = year < 1 || month is < 1 or > 12
                ? "the calendar has no such day; years are 0001 to 9999, months 01 to 12"
                : FormattableString.Invariant($"the calendar has no such day; {year:0000}-{month:00} has the days 01 to {CalendarSystem.Iso.GetDaysInMonth(year, month)}");
            return false;
        }

        var date = new LocalDate(year, month, day);
        if (cursor.AtEnd)
        {
            instant = StartOf(date);
            return true;
        }

        if (!cursor.TimeOfDay(out LocalTime time) || !cursor.Zone(out Offset? offset, out string? letters))
        {
            problem = Expected;
            return false;
        }

        return TryInstant(date + time, offset, letters, out instant, out problem);
    }

    /// <summary>Reads a timestamp of a format that the caller states.</summary>
    private bool TryReadStated(ReadOnlySpan<byte> text, out Instant instant, [NotNullWhen(false)] out string? problem)
    {
        instant = default;
        if (format.Pattern is not { } pattern)
        {
            return UnixTime.TryRead(text, isMilliseconds: format == DateFormat.UnixMilliseconds, out instant, out problem);
        }

        if (!pattern.TryRead(text, out LocalDateTime local, out ReadOnlySpan<byte> rest, out problem))
        {
            problem ??= Expected;
            return false;
        }

        if (rest.IsEmpty && !pattern.HasTime)
        {
            instant = StartOf(local.Date);
            return true;
        }

        var cursor = new TimestampCursor(rest);
        LocalTime time = default;
        if ((!pattern.HasTime && !cursor.TimeOfDay(out time)) || !cursor.Zone(out Offset? offset, out string? letters))
        {
            problem = $"a date is written {format.Name}{(pattern.HasTime ? "" : ", and a time after it 09:30 or 09:30:00")}, with Z or an offset such as +01:00 if it is not local";
            return false;
        }

        return TryInstant(pattern.HasTime ? local : local.Date + time, offset, letters, out instant, out problem);
    }

    private bool TryInstant(LocalDateTime local, Offset? offset, string? letters, out Instant instant, [NotNullWhen(false)] out string? problem)
    {
        instant = default;
        try
        {
            problem = letters is not null ? WithLetters(local, letters, out instant)
                : offset is not null || isUtc ? AtOffset(local, offset ?? Offset.Zero, out instant)
                : InZone(local, out instant);
        }
        catch (OverflowException)
        {
            problem = "it lies after the year 9999 in UTC";
        }

        return problem is null;
    }

    /// <summary>The instant of a time at the offset that letters such as PST or PDT are a name of in the zone, at the time or half a year from it.</summary>
    /// <remarks>Files have PST in summer too: it is that offset then as well.</remarks>
    private string? WithLetters(LocalDateTime local, string letters, out Instant instant)
    {
        instant = default;
        ZoneLocalMapping mapping = zone.MapLocal(local);
        var near = new List<ZoneInterval> { mapping.EarlyInterval, mapping.LateInterval };
        if (mapping.EarlyInterval.HasStart)
        {
            near.Add(zone.GetZoneInterval(mapping.EarlyInterval.Start - Duration.Epsilon));
        }

        if (mapping.LateInterval.HasEnd)
        {
            near.Add(zone.GetZoneInterval(mapping.LateInterval.End));
        }

        Offset[] offsets = [.. near.Where(interval => string.Equals(interval.Name, letters, StringComparison.Ordinal)).Select(interval => interval.WallOffset).Distinct()];
        if (offsets.Length != 1)
        {
            string names = string.Join(" or ", near.Select(interval => interval.Name).Distinct(StringComparer.Ordinal));
            return $"the clocks of {zone.Id} are on {names} around this time, not on {letters}; state the zone that the letters are of (Zone, --time-zone), such as America/Los_Angeles for PST and PDT";
        }

        instant = local.WithOffset(offsets[0]).ToInstant();
        return null;
    }

    private static string? AtOffset(LocalDateTime local, Offset offset, out Instant instant)
    {
        instant = local.WithOffset(offset).ToInstant();
        return null;
    }

    private string? InZone(LocalDateTime local, out Instant instant)
    {
        ZoneLocalMapping mapping = zone.MapLocal(local);
        instant = mapping.Count == 1 ? mapping.Single().ToInstant() : default;
        return mapping.Count switch
        {
            0 => $"the clocks of {zone.Id} skip this time; give it an offset",
            1 => null,
            _ => $"the clocks of {zone.Id} show this time twice; give it an offset",
        };
    }

    private Instant StartOf(LocalDate date)
    {
        if (isUtc)
        {
            return date.AtMidnight().WithOffset(Offset.Zero).ToInstant();
        }

        if (!startsOfDay.TryGetValue(date, out Instant start))
        {
            startsOfDay.Add(date, start = zone.ResolveLocal(date.AtMidnight(), AfterSkippedMidnight).ToInstant());
        }

        return start;
    }

    // A day with a skipped midnight starts when the clocks go forward; one with two midnights starts at the first.
    private static readonly ZoneLocalMappingResolver AfterSkippedMidnight = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>An interval of local time with one offset, so far from where the clocks change that each time of it is one instant.</summary>
    private readonly record struct SteadyOffset(long From, long To, long Offset)
    {
        // Two offsets of a zone never differ by more.
        private const long Margin = 2 * NodaConstants.TicksPerDay;

        public bool Holds(long localTicks) => localTicks >= From && localTicks < To;

        public static SteadyOffset Around(Instant instant, DateTimeZone zone)
        {
            ZoneInterval interval = zone.GetZoneInterval(instant);
            long offset = interval.WallOffset.Ticks;
            return new SteadyOffset(
                interval.HasStart ? interval.Start.ToUnixTimeTicks() + offset + Margin : long.MinValue,
                interval.HasEnd ? interval.End.ToUnixTimeTicks() + offset - Margin : long.MaxValue,
                offset);
        }
    }
}
