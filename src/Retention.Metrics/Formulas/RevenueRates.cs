namespace Retention.Metrics;

/// <summary>Gains against losses.</summary>
public static class QuickRatio
{
    /// <summary>Computes the SaaS quick ratio of one period: how much revenue was gained for each unit lost.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(new + expansion + reactivation) / (contraction + churn)</c>; leave reactivation out where the definition does.</para>
    /// <para><b>Unit:</b> none; at least 0, 1 where gains and losses balance.</para>
    /// <para><b>Undefined:</b> with no losses: a month without loss has no quick ratio, not one of 0.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ProfitWell, "SaaS Quick Ratio".</para>
    /// </remarks>
    /// <example><code>
    /// QuickRatio.Of(added: 20000, expansion: 8000, contraction: 3000, churn: 5000).Value; // 3.5
    /// </code></example>
    /// <param name="added">New revenue.</param>
    /// <param name="expansion">Revenue gained from customers who paid at the start.</param>
    /// <param name="contraction">Revenue lost from customers who still pay.</param>
    /// <param name="churn">Revenue of customers who dropped to nothing.</param>
    /// <param name="reactivation">Revenue of customers who came back, where it is to count as a gain.</param>
    public static Ratio Of(decimal added, decimal expansion, decimal contraction, decimal churn, decimal reactivation = 0m) =>
        Ratio.Of(
            FormulaArgument.NotNegative(added) + FormulaArgument.NotNegative(expansion) + FormulaArgument.NotNegative(reactivation),
            FormulaArgument.NotNegative(contraction) + FormulaArgument.NotNegative(churn));

    // The same of recurring revenue, exact; the parts are amounts of a month.
    internal static Ratio Of(RecurringRevenue added, RecurringRevenue expansion, RecurringRevenue contraction, RecurringRevenue churn, RecurringRevenue reactivation) =>
        Ratio.Of(added + expansion + reactivation, contraction + churn);
}

/// <summary>Average revenue per account.</summary>
public static class Arpa
{
    /// <summary>Computes ARPA: what a paying customer pays a month on average.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>MRR / customers</c>, both at the end of the period.</para>
    /// <para><b>Unit:</b> money a month and customer.</para>
    /// <para><b>Undefined:</b> with no customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul, "Average Revenue Per Account".</para>
    /// </remarks>
    /// <example><code>
    /// Arpa.Of(mrr: Currency.Eur.Amount(100000), customers: 1000); // 100.00 EUR
    /// </code></example>
    /// <param name="mrr">Monthly recurring revenue.</param>
    /// <param name="customers">Customers who pay it.</param>
    public static AverageMoney Of(Money mrr, decimal customers) => AverageMoney.Of(FormulaArgument.NotNegative(mrr), FormulaArgument.NotNegative(customers));
}

/// <summary>Average sale price.</summary>
public static class AverageSalePrice
{
    /// <summary>Computes ASP: what a new customer pays a month on average.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>new MRR / new customers</c>.</para>
    /// <para><b>Unit:</b> money a month and new customer.</para>
    /// <para><b>Undefined:</b> with no new customers.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul, "Average Sale Price".</para>
    /// </remarks>
    /// <example><code>
    /// AverageSalePrice.Of(newMrr: Currency.Eur.Amount(450), newCustomers: 9); // 50.00 EUR
    /// </code></example>
    /// <param name="newMrr">MRR of new customers.</param>
    /// <param name="newCustomers">How many they are.</param>
    public static AverageMoney Of(Money newMrr, decimal newCustomers) => AverageMoney.Of(FormulaArgument.NotNegative(newMrr), FormulaArgument.NotNegative(newCustomers));
}

/// <summary>Growth of recurring revenue.</summary>
public static class MrrGrowth
{
    /// <summary>Computes the growth rate of recurring revenue over one period.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>(closing − opening) / opening</c>.</para>
    /// <para><b>Unit:</b> none; at least −1.</para>
    /// <para><b>Undefined:</b> with no opening revenue.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> Stripe Billing's glossary, "MRR growth rate".</para>
    /// </remarks>
    /// <example><code>
    /// MrrGrowth.Rate(opening: 100, closing: 110).Value; // 0.1
    /// </code></example>
    /// <param name="opening">Revenue at the start.</param>
    /// <param name="closing">Revenue at the end.</param>
    public static Ratio Rate(decimal opening, decimal closing) => Ratio.Of(FormulaArgument.NotNegative(closing) - FormulaArgument.NotNegative(opening), opening);

    // The same of recurring revenue, exact; the parts are amounts of a month.
    internal static Ratio Rate(RecurringRevenue opening, RecurringRevenue closing) => Ratio.Of(closing - opening, opening);

    /// <summary>Computes the share of gained revenue that comes from existing customers.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>expansion / (new + reactivation + expansion)</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no gains.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> ChartMogul's SaaS growth reports (28.8 % in 2020, 32.3 % in 2023).</para>
    /// </remarks>
    /// <example><code>
    /// MrrGrowth.ExpansionShare(added: 60, reactivation: 10, expansion: 30).Value; // 0.3
    /// </code></example>
    /// <param name="added">New revenue.</param>
    /// <param name="reactivation">Revenue of customers who came back.</param>
    /// <param name="expansion">Revenue gained from customers who paid at the start.</param>
    public static Ratio ExpansionShare(decimal added, decimal reactivation, decimal expansion) =>
        Ratio.Of(FormulaArgument.NotNegative(expansion), FormulaArgument.NotNegative(added) + FormulaArgument.NotNegative(reactivation) + expansion);

    // The same of recurring revenue, exact; the parts are amounts of a month.
    internal static Ratio ExpansionShare(RecurringRevenue added, RecurringRevenue reactivation, RecurringRevenue expansion) => Ratio.Of(expansion, added + reactivation + expansion);
}
