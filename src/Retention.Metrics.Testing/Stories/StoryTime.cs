using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Testing;

/// <summary>When a step of a story happens: on a local day, at a local time, or at an instant.</summary>
/// <remarks>
/// Local days and times are those of the portfolio's zone. A day is its first instant: midnight, or what follows where clocks skip midnight. A
/// local time that comes twice is the first of the two. What the zone leaves out altogether is refused when the step is added.
/// <see langword="default"/> is no date and is refused too.
/// </remarks>
public readonly record struct StoryTime
{
    private readonly int year;
    private readonly int month;
    private readonly int day;
    private readonly LocalTime? time;
    private readonly Instant? instant;

    private StoryTime(int year, int month, int day, LocalTime? time, Instant? instant)
    {
        this.year = year;
        this.month = month;
        this.day = day;
        this.time = time;
        this.instant = instant;
    }

    /// <summary>The beginning of a local day. Whether there is such a day is checked when the step is added.</summary>
    public static StoryTime Of(int year, int month, int day) => new(year, month, day, time: null, instant: null);

    /// <summary>The beginning of a local day.</summary>
    public static implicit operator StoryTime(LocalDate date)
    {
        LocalDate iso = date.WithCalendar(CalendarSystem.Iso);
        return Of(iso.Year, iso.Month, iso.Day);
    }

    /// <summary>A local time.</summary>
    public static implicit operator StoryTime(LocalDateTime time)
    {
        LocalDateTime iso = time.WithCalendar(CalendarSystem.Iso);
        return new(iso.Year, iso.Month, iso.Day, iso.TimeOfDay, instant: null);
    }

    /// <summary>An instant, whatever the zone.</summary>
    public static implicit operator StoryTime(Instant instant) => new(0, 0, 0, time: null, instant);

    /// <summary>The day, <c>2026-03-05</c>, with the time where there is one; or the instant.</summary>
    public override string ToString() => instant is { } exact
        ? InstantPattern.ExtendedIso.Format(exact)
        : string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}{(time is { } told ? "T" + LocalTimePattern.ExtendedIso.Format(told) : "")}");

    /// <summary>The instant in a zone, or why there is none.</summary>
    internal (Instant At, string? Problem) In(DateTimeZone zone)
    {
        if (instant is { } exact)
        {
            return (exact, null);
        }

        // The first and the last year that NodaTime knows are left out: near their ends a zone has no room for its offset.
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return (default, FormattableString.Invariant($"{this} is no day of the calendar, which has years 1 to 9998, months 1 to 12 and their days"));
        }

        var date = new LocalDate(year, month, day);
        ZonedDateTime? found = time is { } told ? First(zone.MapLocal(date + told)) : StartOfDay(zone, date);
        return found is { } zoned ? (zoned.ToInstant(), null) : (default, FormattableString.Invariant($"the clocks of {zone.Id} leave {this} out; take a time they show"));
    }

    private static ZonedDateTime? First(NodaTime.TimeZones.ZoneLocalMapping mapping) => mapping.Count == 0 ? null : mapping.First();

    private static ZonedDateTime? StartOfDay(DateTimeZone zone, LocalDate date)
    {
        try
        {
            return zone.AtStartOfDay(date);
        }
        catch (SkippedTimeException)
        {
            // A whole day can be missing (Samoa, 30 December 2011).
            return null;
        }
    }
}
