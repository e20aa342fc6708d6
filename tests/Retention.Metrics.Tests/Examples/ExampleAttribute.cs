namespace Retention.Metrics.Tests.Examples;

/// <summary>A published example that a test repeats, and where it is published.</summary>
/// <param name="id">Its id in the collection of examples.</param>
/// <param name="source">The page, or the repository and file.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExampleAttribute(string id, string source) : Attribute
{
    public string Id { get; } = id;

    public string Source { get; } = source;
}
