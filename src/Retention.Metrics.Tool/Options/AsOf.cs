using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Tool.Options;

/// <summary>Up to when facts are known: the end of a day, month or year, or an instant.</summary>
internal sealed record AsOf(LocalDate? LastDay, Instant? Exactly)
{
    public static AsOf Parse(string text) =>
        DateRange.TryParse(text) is { } days ? new AsOf(days.Last, null)
        : OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: { Year: >= 1 and <= DateRange.LastYear } instant } ? new AsOf(null, instant.ToInstant())
        : throw new FormatException($"{DateRange.ValidForms}, or an instant with its offset (2025-03-14T09:30:00Z)");

    /// <summary>The first instant after it.</summary>
    public Instant EndIn(DateTimeZone zone) => Exactly ?? ReportingCalendar.Days(zone).Containing(LastDay!.Value).End;

    public Instant At(DateTimeZone zone) => Exactly ?? (ReportingCalendar.Days(zone).Containing(LastDay!.Value).End - Duration.Epsilon);
}
