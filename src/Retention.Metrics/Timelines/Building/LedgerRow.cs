namespace Retention.Metrics.Timelines.Building;

/// <summary>A row on its way into columns: 24 bytes.</summary>
internal struct LedgerRow
{
    /// <summary>The instant, in ticks of 100 ns since 1970.</summary>
    public long Ticks;

    /// <summary>The amount, in millionths.</summary>
    public long Amount;

    /// <summary>The number of the customer.</summary>
    public int Customer;

    /// <summary>The number of the subscription, where there is one.</summary>
    public int Subscription;
}
