namespace Retention.Metrics;

/// <summary>How much of a period's opening recurring revenue it lost, before and after what was gained from the same customers.</summary>
public static class MrrChurn
{
    /// <summary>Computes the gross MRR churn rate of one period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(churn + contraction) / opening</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1 under per-period netting, above 1 only where the same revenue is lost twice in a period.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul, "MRR Churn Rate".</para>
    /// </remarks>
    /// <example><code>
    /// MrrChurn.Gross(churn: 10, contraction: 10, opening: 100).Value; // 0.2
    /// </code></example>
    /// <param name="churn">Revenue of customers who dropped to nothing.</param>
    /// <param name="contraction">Revenue lost from customers who still pay.</param>
    /// <param name="opening">Revenue at the start.</param>
    public static Ratio Gross(decimal churn, decimal contraction, decimal opening) =>
        Ratio.Of(FormulaArgument.NotNegative(churn) + FormulaArgument.NotNegative(contraction), FormulaArgument.NotNegative(opening));

    // The same of recurring revenue, exact; the parts are amounts of a month.
    internal static Ratio Gross(RecurringRevenue churn, RecurringRevenue contraction, RecurringRevenue opening) => Ratio.Of(churn + contraction, opening);

    /// <summary>Computes the net MRR churn rate of one period. Below 0 it is negative churn: more was gained from customers than lost.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(churn + contraction − expansion − reactivation) / opening</c>; leave reactivation out where the definition does.</para>
    /// <para><b>Unit:</b> none; at most 1 under per-period netting, no lower bound.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul, "Net MRR Churn Rate" (subtracts reactivation); Baremetrics (does not).</para>
    /// </remarks>
    /// <example><code>
    /// MrrChurn.Net(churn: 10, contraction: 10, expansion: 10, opening: 100).Value; // 0.1
    /// </code></example>
    /// <param name="churn">Revenue of customers who dropped to nothing.</param>
    /// <param name="contraction">Revenue lost from customers who still pay.</param>
    /// <param name="expansion">Revenue gained from customers who paid at the start.</param>
    /// <param name="opening">Revenue at the start.</param>
    /// <param name="reactivation">Revenue of customers who came back, where it is to be subtracted too.</param>
    public static Ratio Net(decimal churn, decimal contraction, decimal expansion, decimal opening, decimal reactivation = 0m) =>
        Ratio.Of(FormulaArgument.NotNegative(churn) + FormulaArgument.NotNegative(contraction) - FormulaArgument.NotNegative(expansion) - FormulaArgument.NotNegative(reactivation), FormulaArgument.NotNegative(opening));

    // The same of recurring revenue, exact; the parts are amounts of a month.
    internal static Ratio Net(RecurringRevenue churn, RecurringRevenue contraction, RecurringRevenue expansion, RecurringRevenue opening, RecurringRevenue reactivation) =>
        Ratio.Of(churn + contraction - expansion - reactivation, opening);
}
