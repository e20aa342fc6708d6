using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>An exact amount of one currency. Unlike currencies never add.</summary>
/// <param name="Amount">The amount in major units, exact; <see cref="Rounded"/> gives it in whole minor units.</param>
/// <param name="Currency">Its currency.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(decimal Amount, Currency Currency) : IComparable<Money>, ISpanFormattable
{
    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(Currency currency) => new(0m, currency);

    /// <summary>The amount rounded half-even to the decimals of its currency: the one place where money is rounded.</summary>
    public Money Rounded => this with { Amount = Math.Round(Amount, Currency.MinorUnits, MidpointRounding.ToEven) };

    /// <summary>The amount with its currency and every decimal it has, for what is said of an amount that is refused: <c>-0.001 EUR</c>, <c>-5.00 EUR</c>.</summary>
    internal string InFull => Rounded.Amount == Amount ? Text(format: null, CultureInfo.InvariantCulture) : FormattableString.Invariant($"{Amount} {Currency.Code}");

    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum is outside the range of <see cref="decimal"/>.</exception>
    public static Money operator +(Money left, Money right) => Fitting(left, '+', Same(left, right).Amount, decimal.Add);

    /// <summary>Subtracts an amount of the same currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference is outside the range of <see cref="decimal"/>.</exception>
    public static Money operator -(Money left, Money right) => Fitting(left, '-', Same(left, right).Amount, decimal.Subtract);

    /// <summary>The amount with the other sign.</summary>
    public static Money operator -(Money money) => new(-money.Amount, money.Currency);

    /// <summary>A multiple of an amount, unrounded.</summary>
    /// <exception cref="OverflowException">The product is outside the range of <see cref="decimal"/>.</exception>
    public static Money operator *(Money money, decimal factor) => Fitting(money, '×', factor, decimal.Multiply);

    /// <summary>Compares two amounts of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public int CompareTo(Money other) => Amount.CompareTo(Same(this, other).Amount);

    /// <summary>The rounded amount with its currency: <c>49.00 EUR</c>.</summary>
    public override string ToString() => Text(format: null, CultureInfo.InvariantCulture);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Text(format, formatProvider);

    /// <summary>The amount with its currency.</summary>
    /// <param name="format">The format of the number, such as <c>N2</c>; <see langword="null"/> or <c>G</c> for the currency's decimals.</param>
    /// <param name="formatProvider">The culture of the number, where there is a format; the invariant one if left out.</param>
    /// <exception cref="FormatException"><paramref name="format"/> is not a format of numbers.</exception>
    private string Text(string? format, IFormatProvider? formatProvider)
    {
        IFormatProvider provider = FormattedText.Provider(format, formatProvider);
        return $"{(FormattedText.IsGeneral(format) ? Currency.Format(Amount, provider) : Amount.ToString(format, provider))} {Currency.Code}";
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FormattedText.TryCopy(Text(format.ToString(), provider), destination, out charsWritten);

    private static Money Fitting(Money money, char sign, decimal other, Func<decimal, decimal, decimal> calculate)
    {
        try
        {
            return money with { Amount = calculate(money.Amount, other) };
        }
        catch (OverflowException problem)
        {
            throw new OverflowException(FormattableString.Invariant($"{money.Amount} {sign} {other} {money.Currency} is too large; an amount must be within ±{decimal.MaxValue:N0}."), problem);
        }
    }

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency
            ? right
            : throw new ArgumentException(FormattableString.Invariant($"{left} and {right} are amounts of different currencies; convert one of them first."), nameof(right));
}
