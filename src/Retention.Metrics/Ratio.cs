using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A rate that keeps both its parts, so that segments can be pooled and a reader can see what was divided by what.</summary>
/// <remarks>
/// A zero denominator is <em>undefined</em>: <see cref="Value"/> is <see langword="null"/>, never 0, NaN or infinity.
/// <see langword="default"/> is undefined. Equality is of the parts: 1/2 and 2/4 have the same value and are different ratios.
/// Recurring revenue is exact for a year, and a twelfth of it can have no last digit. A part that is the nearest decimal to a twelfth of whole
/// millionths is taken as that twelfth, so that values and pools of monthly amounts are those of the exact amounts.
/// </remarks>
[JsonConverter(typeof(RatioJsonConverter))]
public readonly struct Ratio : IEquatable<Ratio>, IComparable<Ratio>, ISpanFormattable
{
    private Ratio(decimal numerator, decimal denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>No answer: nothing divided by nothing.</summary>
    public static Ratio Undefined => default;

    /// <summary>What was counted.</summary>
    public decimal Numerator { get; }

    /// <summary>What it was counted out of.</summary>
    public decimal Denominator { get; }

    /// <summary>Whether there is a value: the denominator is not zero.</summary>
    public bool IsDefined => Denominator != 0m;

    /// <summary>Numerator over denominator, or <see langword="null"/> when the denominator is zero.</summary>
    /// <exception cref="OverflowException">The quotient is outside the range of <see cref="decimal"/>; both parts are still available.</exception>
    public decimal? Value => !IsDefined ? null : TryValue(out decimal value) ? value : throw TooLarge("The value", "divide smaller parts");

    /// <summary>The ratio of two numbers.</summary>
    public static Ratio Of(decimal numerator, decimal denominator) => new(numerator, denominator);

    /// <summary>The ratio of two recurring revenues; its parts are the amounts of a month.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">A year of one of them is above 79,228,162,514,264,337,593,543.</exception>
    public static Ratio Of(RecurringRevenue part, RecurringRevenue whole) => part.Currency == whole.Currency
        ? new(part.MonthlyAmount, whole.MonthlyAmount)
        : throw new ArgumentException(FormattableString.Invariant($"{part} and {whole} are revenues of different currencies; convert one of them first."), nameof(whole));

    /// <summary>The ratio of two amounts of money.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio Of(Money part, Money whole) => part.Currency == whole.Currency
        ? new(part.Amount, whole.Amount)
        : throw new ArgumentException(FormattableString.Invariant($"{part} and {whole} are amounts of different currencies; convert one of them first."), nameof(whole));

    /// <summary>The same share of two disjoint groups together: the parts are added. Rates are never averaged.</summary>
    /// <exception cref="OverflowException">A sum is outside the range of <see cref="decimal"/>.</exception>
    public Ratio Pool(Ratio other)
    {
        try
        {
            return new(MonthlyPart.Sum(Numerator, other.Numerator), MonthlyPart.Sum(Denominator, other.Denominator));
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
                return new(MonthlyPart.Sum(Denominator, -Numerator), Denominator);
            }
            catch (OverflowException)
            {
                throw TooLarge("The complement", "use smaller parts");
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Ratio other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>Whether both parts are equal.</summary>
    public static bool operator ==(Ratio left, Ratio right) => left.Equals(right);

    /// <summary>Whether a part differs.</summary>
    public static bool operator !=(Ratio left, Ratio right) => !left.Equals(right);

    /// <summary>Compares two rates by value: 1/2 and 2/4 are neither below nor above each other, though they are not equal. An undefined rate is below all others.</summary>
    public int CompareTo(Ratio other) => Rank.CompareTo(other.Rank);

    /// <summary>The parts and the value: <c>7/100 = 0.07</c>, or <c>0/0 = undefined</c>.</summary>
    public override string ToString() => Text(format: null, CultureInfo.InvariantCulture);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Text(format, formatProvider);

    /// <summary>The value in a format of numbers, such as <c>P1</c>, or the parts and the value.</summary>
    /// <param name="format">The format of the value; <see langword="null"/> or <c>G</c> for the parts and the value.</param>
    /// <param name="formatProvider">The culture of the number, where there is a format; the invariant one if left out.</param>
    /// <returns><c>undefined</c> or <c>out of range</c> where there is no value.</returns>
    /// <exception cref="FormatException"><paramref name="format"/> is not a format of numbers.</exception>
    private string Text(string? format, IFormatProvider? formatProvider)
    {
        IFormatProvider provider = FormattedText.Provider(format, formatProvider);
        bool isGeneral = FormattedText.IsGeneral(format);
        string shown = !IsDefined ? "undefined" : !TryValue(out decimal value) ? "out of range" : isGeneral ? Shown(value, provider) : value.ToString(format, provider);
        return isGeneral ? string.Concat(PartsIn(provider), " = ", shown) : shown;
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FormattedText.TryCopy(Text(format.ToString(), provider), destination, out charsWritten);

    private string Parts => PartsIn(CultureInfo.InvariantCulture);

    private string PartsIn(IFormatProvider provider) => string.Concat(Shown(Numerator, provider), "/", Shown(Denominator, provider));

    /// <summary>Six decimals, or the digits of a number that six decimals would show as 0.</summary>
    private static string Shown(decimal number, IFormatProvider provider) =>
        number.ToString(Math.Abs(number) is > 0m and < 0.000001m ? "0.############################" : "0.######", provider);

    /// <summary>Undefined, below the range of decimal, within it by value, above it.</summary>
    private (int Range, decimal Value) Rank =>
        !IsDefined ? (-2, 0m)
        : TryValue(out decimal value) ? (0, value)
        : (decimal.Sign(Numerator) * decimal.Sign(Denominator), 0m);

    internal bool TryValue(out decimal value)
    {
        try
        {
            value = MonthlyPart.Quotient(Numerator, Denominator);
            return true;
        }
        catch (OverflowException)
        {
            value = 0m;
            return false;
        }
    }

    private OverflowException TooLarge(string what, string instead) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} of {Parts} is too large; it must be within ±{decimal.MaxValue:N0}: {instead}."));
}
