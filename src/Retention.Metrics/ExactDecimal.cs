namespace Retention.Metrics;

/// <summary>Decimals as whole digits and a scale, where their own arithmetic would round or overflow.</summary>
internal static class ExactDecimal
{
    /// <summary>An amount of whole millionths, written with so many decimals.</summary>
    /// <param name="millionths">The amount, at least 0.</param>
    /// <param name="decimals">How many decimals it is written with: at most 6, and enough for the amount.</param>
    public static decimal OfMillionths(long millionths, int decimals)
    {
        ReadOnlySpan<int> millionthsOfLastDigit = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
        long digits = millionths / millionthsOfLastDigit[decimals];
        return new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, isNegative: false, (byte)decimals);
    }

    /// <summary>The digits and the smallest scale with which <c>digits / 10^scale</c> is the number: the same for 1.5 and 1.500.</summary>
    /// <param name="number">The number.</param>
    public static (Int128 Digits, int Scale) Of(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(number, bits);
        Int128 digits = unchecked((Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        int scale = number.Scale;
        for (; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        return (decimal.IsNegative(number) ? -digits : digits, scale);
    }
}
