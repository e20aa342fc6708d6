namespace Retention.Metrics.Testing.Stories;

/// <summary>Which way a change of price goes.</summary>
internal enum PriceDirection
{
    Any,
    Up,
    Down,
}
