using System.Security.Cryptography;

namespace Retention.Metrics.Rivals.Tests;

/// <summary>A ratio can be repeated only on the same data.</summary>
public sealed class GeneratorTests(SmallData small) : IClassFixture<SmallData>
{
    [Fact]
    public void Write_GivesTheSameBytesEverywhere()
    {
        Assert.Equal("5549f510e50eeda901479bf392fd2705a56bf685f2d91a501b999ad6f49ebc6a", Hash(small.Data.Subscriptions));
        Assert.Equal("d9fa9b9fc4b623b44fea433b8beb5cb3a2817dafb11e69102bef7fffa5d05443", Hash(small.Data.Orders));
    }

    [Fact]
    public void Write_PutsRowsIntoTimeOrder()
    {
        foreach ((string file, int column) in new[] { (small.Data.Subscriptions, 3), (small.Data.Orders, 1) })
        {
            string[] times = [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')[column])];
            Assert.Equal(10_000, times.Length);
            Assert.Equal(times.Order(StringComparer.Ordinal), times);
        }
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
