using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Cuts time into days, weeks, months, quarters or years, calendar or fiscal, as the clocks of one zone show them.</summary>
/// <remarks>A day of a change to or from daylight-saving time has 23 or 25 hours; every instant belongs to exactly one period.</remarks>
/// <example><code>
/// var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
/// ReportingPeriods year = ReportingCalendar.Months(berlin).From(new YearMonth(2025, 1)).To(new YearMonth(2025, 12));
/// year.Count;          // 12
/// year[2].Name;        // 2025-03
/// year[2].Length;      // 743 hours: the clocks go forward in March
/// </code></example>
public sealed class ReportingCalendar
{
    // A billing history of a thousand years of days is a mistake, not a report.
    private const int MostPeriods = 400_000;

    private readonly Func<LocalDate, LocalDate> startOf;
    private readonly Func<LocalDate, LocalDate> nextAfter;
    private readonly Func<LocalDate, string> nameOf;
    private readonly double? periodsPerYear;

    private ReportingCalendar(DateTimeZone zone, double? periodsPerYear, Func<LocalDate, LocalDate> startOf, Func<LocalDate, LocalDate> nextAfter, Func<LocalDate, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Zone = zone;
        this.periodsPerYear = periodsPerYear;
        this.startOf = startOf;
        this.nextAfter = nextAfter;
        this.nameOf = nameOf;
    }

    /// <summary>The time zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Local days, named <c>2025-03-14</c>.</summary>
    public static ReportingCalendar Days(DateTimeZone zone) =>
        new(zone, 365d, date => date, date => date.PlusDays(1), LocalDatePattern.Iso.Format);

    /// <summary>Weeks, named <c>2025-W07</c>: week 1 is the first with at least four days in the year, as ISO 8601 has it.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstDay">The first day of the week; Monday is ISO's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstDay"/> is none of the seven days.</exception>
    public static ReportingCalendar Weeks(DateTimeZone zone, IsoDayOfWeek firstDay = IsoDayOfWeek.Monday)
    {
        if (firstDay is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
        {
            throw new ArgumentOutOfRangeException(nameof(firstDay), firstDay, "Monday to Sunday.");
        }

        IWeekYearRule rule = WeekYearRules.ForMinDaysInFirstWeek(4, firstDay);
        return new(
            zone,
            365d / 7d,
            date => date.PlusDays(-(((int)date.DayOfWeek - (int)firstDay + 7) % 7)),
            start => start.PlusDays(7),
            start => string.Create(CultureInfo.InvariantCulture, $"{rule.GetWeekYear(start):0000}-W{rule.GetWeekOfWeekYear(start):00}"));
    }

    /// <summary>Months, named <c>2025-03</c>.</summary>
    public static ReportingCalendar Months(DateTimeZone zone) => OfMonths(zone, 1, 1, Month);

    /// <summary>Quarters of the calendar year, named <c>2025-Q1</c>.</summary>
    public static ReportingCalendar Quarters(DateTimeZone zone) =>
        OfMonths(zone, 3, 1, start => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-Q{(start.Month + 2) / 3}"));

    /// <summary>Calendar years, named <c>2025</c>.</summary>
    public static ReportingCalendar Years(DateTimeZone zone) =>
        OfMonths(zone, 12, 1, start => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}"));

    /// <summary>Quarters of a fiscal year, named by the year it ends in: <c>FY2025-Q1</c>.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstMonth">The first month of the fiscal year, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstMonth"/> is not 1 to 12.</exception>
    public static ReportingCalendar FiscalQuarters(DateTimeZone zone, int firstMonth) =>
        OfMonths(zone, 3, firstMonth, start => string.Create(CultureInfo.InvariantCulture, $"FY{FiscalYear(start, firstMonth):0000}-Q{((start.Month - firstMonth + 12) % 12 / 3) + 1}"));

    /// <summary>Fiscal years, named by the year they end in: <c>FY2025</c>.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstMonth">The first month of the fiscal year, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstMonth"/> is not 1 to 12.</exception>
    public static ReportingCalendar FiscalYears(DateTimeZone zone, int firstMonth) =>
        OfMonths(zone, 12, firstMonth, start => string.Create(CultureInfo.InvariantCulture, $"FY{FiscalYear(start, firstMonth):0000}"));

    /// <summary>Begins a list of periods with the one that holds a date.</summary>
    public FirstPeriod From(LocalDate date) => new(this, date);

    /// <summary>Begins a list of periods with the one that holds the first day of a month.</summary>
    public FirstPeriod From(YearMonth month) => new(this, month.OnDayOfMonth(1));

    /// <summary>The one period that holds a date.</summary>
    public ReportingPeriods Containing(LocalDate date) => From(date).To(date);

    /// <summary>The one period that holds an instant.</summary>
    public ReportingPeriods Containing(Instant instant) => Containing(StartOfDay.DateAt(instant, Zone));

    private ReportingPeriods Between(LocalDate from, LocalDate to)
    {
        RequireWithinYears(from, nameof(from));
        RequireWithinYears(to, nameof(to));
        LocalDate start = startOf(from);
        if (to < start)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The last period must not lie before the first, which starts on {LocalDatePattern.Iso.Format(start)}.");
        }

        var periods = new List<ReportingPeriod>();
        ZonedDateTime opens = StartOfDay.Of(start, Zone);
        while (start <= to)
        {
            if (periods.Count == MostPeriods)
            {
                throw new ArgumentOutOfRangeException(nameof(to), to, FormattableString.Invariant($"There are more than {MostPeriods} periods from {LocalDatePattern.Iso.Format(from)} on."));
            }

            LocalDate next = nextAfter(start);
            ZonedDateTime closes = StartOfDay.Of(next, Zone);
            // A local day that a zone leaves out altogether is no period.
            if (closes.ToInstant() > opens.ToInstant())
            {
                periods.Add(new ReportingPeriod(nameOf(start), opens, closes));
            }

            (start, opens) = (next, closes);
        }

        return periods.Count > 0
            ? new ReportingPeriods(Zone, [.. periods], periodsPerYear)
            : throw new ArgumentOutOfRangeException(nameof(to), to, $"The zone {Zone.Id} has no such day.");
    }

    // The calendar itself has one more year at either end, so that every period has a start and an end.
    private static void RequireWithinYears(LocalDate date, string name)
    {
        if (date.Year is < -9997 or > 9998)
        {
            throw new ArgumentOutOfRangeException(name, date, "Dates of periods must lie in the years -9997 to 9998.");
        }
    }

    private static ReportingCalendar OfMonths(DateTimeZone zone, int months, int firstMonth, Func<LocalDate, string> nameOf) =>
        firstMonth is >= 1 and <= 12
            ? new(
                zone,
                12 / months,
                date => new LocalDate(date.Year, date.Month, 1).PlusMonths(-((date.Month - firstMonth + 12) % 12 % months)),
                start => start.PlusMonths(months),
                nameOf)
            : throw new ArgumentOutOfRangeException(nameof(firstMonth), firstMonth, "1 (January) to 12 (December).");

    private static int FiscalYear(LocalDate start, int firstMonth) => firstMonth == 1 || start.Month < firstMonth ? start.Year : start.Year + 1;

    private static string Month(LocalDate start) => string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-{start.Month:00}");

    /// <summary>The beginning of a list of periods; <see cref="To(LocalDate)"/> completes it.</summary>
    public readonly struct FirstPeriod
    {
        private readonly ReportingCalendar calendar;
        private readonly LocalDate from;

        internal FirstPeriod(ReportingCalendar calendar, LocalDate from)
        {
            this.calendar = calendar;
            this.from = from;
        }

        /// <summary>All periods up to the one that holds a date, that one included.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The date lies before the first period.</exception>
        public ReportingPeriods To(LocalDate date) => calendar.Between(from, date);

        /// <summary>All periods up to the one that holds the last day of a month, that one included.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The month lies before the first period.</exception>
        public ReportingPeriods To(YearMonth month) => calendar.Between(from, month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1));

        /// <summary>The first day.</summary>
        public override string ToString() => FormattableString.Invariant($"periods from {LocalDatePattern.Iso.Format(from)}");
    }

    /// <summary>The zone.</summary>
    public override string ToString() => FormattableString.Invariant($"periods in {Zone}");
}
