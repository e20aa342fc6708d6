using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Recurring revenue, held annualized and exact: whole millionths of a currency's major unit per year.</summary>
/// <remarks>
/// A month counts 12 to the year, a quarter 4, a week 52, a day 365, so prices of all of them are exact, and sums of them are. The monthly
/// figure (MRR) is computed on the way out. One price or one customer fits into 64 bits of millionths (9.2 million million a year); sums have 128.
/// </remarks>
[JsonConverter(typeof(RecurringRevenueJsonConverter))]
public readonly struct RecurringRevenue : IEquatable<RecurringRevenue>, IComparable<RecurringRevenue>, ISpanFormattable
{
    internal const int MillionthsPerUnit = 1_000_000;

    private const int Decimals = 6;

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    // Below it a decimal has room for six decimals and for the digits of a twelfth.
    private static readonly Int128 LargestFormatted = 10_000_000_000_000_000;

    internal RecurringRevenue(Int128 annualMillionths, Currency currency)
    {
        AnnualMillionths = annualMillionths;
        Currency = currency;
    }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>Annual recurring revenue (ARR), exact to six decimals.</summary>
    /// <exception cref="OverflowException">It is above 79,228,162,514,264,337,593,543 a year, which a <see cref="decimal"/> with six decimals cannot hold.</exception>
    public Money Annual => new(AnnualAmount, Currency);

    /// <summary>Monthly recurring revenue (MRR): a twelfth of the annual amount, rounded half-even to the currency's decimals.</summary>
    /// <exception cref="OverflowException">A year of it is above 79,228,162,514,264,337,593,543.</exception>
    public Money Monthly => UnroundedMonthly.Rounded;

    /// <summary>Whether there is none.</summary>
    public bool IsZero => AnnualMillionths == 0;

    internal Int128 AnnualMillionths { get; }

    internal decimal AnnualAmount
    {
        get
        {
            try
            {
                return (decimal)AnnualMillionths / MillionthsPerUnit;
            }
            catch (OverflowException problem)
            {
                throw new OverflowException(FormattableString.Invariant($"{this} is too large for an amount; a year of it must be within ±79,228,162,514,264,337,593,543.950335."), problem);
            }
        }
    }

    /// <summary>The nearest decimal to a twelfth of the annual amount: the amount of a month, not rounded to the currency's decimals.</summary>
    internal decimal MonthlyAmount => AnnualAmount / 12m;

    /// <summary>The same with the currency.</summary>
    internal Money UnroundedMonthly => new(MonthlyAmount, Currency);

    /// <summary>No revenue, in a currency.</summary>
    public static RecurringRevenue Zero(Currency currency) => new(0, currency);

    /// <summary>Revenue stated per month.</summary>
    /// <param name="amount">The amount of a month, with at most six decimals.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than six decimals, or more than fits into 64 bits of annual millionths.</exception>
    public static RecurringRevenue PerMonth(Money amount) => FromMillionths(amount, 12);

    /// <summary>Revenue stated per year.</summary>
    /// <param name="amount">The amount of a year, with at most six decimals.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than six decimals, or more than fits into 64 bits of annual millionths.</exception>
    public static RecurringRevenue PerYear(Money amount) => FromMillionths(amount, 1);

    /// <summary>Revenue in the unit in which it is held: whole millionths of the currency's major unit per year.</summary>
    /// <param name="annualMillionths">The millionths of a year: 588,000,000 is 588.00 EUR a year, or 49.00 EUR a month.</param>
    /// <param name="currency">The currency.</param>
    public static RecurringRevenue FromAnnualMillionths(long annualMillionths, Currency currency) => new(annualMillionths, currency);

    /// <summary>Adds revenue of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit into 128 bits of annual millionths.</exception>
    public static RecurringRevenue operator +(RecurringRevenue left, RecurringRevenue right)
    {
        Int128 sum = unchecked(left.AnnualMillionths + Same(left, right).AnnualMillionths);
        return Int128.IsNegative((left.AnnualMillionths ^ sum) & (right.AnnualMillionths ^ sum)) ? throw TooLarge(left, '+', right) : new(sum, left.Currency);
    }

    /// <summary>Subtracts revenue of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit into 128 bits of annual millionths.</exception>
    public static RecurringRevenue operator -(RecurringRevenue left, RecurringRevenue right)
    {
        Int128 difference = unchecked(left.AnnualMillionths - Same(left, right).AnnualMillionths);
        return Int128.IsNegative((left.AnnualMillionths ^ right.AnnualMillionths) & (left.AnnualMillionths ^ difference)) ? throw TooLarge(left, '-', right) : new(difference, left.Currency);
    }

    /// <inheritdoc/>
    public int CompareTo(RecurringRevenue other) => AnnualMillionths.CompareTo(Same(this, other).AnnualMillionths);

    /// <inheritdoc/>
    public bool Equals(RecurringRevenue other) => AnnualMillionths == other.AnnualMillionths && Currency == other.Currency;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecurringRevenue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(AnnualMillionths, Currency);

    /// <summary>Whether two revenues are equal to the last millionth.</summary>
    public static bool operator ==(RecurringRevenue left, RecurringRevenue right) => left.Equals(right);

    /// <summary>Whether two revenues differ.</summary>
    public static bool operator !=(RecurringRevenue left, RecurringRevenue right) => !left.Equals(right);

    /// <summary>The monthly figure: <c>49.00 EUR/month</c>.</summary>
    public override string ToString() => Text(format: null, formatProvider: null);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Text(format, formatProvider);

    /// <summary>The monthly figure with its currency.</summary>
    /// <param name="format">The format of the number, such as <c>N2</c>; <see langword="null"/> or <c>G</c> for the currency's decimals.</param>
    /// <param name="formatProvider">The culture of the number, where there is a format; the invariant one if left out.</param>
    /// <exception cref="FormatException"><paramref name="format"/> is not a format of numbers.</exception>
    private string Text(string? format, IFormatProvider? formatProvider)
    {
        // A sum can be larger than any decimal: then its digits are all there is.
        bool isDecimal = Int128.Abs(AnnualMillionths / MillionthsPerUnit) < LargestFormatted;
        string digits = !isDecimal || FormattedText.IsGeneral(format) ? MonthlyDigits : MonthlyAmount.ToString(format, FormattedText.Provider(format, formatProvider));
        return $"{digits} {Currency.Code}/month";
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        FormattedText.TryCopy(Text(format.ToString(), provider), destination, out charsWritten);

    /// <summary>The monthly amount in digits, half-even to the currency's decimals: of any amount, also one that no decimal holds.</summary>
    internal string MonthlyDigits => Digits(MonthlyMinorUnits, Currency.MinorUnits);

    /// <summary>The monthly amount in minor units of the currency, half-even.</summary>
    internal Int128 MonthlyMinorUnits
    {
        get
        {
            (Int128 units, Int128 rest) = Int128.DivRem(AnnualMillionths, MillionthsPerMonthlyMinorUnit);
            Int128 twice = Int128.Abs(rest) * 2;
            return units + (twice > MillionthsPerMonthlyMinorUnit || (twice == MillionthsPerMonthlyMinorUnit && !Int128.IsEvenInteger(units)) ? Int128.Sign(rest) : 0);
        }
    }

    /// <summary>The annual millionths of one minor unit a month.</summary>
    internal Int128 MillionthsPerMonthlyMinorUnit => 12 * Currency.MillionthsPerMinorUnit;

    /// <summary>The annual amount in digits, exact: with the currency's decimals, or as many more as it has.</summary>
    internal string AnnualDigits
    {
        get
        {
            string digits = Digits(AnnualMillionths, Decimals);
            int kept = digits.Length - Decimals + Currency.MinorUnits;
            string trimmed = digits.TrimEnd('0');
            return (trimmed.Length > kept ? trimmed : digits[..kept]).TrimEnd('.');
        }
    }

    /// <summary>Whole millionths of an amount that has at most six decimals.</summary>
    internal static bool TryMillionths(decimal amount, out Int128 millionths)
    {
        // The digits of a decimal are below 2^96; times a million they stay below 2^127.
        if (amount.Scale <= Decimals)
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(amount, bits);
            Int128 digits = unchecked(new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
            millionths = digits * PowersOfTen[Decimals - amount.Scale];
            millionths = decimal.IsNegative(amount) ? -millionths : millionths;
            return true;
        }

        decimal whole = decimal.Truncate(amount);
        decimal fraction = (amount - whole) * MillionthsPerUnit;
        millionths = ((Int128)whole * MillionthsPerUnit) + (Int128)fraction;
        return fraction == decimal.Truncate(fraction);
    }

    private static string Digits(Int128 units, int decimals)
    {
        string digits = units.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(decimals + 1, '0');
        return $"{(Int128.IsNegative(units) ? "-" : "")}{digits[..^decimals]}{(decimals > 0 ? "." : "")}{digits[^decimals..]}";
    }

    private static OverflowException TooLarge(RecurringRevenue left, char sign, RecurringRevenue right) =>
        new(FormattableString.Invariant($"{left} {sign} {right} is too large; a year must be within ±{Int128.MaxValue:N0} millionths."));

    private static RecurringRevenue FromMillionths(Money amount, int perYear)
    {
        if (!TryMillionths(amount.Amount, out Int128 millionths))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount.Amount, "A recurring amount has at most six decimals.");
        }

        Int128 annual = millionths * perYear;
        return annual >= long.MinValue && annual <= long.MaxValue
            ? new RecurringRevenue(annual, amount.Currency)
            : throw new ArgumentOutOfRangeException(nameof(amount), amount.Amount, "A year of it must be below 9,223,372,036,854.775807.");
    }

    private static RecurringRevenue Same(RecurringRevenue left, RecurringRevenue right) =>
        left.Currency == right.Currency
            ? right
            : throw new ArgumentException(FormattableString.Invariant($"{left} and {right} are revenues of different currencies; convert one of them first."), nameof(right));
}
