using Retention.Metrics.TestData;

namespace Retention.Metrics.Reports.Tests;

/// <summary>The facts of a chart: the built-in sample has no activities and responses, the samples of the documents have.</summary>
internal static class ActivityFiles
{
    /// <summary>The arguments with which a report has the facts of a chart.</summary>
    public static string[] For(string chart) => chart switch
    {
        "activity" => ["--orders", PathOf("shop-year.csv"), "--currency", "EUR", "--activity", PathOf("activity.csv")],

        "churn-by-signal" => BySignal,

        // The file has one survey of each kind; what the rule leaves out is said on the error stream, so all surveys are read as one kind.
        "feedback" => ["--subscriptions", PathOf("members.csv"), "--currency", "EUR", "--responses", PathOf("responses.csv"), "--survey-kind", "nps"],
        _ => ["--segment", "plan"],
    };

    /// <summary>The arguments of a page with churn by a signal.</summary>
    public static string[] BySignal =>
        ["--subscriptions", PathOf("signals-subscriptions.csv"), "--activity", PathOf("signals-activity.csv"), "--currency", "EUR", "--from", "2026-01", "--to", "2026-03", "--signal", "count:login:30d", "--bounds", "0,5"];

    private static string PathOf(string name) => Path.Combine(SharedData.Repository(), "docs", "samples", name);
}
