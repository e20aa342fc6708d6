using System.Numerics;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>A sum of decimals that are added and subtracted again, in any order.</summary>
/// <remarks>It is exact: it depends on which amounts are in it, not on their order or on what was subtracted.</remarks>
internal sealed class ExactSum
{
    private const int MostDecimals = 28;
    private const decimal Unit = 0.0000000000000000000000000001m;
    private static readonly BigInteger[] PowersOfTen = [.. Enumerable.Range(0, MostDecimals + 1).Select(power => BigInteger.Pow(10, power))];

    // Of each number of decimals, how many amounts are in the sum.
    private readonly int[] scales = new int[MostDecimals + 1];
    private BigInteger units;

    /// <summary>The sum, rounded half-even once where a decimal cannot hold it, with as many decimals as an amount in it has at most.</summary>
    /// <exception cref="OverflowException">It is outside the range of <see cref="decimal"/>.</exception>
    public decimal Value
    {
        get
        {
            BigInteger whole = BigInteger.DivRem(units, PowersOfTen[MostDecimals], out BigInteger rest);
            return Math.Round((decimal)whole + ((decimal)rest * Unit), Math.Max(0, Array.FindLastIndex(scales, count => count > 0)), MidpointRounding.ToEven);
        }
    }

    public void Add(decimal amount)
    {
        units += UnitsOf(amount);
        scales[amount.Scale]++;
    }

    public void Subtract(decimal amount)
    {
        units -= UnitsOf(amount);
        scales[amount.Scale]--;
    }

    public void Clear()
    {
        units = BigInteger.Zero;
        Array.Clear(scales);
    }

    private static BigInteger UnitsOf(decimal amount)
    {
        (Int128 digits, int scale) = ExactDecimal.Of(amount);
        return digits * PowersOfTen[MostDecimals - scale];
    }
}
