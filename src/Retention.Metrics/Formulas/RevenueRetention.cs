namespace Retention.Metrics;

/// <summary>How much of a period's opening recurring revenue its own customers still pay at the end.</summary>
public static class RevenueRetention
{
    /// <summary>Computes gross revenue retention (GRR) of one period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ min(m0, m1) / Σ m0</c> over the customers with <c>m0 &gt; 0</c>: customer by customer, never the minimum of totals,
    /// which would hide one customer's loss behind another's gain.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one pass over the customers; allocates nothing.</para>
    /// <para><b>Source:</b> SaaS Metrics Standards Board, gross revenue retention, cohort method.</para>
    /// </remarks>
    /// <example><code>
    /// RevenueRetention.Gross([(100m, 120m), (100m, 0m), (0m, 50m)]).Value; // 0.5
    /// </code></example>
    /// <param name="customers">Each customer's revenue at the start and at the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A revenue is negative.</exception>
    public static Ratio Gross(params ReadOnlySpan<(decimal Opening, decimal Closing)> customers)
    {
        decimal kept = 0m, total = 0m;
        foreach ((decimal opening, decimal closing) in customers)
        {
            kept += Math.Min(FormulaArgument.NotNegative(opening), FormulaArgument.NotNegative(closing));
            total += opening;
        }

        return Ratio.Of(kept, total);
    }

    /// <summary>Computes gross revenue retention from the period's totals of lost revenue.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(opening − churn − contraction) / opening</c>, with losses netted customer by customer over the whole period.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> SaaS Metrics Standards Board, formula method; ChartMogul, "Gross MRR Retention".</para>
    /// </remarks>
    /// <example><code>
    /// RevenueRetention.Gross(opening: 100, churn: 10, contraction: 10).Value; // 0.8
    /// </code></example>
    /// <param name="opening">Revenue at the start.</param>
    /// <param name="churn">Revenue of customers who dropped to nothing.</param>
    /// <param name="contraction">Revenue lost from customers who still pay.</param>
    public static Ratio Gross(decimal opening, decimal churn, decimal contraction) =>
        Ratio.Of(FormulaArgument.NotNegative(opening) - FormulaArgument.NotNegative(churn) - FormulaArgument.NotNegative(contraction), opening);

    // The same of recurring revenue, with churn and contraction as one loss, exact; the parts are amounts of a month.
    internal static Ratio Gross(RecurringRevenue opening, RecurringRevenue lost) => Ratio.Of(opening - lost, opening);

    /// <summary>Computes net revenue retention (NRR) of one period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ m1 / Σ m0</c> over the customers with <c>m0 &gt; 0</c>. New and returning customers opened at 0 and are in neither sum.</para>
    /// <para><b>Unit:</b> none; at least 0, above 1 where customers grew by more than was lost.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one pass over the customers; allocates nothing.</para>
    /// <para><b>Source:</b> SaaS Metrics Standards Board, net revenue retention, cohort method.</para>
    /// </remarks>
    /// <example><code>
    /// RevenueRetention.Net([(100m, 120m), (100m, 0m), (0m, 50m)]).Value; // 0.6
    /// </code></example>
    /// <param name="customers">Each customer's revenue at the start and at the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A revenue is negative.</exception>
    public static Ratio Net(params ReadOnlySpan<(decimal Opening, decimal Closing)> customers)
    {
        decimal kept = 0m, total = 0m;
        foreach ((decimal opening, decimal closing) in customers)
        {
            kept += FormulaArgument.NotNegative(opening) > 0m ? FormulaArgument.NotNegative(closing) : 0m;
            total += opening;
        }

        return Ratio.Of(kept, total);
    }

    /// <summary>Computes net revenue retention from the period's totals of movements.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(opening + expansion − churn − contraction) / opening</c>, with movements netted customer by customer over the whole period.</para>
    /// <para><b>Unit:</b> none; at least 0.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul, "Net MRR Retention", which leaves reactivation out.</para>
    /// </remarks>
    /// <example><code>
    /// RevenueRetention.Net(opening: 50000, churn: 2000, contraction: 0, expansion: 5000).Value; // 1.06
    /// </code></example>
    /// <param name="opening">Revenue at the start.</param>
    /// <param name="churn">Revenue of customers who dropped to nothing.</param>
    /// <param name="contraction">Revenue lost from customers who still pay.</param>
    /// <param name="expansion">Revenue gained from customers who paid at the start.</param>
    public static Ratio Net(decimal opening, decimal churn, decimal contraction, decimal expansion) =>
        Ratio.Of(FormulaArgument.NotNegative(opening) + FormulaArgument.NotNegative(expansion) - FormulaArgument.NotNegative(churn) - FormulaArgument.NotNegative(contraction), opening);

    // The same of recurring revenue, with churn and contraction as one loss, exact; the parts are amounts of a month.
    internal static Ratio Net(RecurringRevenue opening, RecurringRevenue lost, RecurringRevenue gained) => Ratio.Of(opening + gained - lost, opening);
}
