using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>How long a service period is: whole years, else whole months by the calendar, else whole weeks, else days.</summary>
internal static class ServicePeriod
{
    private const int DaysInWeek = 7;
    private const int MonthsInYear = 12;
    private const decimal DaysInYear = 365m;

    /// <summary>The price of a line: its amount, charged once in the length of its period.</summary>
    /// <remarks>Months and weeks are whole on the clocks of the zone or on those of UTC. A length that is not a whole number of days is rounded once, to a millionth a year.</remarks>
    /// <param name="amount">The amount.</param>
    /// <param name="start">The start of the period.</param>
    /// <param name="end">Its end, after the start.</param>
    /// <param name="zone">The zone of the calendar.</param>
    public static RecurringPrice PriceOf(Money amount, Instant start, Instant end, DateTimeZone zone)
    {
        return WholeUnits(start, end, zone) is { } interval
            ? new RecurringPrice(amount, interval)
            : new RecurringPrice(new Money(Math.Round(amount.Amount * DaysInYear / DaysOf(start, end), 6, MidpointRounding.ToEven), amount.Currency), BillingInterval.Yearly);
    }

    /// <summary>How many of the period a year has.</summary>
    public static decimal PerYear(Instant start, Instant end, DateTimeZone zone) => WholeUnits(start, end, zone) is { } interval ? PerYear(interval) : DaysInYear / DaysOf(start, end);

    /// <summary>How many of an interval a year has.</summary>
    public static decimal PerYear(BillingInterval interval) => interval.UnitsPerYear(MetricPolicy.Default.WeeksPerYear, MetricPolicy.Default.DaysPerYear) / interval.Count;

    private static decimal DaysOf(Instant start, Instant end) => (decimal)(end - start).BclCompatibleTicks / NodaConstants.TicksPerDay;

    private static BillingInterval? WholeUnits(Instant start, Instant end, DateTimeZone zone)
    {
        LocalDateTime utcStart = start.InUtc().LocalDateTime, utcEnd = end.InUtc().LocalDateTime;
        LocalDateTime localStart = start.InZone(zone).LocalDateTime, localEnd = end.InZone(zone).LocalDateTime;
        if ((WholeMonths(localStart, localEnd) ?? WholeMonths(utcStart, utcEnd)) is { } months)
        {
            return months % MonthsInYear == 0 ? new BillingInterval(BillingUnit.Year, months / MonthsInYear) : new BillingInterval(BillingUnit.Month, months);
        }

        return (WholeDays(localStart, localEnd) ?? WholeDays(utcStart, utcEnd)) is { } days
            ? days % DaysInWeek == 0 ? new BillingInterval(BillingUnit.Week, days / DaysInWeek) : new BillingInterval(BillingUnit.Day, days)
            : null;
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
