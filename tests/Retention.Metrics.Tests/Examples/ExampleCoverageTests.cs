using System.Reflection;
using System.Text.Json;

namespace Retention.Metrics.Tests.Examples;

/// <summary>Every collected example is a test, under the preset or setting it belongs to.</summary>
public sealed class ExampleCoverageTests
{
    private static readonly ExampleAttribute[] Covered =
        [.. typeof(ExampleCoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetCustomAttributes<ExampleAttribute>())];

    [Fact]
    public void EveryExample_IsATest_WithItsSource()
    {
        foreach (string line in File.ReadLines(SharedData.Require("examples.jsonl")).Where(line => line.Length > 0))
        {
            using var example = JsonDocument.Parse(line);
            string id = example.RootElement.GetProperty("id").GetString()!;
            string source = example.RootElement.GetProperty("source").GetString()!;

            Assert.True(Covered.Any(one => string.Equals(one.Id, id, StringComparison.Ordinal)), $"Example {id} ({source}) is not covered by a test.");
            Assert.All(Covered.Where(one => string.Equals(one.Id, id, StringComparison.Ordinal)), one => Assert.Equal(source, one.Source));
        }
    }

    [Fact]
    public void NoTestClaimsAnExampleThatIsNotThere()
    {
        string file = File.ReadAllText(SharedData.Require("examples.jsonl"));

        Assert.All(Covered.Select(one => one.Id), id => Assert.Contains($"\"id\": \"{id}\"", file, StringComparison.Ordinal));
    }
}
