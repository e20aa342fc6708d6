using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The roll-forward of one product in one period, with the rates that follow from it. All amounts are reported positive.</summary>
/// <remarks>See <see cref="RollForwardByProduct"/> for the rule.</remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed partial class ProductRollForwardRow : IJsonAnswer
{
    private readonly ReportingPeriods periods;
    private readonly int index;
    private readonly ProductTotals totals;

    internal ProductRollForwardRow(ReportingPeriods periods, int index, Currency currency, in ProductTotals totals)
    {
        this.periods = periods;
        this.index = index;
        this.totals = totals;
        Currency = currency;
    }

    /// <summary>The totals the row is made of.</summary>
    internal ProductTotals Totals => totals;

    /// <summary>The period.</summary>
    public ReportingPeriod Period => periods[index];

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>MRR in the product at the start.</summary>
    public RecurringRevenue OpeningMrr => new(totals.OpeningMrr, Currency);

    /// <summary>MRR that customers moved into the product from others.</summary>
    public RecurringRevenue TransferInMrr => new(totals.TransferInMrr, Currency);

    /// <summary>MRR that customers moved from the product to others.</summary>
    public RecurringRevenue TransferOutMrr => new(totals.TransferOutMrr, Currency);

    /// <summary>MRR in the product at the end: opening and movements, + transfer in − transfer out.</summary>
    public RecurringRevenue ClosingMrr => new(totals.ClosingMrr, Currency);

    /// <summary>Annual recurring revenue in the product at the end, exact.</summary>
    public Money ClosingArr => ClosingMrr.Annual;

    /// <summary>Customers with revenue in the product at the start. Over products they do not add up: a customer can have several.</summary>
    public long OpeningCustomers => totals.OpeningCustomers;

    /// <summary>Customers with revenue in the product at the end and not at the start.</summary>
    public long JoinedCustomers => totals.JoinedCustomers;

    /// <summary>Customers with revenue in the product at the start and not at the end.</summary>
    public long LeftCustomers => totals.LeftCustomers;

    /// <summary>Customers with revenue in the product at the end: opening + joined − left.</summary>
    public long ClosingCustomers => totals.ClosingCustomers;

    /// <summary>Computes net revenue retention of the customers who had revenue in the product at the start.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ m1 / Σ m0</c> over the customers with revenue in the product at the start: of their revenue in the product, or of their whole revenue. A customer who is paused at the end counts with <c>m0</c>.</para>
    /// <para><b>Unit:</b> none; at least 0.</para>
    /// <para><b>Undefined:</b> with no opening revenue in the product.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> SaaS Metrics Standards Board, net revenue retention, cohort method, of the customers of one product.</para>
    /// </remarks>
    /// <example><code>
    /// february["basic"][0].NetRevenueRetention(ProductScope.Product).Value;  // 0
    /// february["basic"][0].NetRevenueRetention(ProductScope.Customer).Value; // 2.45
    /// </code></example>
    /// <param name="scope">Whether their revenue in the product counts, or their whole revenue.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scope"/> is not one of the enumeration.</exception>
    public Ratio NetRevenueRetention(ProductScope scope) => IsOfCustomer(scope)
        ? RevenueRetention.Net(Revenue(totals.HolderMrr), Revenue(totals.HolderLostMrr), Revenue(totals.HolderGainedMrr))
        : RevenueRetention.Net(OpeningMrr, Revenue(totals.LostMrr), Revenue(totals.GainedMrr));

    /// <summary>Computes gross revenue retention of the customers who had revenue in the product at the start.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ min(m0, m1) / Σ m0</c> over the customers with revenue in the product at the start: of their revenue in the product, or of their whole revenue. A customer who is paused at the end counts with <c>m0</c>.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no opening revenue in the product.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> SaaS Metrics Standards Board, gross revenue retention, cohort method, of the customers of one product.</para>
    /// </remarks>
    /// <example><code>
    /// february["basic"][0].GrossRevenueRetention(ProductScope.Product).Value;  // 0
    /// february["basic"][0].GrossRevenueRetention(ProductScope.Customer).Value; // 1
    /// </code></example>
    /// <param name="scope">Whether their revenue in the product counts, or their whole revenue.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scope"/> is not one of the enumeration.</exception>
    public Ratio GrossRevenueRetention(ProductScope scope) => IsOfCustomer(scope)
        ? RevenueRetention.Gross(Revenue(totals.HolderMrr), Revenue(totals.HolderLostMrr))
        : RevenueRetention.Gross(OpeningMrr, Revenue(totals.LostMrr));

    /// <summary>Computes the churn rate of the customers who had revenue in the product at the start.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> of the customers with revenue in the product at the start, those without any in it at the end, or those who are no customers any more, over all of them. A customer who is paused at the end is not lost.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> with no customers of the product at the start.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the definition is this library's own: customer churn at period ends, of the customers of one product.</para>
    /// </remarks>
    /// <example><code>
    /// february["basic"][0].CustomerChurnRate(ProductScope.Product).Value;  // 1
    /// february["basic"][0].CustomerChurnRate(ProductScope.Customer).Value; // 0
    /// </code></example>
    /// <param name="scope">Whether leaving the product counts, or leaving altogether.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scope"/> is not one of the enumeration.</exception>
    public Ratio CustomerChurnRate(ProductScope scope) => Ratio.Of(IsOfCustomer(scope) ? totals.ChurnedCustomers : totals.LostCustomers, OpeningCustomers);

    private RecurringRevenue Revenue(Int128 millionths) => new(millionths, Currency);

    private static bool IsOfCustomer(ProductScope scope) => scope switch
    {
        ProductScope.Customer => true,
        ProductScope.Product => false,
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, $"One of {string.Join(", ", Enum.GetNames<ProductScope>())}."),
    };

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        foreach (ProductFigure figure in ProductFigure.All.Where(figure => figure.Scope is null))
        {
            figure.WriteTo(json, this);
        }

        json.AddObjects("retention", Enum.GetValues<ProductScope>(), (fields, scope) =>
        {
            fields.Add("scope", scope);
            fields.Add("netRevenueRetention", NetRevenueRetention(scope));
            fields.Add("grossRevenueRetention", GrossRevenueRetention(scope));
            fields.Add("customerChurnRate", CustomerChurnRate(scope));
        });
    }

    /// <summary>The period and its balances.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {OpeningMrr} to {ClosingMrr}, {OpeningCustomers} to {ClosingCustomers} customers");
}
