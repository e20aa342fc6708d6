#region story-subject
using Retention.Metrics;
#endregion

namespace DocumentedCode.Testing;

#region story-subject
/// <summary>The customers to thank for coming back: the code under test.</summary>
public static class WinBackList
{
    public static string[] Of(SubscriptionHistory history, ReportingPeriods month) =>
    [
        .. RevenueTimeline.FromHistory(history).Explain(month, RevenueFigure.ReactivationMrr)
            .Select(one => $"{one.Customer} pays {one.After.Monthly} again"),
    ];
}
#endregion
