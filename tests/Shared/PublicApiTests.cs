using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The public surface of the library under test is an approved text file beside its tests; a change is visible in review.</summary>
public sealed class PublicApiTests
{
    private const string Approved = "PublicApi.approved.txt";

    private static readonly string Tests = typeof(PublicApiTests).Assembly.GetName().Name!;

    [Fact]
    public void PublicSurface_IsTheApprovedOne()
    {
        string[] actual = [.. ApiSurface.Of(Assembly.Load(Tests[..^".Tests".Length]))];
        string[] approved = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, Approved));
        string received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, string.Concat(actual.Select(line => line + '\n')));

        string[] removed = [.. approved.Except(actual, StringComparer.Ordinal).Select(line => "- " + line)];
        string[] added = [.. actual.Except(approved, StringComparer.Ordinal).Select(line => "+ " + line)];
        Assert.True(
            actual.SequenceEqual(approved, StringComparer.Ordinal),
            $"The public surface changed:\n{string.Join('\n', [.. removed, .. added])}\nIf that is meant, approve it: cp '{received}' tests/{Tests}/{Approved}");
    }
}
