using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Tool.Options;

/// <summary>The days of a date, a month or a year.</summary>
internal sealed record DateRange(LocalDate First, LocalDate Last)
{
    // The calendar ends with the year 9999: the period after the last day must be within it.
    public const int LastYear = 9998;

    public const string ValidForms = "a year (2025), a month (2025-03) or a day (2025-03-14), of the years 0001 to 9998";

    public static DateRange Parse(string text) => TryParse(text) ?? throw new FormatException(ValidForms);

    public static DateRange? TryParse(string text)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1 and <= LastYear } day })
        {
            return new DateRange(day, day);
        }

        if (YearMonthPattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1 and <= LastYear } month })
        {
            return new DateRange(month.OnDayOfMonth(1), month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth));
        }

        return text.Length == 4 && YearMonthPattern.Iso.Parse($"{text}-01") is { Success: true, Value: { Year: >= 1 and <= LastYear } first }
            ? new DateRange(first.OnDayOfMonth(1), new LocalDate(first.Year, 12, 31))
            : null;
    }
}
