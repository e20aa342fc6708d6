namespace Retention.Metrics.Benchmarks.Reporting;

/// <summary>A benchmark, or all of a class, works on an object for each event, as LINQ does, and is left out where LINQ is.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ReadsObjectsAttribute : Attribute;
