using System.Reflection;
using System.Text.Json;

namespace Retention.Metrics.Tests.Examples;

/// <summary>Every collected example is a test, or waits for a policy that is named here.</summary>
public sealed class ExampleCoverageTests
{
    /// <summary>Parts of examples that no policy can say yet.</summary>
    private static readonly Dictionary<string, string> Waiting = new(StringComparer.Ordinal)
    {
        ["E-14"] = "a coupon for once or for some months leaves MRR at 100 in Stripe's default: waits for the policy of discounts",
        ["E-27"] = "RevenueCat's factors for days and weeks (x30, x10, x4, x2, x1): wait for the policy of week and day factors",
        ["D-06"] = "the factors 4, 4.33, 4.345, 365.25/12/7 and 0: wait for the policy of week and day factors",
    };

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

        Assert.All(Covered.Select(one => one.Id).Concat(Waiting.Keys), id => Assert.Contains($"\"id\": \"{id}\"", file, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatWaits_SaysForWhat() => Assert.All(Waiting.Values, reason => Assert.Contains("wait", reason, StringComparison.Ordinal));
}
