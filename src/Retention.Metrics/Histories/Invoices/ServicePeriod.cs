using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>How long a service period is: whole years, else whole months by the calendar, else whole weeks, else days.</summary>
internal static class ServicePeriod
{
    private const int DaysInWeek = 7;
    private const int MonthsInYear = 12;
    private const int DaysInYear = 365;
    private const int DecimalsOfPrice = 6;

    /// <summary>The price of a line: its amount, charged once in the length of its period.</summary>
    /// <remarks>Months and weeks are whole on the clocks of the zone or on those of UTC. A length that is not a whole number of days is rounded once, to a millionth a year.</remarks>
    /// <param name="amount">The amount.</param>
    /// <param name="start">The start of the period.</param>
    /// <param name="end">Its end, after the start.</param>
    /// <param name="zone">The zone of the calendar.</param>
    /// <exception cref="OverflowException">A year of it does not fit into a decimal.</exception>
    public static RecurringPrice PriceOf(Money amount, Instant start, Instant end, DateTimeZone zone)
    {
        return WholeUnits(start, end, zone) is { } interval
            ? new RecurringPrice(amount, interval)
            : new RecurringPrice(new Money((ExactFraction.Of(amount.Amount) * PerYear(end - start)).RoundHalfEven(DecimalsOfPrice), amount.Currency), BillingInterval.Yearly);
    }

    /// <summary>How many of the period a year has.</summary>
    public static ExactFraction PerYear(Instant start, Instant end, DateTimeZone zone) => WholeUnits(start, end, zone) is { } interval ? PerYear(interval) : PerYear(end - start);

    /// <summary>How many of an interval a year has.</summary>
    public static ExactFraction PerYear(BillingInterval interval) =>
        ExactFraction.Of(interval.UnitsPerYear(MetricPolicy.Default.WeeksPerYear, MetricPolicy.Default.DaysPerYear)) * new ExactFraction(1, interval.Count);

    private static ExactFraction PerYear(Duration length) => new(DaysInYear * (Int128)NodaConstants.NanosecondsPerDay, length.ToInt128Nanoseconds());

    private static BillingInterval? WholeUnits(Instant start, Instant end, DateTimeZone zone)
    {
        LocalDateTime utcStart = start.InUtc().LocalDateTime, utcEnd = end.InUtc().LocalDateTime;
        LocalDateTime localStart = LocalOf(start, zone) ?? utcStart, localEnd = LocalOf(end, zone) ?? utcEnd;
        if ((WholeMonths(localStart, localEnd) ?? WholeMonths(utcStart, utcEnd)) is { } months)
        {
            return months % MonthsInYear == 0 ? new BillingInterval(BillingUnit.Year, months / MonthsInYear) : new BillingInterval(BillingUnit.Month, months);
        }

        return (WholeDays(localStart, localEnd) ?? WholeDays(utcStart, utcEnd)) is { } days
            ? days % DaysInWeek == 0 ? new BillingInterval(BillingUnit.Week, days / DaysInWeek) : new BillingInterval(BillingUnit.Day, days)
            : null;
    }

    /// <summary>The local time; nothing at the ends of the calendar, where the time of UTC has one and that of the zone has none.</summary>
    private static LocalDateTime? LocalOf(Instant instant, DateTimeZone zone)
    {
        var offset = Duration.FromSeconds(zone.GetUtcOffset(instant).Seconds);
        bool has = offset > Duration.Zero ? instant <= Instant.MaxValue - offset : instant >= Instant.MinValue - offset;
        return has ? instant.InZone(zone).LocalDateTime : null;
    }

    /// <summary>The whole months between two times of the same hour. The end of a month clamps: of a subscription that is charged on the 31st a period is from 28 February to 31 March.</summary>
    private static int? WholeMonths(LocalDateTime start, LocalDateTime end)
    {
        int months = ((end.Year - start.Year) * MonthsInYear) + end.Month - start.Month;
        if (months < 1 || start.TimeOfDay != end.TimeOfDay)
        {
            return null;
        }

        int lastOfStart = start.Calendar.GetDaysInMonth(start.Year, start.Month), lastOfEnd = end.Calendar.GetDaysInMonth(end.Year, end.Month);
        bool anchorMayBeLater = start.Day == lastOfStart;
        return end.Day == Math.Min(start.Day, lastOfEnd) || (anchorMayBeLater && end.Day > start.Day) ? months : null;
    }

    private static int? WholeDays(LocalDateTime start, LocalDateTime end)
    {
        int days = Period.DaysBetween(start.Date, end.Date);
        return start.TimeOfDay == end.TimeOfDay && days > 0 ? days : null;
    }
}
