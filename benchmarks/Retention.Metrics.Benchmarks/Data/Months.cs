using NodaTime;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>The 48 months of all logs.</summary>
internal static class Months
{
    public const int Count = 48;

    public const int Seconds = 1461 * 24 * 3600;

    public static readonly DateTime Start = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));

    public static int Of(DateTime at) => ((at.Year - 2022) * 12) + at.Month - 1;
}
