using System.Text;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tables;

/// <summary>The text of a month: <c>2026-01</c>, <c>Jan 2026</c>, or a date of it, as ISO 8601 or the caller writes dates.</summary>
internal sealed class MonthText(CsvImportOptions options)
{
    private static readonly YearMonthPattern[] NamedMonths =
        [.. new[] { "uuuu'-'MM", "MMM uuuu", "MMMM uuuu", "MMM'-'uuuu" }.Select(pattern => YearMonthPattern.CreateWithInvariantCulture(pattern))];

    private readonly TimestampFormat? stated = options.DateFormat is { } format && format != DateFormat.Iso ? new TimestampFormat(options.Zone, format) : null;

    /// <summary>How a month is written.</summary>
    public string Expected => $"a month is written 2026-01, Jan 2026, January 2026 or as a date of it{(stated is null ? "" : $", which is written {options.DateFormat}")}";

    /// <summary>The month of a text, or <see langword="null"/>.</summary>
    public YearMonth? Read(string text)
    {
        if (DateOf(text) is { } day)
        {
            return day.ToYearMonth();
        }

        foreach (YearMonthPattern pattern in NamedMonths)
        {
            if (pattern.Parse(text) is { Success: true, Value: var named })
            {
                return named;
            }
        }

        return null;
    }

    /// <summary>Whether the name of a column has a year in it, four digits that begin with 19 or 20, and is not that of totals.</summary>
    public static bool LooksLikeOne(string name) =>
        !name.Contains("total", StringComparison.OrdinalIgnoreCase) && !name.Contains("sum", StringComparison.OrdinalIgnoreCase) && Enumerable.Range(0, Math.Max(0, name.Length - 3)).Any(start => name.AsSpan(start, 2) is "19" or "20" && char.IsAsciiDigit(name[start + 2]) && char.IsAsciiDigit(name[start + 3]));

    private LocalDate? DateOf(string text)
    {
        if (stated is null)
        {
            return LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : null;
        }

        return stated.TryRead(Encoding.UTF8.GetBytes(text), out Instant instant, out _) ? instant.InZone(options.Zone).Date : null;
    }
}
