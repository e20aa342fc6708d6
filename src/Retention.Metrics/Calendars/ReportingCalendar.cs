using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Cuts time into days, weeks, months, quarters or years, calendar or fiscal, as the clocks of one zone show them.</summary>
/// <remarks>A day of a change to or from daylight-saving time has 23 or 25 hours; every instant belongs to exactly one period.</remarks>
/// <example><code>
/// var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
/// ReportingPeriods year = ReportingCalendar.Months(berlin).Year(2025);
/// year.Count;          // 12
/// year[2].Name;        // 2025-03
/// year[2].Length;      // 743 hours: the clocks go forward in March
/// </code></example>
public sealed partial class ReportingCalendar
{
    // A billing history of a thousand years of days is a mistake, not a report.
    private const int MostPeriods = 400_000;

    // The calendar itself has one more year at either end, so that every period has a start and an end.
    private const int FirstYear = -9997, LastYear = 9998;

    private readonly CalendarRule rule;

    private ReportingCalendar(DateTimeZone zone, CalendarRule rule)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Zone = zone;
        this.rule = rule;
    }

    /// <summary>The time zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Local days, named <c>2025-03-14</c>.</summary>
    public static ReportingCalendar Days(DateTimeZone zone) => new(zone, CalendarRule.Days);

    /// <summary>Weeks, named <c>2025-W07</c>: week 1 is the first with at least four days in the year, as ISO 8601 has it.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstDay">The first day of the week; Monday is ISO's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstDay"/> is none of the seven days.</exception>
    public static ReportingCalendar Weeks(DateTimeZone zone, IsoDayOfWeek firstDay = IsoDayOfWeek.Monday) => new(zone, CalendarRule.Weeks(firstDay));

    /// <summary>Months, named <c>2025-03</c>.</summary>
    public static ReportingCalendar Months(DateTimeZone zone) => new(zone, CalendarRule.Months);

    /// <summary>Quarters of the calendar year, named <c>2025-Q1</c>.</summary>
    public static ReportingCalendar Quarters(DateTimeZone zone) => new(zone, CalendarRule.Quarters);

    /// <summary>Calendar years, named <c>2025</c>.</summary>
    public static ReportingCalendar Years(DateTimeZone zone) => new(zone, CalendarRule.Years);

    /// <summary>Quarters of a fiscal year, named by the year it ends in: <c>FY2025-Q1</c>.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstMonth">The first month of the fiscal year, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstMonth"/> is not 1 to 12.</exception>
    public static ReportingCalendar FiscalQuarters(DateTimeZone zone, int firstMonth) => new(zone, CalendarRule.FiscalQuarters(firstMonth));

    /// <summary>Fiscal years, named by the year they end in: <c>FY2025</c>.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="firstMonth">The first month of the fiscal year, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstMonth"/> is not 1 to 12.</exception>
    public static ReportingCalendar FiscalYears(DateTimeZone zone, int firstMonth) => new(zone, CalendarRule.FiscalYears(firstMonth));

    /// <summary>Begins a list of periods with the one that holds a date.</summary>
    public FirstPeriod From(LocalDate date) => new(this, date);

    /// <summary>Begins a list of periods with the one that holds the first day of a month.</summary>
    public FirstPeriod From(YearMonth month) => new(this, month.OnDayOfMonth(1));

    /// <inheritdoc cref="From(LocalDate)"/>
    public FirstPeriod From(DateOnly date) => From(LocalDate.FromDateOnly(date));

    /// <summary>The one period that holds a date.</summary>
    public ReportingPeriods Containing(LocalDate date) => From(date).To(date);

    /// <inheritdoc cref="Containing(LocalDate)"/>
    public ReportingPeriods Containing(DateOnly date) => Containing(LocalDate.FromDateOnly(date));

    /// <summary>The one period that holds an instant.</summary>
    public ReportingPeriods Containing(Instant instant) => Containing(DayOf(instant, nameof(instant)));

    /// <inheritdoc cref="Containing(Instant)"/>
    public ReportingPeriods Containing(DateTimeOffset instant) => Containing(Instant.FromDateTimeOffset(instant));

    /// <inheritdoc cref="Containing(Instant)"/>
    /// <param name="utc">An instant of kind UTC. The clock of the machine has no part in a report, so local times are refused.</param>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public ReportingPeriods Containing(DateTime utc) => Containing(CalendarTime.InstantOf(utc, nameof(utc)));

    /// <summary>The periods of a year: 12 months, 52 or 53 weeks, 4 quarters, 365 or 366 days, or the year itself.</summary>
    /// <remarks>They are the periods that have the year in their name: the weeks of a year begin with its week 1, and a fiscal year is the one that ends in the year.</remarks>
    /// <param name="year">The year, -9997 to 9998.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year is not in that range.</exception>
    public ReportingPeriods Year(int year)
    {
        RequireWithin(year, year, nameof(year));
        return Between(rule.FirstDayOf(year), rule.FirstDayOf(year + 1).PlusDays(-1))!;
    }

    /// <summary>The periods that hold the days of a month of the calendar year: one month, 28 to 31 days, every week with a day of the month, or the quarter or year around it.</summary>
    /// <param name="year">The year, -9997 to 9998.</param>
    /// <param name="month">The month, 1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public ReportingPeriods Month(int year, int month)
    {
        if (month is < 1 or > 12)
        {
            throw new ArgumentOutOfRangeException(nameof(month), month, "1 (January) to 12 (December).");
        }

        RequireWithin(year, year, nameof(year));
        return From(new YearMonth(year, month)).To(new YearMonth(year, month));
    }

    /// <summary>The last complete periods before an instant: the last of them ends at the instant or before it, and the next one after it.</summary>
    /// <param name="count">How many periods, at least one.</param>
    /// <param name="endingBefore">The instant; a period that ends exactly then is complete.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or that many periods before the instant reach beyond the calendar.</exception>
    public ReportingPeriods Last(int count, Instant endingBefore)
    {
        if (count is < 1 or > MostPeriods)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"The number of periods must be 1 to {MostPeriods}."));
        }

        LocalDate today = DayOf(endingBefore, nameof(endingBefore));
        RequireWithin(today.Year, endingBefore, nameof(endingBefore));
        LocalDate end = rule.StartOf(today), start = end;
        for (int found = 0; found < count;)
        {
            if (start <= new LocalDate(FirstYear, 1, 1))
            {
                throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"Only {found} periods from the year {FirstYear} on end at {endingBefore} or before."));
            }

            start = rule.StartOf(start.PlusDays(-1));
            found += PeriodFrom(start) is null ? 0 : 1;
        }

        return Between(start, end.PlusDays(-1))!;
    }

    /// <inheritdoc cref="Last(int, Instant)"/>
    public ReportingPeriods Last(int count, DateTimeOffset endingBefore) => Last(count, Instant.FromDateTimeOffset(endingBefore));

    /// <inheritdoc cref="Last(int, Instant)"/>
    /// <param name="count">How many periods, at least one.</param>
    /// <param name="utcEndingBefore">An instant of kind UTC. The clock of the machine has no part in a report, so local times are refused.</param>
    /// <exception cref="ArgumentException">The kind is not UTC.</exception>
    public ReportingPeriods Last(int count, DateTime utcEndingBefore) => Last(count, CalendarTime.InstantOf(utcEndingBefore, nameof(utcEndingBefore)));

    private LocalDate DayOf(Instant instant, string name) => CalendarTime.HasLocalTime(instant, Zone)
        ? StartOfDay.DateAt(instant, Zone)
        : throw new ArgumentOutOfRangeException(name, instant, $"The instant has no local time in {Zone.Id}; local times must lie in the years -9998 to 9999.");

    private ReportingPeriods Reaching(LocalDate from, LocalDate to)
    {
        RequireWithin(from.Year, from, nameof(from));
        RequireWithin(to.Year, to, nameof(to));
        LocalDate start = rule.StartOf(from);
        return to < start
            ? throw new ArgumentOutOfRangeException(nameof(to), to, $"The last period must not lie before the first, which starts on {LocalDatePattern.Iso.Format(start)}.")
            : Between(start, to) ?? throw new ArgumentOutOfRangeException(nameof(to), to, $"The zone {Zone.Id} has no such day.");
    }

    /// <summary>The periods from the one that starts on a day to the one that holds a day; nothing where the zone leaves all of them out.</summary>
    private ReportingPeriods? Between(LocalDate first, LocalDate to)
    {
        var periods = new List<ReportingPeriod>();
        for (LocalDate start = first; start <= to; start = rule.NextAfter(start))
        {
            if (periods.Count == MostPeriods)
            {
                throw new ArgumentOutOfRangeException(nameof(to), to, FormattableString.Invariant($"There are more than {MostPeriods} periods from {LocalDatePattern.Iso.Format(first)} on."));
            }

            if (PeriodFrom(start) is { } period)
            {
                periods.Add(period);
            }
        }

        return periods.Count > 0 ? new ReportingPeriods(Zone, [.. periods], rule.PeriodsPerYear, StartOfPrevious(first, periods[0].Start)) : null;
    }

    /// <summary>The start of the period before the one that starts on a day; periods that the zone leaves out are none.</summary>
    private Instant StartOfPrevious(LocalDate first, Instant start)
    {
        if (first.Year <= FirstYear)
        {
            return CalendarTime.FirstInstantOf(Zone);
        }

        LocalDate before = first;
        Instant opens;
        do
        {
            before = rule.StartOf(before.PlusDays(-1));
            opens = StartOfDay.Of(before, Zone).ToInstant();
        }
        while (opens >= start);
        return opens;
    }

    /// <summary>The period that starts on a day; nothing where it is a day that the zone leaves out.</summary>
    private ReportingPeriod? PeriodFrom(LocalDate start)
    {
        ZonedDateTime opens = StartOfDay.Of(start, Zone), closes = StartOfDay.Of(rule.NextAfter(start), Zone);
        return closes.ToInstant() > opens.ToInstant() ? new ReportingPeriod(rule.NameOf(start), opens, closes) : null;
    }

    private static void RequireWithin(int year, object given, string name)
    {
        if (year is < FirstYear or > LastYear)
        {
            throw new ArgumentOutOfRangeException(name, given, FormattableString.Invariant($"Dates of periods must lie in the years {FirstYear} to {LastYear}."));
        }
    }

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
        public ReportingPeriods To(LocalDate date) => calendar.Reaching(from, date);

        /// <inheritdoc cref="To(LocalDate)"/>
        public ReportingPeriods To(DateOnly date) => To(LocalDate.FromDateOnly(date));

        /// <summary>All periods up to the one that holds the last day of a month, that one included.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The month lies before the first period.</exception>
        public ReportingPeriods To(YearMonth month) => calendar.Reaching(from, month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1));

        /// <summary>The first day.</summary>
        public override string ToString() => FormattableString.Invariant($"periods from {LocalDatePattern.Iso.Format(from)}");
    }

    /// <summary>The kind of period and the zone.</summary>
    public override string ToString() => $"{rule.Unit}s in {Zone.Id}";
}
