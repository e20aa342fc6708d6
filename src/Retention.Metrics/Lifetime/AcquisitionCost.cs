namespace Retention.Metrics;

/// <summary>What it costs to win a customer, against what the customer brings and what keeping one costs.</summary>
public static partial class AcquisitionCost
{
    /// <summary>Computes what it costs to win a customer (CAC).</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>spending on sales and marketing / customers won by it</c>, both of the same time.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where nobody was won.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; say whether salaries are in the spending.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.PerCustomerWon(spending: Currency.Eur.Amount(30000), customers: 60); // 500.00 EUR
    /// </code></example>
    /// <param name="spending">What was spent on winning customers.</param>
    /// <param name="customers">How many new customers there were.</param>
    public static AverageMoney PerCustomerWon(Money spending, decimal customers) => AverageMoney.Of(FormulaArgument.NotNegative(spending), FormulaArgument.NotNegative(customers));

    /// <summary>Computes what it costs to keep a customer.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>spending on keeping customers / customers kept</c>, both of the same time.</para>
    /// <para><b>Unit:</b> money a customer.</para>
    /// <para><b>Undefined:</b> where nobody was kept.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition: support, success, loyalty and win-back, but not the product itself.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.PerCustomerKept(spending: Currency.Eur.Amount(93000), customers: 930); // 100.00 EUR
    /// </code></example>
    /// <param name="spending">What was spent on keeping customers.</param>
    /// <param name="customers">How many customers of the start were there at the end.</param>
    public static AverageMoney PerCustomerKept(Money spending, decimal customers) => AverageMoney.Of(FormulaArgument.NotNegative(spending), FormulaArgument.NotNegative(customers));

    /// <summary>Computes LTV : CAC.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>lifetime value / cost to acquire a customer</c>.</para>
    /// <para><b>Unit:</b> none; 1 where a customer just pays for being won.</para>
    /// <para><b>Undefined:</b> where acquisition costs nothing.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; name the lifetime value that went in.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.LifetimeValueTo(lifetimeValue: Currency.Eur.Amount(2000), acquisitionCost: Currency.Eur.Amount(500)).Value; // 4
    /// </code></example>
    /// <param name="lifetimeValue">What a customer is worth.</param>
    /// <param name="acquisitionCost">What it costs to win one.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio LifetimeValueTo(Money lifetimeValue, Money acquisitionCost) => Ratio.Of(FormulaArgument.NotNegative(lifetimeValue), FormulaArgument.NotNegative(acquisitionCost));

    /// <summary>Computes how many months a customer pays until the cost of winning them is recovered.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>cost to acquire / (ARPA × margin)</c>.</para>
    /// <para><b>Unit:</b> months.</para>
    /// <para><b>Undefined:</b> where a customer brings nothing: the cost is never recovered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition of CAC payback.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.MonthsToRecover(acquisitionCost: Currency.Eur.Amount(600), arpa: Currency.Eur.Amount(100), margin: 0.8m).Value; // 7.5
    /// </code></example>
    /// <param name="acquisitionCost">What it costs to win a customer.</param>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio MonthsToRecover(Money acquisitionCost, Money arpa, decimal margin = 1m) =>
        Ratio.Of(FormulaArgument.NotNegative(acquisitionCost), FormulaArgument.NotNegative(arpa) * FormulaArgument.Share(margin));

    /// <summary>Computes how many times the cost of keeping a customer it costs to win one.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>cost to acquire a customer / cost to retain a customer</c>.</para>
    /// <para><b>Unit:</b> none; the often quoted figure is 5.</para>
    /// <para><b>Undefined:</b> where keeping a customer costs nothing.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the often quoted five to one, without a known origin: use your own costs.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.OverRetentionCost(acquisitionCost: Currency.Eur.Amount(500), retentionCost: Currency.Eur.Amount(100)).Value; // 5
    /// </code></example>
    /// <param name="acquisitionCost">What it costs to win a customer.</param>
    /// <param name="retentionCost">What it costs to keep one.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static Ratio OverRetentionCost(Money acquisitionCost, Money retentionCost) => Ratio.Of(FormulaArgument.NotNegative(acquisitionCost), FormulaArgument.NotNegative(retentionCost));
}
