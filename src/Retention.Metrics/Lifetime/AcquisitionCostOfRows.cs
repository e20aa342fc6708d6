namespace Retention.Metrics;

public static partial class AcquisitionCost
{
    /// <summary>Computes what it costs to win one of the new customers of a row of a roll-forward (CAC).</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>spending / new customers</c> of the row; customers who came back are not won.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where nobody was won.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; spending and row are of the same time.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.PerCustomerWon(spending: Currency.Eur.Amount(75), march); // 75.00 EUR: Eve; Dee came back
    /// </code></example>
    /// <param name="spending">What was spent on winning customers.</param>
    /// <param name="row">The row of the period in which it was spent.</param>
    public static AverageMoney PerCustomerWon(Money spending, RollForwardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PerCustomerWon(spending, row.NewCustomers);
    }

    /// <summary>Computes what it costs to keep one of the customers who were there throughout a row of a roll-forward.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>spending / (opening customers − churned customers)</c> of the row.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where nobody was kept.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; spending and row are of the same time.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.PerCustomerKept(spending: Currency.Eur.Amount(45), march); // 22.50 EUR: Ada and Bo
    /// </code></example>
    /// <param name="spending">What was spent on keeping customers.</param>
    /// <param name="row">The row of the period in which it was spent.</param>
    public static AverageMoney PerCustomerKept(Money spending, RollForwardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PerCustomerKept(spending, row.OpeningCustomers - row.ChurnedCustomers);
    }

    /// <summary>Computes LTV : CAC of two averages, such as those computed from rows of a roll-forward.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>lifetime value / cost to acquire a customer</c>.</para>
    /// <para><b>Unit:</b> none.</para>
    /// <para><b>Undefined:</b> where either is, or acquisition costs nothing.</para>
    /// <para><b>Cost:</b> three divisions.</para>
    /// <para><b>Source:</b> the plain definition; name the lifetime value that went in.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.LifetimeValueTo(CustomerLifetimeValue.ArpaOverCustomerChurn(march), AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(75), march)).Value; // 2.5
    /// </code></example>
    /// <param name="lifetimeValue">What a customer is worth.</param>
    /// <param name="acquisitionCost">What it costs to win one.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio LifetimeValueTo(AverageMoney lifetimeValue, AverageMoney acquisitionCost) =>
        lifetimeValue.Amount is { } value && acquisitionCost.Amount is { } cost ? LifetimeValueTo(value, cost) : Ratio.Undefined;

    /// <summary>Computes how many months a customer pays the ARPA of a row of a roll-forward until the cost of winning them is recovered.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>cost to acquire / (ARPA × margin)</c>; ARPA is that at the end of the row's period.</para>
    /// <para><b>Unit:</b> months.</para>
    /// <para><b>Undefined:</b> where the cost or ARPA is, or a customer brings nothing.</para>
    /// <para><b>Cost:</b> three divisions.</para>
    /// <para><b>Source:</b> the plain definition of CAC payback.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.MonthsToRecover(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(75), march), march, margin: 0.8m).Value; // 1.5
    /// </code></example>
    /// <param name="acquisitionCost">What it costs to win a customer.</param>
    /// <param name="row">The row, of a period of any length: ARPA is a monthly amount in all of them.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio MonthsToRecover(AverageMoney acquisitionCost, RollForwardRow row, decimal margin = 1m)
    {
        ArgumentNullException.ThrowIfNull(row);
        return acquisitionCost.Amount is { } cost && row.Arpa.Amount is { } arpa ? MonthsToRecover(cost, arpa, margin) : Ratio.Undefined;
    }
}
