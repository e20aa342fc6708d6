using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Hashes of a caller's keys. Those of numbers and UUIDs are of all their bits, and seeded anew in every process.</summary>
/// <remarks>
/// <para>
/// The framework's hash code of a number is the number, or half of it folded over the other: keys that share slots can be chosen. Its hash codes
/// of texts are seeded already. Any other type, a tuple or a record of one's own, has the hash code that it gives itself.
/// </para>
/// <para>No answer depends on a hash: keys are numbered in the order they first come.</para>
/// </remarks>
internal static class KeyHash<TKey>
    where TKey : notnull
{
    private static bool IsNumber =>
        typeof(TKey) == typeof(int) || typeof(TKey) == typeof(uint) || typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong)
        || typeof(TKey) == typeof(nint) || typeof(TKey) == typeof(nuint) || typeof(TKey) == typeof(TimeSpan) || typeof(TKey).IsEnum;

    private static bool IsPair => typeof(TKey) == typeof(Guid) || typeof(TKey) == typeof(Int128) || typeof(TKey) == typeof(UInt128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(TKey key)
    {
        if (IsNumber && Unsafe.SizeOf<TKey>() == sizeof(uint))
        {
            return Mix(Unsafe.As<TKey, uint>(ref key), 0);
        }

        if (IsNumber && Unsafe.SizeOf<TKey>() == sizeof(ulong))
        {
            return Mix(Unsafe.As<TKey, ulong>(ref key), 0);
        }

        if (IsPair)
        {
            (ulong one, ulong other) = Unsafe.As<TKey, (ulong, ulong)>(ref key);
            return Mix(one, other);
        }

        if (typeof(TKey) == typeof(double))
        {
            // Values that are equal have one hash: 0 and -0, and any NaN.
            double number = Unsafe.As<TKey, double>(ref key);
            return Mix(BitConverter.DoubleToUInt64Bits(number == 0d ? 0d : double.IsNaN(number) ? double.NaN : number), 0);
        }

        if (typeof(TKey) == typeof(decimal))
        {
            (Int128 digits, int scale) = ExactDecimal.Of(Unsafe.As<TKey, decimal>(ref key));
            return Mix((ulong)(digits & ulong.MaxValue) ^ (uint)scale, (ulong)((digits >> 64) & ulong.MaxValue));
        }

        return Mix(unchecked((uint)EqualityComparer<TKey>.Default.GetHashCode(key)), 0);
    }

    // Once is a product with the seeds, in which keys of a regular form leave a regular form; the second time there is none left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong one, ulong other) => IdHash.Mix(IdHash.Mix(one, other), other);
}
