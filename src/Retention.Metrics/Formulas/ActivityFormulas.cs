namespace Retention.Metrics;

/// <summary>How many active customers stay active.</summary>
public static class ActivityRetention
{
    /// <summary>Computes the activity retention rate: of the customers active in the period before, those active in the period too.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>retained / (retained + dormant)</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody was active in the period before.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> growth accounting of active users; docs/metrics/activity.md.</para>
    /// </remarks>
    /// <example><code>
    /// ActivityRetention.Rate(retained: 60, dormant: 20).Value; // 0.75
    /// </code></example>
    /// <param name="retained">Customers active in the period and in the one before.</param>
    /// <param name="dormant">Customers active in the period before and not in the period.</param>
    public static Ratio Rate(decimal retained, decimal dormant) => Ratio.Of(FormulaArgument.NotNegative(retained), FormulaArgument.NotNegative(retained) + FormulaArgument.NotNegative(dormant));
}

/// <summary>How often active customers are active.</summary>
public static class Stickiness
{
    /// <summary>Computes stickiness: mean daily active customers out of the customers active in the period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(active customer-days / days) / active customers</c>; a customer-day is a customer and a local day with an activity.</para>
    /// <para><b>Unit:</b> none; 1 / days to 1.</para>
    /// <para><b>Undefined:</b> where nobody was active in the period.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> DAU/MAU; docs/metrics/activity.md.</para>
    /// </remarks>
    /// <example><code>
    /// Stickiness.Of(customerDays: 600, days: 30, activeCustomers: 100).Value; // 0.2
    /// </code></example>
    /// <param name="customerDays">Customers and local days with an activity.</param>
    /// <param name="days">Local days of the period.</param>
    /// <param name="activeCustomers">Customers active in the period.</param>
    public static Ratio Of(decimal customerDays, decimal days, decimal activeCustomers) =>
        Ratio.Of(FormulaArgument.NotNegative(customerDays), FormulaArgument.NotNegative(days) * FormulaArgument.NotNegative(activeCustomers));
}
