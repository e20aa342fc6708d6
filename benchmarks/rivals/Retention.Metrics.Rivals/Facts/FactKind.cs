namespace Retention.Metrics.Rivals.Facts;

/// <summary>The facts of a file, as billing systems export them.</summary>
internal enum FactKind
{
    /// <summary>A row for each time that a subscription paid one price: its start, its end and the price.</summary>
    Intervals,

    /// <summary>A row for each start, change of price and end of a subscription.</summary>
    Events,

    /// <summary>A row for each order.</summary>
    Orders,
}
