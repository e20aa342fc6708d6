using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Reporting;

/// <summary>For benchmarks over a number of events: bytes allocated, nanoseconds an event, million events a second, and the ratio to the baseline of the same question.</summary>
public sealed class PerEventConfig : ManualConfig
{
    /// <summary>Columns and a diagnoser; leaves out LINQ where it would take minutes.</summary>
    public PerEventConfig()
    {
        _ = AddColumn(PerEventColumn.Nanoseconds, PerEventColumn.MillionsASecond);
        _ = HideColumns(Column.Categories, Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2, Column.Median);
        _ = AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        _ = AddDiagnoser(MemoryDiagnoser.Default);
        _ = AddFilter(new SimpleFilter(one => !ReadsObjects(one.Descriptor) || one.Parameters[nameof(PerEventBenchmarks.Events)] is not > Sizes.MostForLinq));
    }

    private static bool ReadsObjects(Descriptor one) =>
        one.WorkloadMethod.Name.StartsWith("Linq", StringComparison.Ordinal)
        || one.Type.IsDefined(typeof(ReadsObjectsAttribute), inherit: false)
        || one.WorkloadMethod.IsDefined(typeof(ReadsObjectsAttribute), inherit: false);
}
