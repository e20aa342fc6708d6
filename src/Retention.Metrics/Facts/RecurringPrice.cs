using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a subscription charges again and again: an amount, for a quantity, every so often.</summary>
/// <remarks>
/// One-time charges, set-up fees, tax and usage are not recurring and have no place here. A price of 0 is valid and pays nothing. A
/// <see cref="SubscriptionHistory"/> refuses negative amounts, more than six decimals and a year that does not fit into 64 bits.
/// </remarks>
/// <param name="Amount">The amount for one unit and one interval.</param>
/// <param name="Interval">How often it is charged.</param>
/// <param name="Quantity">How many seats, units or licences; at least 0.</param>
[JsonConverter(typeof(RecurringPriceJsonConverter))]
public sealed record RecurringPrice(Money Amount, BillingInterval Interval, int Quantity = 1)
{
    private readonly int quantity = NotNegative(Quantity);
    private readonly string? product;

    /// <summary>How many seats, units or licences.</summary>
    public int Quantity
    {
        get => quantity;
        init => quantity = NotNegative(value);
    }

    /// <summary>The product or plan that the price is of; <see langword="null"/> where that is not known.</summary>
    /// <remarks>It decides in which line of a <see cref="RollForwardByProduct"/> the revenue is. It is a part of the price: of two prices that differ in it alone one replaces the other.</remarks>
    /// <exception cref="ArgumentException">The name is empty or white space.</exception>
    public string? Product
    {
        get => product;
        init => product = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("The product of a price is empty or white space; expected its name, or null where it is not known.", nameof(value));
    }

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
        Problem(null) is { } problem ? throw new InvalidOperationException(problem.Message) : new RecurringRevenue(Annual(discount: null, MetricPolicy.Default), Amount.Currency);

    /// <summary>A price for every month.</summary>
    public static RecurringPrice Monthly(decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), BillingInterval.Monthly, quantity);

    /// <summary>A price for every year.</summary>
    public static RecurringPrice Yearly(decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), BillingInterval.Yearly, quantity);

    /// <summary>A price for every so many units: <c>Every(2, BillingUnit.Week, 10m, Currency.Usd)</c>.</summary>
    public static RecurringPrice Every(int count, BillingUnit unit, decimal amount, Currency currency, int quantity = 1) => new(currency.Amount(amount), new BillingInterval(unit, count), quantity);

    /// <summary>What makes the price impossible, or nothing.</summary>
    internal (PriceProblem Kind, string Message)? Problem(Discount? discount)
    {
        if (Amount.Amount < 0m)
        {
            return (PriceProblem.Negative, FormattableString.Invariant($"the price {Amount.InFull} is negative; a price is 0 or more"));
        }

        if (discount?.AmountOff is { Amount: < 0m } below)
        {
            return (PriceProblem.Negative, FormattableString.Invariant($"the discount {below.InFull} is negative; a discount is 0 or more"));
        }

        if (discount?.AmountOff is { } off && off.Currency != Amount.Currency)
        {
            return (PriceProblem.OtherCurrency, FormattableString.Invariant($"the discount {off.InFull} is not in the currency of its price, {Amount.InFull}"));
        }

        if (!RecurringRevenue.TryMillionths(Amount.Amount, out _) || (discount?.AmountOff is { } amountOff && !RecurringRevenue.TryMillionths(amountOff.Amount, out _)))
        {
            return (PriceProblem.TooPrecise, FormattableString.Invariant($"the price {Amount.Amount} {Amount.Currency} has more than six decimals"));
        }

        return Exact(discount: null, MetricPolicy.Default) <= long.MaxValue ? null : (PriceProblem.TooLarge, FormattableString.Invariant($"a year of {Amount.Amount} {Amount.Currency} × {Quantity} does not fit; it must be below 9,223,372,036,854.775807"));
    }

    /// <summary>Annual millionths after a discount that is running.</summary>
    /// <exception cref="OverflowException">A year does not fit into 64 bits.</exception>
    internal long Annual(Discount? discount, MetricPolicy policy) => Exact(discount, policy) is var annual && annual <= long.MaxValue
        ? (long)annual
        : throw new OverflowException(FormattableString.Invariant($"A year of {Amount.InFull} × {Quantity} does not fit under this policy's weeks or days to the year; it must be at most 9,223,372,036,854.775807."));

    private BigInteger Exact(Discount? discount, MetricPolicy policy)
    {
        _ = RecurringRevenue.TryMillionths(Amount.Amount, out Int128 amount);
        BigInteger charged = (BigInteger)amount * Quantity * 100 * RecurringRevenue.MillionthsPerUnit;
        if (discount?.AmountOff is { } off)
        {
            _ = RecurringRevenue.TryMillionths(off.Amount, out Int128 less);
            charged = BigInteger.Max(0, charged - ((BigInteger)less * 100 * RecurringRevenue.MillionthsPerUnit));
        }
        else if (discount is not null)
        {
            _ = RecurringRevenue.TryMillionths(100m - discount.PercentOff, out Int128 kept);
            charged = (BigInteger)amount * Quantity * kept;
        }

        // A factor such as 365.25 / 7 has many decimals: scaled to a whole number there is one division, and one rounding.
        decimal factor = Interval.UnitsPerYear(policy.WeeksPerYear, policy.DaysPerYear);
        BigInteger scale = BigInteger.Pow(10, factor.Scale);
        BigInteger dividend = charged * new BigInteger(factor * (decimal)scale);
        BigInteger divisor = scale * Interval.Count * 100 * RecurringRevenue.MillionthsPerUnit;
        (BigInteger quotient, BigInteger remainder) = BigInteger.DivRem(dividend, divisor);
        int half = (remainder * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static int NotNegative(int quantity) =>
        quantity >= 0 ? quantity : throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "A quantity is 0 or more.");

    /// <summary>The price in one line, also one that a history refuses: <c>49.00 EUR per month</c>, <c>3 × 10.00 EUR per 2 weeks for pro</c>.</summary>
    public override string ToString()
    {
        string times = Quantity == 1 ? "" : FormattableString.Invariant($"{Quantity} × ");
        return FormattableString.Invariant($"{times}{Amount.InFull} per {Interval}{(Product is null ? "" : " for " + Product)}");
    }
}
