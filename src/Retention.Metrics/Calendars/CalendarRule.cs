using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;

namespace Retention.Metrics.Calendars;

/// <summary>Where the periods of one kind start on the calendar of any zone, and what they are called.</summary>
/// <param name="Unit">What one period is, for a message.</param>
/// <param name="PeriodsPerYear">How many periods a year has on average.</param>
/// <param name="StartOf">The first day of the period that holds a day.</param>
/// <param name="NextAfter">The first day of the period after the one that starts on a day.</param>
/// <param name="FirstDayOf">The first day of the first period that has a year in its name.</param>
/// <param name="NameOf">The name of the period that starts on a day.</param>
internal sealed record CalendarRule(
    string Unit, double PeriodsPerYear, Func<LocalDate, LocalDate> StartOf, Func<LocalDate, LocalDate> NextAfter, Func<int, LocalDate> FirstDayOf, Func<LocalDate, string> NameOf)
{
    public static CalendarRule Days { get; } =
        new("day", 365d, date => date, date => date.PlusDays(1), year => new LocalDate(year, 1, 1), LocalDatePattern.Iso.Format);

    public static CalendarRule Months { get; } =
        OfMonths("month", 1, 1, start => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-{start.Month:00}"));

    public static CalendarRule Quarters { get; } =
        OfMonths("quarter", 3, 1, start => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-Q{(start.Month + 2) / 3}"));

    public static CalendarRule Years { get; } =
        OfMonths("year", 12, 1, start => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}"));

    /// <summary>The most periods that have one year in their name.</summary>
    public int MostInAYear => (int)PeriodsPerYear + 1;

    public static CalendarRule Weeks(IsoDayOfWeek firstDay)
    {
        if (firstDay is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
        {
            throw new ArgumentOutOfRangeException(nameof(firstDay), firstDay, "Monday to Sunday.");
        }

        IWeekYearRule rule = WeekYearRules.ForMinDaysInFirstWeek(4, firstDay);
        return new(
            "week",
            365d / 7d,
            date => date.PlusDays(-(((int)date.DayOfWeek - (int)firstDay + 7) % 7)),
            start => start.PlusDays(7),
            year => rule.GetLocalDate(year, 1, firstDay),
            start => string.Create(CultureInfo.InvariantCulture, $"{rule.GetWeekYear(start):0000}-W{rule.GetWeekOfWeekYear(start):00}"));
    }

    public static CalendarRule FiscalQuarters(int firstMonth) =>
        OfMonths("fiscal quarter", 3, firstMonth, start => string.Create(CultureInfo.InvariantCulture, $"FY{FiscalYear(start, firstMonth):0000}-Q{((start.Month - firstMonth + 12) % 12 / 3) + 1}"));

    public static CalendarRule FiscalYears(int firstMonth) =>
        OfMonths("fiscal year", 12, firstMonth, start => string.Create(CultureInfo.InvariantCulture, $"FY{FiscalYear(start, firstMonth):0000}"));

    private static CalendarRule OfMonths(string unit, int months, int firstMonth, Func<LocalDate, string> nameOf) =>
        firstMonth is >= 1 and <= 12
            ? new(
                unit,
                12 / months,
                date => new LocalDate(date.Year, date.Month, 1).PlusMonths(-((date.Month - firstMonth + 12) % 12 % months)),
                start => start.PlusMonths(months),
                year => new LocalDate(firstMonth == 1 ? year : year - 1, firstMonth, 1),
                nameOf)
            : throw new ArgumentOutOfRangeException(nameof(firstMonth), firstMonth, "1 (January) to 12 (December).");

    private static int FiscalYear(LocalDate start, int firstMonth) => firstMonth == 1 || start.Month < firstMonth ? start.Year : start.Year + 1;
}
