using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Retention.Metrics.Benchmarks.Reporting;

/// <summary>A time divided by the number of events it was spent on.</summary>
internal sealed class PerEventColumn : IColumn
{
    private readonly Func<double, double> figure;

    private PerEventColumn(string name, string legend, Func<double, double> figure) => (ColumnName, Legend, this.figure) = (name, legend, figure);

    public static PerEventColumn Nanoseconds { get; } = new("ns/event", "Nanoseconds an event or order", nanoseconds => nanoseconds);

    public static PerEventColumn MillionsASecond { get; } = new("M events/s", "Million events or orders a second", nanoseconds => 1e3 / nanoseconds);

    public string Id => ColumnName;

    public string ColumnName { get; }

    public string Legend { get; }

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 100;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { } time && benchmarkCase.Parameters[nameof(PerEventBenchmarks.Events)] is int events
            ? figure(time.Mean / events).ToString("0.##", CultureInfo.InvariantCulture)
            : "?";
}
