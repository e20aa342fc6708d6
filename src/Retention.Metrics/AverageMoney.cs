using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Money for each of something, such as a customer or an order: an amount, what it is divided by, and the currency.</summary>
/// <remarks>
/// It keeps both its parts, so that segments can be pooled, and is exact: <see cref="ToString()"/> alone rounds. A zero denominator is
/// <em>undefined</em>, as in a <see cref="Ratio"/>. <see langword="default"/> is undefined, and states no currency. Equality is of the parts and the currency.
/// </remarks>
/// <example><code>
/// AverageMoney enterprise = Arpa.Of(mrr: Currency.Eur.Amount(4000), customers: 2);
/// AverageMoney selfService = Arpa.Of(mrr: Currency.Eur.Amount(980), customers: 98);
/// enterprise.Pool(selfService);       // 49.80 EUR
/// enterprise.Pool(selfService).Value; // 49.8
/// </code></example>
[JsonConverter(typeof(AverageMoneyJsonConverter))]
public readonly struct AverageMoney : IEquatable<AverageMoney>, IComparable<AverageMoney>, ISpanFormattable
{
    private AverageMoney(Ratio parts, Currency currency)
    {
        Parts = parts;
        Currency = currency;
    }

    /// <summary>The amount that is divided, in major units.</summary>
    public decimal Numerator => Parts.Numerator;

    /// <summary>What it is divided by, such as a number of customers.</summary>
    public decimal Denominator => Parts.Denominator;

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>Whether there is a value: the denominator is not zero.</summary>
    public bool IsDefined => Parts.IsDefined;

    /// <summary>The average in major units, unrounded, or <see langword="null"/> when the denominator is zero.</summary>
    /// <exception cref="OverflowException">The quotient is outside the range of <see cref="decimal"/>; both parts are still available.</exception>
    public decimal? Value => Parts.Value;

    /// <summary>The average with its currency, unrounded, or <see langword="null"/> when the denominator is zero.</summary>
    /// <exception cref="OverflowException">The quotient is outside the range of <see cref="decimal"/>; both parts are still available.</exception>
    public Money? Amount => Value is { } value ? new Money(value, Currency) : null;

    internal Ratio Parts { get; }

    /// <summary>No average: nothing divided by nothing, in a currency.</summary>
    public static AverageMoney Undefined(Currency currency) => new(Ratio.Undefined, currency);

    /// <summary>An amount divided by a number.</summary>
    public static AverageMoney Of(Money total, decimal count) => new(Ratio.Of(total.Amount, count), total.Currency);

    /// <summary>The average of two disjoint groups together: the parts are added. Averages are never averaged.</summary>
    /// <exception cref="ArgumentException">The currencies differ. Nothing divided by nothing, with no currency stated, pools with any.</exception>
    /// <exception cref="OverflowException">A sum is outside the range of <see cref="decimal"/>.</exception>
    public AverageMoney Pool(AverageMoney other) => new(Parts.Pool(other.Parts), CommonCurrency(other));

    /// <summary>Compares two averages of one currency by value; an undefined one is below all others.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public int CompareTo(AverageMoney other)
    {
        _ = CommonCurrency(other);
        return Parts.CompareTo(other.Parts);
    }

    /// <inheritdoc/>
    public bool Equals(AverageMoney other) => Parts == other.Parts && Currency == other.Currency;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AverageMoney other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Parts, Currency);

    /// <summary>Whether both parts and the currency are equal.</summary>
    public static bool operator ==(AverageMoney left, AverageMoney right) => left.Equals(right);

    /// <summary>Whether a part or the currency differs.</summary>
    public static bool operator !=(AverageMoney left, AverageMoney right) => !left.Equals(right);

    /// <summary>The average rounded half-even to the currency's decimals: <c>62.50 EUR</c>, or <c>undefined</c>.</summary>
    public override string ToString() => ToString(format: null, CultureInfo.InvariantCulture);

    /// <summary>The average with its currency.</summary>
    /// <param name="format">The format of the number, such as <c>0.0000</c>; <see langword="null"/> or <c>G</c> for the currency's decimals.</param>
    /// <param name="formatProvider">The culture of the number, where there is a format; the invariant one if left out.</param>
    /// <exception cref="FormatException"><paramref name="format"/> is not a format of numbers.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (!IsDefined)
        {
            return "undefined";
        }

        if (!Parts.TryValue(out decimal value))
        {
            return $"out of range {Currency.Code}";
        }

        bool isGeneral = FormattedText.IsGeneral(format);
        decimal shown = isGeneral ? new Money(value, Currency).Rounded.Amount : value;
        string digits = shown.ToString(isGeneral ? $"F{Currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}" : format, FormattedText.Provider(format, formatProvider));
        return $"{digits} {Currency.Code}";
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FormattedText.TryCopy(ToString(format.ToString(), provider), destination, out charsWritten);

    private Currency CommonCurrency(AverageMoney other) =>
        Currency.Common(Currency, Parts == Ratio.Undefined, other.Currency, other.Parts == Ratio.Undefined)
        ?? throw new ArgumentException(FormattableString.Invariant($"{this} and {other} are averages of {Currency} and {other.Currency}; convert one of them first."), nameof(other));
}
