using System.Numerics;

namespace Retention.Metrics.Tests.Reference;

/// <summary>A rational number in lowest terms: arithmetic of its own, so that nothing is computed the same way twice.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    private readonly BigInteger numerator, denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        divisor = denominator.Sign < 0 ? -divisor : divisor;
        (this.numerator, this.denominator) = (numerator / divisor, denominator / divisor);
    }

    public static Rational Zero => new(0, 1);

    public static implicit operator Rational(int whole) => new(whole, 1);

    /// <summary>A decimal, digit by digit.</summary>
    public static implicit operator Rational(decimal number)
    {
        BigInteger scale = 1;
        decimal whole = decimal.Truncate(number), rest = number - whole;
        BigInteger digits = new(whole);
        while (rest != 0m)
        {
            rest *= 10m;
            digits = (digits * 10) + new BigInteger(decimal.Truncate(rest));
            rest -= decimal.Truncate(rest);
            scale *= 10;
        }

        return new Rational(digits, scale);
    }

    public static Rational operator +(Rational one, Rational other) => new((one.numerator * other.denominator) + (other.numerator * one.denominator), one.denominator * other.denominator);

    public static Rational operator -(Rational one) => new(-one.numerator, one.denominator);

    public static Rational operator *(Rational one, Rational other) => new(one.numerator * other.numerator, one.denominator * other.denominator);

    public static Rational operator /(Rational one, Rational other) => new(one.numerator * other.denominator, one.denominator * other.numerator);

    public static bool operator <(Rational one, Rational other) => one.CompareTo(other) < 0;

    public static bool operator >(Rational one, Rational other) => one.CompareTo(other) > 0;

    public static bool operator <=(Rational one, Rational other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Rational one, Rational other) => one.CompareTo(other) >= 0;

    public static Rational Sum(IEnumerable<Rational> all) => all.Aggregate(Zero, (sum, one) => sum + one);

    public int CompareTo(Rational other) => (numerator * other.denominator).CompareTo(other.numerator * denominator);

    public decimal RoundHalfEven(int decimals)
    {
        Rational scaled = this * new Rational(BigInteger.Pow(10, decimals), 1);
        BigInteger floor = scaled.Floor();
        Rational above = scaled + new Rational(-floor, 1), half = new(1, 2);
        return Decimal(above > half || (above == half && !floor.IsEven) ? floor + 1 : floor, decimals);
    }

    public decimal RoundUp(int decimals) => Decimal(-(-this * new Rational(BigInteger.Pow(10, decimals), 1)).Floor(), decimals);

    private BigInteger Floor()
    {
        BigInteger quotient = BigInteger.Divide(numerator, denominator);
        return quotient * denominator > numerator ? quotient - 1 : quotient;
    }

    private static decimal Decimal(BigInteger units, int decimals) => (decimal)units / (decimal)BigInteger.Pow(10, decimals);
}
