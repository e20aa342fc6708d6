namespace Retention.Metrics;

/// <summary>What a subscription charges again and again: an amount, for a quantity, every so often.</summary>
/// <remarks>
/// One-time charges, set-up fees, tax and usage are not recurring and have no place here. A price of 0 is legal and pays nothing. A
/// <see cref="SubscriptionHistory"/> refuses negative amounts, more than six decimals and a year that does not fit into 64 bits.
/// </remarks>
/// <param name="Amount">The amount for one unit and one interval.</param>
/// <param name="Interval">How often it is charged.</param>
/// <param name="Quantity">How many seats, units or licences; at least 0.</param>
public sealed record RecurringPrice(Money Amount, BillingInterval Interval, int Quantity = 1)
{
    /// <summary>How many seats, units or licences.</summary>
    public int Quantity { get; init; } = Quantity >= 0 ? Quantity : throw new ArgumentOutOfRangeException(nameof(Quantity), Quantity, "A quantity is 0 or more.");

    /// <summary>What a year of it is worth, exact; an interval that does not divide the year's units is rounded half-even once, here.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>amount × quantity × units per year / interval count</c>, with 12 months, 4 quarters, 52 weeks or 365 days to the year.</para>
    /// <para><b>Unit:</b> millionths of the currency's major unit per year.</para>
    /// </remarks>
    /// <example><code>
    /// RecurringPrice.Yearly(1200m, Currency.Eur).Revenue.Monthly;               // 100.00 EUR
    /// RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Eur).Revenue.Monthly; // 30.00 EUR
    /// </code></example>
    /// <exception cref="InvalidOperationException">The amount is negative, has more than six decimals, or a year of it does not fit into 64 bits of millionths.</exception>
    public RecurringRevenue Revenue =>
        Problem(null) is { } problem ? throw new InvalidOperationException(problem.Message) : new RecurringRevenue(Annual(null), Amount.Currency);

    /// <summary>A price for every month.</summary>
    public static RecurringPrice Monthly(decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), BillingInterval.Monthly, quantity);

    /// <summary>A price for every year.</summary>
    public static RecurringPrice Yearly(decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), BillingInterval.Yearly, quantity);

    /// <summary>A price for every so many units: <c>Every(2, BillingUnit.Week, 10m, Currency.Usd)</c>.</summary>
    public static RecurringPrice Every(int count, BillingUnit unit, decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), new BillingInterval(unit, count), quantity);

    /// <summary>What makes the price impossible, or nothing.</summary>
    internal (FindingKind Kind, string Message)? Problem(Discount? discount)
    {
        if (Amount.Amount < 0m || discount?.AmountOff is { Amount: < 0m })
        {
            return (FindingKind.NegativePrice, $"the price {Amount} is negative; a price is 0 or more");
        }

        if (discount?.AmountOff is { } off && off.Currency != Amount.Currency)
        {
            return (FindingKind.CurrencyChanged, $"the discount {off} is not in the currency of its price, {Amount}");
        }

        if (!RecurringRevenue.TryMillionths(Amount.Amount, out _) || (discount?.AmountOff is { } amountOff && !RecurringRevenue.TryMillionths(amountOff.Amount, out _)))
        {
            return (FindingKind.PriceTooPrecise, FormattableString.Invariant($"the price {Amount.Amount} {Amount.Currency} has more than six decimals"));
        }

        return GrossFits() ? null : (FindingKind.PriceOverflow, FormattableString.Invariant($"a year of {Amount.Amount} {Amount.Currency} × {Quantity} does not fit; it must be below 9,223,372,036,854.775807"));
    }

    /// <summary>Annual millionths after a discount that is running.</summary>
    internal long Annual(Discount? discount)
    {
        _ = RecurringRevenue.TryMillionths(Amount.Amount, out Int128 amount);
        Int128 charged = amount * Quantity * Interval.UnitsPerYear;
        if (discount is null)
        {
            return (long)RoundedQuotient(charged, Interval.Count);
        }

        if (discount.AmountOff is { } off)
        {
            _ = RecurringRevenue.TryMillionths(off.Amount, out Int128 less);
            return (long)RoundedQuotient(Int128.Max(0, charged - (less * Interval.UnitsPerYear)), Interval.Count);
        }

        // A charge that fits is below 2^63 × 2^31, and what is kept of a percentage below 2^27 millionths: no product reaches 2^127.
        _ = RecurringRevenue.TryMillionths(100m - discount.PercentOff, out Int128 keptPercent);
        return (long)RoundedQuotient(charged * keptPercent, (Int128)Interval.Count * 100 * RecurringRevenue.MillionthsPerUnit);
    }

    private static Int128 RoundedQuotient(Int128 dividend, Int128 divisor)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(dividend, divisor);
        Int128 twice = remainder * 2;
        return twice > divisor || (twice == divisor && Int128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }

    private bool GrossFits()
    {
        // Below 2^63 millionths per interval there is no product above 2^63 × 2^31 × 2^9 = 2^103.
        _ = RecurringRevenue.TryMillionths(Amount.Amount, out Int128 amount);
        return amount <= long.MaxValue && RoundedQuotient(amount * Quantity * Interval.UnitsPerYear, Interval.Count) <= long.MaxValue;
    }
}
