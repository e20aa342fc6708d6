using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Retention.Metrics;

/// <content>Periods by their names.</content>
public sealed partial class ReportingCalendar
{
    /// <summary>The one period with a name: <c>2026-10</c> of months, <c>2026-W02</c> of weeks, <c>FY2026-Q1</c> of fiscal quarters. Names are read as they are printed.</summary>
    /// <param name="name">The name of a period of this calendar.</param>
    /// <exception cref="FormatException">This calendar has no period of that name; the message says what is expected, with an example.</exception>
    /// <example><code>
    /// ReportingCalendar weeks = ReportingCalendar.Weeks(DateTimeZone.Utc);
    /// weeks.Parse("2026-W02").Start;    // 2026-01-05T00:00:00Z
    /// weeks.TryParse("2026-10", out _); // false: that is a month
    /// </code></example>
    public ReportingPeriods Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryParse(name, out ReportingPeriods? period)
            ? period
            : throw new FormatException(FormattableString.Invariant($"'{name}' is not the name of a {rule.Unit} in {Zone.Id}; expected a name such as {rule.NameOf(rule.StartOf(new LocalDate(2026, 10, 1)))}."));
    }

    /// <summary>The one period with a name, if this calendar has it.</summary>
    /// <param name="name">The name of a period of this calendar.</param>
    /// <param name="period">The period.</param>
    public bool TryParse([NotNullWhen(true)] string? name, [NotNullWhen(true)] out ReportingPeriods? period)
    {
        period = name is not null && YearIn(name) is { } year && StartOf(name, year) is { } start ? Between(start, start) : null;
        return period is not null;
    }

    // A name is found among those of its year, so that what is read and what is printed cannot differ.
    private LocalDate? StartOf(string name, int year)
    {
        LocalDate start = year < FirstYear ? rule.StartOf(new LocalDate(FirstYear, 1, 1)) : rule.FirstDayOf(year);
        for (int left = rule.MostInAYear; left > 0 && start.Year <= LastYear; left--, start = rule.NextAfter(start))
        {
            if (rule.NameOf(start) == name)
            {
                return start;
            }
        }

        return null;
    }

    private static int? YearIn(string name)
    {
        ReadOnlySpan<char> rest = name.StartsWith("FY", StringComparison.Ordinal) ? name.AsSpan(2) : name;
        int sign = rest is ['-', ..] ? 1 : 0;
        return rest.Length >= sign + 4 && int.TryParse(rest[..(sign + 4)], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int year) ? year : null;
    }
}
