namespace Retention.Metrics;

/// <summary>What a customer is worth over the whole relationship, by the plain formulas in use. None of them silently replaces another.</summary>
/// <remarks>Each assumes a steady state; a value expected from a fitted model is the business of Retention.Metrics.Modeling.</remarks>
public static partial class CustomerLifetimeValue
{
    /// <summary>Computes CLV of orders from averages: mean purchase value times mean purchases a year times years.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>average purchase value × purchases per year × years × margin</c>, a product of means.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> never.</para>
    /// <para><b>Cost:</b> three products.</para>
    /// <para><b>Source:</b> HubSpot and Kissmetrics, the Starbucks case: 25,771.20 where <see cref="MeanOfProducts"/> gives 25,272.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ProductOfMeans(averagePurchaseValue: Currency.Usd.Amount(5.9m), purchasesPerYear: 4.2m * 52, years: 20); // 25771.20 USD
    /// </code></example>
    /// <param name="averagePurchaseValue">Average order value.</param>
    /// <param name="purchasesPerYear">Orders a customer and year.</param>
    /// <param name="years">How long the relationship lasts.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static Money ProductOfMeans(Money averagePurchaseValue, decimal purchasesPerYear, decimal years, decimal margin = 1m) =>
        FormulaArgument.NotNegative(averagePurchaseValue) * FormulaArgument.NotNegative(purchasesPerYear) * FormulaArgument.NotNegative(years) * FormulaArgument.Share(margin);

    /// <summary>Computes CLV of orders customer by customer, and then the mean.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>mean over customers of (purchase value × purchases per year) × years × margin</c>, a mean of products.</para>
    /// <para><b>Unit:</b> money a customer; numerator and denominator are the sum over customers and their number.</para>
    /// <para><b>Undefined:</b> with no customers; it then states no currency.</para>
    /// <para><b>Cost:</b> one pass over the customers.</para>
    /// <para><b>Source:</b> Kissmetrics, the Starbucks case.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.MeanOfProducts([(Currency.Usd.Amount(3.5m), 4 * 52), (Currency.Usd.Amount(8.5m), 3 * 52)], years: 20); // 20540.00 USD
    /// </code></example>
    /// <param name="customers">Each customer's average purchase value and purchases a year.</param>
    /// <param name="years">How long the relationship lasts.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The purchase values are of several currencies.</exception>
    public static AverageMoney MeanOfProducts(ReadOnlySpan<(Money PurchaseValue, decimal PurchasesPerYear)> customers, decimal years, decimal margin = 1m)
    {
        var sum = Money.Zero(customers.IsEmpty ? Currency.None : customers[0].PurchaseValue.Currency);
        foreach ((Money purchaseValue, decimal purchasesPerYear) in customers)
        {
            sum += FormulaArgument.NotNegative(purchaseValue) * FormulaArgument.NotNegative(purchasesPerYear);
        }

        return AverageMoney.Of(sum * FormulaArgument.NotNegative(years) * FormulaArgument.Share(margin), customers.Length);
    }

    /// <summary>Computes CLV of subscriptions from a lifetime that is known or assumed.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × lifetime in months × margin</c>.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> never.</para>
    /// <para><b>Cost:</b> two products.</para>
    /// <para><b>Source:</b> PostHog's guide to retention metrics (50 a month for 12 months are 600).</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaTimesLifetime(arpa: Currency.Eur.Amount(50), lifetimeMonths: 12); // 600.00 EUR
    /// </code></example>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="lifetimeMonths">How many months a customer stays.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static Money ArpaTimesLifetime(Money arpa, decimal lifetimeMonths, decimal margin = 1m) =>
        FormulaArgument.NotNegative(arpa) * FormulaArgument.NotNegative(lifetimeMonths) * FormulaArgument.Share(margin);

    /// <summary>Computes CLV of subscriptions from customer churn: the lifetime is one over the churn rate.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / customer churn rate</c>, both of the same unit of time.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where churn is 0 or undefined: nobody leaving says nothing about how long they stay.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> Baremetrics, "Lifetime Value"; ChartMogul (100 at 5 % are 2,000).</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaOverCustomerChurn(arpa: Currency.Eur.Amount(100), churn: Ratio.Of(5, 100)); // 2000.00 EUR
    /// </code></example>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="churn">The monthly customer churn rate.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static AverageMoney ArpaOverCustomerChurn(Money arpa, Ratio churn, decimal margin = 1m) => Over(FormulaArgument.NotNegative(arpa) * FormulaArgument.Share(margin), churn);

    /// <summary>Computes CLV of subscriptions from revenue churn.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / revenue churn rate</c>, both of the same unit of time.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where churn is 0, negative or undefined.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> Hive, "Calculating customer lifetime value".</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaOverRevenueChurn(arpa: Currency.Eur.Amount(100), churn: Ratio.Of(4, 100), margin: 0.8m); // 2000.00 EUR
    /// </code></example>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="churn">The monthly revenue churn rate, gross or net.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static AverageMoney ArpaOverRevenueChurn(Money arpa, Ratio churn, decimal margin = 1m) => Over(FormulaArgument.NotNegative(arpa) * FormulaArgument.Share(margin), churn);

    /// <summary>Computes CLV of subscriptions from the churn of the six months before the current one, averaged.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / mean of the six monthly customer churn rates before the current month</c>.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where one of the six rates is, or all are 0.</para>
    /// <para><b>Cost:</b> seven divisions.</para>
    /// <para><b>Source:</b> ChartMogul, "Customer Lifetime Value (LTV)".</para>
    /// </remarks>
    /// <example><code>
    /// Ratio[] lastSixMonths = [Ratio.Of(4, 100), Ratio.Of(6, 100), Ratio.Of(5, 100), Ratio.Of(5, 100), Ratio.Of(4, 100), Ratio.Of(6, 100)];
    /// CustomerLifetimeValue.ArpaOverSixMonthChurn(arpa: Currency.Eur.Amount(100), lastSixMonths); // 2000.00 EUR
    /// </code></example>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="lastSixMonths">The six monthly rates, the current month left out.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are not exactly six rates.</exception>
    public static AverageMoney ArpaOverSixMonthChurn(Money arpa, ReadOnlySpan<Ratio> lastSixMonths, decimal margin = 1m)
    {
        if (lastSixMonths.Length != 6)
        {
            throw new ArgumentException(FormattableString.Invariant($"{lastSixMonths.Length} rates were given; expected the six monthly rates before the current one."), nameof(lastSixMonths));
        }

        decimal sum = 0m;
        foreach (Ratio rate in lastSixMonths)
        {
            if (rate.Value is not { } value)
            {
                return AverageMoney.Undefined(arpa.Currency);
            }

            sum += value;
        }

        return Over(FormulaArgument.NotNegative(arpa) * FormulaArgument.Share(margin) * 6m, Ratio.Of(sum, 1m));
    }

    /// <summary>Computes CLV of subscriptions from a month's ARPA and the churn of the six months before it, averaged.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / mean of the six monthly customer churn rates before the month</c>; ARPA is the month's own, at its end.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where one of the six rates is, or all are 0, or nobody is left to pay at the end of the month.</para>
    /// <para><b>Cost:</b> eight divisions.</para>
    /// <para><b>Source:</b> ChartMogul, "Customer Lifetime Value (LTV)".</para>
    /// </remarks>
    /// <example><code>
    /// RollForward months = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2025, 9)).To(new YearMonth(2026, 3)));
    /// CustomerLifetimeValue.ArpaOverSixMonthChurn(months, month: 6); // 1500.00 EUR: 62.50 over a mean of 1/24
    /// </code></example>
    /// <param name="months">A roll-forward of months.</param>
    /// <param name="month">Which of its rows, with six before it.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">One of the seven periods is not a month.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or fewer than six before it.</exception>
    public static AverageMoney ArpaOverSixMonthChurn(RollForward months, int month, decimal margin = 1m)
    {
        ArgumentNullException.ThrowIfNull(months);
        if (month < 6 || month >= months.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(month), month, FormattableString.Invariant($"A row with six before it: 6 to {months.Count - 1}."));
        }

        var lastSixMonths = new Ratio[6];
        for (int row = month - 6; row <= month; row++)
        {
            RequireMonth(months[row].Period, nameof(months));
            if (row < month)
            {
                lastSixMonths[row - month + 6] = months[row].CustomerChurnRate;
            }
        }

        return months[month].Arpa.Amount is { } arpa ? ArpaOverSixMonthChurn(arpa, lastSixMonths, margin) : AverageMoney.Undefined(months.Currency);
    }

    /// <summary>Computes CLV of subscriptions with later months worth less.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × (1 + d) / (d + churn)</c>: payments in advance, discounted by d a month.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where churn is 0 or undefined, as for every value that divides by it.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> Recurly, analytics dashboard (111 at 10 % discount and 3.5 % churn are 904.44).</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.Discounted(arpa: Currency.Usd.Amount(111), churn: Ratio.Of(35, 1000), monthlyDiscount: 0.1m); // 904.44 USD
    /// </code></example>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="churn">The monthly customer churn rate.</param>
    /// <param name="monthlyDiscount">The discount rate of a month, 0 or more.</param>
    public static AverageMoney Discounted(Money arpa, Ratio churn, decimal monthlyDiscount) =>
        churn.Value is { } rate and > 0m
            ? AverageMoney.Of(FormulaArgument.NotNegative(arpa) * (1m + FormulaArgument.NotNegative(monthlyDiscount)), monthlyDiscount + rate)
            : AverageMoney.Undefined(arpa.Currency);

    /// <summary>Computes what the members of a cohort have brought so far, on average: no forecast.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>revenue received / customers of the cohort</c>, those who left included.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> with no customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> RevenueCat, realized LTV charts.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.Realized(revenue: Currency.Eur.Amount(12500), customers: 50); // 250.00 EUR
    /// </code></example>
    /// <param name="revenue">All revenue of the cohort so far.</param>
    /// <param name="customers">How many customers the cohort began with.</param>
    public static AverageMoney Realized(Money revenue, decimal customers) => AverageMoney.Of(FormulaArgument.NotNegative(revenue), FormulaArgument.NotNegative(customers));

    private static AverageMoney Over(Money amount, Ratio churn) =>
        churn.Value is > 0m ? AverageMoney.Of(amount * churn.Denominator, churn.Numerator) : AverageMoney.Undefined(amount.Currency);
}
