using NodaTime;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>The 48 months of all logs.</summary>
internal static class Months
{
    public const int Count = 48;

    public static readonly DateTime Start = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly DateTime End = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    public static long Seconds => (long)(End - Start).TotalSeconds;

    public static IEnumerable<DateTime> Days => Enumerable.Range(0, (End - Start).Days).Select(day => Start.AddDays(day));

    public static int Of(DateTime at) => ((at.Year - Start.Year) * 12) + at.Month - 1;
}
