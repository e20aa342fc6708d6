using System.Runtime.CompilerServices;

namespace Retention.Metrics.Orders;

/// <summary>A sum of amounts.</summary>
internal interface IAmountSum<TSelf>
{
    Int128 Sum { get; }

    TSelf Plus(long amount);

    TSelf Plus(TSelf other);
}

/// <summary>A sum of 64 bits, for amounts that cannot pass them together.</summary>
internal readonly struct Sum64(long sum) : IAmountSum<Sum64>
{
    public Int128 Sum => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Sum64 Plus(long amount) => new(unchecked(sum + amount));

    public Sum64 Plus(Sum64 other) => Plus((long)other.Sum);
}

/// <summary>A sum in two halves of 32 bits, each in 64: fewer than 2^31 orders cannot overflow them, whatever the amounts.</summary>
internal readonly struct Sum96(long low, long high) : IAmountSum<Sum96>
{
    public Int128 Sum => ((Int128)high << 32) + low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Sum96 Plus(long amount) => unchecked(new(low + (uint)amount, high + (amount >> 32)));

    public Sum96 Plus(Sum96 other) => new(low + other.Low, high + other.High);

    private long Low => low;

    private long High => high;
}
