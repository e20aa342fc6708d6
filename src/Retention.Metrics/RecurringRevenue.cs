namespace Retention.Metrics;

/// <summary>Recurring revenue, held annualised and exact: whole millionths of a currency's major unit per year.</summary>
/// <remarks>
/// A month counts 12 to the year, a quarter 4, a week 52, a day 365, so prices of all of them are exact, and sums of them are. The monthly
/// figure (MRR) is computed on the way out. One price or one customer fits into 64 bits of millionths (9.2 million million a year); sums have 128.
/// </remarks>
public readonly struct RecurringRevenue : IEquatable<RecurringRevenue>, IComparable<RecurringRevenue>
{
    internal const int MillionthsPerUnit = 1_000_000;

    internal RecurringRevenue(Int128 annualMillionths, Currency currency)
    {
        AnnualMillionths = annualMillionths;
        Currency = currency;
    }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>Annual recurring revenue (ARR), exact to six decimals.</summary>
    public Money Annual => new(AnnualAmount, Currency);

    /// <summary>Monthly recurring revenue (MRR): a twelfth of the annual amount, rounded half-even to the currency's decimals.</summary>
    public Money Monthly => new Money(AnnualAmount / 12m, Currency).Rounded;

    /// <summary>Whether there is none.</summary>
    public bool IsZero => AnnualMillionths == 0;

    internal Int128 AnnualMillionths { get; }

    internal decimal AnnualAmount => (decimal)AnnualMillionths / MillionthsPerUnit;

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

    /// <summary>Adds revenue of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static RecurringRevenue operator +(RecurringRevenue left, RecurringRevenue right) => new(left.AnnualMillionths + Same(left, right).AnnualMillionths, left.Currency);

    /// <summary>Subtracts revenue of one currency.</summary>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static RecurringRevenue operator -(RecurringRevenue left, RecurringRevenue right) => new(left.AnnualMillionths - Same(left, right).AnnualMillionths, left.Currency);

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
    public override string ToString() => FormattableString.Invariant($"{Monthly}/month");

    /// <summary>Whole millionths of an amount that has at most six decimals.</summary>
    internal static bool TryMillionths(decimal amount, out Int128 millionths)
    {
        // A decimal is below 2^96; times a million it stays below 2^127.
        decimal whole = decimal.Truncate(amount);
        decimal fraction = (amount - whole) * MillionthsPerUnit;
        millionths = ((Int128)whole * MillionthsPerUnit) + (Int128)fraction;
        return fraction == decimal.Truncate(fraction);
    }

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
