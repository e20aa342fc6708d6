using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A rate that keeps both its parts, so that segments can be pooled and a reader can see what was divided by what.</summary>
/// <remarks>
/// A zero denominator is <em>undefined</em>: <see cref="Value"/> is <see langword="null"/>, never 0, NaN or infinity.
/// <see langword="default"/> is undefined. Equality is of the parts: 1/2 and 2/4 have the same value and are different ratios.
/// </remarks>
[JsonConverter(typeof(RatioJsonConverter))]
public readonly struct Ratio : IEquatable<Ratio>
{
    private const int MonthsPerYear = 12;

    private readonly decimal numerator;
    private readonly decimal denominator;

    // Revenue is exact per year; parts shown per month are twelfths of it, which a decimal cannot always hold.
    private readonly bool inTwelfths;

    private Ratio(decimal numerator, decimal denominator, bool inTwelfths)
    {
        this.numerator = numerator;
        this.denominator = denominator;
        this.inTwelfths = inTwelfths;
    }

    /// <summary>No answer: nothing divided by nothing.</summary>
    public static Ratio Undefined => default;

    /// <summary>What was counted.</summary>
    public decimal Numerator => inTwelfths ? numerator / 12m : numerator;

    /// <summary>What it was counted out of.</summary>
    public decimal Denominator => inTwelfths ? denominator / 12m : denominator;

    /// <summary>Whether there is a value: the denominator is not zero.</summary>
    public bool IsDefined => denominator != 0m;

    /// <summary>Numerator over denominator, or <see langword="null"/> when the denominator is zero.</summary>
    /// <exception cref="OverflowException">The quotient is outside the range of <see cref="decimal"/>; both parts are still available.</exception>
    public decimal? Value => denominator == 0m ? null : TryValue(out decimal value) ? value : throw TooLarge("The value", "divide smaller parts");

    /// <summary>The ratio of two numbers.</summary>
    public static Ratio Of(decimal numerator, decimal denominator) => new(numerator, denominator, inTwelfths: false);

    /// <summary>The same share of two disjoint groups together: the parts are added. Rates are never averaged.</summary>
    /// <exception cref="OverflowException">A sum is outside the range of <see cref="decimal"/>.</exception>
    public Ratio Pool(Ratio other)
    {
        try
        {
            return inTwelfths == other.inTwelfths
                ? new(numerator + other.numerator, denominator + other.denominator, inTwelfths)
                : new(Twelfths(numerator, inTwelfths) + Twelfths(other.numerator, other.inTwelfths), Twelfths(denominator, inTwelfths) + Twelfths(other.denominator, other.inTwelfths), inTwelfths: true);
        }
        catch (OverflowException)
        {
            throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"The pool with {other.Parts}"), "pool smaller parts");
        }
    }

    /// <summary>What remains of one: the denominator less the numerator, over the denominator.</summary>
    /// <exception cref="OverflowException">The difference is outside the range of <see cref="decimal"/>.</exception>
    public Ratio Complement
    {
        get
        {
            try
            {
                return new(denominator - numerator, denominator, inTwelfths);
            }
            catch (OverflowException)
            {
                throw TooLarge("The complement", "use smaller parts");
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Ratio other) => inTwelfths == other.inTwelfths
        ? numerator == other.numerator && denominator == other.denominator
        : SameTwelfths(numerator, other.numerator, other) && SameTwelfths(denominator, other.denominator, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(HashOf(numerator), HashOf(denominator));

    /// <summary>Whether both parts are equal.</summary>
    public static bool operator ==(Ratio left, Ratio right) => left.Equals(right);

    /// <summary>Whether a part differs.</summary>
    public static bool operator !=(Ratio left, Ratio right) => !left.Equals(right);

    /// <summary>The parts and the value: <c>7/100 = 0.07</c>, or <c>0/0 = undefined</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Parts} = {(!IsDefined ? "undefined" : TryValue(out decimal value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "out of range")}");

    /// <summary>The same quotient with both parts read as twelfths: exact annual amounts shown per month.</summary>
    internal Ratio PerMonth() => new(numerator, denominator, inTwelfths: true);

    /// <summary>The annual parts, where what is shown for a month is not exact.</summary>
    internal (decimal Numerator, decimal Denominator)? AnnualParts =>
        inTwelfths && (IsRounded(numerator) || IsRounded(denominator)) ? (numerator, denominator) : null;

    private string Parts => string.Create(CultureInfo.InvariantCulture, $"{Numerator:0.######}/{Denominator:0.######}");

    internal bool TryValue(out decimal value)
    {
        try
        {
            value = numerator / denominator;
            return true;
        }
        catch (OverflowException)
        {
            value = 0m;
            return false;
        }
    }

    /// <summary>Whether parts of two ratios, of which one alone is in twelfths, are equal: a product with twelve that does not fit is not rounded.</summary>
    private bool SameTwelfths(decimal part, decimal others, Ratio other) =>
        ExactDecimal.Of(part, inTwelfths ? 1 : MonthsPerYear) == ExactDecimal.Of(others, other.inTwelfths ? 1 : MonthsPerYear);

    /// <summary>Equal for equal parts, however they are held: what twelve times does not fit equals no twelfths.</summary>
    private int HashOf(decimal part) => Twelfths(part, inTwelfths || Math.Abs(part) > decimal.MaxValue / MonthsPerYear).GetHashCode();

    private OverflowException TooLarge(string what, string instead) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} of {Parts} is too large; it must be within ±{decimal.MaxValue:N0}: {instead}."));

    private static bool IsRounded(decimal twelfths) => ExactDecimal.Of(twelfths / MonthsPerYear, MonthsPerYear) != ExactDecimal.Of(twelfths);

    private static decimal Twelfths(decimal part, bool alreadyTwelfths) => alreadyTwelfths ? part : part * MonthsPerYear;
}
