using NodaTime;
using Retention.Metrics.Rivals.Data;

namespace Retention.Metrics.Rivals.Library;

/// <summary>A log in time order as the library takes it: columns of ids, instants and amounts.</summary>
internal sealed class OurLog(LogColumns columns)
{
    public int[] Customers { get; } = columns.Customer;

    public int[] Subscriptions { get; } = columns.Subscription;

    public Instant[] At { get; } = [.. columns.Second.Select(Instant.FromUnixTimeSeconds)];

    public long[] Amounts { get; } = columns.Amount;
}
