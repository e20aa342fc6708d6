namespace Retention.Metrics;

public static partial class CustomerLifetimeValue
{
    /// <summary>Computes CLV of subscriptions from the ARPA of a row of a roll-forward and a lifetime that is known or assumed.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × lifetime in months × margin</c>; ARPA is that at the end of the row's period.</para>
    /// <para><b>Unit:</b> money a customer, in the currency of the row.</para>
    /// <para><b>Undefined:</b> where nobody is left to pay at the end of the period.</para>
    /// <para><b>Cost:</b> two products.</para>
    /// <para><b>Source:</b> that of the form of plain numbers: PostHog's guide to retention metrics.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaTimesLifetime(march, lifetimeMonths: 24); // 1500.00 EUR
    /// </code></example>
    /// <param name="row">The row, of a period of any length: ARPA is a monthly amount in all of them.</param>
    /// <param name="lifetimeMonths">How many months a customer stays.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static AverageMoney ArpaTimesLifetime(RollForwardRow row, decimal lifetimeMonths, decimal margin = 1m)
    {
        ArgumentNullException.ThrowIfNull(row);
        decimal factor = FormulaArgument.NotNegative(lifetimeMonths) * FormulaArgument.Share(margin);
        return AverageMoney.Of(row.ClosingMrr.UnroundedMonthly * factor, row.ClosingCustomers);
    }

    /// <summary>Computes CLV of subscriptions from a month's ARPA and its customer churn.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / customer churn rate</c>, both of the same month.</para>
    /// <para><b>Unit:</b> money a customer, in the currency of the row.</para>
    /// <para><b>Undefined:</b> where churn is 0 or undefined, or nobody is left to pay at the end of the month.</para>
    /// <para><b>Cost:</b> two divisions.</para>
    /// <para><b>Source:</b> that of the form of plain numbers: Baremetrics, "Lifetime Value"; ChartMogul.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaOverCustomerChurn(march); // 187.50 EUR: 62.50 over 1 of 3
    /// </code></example>
    /// <param name="month">A row of a roll-forward of months.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The period of the row is not a month.</exception>
    public static AverageMoney ArpaOverCustomerChurn(RollForwardRow month, decimal margin = 1m) =>
        ArpaOf(month) is { } arpa ? ArpaOverCustomerChurn(arpa, month.CustomerChurnRate, margin) : AverageMoney.Undefined(month.Currency);

    /// <summary>Computes CLV of subscriptions from a month's ARPA and its revenue churn.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × margin / revenue churn rate</c>, both of the same month.</para>
    /// <para><b>Unit:</b> money a customer, in the currency of the row.</para>
    /// <para><b>Undefined:</b> where churn is 0, negative or undefined, or nobody is left to pay at the end of the month.</para>
    /// <para><b>Cost:</b> two divisions.</para>
    /// <para><b>Source:</b> that of the form of plain numbers: Hive, "Calculating customer lifetime value".</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.ArpaOverRevenueChurn(march); // 250.00 EUR: 62.50 over a quarter
    /// </code></example>
    /// <param name="month">A row of a roll-forward of months.</param>
    /// <param name="net">Whether expansion is set against churn; gross MRR churn unless said.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The period of the row is not a month.</exception>
    public static AverageMoney ArpaOverRevenueChurn(RollForwardRow month, bool net = false, decimal margin = 1m) =>
        ArpaOf(month) is { } arpa
            ? ArpaOverRevenueChurn(arpa, net ? month.NetMrrChurnRate : month.GrossMrrChurnRate, margin)
            : AverageMoney.Undefined(month.Currency);

    /// <summary>Computes CLV of subscriptions from a month's ARPA and customer churn, with later months worth less.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>ARPA × (1 + d) / (d + churn)</c>: payments in advance, discounted by d a month.</para>
    /// <para><b>Unit:</b> money a customer, in the currency of the row.</para>
    /// <para><b>Undefined:</b> where churn is 0 or undefined, or nobody is left to pay at the end of the month.</para>
    /// <para><b>Cost:</b> two divisions.</para>
    /// <para><b>Source:</b> that of the form of plain numbers: Recurly, analytics dashboard.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerLifetimeValue.Discounted(march, monthlyDiscount: 0.01m); // 183.86 EUR
    /// </code></example>
    /// <param name="month">A row of a roll-forward of months.</param>
    /// <param name="monthlyDiscount">The discount rate of a month, 0 or more.</param>
    /// <exception cref="ArgumentException">The period of the row is not a month.</exception>
    public static AverageMoney Discounted(RollForwardRow month, decimal monthlyDiscount) =>
        ArpaOf(month) is { } arpa ? Discounted(arpa, month.CustomerChurnRate, monthlyDiscount) : AverageMoney.Undefined(month.Currency);

    /// <summary>The ARPA of a row of a month, where there is one.</summary>
    private static Money? ArpaOf(RollForwardRow month)
    {
        ArgumentNullException.ThrowIfNull(month);
        RequireMonth(month.Period, nameof(month));
        return month.Arpa.Amount;
    }

    private static void RequireMonth(ReportingPeriod period, string parameter)
    {
        if (CalendarTime.Of(period.LocalStart).PlusMonths(1) != CalendarTime.Of(period.LocalEnd))
        {
            throw new ArgumentException(FormattableString.Invariant($"{period} is not a month; expected monthly churn rates."), parameter);
        }
    }
}
