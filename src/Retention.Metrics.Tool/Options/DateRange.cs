using NodaTime;

namespace Retention.Metrics.Tool.Options;

/// <summary>The days of a date, a month, a year or another period with a name.</summary>
internal sealed record DateRange(LocalDate First, LocalDate Last)
{
    // The calendar ends with the year 9999: the period after the last day must be within it.
    public const int LastYear = 9998;

    public const string ValidForms = "a year (2025), a month (2025-03) or a day (2025-03-14), of the years 0001 to 9998";

    private static readonly ReportingCalendar[] Calendars =
        [ReportingCalendar.Days(DateTimeZone.Utc), ReportingCalendar.Months(DateTimeZone.Utc), ReportingCalendar.Years(DateTimeZone.Utc)];

    // Their names mean the same whatever is asked for; a fiscal year needs its first month.
    private static readonly ReportingCalendar Weeks = ReportingCalendar.Weeks(DateTimeZone.Utc), Quarters = ReportingCalendar.Quarters(DateTimeZone.Utc);

    public static DateRange Parse(string text) => TryParse(text) ?? throw new FormatException(ValidForms);

    public static DateRange? TryParse(string text) => Calendars.Select(calendar => Of(text, calendar)).FirstOrDefault(days => days is not null);

    /// <summary>Reads a day, month, year, week or quarter, or the name of a period of one more calendar.</summary>
    /// <param name="option">The option that has the text, for a message.</param>
    /// <param name="text">The text.</param>
    /// <param name="calendar">The calendar in UTC: the days of a name are the same in every zone, and here each of them exists.</param>
    /// <exception cref="UsageException">The text is none of these.</exception>
    public static DateRange ParsePeriod(string option, string text, ReportingCalendar calendar)
    {
        string example = calendar.Containing(new LocalDate(2025, 3, 14))[0].Name;
        bool isFiscal = example.StartsWith("FY", StringComparison.Ordinal);
        return TryParse(text) ?? Of(text, calendar) ?? Of(text, Weeks) ?? (isFiscal ? null : Of(text, Quarters))
            ?? throw new UsageException($"{option} '{text}' is not valid; expected {ValidForms}, or a week (2025-W11){(isFiscal ? $" or a period as --by names it ({example})" : " or a quarter (2025-Q1)")}.");
    }

    private static DateRange? Of(string text, ReportingCalendar calendar) =>
        calendar.TryParse(text, out ReportingPeriods? period)
        && new DateRange(period[0].LocalStart.Date, period[0].LocalEnd.Date.PlusDays(-1)) is { First.Year: >= 1, Last.Year: <= LastYear } days
            ? days
            : null;
}
