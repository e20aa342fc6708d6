using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Reporting;

/// <summary>For benchmarks over a number of events: bytes allocated, nanoseconds an event, million events a second.</summary>
public sealed class PerEventConfig : ManualConfig
{
    /// <summary>The name of the parameter that says how many events or orders there are.</summary>
    public const string Parameter = "Events";

    /// <summary>Columns and a diagnoser; leaves out LINQ where it would take minutes.</summary>
    public PerEventConfig()
    {
        _ = AddColumn(PerEventColumn.Nanoseconds, PerEventColumn.MillionsASecond);
        _ = HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2, Column.Median);
        _ = AddDiagnoser(MemoryDiagnoser.Default);
        _ = AddFilter(new SimpleFilter(one => !one.Descriptor.WorkloadMethod.Name.StartsWith("Linq", StringComparison.Ordinal) || one.Parameters[Parameter] is not > Sizes.MostForLinq));
    }
}
