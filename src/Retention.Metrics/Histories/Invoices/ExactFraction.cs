using System.Numerics;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>A fraction of whole numbers, which is rounded once, where it becomes a decimal.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, above 0; the two may have a common divisor.</param>
internal readonly record struct ExactFraction(BigInteger Numerator, BigInteger Denominator)
{
    public static ExactFraction Of(decimal number)
    {
        (Int128 digits, int scale) = ExactDecimal.Of(number);
        return new ExactFraction(digits, BigInteger.Pow(10, scale));
    }

    public static ExactFraction operator *(ExactFraction one, ExactFraction other) => new(one.Numerator * other.Numerator, one.Denominator * other.Denominator);

    public static ExactFraction operator +(ExactFraction one, ExactFraction other) =>
        one.Denominator == other.Denominator
            ? one with { Numerator = one.Numerator + other.Numerator }
            : new ExactFraction((one.Numerator * other.Denominator) + (other.Numerator * one.Denominator), one.Denominator * other.Denominator);

    /// <summary>The sum. Halves are added up first, so that few additions are of long numbers.</summary>
    /// <param name="fractions">The fractions, at least one.</param>
    public static ExactFraction Sum(ReadOnlySpan<ExactFraction> fractions) =>
        fractions.Length == 1 ? fractions[0] : Sum(fractions[..(fractions.Length / 2)]) + Sum(fractions[(fractions.Length / 2)..]);

    /// <summary>The number with so many decimals that is nearest; of two as near the even one.</summary>
    /// <exception cref="OverflowException">It is outside the range of <see cref="decimal"/>.</exception>
    public decimal RoundHalfEven(int decimals)
    {
        BigInteger units = Floor(decimals, out BigInteger rest);
        int half = (rest * 2).CompareTo(Denominator);
        return Scaled(half > 0 || (half == 0 && !units.IsEven) ? units + 1 : units, decimals);
    }

    /// <summary>The smallest number with so many decimals that is not below the fraction.</summary>
    /// <exception cref="OverflowException">It is outside the range of <see cref="decimal"/>.</exception>
    public decimal RoundUp(int decimals)
    {
        BigInteger units = Floor(decimals, out BigInteger rest);
        return Scaled(rest.IsZero ? units : units + 1, decimals);
    }

    private BigInteger Floor(int decimals, out BigInteger rest)
    {
        BigInteger units = BigInteger.DivRem(Numerator * BigInteger.Pow(10, decimals), Denominator, out rest);
        if (rest.Sign < 0)
        {
            units -= 1;
            rest += Denominator;
        }

        return units;
    }

    private static decimal Scaled(BigInteger units, int decimals)
    {
        decimal one = new(1, 0, 0, isNegative: false, (byte)decimals);
        return (decimal)units * one;
    }
}
