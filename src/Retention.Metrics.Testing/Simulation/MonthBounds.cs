using NodaTime;

namespace Retention.Metrics.Testing.Simulation;

/// <summary>When each month begins and ends, in seconds; month −1 is the one before the first that is reported.</summary>
internal sealed class MonthBounds
{
    private readonly long[] starts;

    public MonthBounds(BusinessParameters parameters)
    {
        ReportingPeriods all = ReportingCalendar.Months(parameters.Zone).From(parameters.FirstMonth.PlusMonths(-1)).To(parameters.FirstMonth.PlusMonths(parameters.Months - 1));
        starts = [.. all.Select(month => month.Start.ToUnixTimeSeconds()), all.End.ToUnixTimeSeconds()];
        Reported = ReportingCalendar.Months(parameters.Zone).From(parameters.FirstMonth).To(parameters.FirstMonth.PlusMonths(parameters.Months - 1));
    }

    /// <summary>The months that are reported.</summary>
    public ReportingPeriods Reported { get; }

    public long StartOf(int month) => starts[month + 1];

    public long EndOf(int month) => starts[month + 2];
}
