using NodaTime;
using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports;

/// <summary>What a report is about.</summary>
public sealed record RetentionReportOptions
{
    /// <summary>The heading of the page.</summary>
    public string Title { get; init; } = "Retention report";

    /// <summary>The subscriptions. Of a timeline alone, <see cref="Revenue"/>, no reasons of churn are known.</summary>
    public SubscriptionHistory? Subscriptions { get; init; }

    /// <summary>Recurring revenue, where it does not come from <see cref="Subscriptions"/>: of a ledger, or of a billing table.</summary>
    public RevenueTimeline? Revenue { get; init; }

    /// <summary>The orders.</summary>
    public OrderTimeline? Orders { get; init; }

    /// <summary>The activities of customers: then the page has a section of active customers.</summary>
    public ActivityTimeline? Activities { get; init; }

    /// <summary>Responses to surveys of one kind, which the timeline was built with: then the page has a section of their scores.</summary>
    public SurveyTimeline? Responses { get; init; }

    /// <summary>What was known of customers before each period: then the page has a section of churn by it, over all complete periods.</summary>
    public Signal? Signal { get; init; }

    /// <summary>How customers are grouped by <see cref="Signal"/>; in four quantiles if left out.</summary>
    public SignalGroups? SignalGroups { get; init; }

    /// <summary>What to split customers by.</summary>
    public Segmentation? Segments { get; init; }

    /// <summary>The definitions to count by; if left out, those of <see cref="Revenue"/>, else the default.</summary>
    public MetricPolicy? Policy { get; init; }

    /// <summary>The name of the policy.</summary>
    public string PolicyName { get; init; } = "default";

    /// <summary>The last instant that the data cover: periods that have not ended by it are marked, and no cohort cell is shown for them. The end of the last period if left out.</summary>
    public Instant? DataEnd { get; init; }

    /// <summary>Where the facts come from.</summary>
    public IReadOnlyList<ReportSource> Sources { get; init; } = [];

    /// <summary>Further lines about what the figures rest on, such as exchange rates.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the facts are made up: then the page and each chart say so.</summary>
    public bool IsSample { get; init; }

    /// <summary>The name and version of the program that makes the report; that of this package if left out.</summary>
    public string? MadeBy { get; init; }

    /// <summary>How to make the same report again, such as a command line.</summary>
    public string? MadeWith { get; init; }

    /// <summary>Answers that were computed at the exchange rates of each period.</summary>
    internal ConvertedAnswers? Converted { get; init; }

    /// <summary>The heading and the sources.</summary>
    public override string ToString() => FormattableString.Invariant($"{Title}: policy {PolicyName}, {Sources.Count} sources");
}
