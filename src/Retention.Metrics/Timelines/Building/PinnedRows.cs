using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Rows in the caller's columns, which are pinned while they are read.</summary>
/// <remarks>A span cannot be shared with another thread, a pointer can: so a timeline of ten million rows takes a sixth less time to build on two threads.</remarks>
/// <param name="count">How many rows there are; each column has so many.</param>
/// <param name="customers">The numbers of the customers.</param>
/// <param name="subscriptions">The numbers of the subscriptions or of the kinds of activities, or nothing.</param>
/// <param name="at">The instants.</param>
/// <param name="minorUnits">The amounts, not negative; or nothing, where each is one unit.</param>
/// <param name="factor">What one minor unit is worth in millionths; the product fits.</param>
internal sealed unsafe class PinnedRows(int count, int* customers, int* subscriptions, Instant* at, long* minorUnits, long factor) : IRowSource
{
    public int Count => count;

    public void CountInto(int[] buckets, int shift, int fromRow, int endRow)
    {
        foreach (int customer in new ReadOnlySpan<int>(customers + fromRow, endRow - fromRow))
        {
            buckets[customer >> shift]++;
        }
    }

    public void ScatterInto<TTarget>(TTarget to, int[] next, int shift, int fromRow, int endRow)
        where TTarget : struct, IRowTarget
    {
        int length = endRow - fromRow;
        var customer = new ReadOnlySpan<int>(customers + fromRow, length);
        var subscription = new ReadOnlySpan<int>(subscriptions + fromRow, subscriptions is null ? 0 : length);
        var instant = new ReadOnlySpan<Instant>(at + fromRow, length);
        var amount = new ReadOnlySpan<long>(minorUnits + fromRow, minorUnits is null ? 0 : length);
        for (int row = 0; row < length; row++)
        {
            var own = new LedgerRow
            {
                Ticks = instant[row].ToUnixTimeTicks(),
                Amount = amount.IsEmpty ? factor : amount[row] * factor,
                Customer = customer[row],
                Subscription = subscription.IsEmpty ? 0 : subscription[row],
            };
            to.Put(next[own.Customer >> shift]++, own);
        }
    }
}
