using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

/// <summary>The sample files of the documents.</summary>
internal static class Samples
{
    /// <summary>Sixty customers on two plans.</summary>
    public static string Members { get; } = Path("members.csv");

    /// <summary>A year of orders of a hundred and fifty customers.</summary>
    public static string ShopYear { get; } = Path("shop-year.csv");

    /// <summary>Responses of these customers to two surveys.</summary>
    public static string Responses { get; } = Path("responses.csv");

    private static string Path(string name) => System.IO.Path.Combine(SharedData.Repository(), "docs", "samples", name);
}
