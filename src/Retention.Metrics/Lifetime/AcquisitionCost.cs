namespace Retention.Metrics;

/// <summary>What it costs to win a customer, against what the customer brings and what keeping one costs.</summary>
public static class AcquisitionCost
{
    /// <summary>Computes LTV : CAC.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>lifetime value / cost to acquire a customer</c>.</para>
    /// <para><b>Unit:</b> none; 1 where a customer just pays for being won.</para>
    /// <para><b>Undefined:</b> where acquisition costs nothing.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition; name the lifetime value that went in.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.LifetimeValueTo(lifetimeValue: 2000, acquisitionCost: 500).Value; // 4
    /// </code></example>
    /// <param name="lifetimeValue">What a customer is worth.</param>
    /// <param name="acquisitionCost">What it costs to win one.</param>
    public static Ratio LifetimeValueTo(decimal lifetimeValue, decimal acquisitionCost) => Ratio.Of(Parts.NotNegative(lifetimeValue), Parts.NotNegative(acquisitionCost));

    /// <summary>Computes how many months a customer pays until the cost of winning them is recovered.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>cost to acquire / (ARPA × margin)</c>.</para>
    /// <para><b>Unit:</b> months.</para>
    /// <para><b>Undefined:</b> where a customer brings nothing: the cost is never recovered.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the plain definition of CAC payback.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100, margin: 0.8m).Value; // 7.5
    /// </code></example>
    /// <param name="acquisitionCost">What it costs to win a customer.</param>
    /// <param name="arpa">What a customer pays a month.</param>
    /// <param name="margin">The share of revenue that is kept, 0 to 1.</param>
    public static Ratio MonthsToRecover(decimal acquisitionCost, decimal arpa, decimal margin = 1m) =>
        Ratio.Of(Parts.NotNegative(acquisitionCost), Parts.NotNegative(arpa) * Parts.Share(margin));

    /// <summary>Computes how many times the cost of keeping a customer it costs to win one.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>cost to acquire a customer / cost to retain a customer</c>.</para>
    /// <para><b>Unit:</b> none; the often quoted figure is 5.</para>
    /// <para><b>Undefined:</b> where keeping a customer costs nothing.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the often quoted five to one, whose origin nobody has found: use your own costs.</para>
    /// </remarks>
    /// <example><code>
    /// AcquisitionCost.OverRetentionCost(acquisitionCost: 500, retentionCost: 100).Value; // 5
    /// </code></example>
    /// <param name="acquisitionCost">What it costs to win a customer.</param>
    /// <param name="retentionCost">What it costs to keep one.</param>
    public static Ratio OverRetentionCost(decimal acquisitionCost, decimal retentionCost) => Ratio.Of(Parts.NotNegative(acquisitionCost), Parts.NotNegative(retentionCost));
}
