namespace Retention.Metrics;

/// <summary>How many of a period's opening customers it lost.</summary>
public static class CustomerChurn
{
    /// <summary>Computes the customer churn rate (logo churn) of one period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>|S \ E| / |S|</c>: customers active at the start and not at the end, out of those active at the start.</para>
    /// <para><b>Unit:</b> none; 0 (nobody left) to 1 (everybody left). A month's rate is a month's, not a year's.</para>
    /// <para><b>Undefined:</b> with no opening customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> logo retention of the SaaS Metrics Standards Board; ChartMogul's standard churn rate.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerChurn.Rate(lost: 7, opening: 100).Value; // 0.07
    /// </code></example>
    /// <param name="lost">Customers active at the start and not at the end.</param>
    /// <param name="opening">Customers active at the start.</param>
    public static Ratio Rate(decimal lost, decimal opening) => Ratio.Of(FormulaArgument.NotNegative(lost), FormulaArgument.NotNegative(opening));
}

/// <summary>How many of a period's opening customers it kept.</summary>
public static class CustomerRetention
{
    /// <summary>Computes the customer retention rate of one period, by the customers themselves.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>|S ∩ E| / |S|</c> = 1 − customer churn rate.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no opening customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> logo retention of the SaaS Metrics Standards Board.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerRetention.Rate(kept: 93, opening: 100).Value; // 0.93
    /// </code></example>
    /// <param name="kept">Customers active at the start and at the end.</param>
    /// <param name="opening">Customers active at the start.</param>
    public static Ratio Rate(decimal kept, decimal opening) => Ratio.Of(FormulaArgument.NotNegative(kept), FormulaArgument.NotNegative(opening));

    /// <summary>Computes the customer retention rate from counts alone.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(|E| − new) / |S|</c>. It equals <see cref="Rate"/> only where nobody joined and left within the period and
    /// nobody came back.</para>
    /// <para><b>Unit:</b> none; can be below 0 or above 1 where the two differ.</para>
    /// <para><b>Undefined:</b> with no opening customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> PostHog's guide to retention metrics; most shop guides.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerRetention.CountForm(closing: 90, added: 20, opening: 100).Value; // 0.7
    /// </code></example>
    /// <param name="closing">Customers at the end.</param>
    /// <param name="added">Customers gained in the period.</param>
    /// <param name="opening">Customers at the start.</param>
    public static Ratio CountForm(decimal closing, decimal added, decimal opening) =>
        Ratio.Of(FormulaArgument.NotNegative(closing) - FormulaArgument.NotNegative(added), FormulaArgument.NotNegative(opening));

    /// <summary>Computes how many customers there are at the end for each at the start, new ones included.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>|E| / |S|</c>.</para>
    /// <para><b>Unit:</b> none; at least 0, above 1 where the customer base grew.</para>
    /// <para><b>Undefined:</b> with no opening customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> named as a variant so that nobody takes it for retention: new customers hide lost ones.</para>
    /// </remarks>
    /// <example><code>
    /// CustomerRetention.ClosingOverOpening(closing: 90, opening: 100).Value; // 0.9
    /// </code></example>
    /// <param name="closing">Customers at the end.</param>
    /// <param name="opening">Customers at the start.</param>
    public static Ratio ClosingOverOpening(decimal closing, decimal opening) => Ratio.Of(FormulaArgument.NotNegative(closing), FormulaArgument.NotNegative(opening));
}
