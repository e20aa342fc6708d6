using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>A kind of calendar, in any zone: months, weeks from a day on, fiscal years from a month on.</summary>
/// <remarks>Periods do not have their calendar; it is found from their names and bounds.</remarks>
internal sealed record CalendarKind(string Name, string Argument, Func<DateTimeZone, ReportingCalendar> In)
{
    private static readonly ImmutableArray<CalendarKind> All =
    [
        new("Months", "", ReportingCalendar.Months),
        new("Quarters", "", ReportingCalendar.Quarters),
        new("Years", "", ReportingCalendar.Years),
        new("Days", "", ReportingCalendar.Days),
        new("Weeks", "", zone => ReportingCalendar.Weeks(zone)),
        .. from day in Enumerable.Range((int)IsoDayOfWeek.Tuesday, 6).Select(day => (IsoDayOfWeek)day)
           select new CalendarKind("Weeks", $", IsoDayOfWeek.{day}", zone => ReportingCalendar.Weeks(zone, day)),
        .. from month in Enumerable.Range(1, 12)
           select new CalendarKind("FiscalQuarters", FormattableString.Invariant($", {month}"), zone => ReportingCalendar.FiscalQuarters(zone, month)),
        .. from month in Enumerable.Range(1, 12)
           select new CalendarKind("FiscalYears", FormattableString.Invariant($", {month}"), zone => ReportingCalendar.FiscalYears(zone, month)),
    ];

    /// <summary>The kind of calendar that makes exactly these periods, or nothing for bounds of one's own.</summary>
    public static CalendarKind? Of(ReportingPeriods periods) =>
        All.FirstOrDefault(kind => kind.Between(periods.Zone, FirstDay(periods[0]), FirstDay(periods[0])) is { } first && first[0] == periods[0]
            && periods.Equals(kind.Between(periods.Zone, FirstDay(periods[0]), LastDay(periods[^1]))));

    /// <summary>The periods from the one of a day to the one of another, or nothing where the zone leaves the days out.</summary>
    public ReportingPeriods? Between(DateTimeZone zone, LocalDate first, LocalDate last)
    {
        try
        {
            return In(zone).From(first).To(last);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public static LocalDate FirstDay(ReportingPeriod period) => period.LocalStart.Date;

    public static LocalDate LastDay(ReportingPeriod period) => period.End.PlusTicks(-1).InZone(period.LocalEnd.Zone).Date;
}
