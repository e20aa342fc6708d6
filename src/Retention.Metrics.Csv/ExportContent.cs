namespace Retention.Metrics.Csv;

/// <summary>What an export holds.</summary>
public enum ExportContent
{
    /// <summary>Subscriptions: intervals, events or levels.</summary>
    Subscriptions,

    /// <summary>Orders.</summary>
    Orders,
}
