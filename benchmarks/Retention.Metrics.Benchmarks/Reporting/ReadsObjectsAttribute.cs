namespace Retention.Metrics.Benchmarks.Reporting;

/// <summary>The benchmarks of a class work on an object for each event, as LINQ does, and are left out where LINQ is.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsObjectsAttribute : Attribute;
