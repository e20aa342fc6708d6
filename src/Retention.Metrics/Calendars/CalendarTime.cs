using NodaTime;

namespace Retention.Metrics.Calendars;

/// <summary>Calendar arithmetic on the bounds of periods: a bound at which a local day begins is a date, any other bound a local time.</summary>
internal static class CalendarTime
{
    /// <summary>The local time of a bound; midnight of its date where a local day begins there, even where the clocks show 01:00.</summary>
    public static LocalDateTime Of(ZonedDateTime bound) => StartOfDay.Is(bound) ? bound.Date.AtMidnight() : bound.LocalDateTime;

    /// <summary>The start of a window of years or days that ends at a bound; always before the end.</summary>
    public static Instant WindowStart(ZonedDateTime end, Period window)
    {
        DateTimeZone zone = end.Zone;
        Instant earliest = FirstInstantOf(zone);
        if (end.ToInstant() - earliest < Duration.FromDays((366 * window.Years) + window.Days + 2))
        {
            return earliest;
        }

        Instant start = Resolve(window);

        // A zone can leave out the day on which a window would begin (Samoa, 30 December 2011). The window then begins a day earlier.
        return start < end.ToInstant() ? start : Resolve((window + Period.FromDays(1)).Normalize());

        Instant Resolve(Period back) => StartOfDay.Is(end)
            ? StartOfDay.Of(end.Date.Minus(back), zone).ToInstant()
            : end.LocalDateTime.Minus(back).InZoneLeniently(zone).ToInstant();
    }

    /// <summary>Whether the calendar has a local time for an instant in a zone.</summary>
    public static bool HasLocalTime(Instant instant, DateTimeZone zone)
    {
        long local = instant.ToUnixTimeTicks() + zone.GetUtcOffset(instant).Ticks;
        return local >= Instant.MinValue.ToUnixTimeTicks() && local <= Instant.MaxValue.ToUnixTimeTicks();
    }

    /// <summary>The instant of a time of kind UTC. Any other kind depends on the zone of the machine, or names no instant.</summary>
    public static Instant InstantOf(DateTime utc, string name)
    {
        try
        {
            return Instant.FromDateTimeUtc(utc);
        }
        catch (ArgumentException otherKind)
        {
            throw new ArgumentException(FormattableString.Invariant($"The time {utc:s} is not of kind UTC; expected a DateTime of kind UTC, a DateTimeOffset or an Instant."), name, otherKind);
        }
    }

    /// <summary>The first instant that has a local time in a zone.</summary>
    public static Instant FirstInstantOf(DateTimeZone zone) =>
        HasLocalTime(Instant.MinValue, zone) ? Instant.MinValue : StartOfDay.Of(LocalDate.MinIsoValue, zone).ToInstant();
}
