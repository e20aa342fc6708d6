using Retention.Metrics.TestData;

namespace Retention.Metrics.Reports.Tests;

/// <summary>The facts of a chart: the built-in sample has no activities, the samples of the documents have.</summary>
internal static class ActivityFiles
{
    /// <summary>The arguments with which a report has the facts of a chart.</summary>
    public static string[] For(string chart) => chart == "activity" ? ["--orders", PathOf("shop-year.csv"), "--currency", "EUR", "--activity", PathOf("activity.csv")] : ["--segment", "plan"];

    private static string PathOf(string name) => Path.Combine(SharedData.Repository(), "docs", "samples", name);
}
