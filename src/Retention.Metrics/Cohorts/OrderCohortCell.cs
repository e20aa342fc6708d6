using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a cohort of buyers ordered in one period: amounts, and their shares of the base and of the column before.</summary>
/// <inheritdoc path="/remarks"/>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class OrderCohortCell : CohortCell<OrderCohortCell, OrderCellTotals>
{
    internal OrderCohortCell(CohortPlace place, Currency currency, in CellTotals<OrderCellTotals> totals)
        : base(place, currency, in totals)
    {
        Currency = currency;
    }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The members' orders in the period.</summary>
    public long Orders => Now.Orders;

    /// <summary>The revenue of these orders, exact.</summary>
    public Money Revenue => OrderMetrics.Amount(Now.Revenue, Currency);

    /// <summary>The revenue of the members' orders from the first one up to the end of the period, exact.</summary>
    public Money RevenueToDate => OrderMetrics.Amount(Now.RevenueToDate, Currency);

    /// <summary>Members with an order in the period or later, as far as is known: who is not among them has not come back.</summary>
    public long CustomersOnOrAfter => Now.CustomersOnOrAfter;

    /// <summary>Members who ordered in the period or later, out of all members: never rises from column to column.</summary>
    public Ratio CustomerRetentionOnOrAfter => Ratio.Of(Now.CustomersOnOrAfter, Initial.Customers);

    /// <summary>Orders out of the members' first orders.</summary>
    public Ratio OrdersOfInitial => Ratio.Of(Now.Orders, Initial.Orders);

    /// <summary>Revenue out of that of the members' first orders.</summary>
    public Ratio RevenueOfInitial => Share(Now.Revenue, Initial.Revenue);

    /// <summary>Orders out of those of the column before.</summary>
    public Ratio OrdersVsPrevious => Ratio.Of(Now.Orders, Previous.Orders);

    /// <summary>Revenue out of that of the column before.</summary>
    public Ratio RevenueVsPrevious => Share(Now.Revenue, Previous.Revenue);

    /// <summary>Realized revenue per cohort member: what a member brought up to the end of the period, whether still buying or not.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> <c>Σ revenue of columns 0 to k / size</c>.</para>
    /// <para><b>Unit:</b> money a member.</para>
    /// <para><b>Undefined:</b> for an empty cohort.</para>
    /// <para><b>Cost:</b> one division.</para>
    /// <para><b>Source:</b> the historic lifetime value of a cohort; it is what was paid, not a forecast.</para>
    /// </remarks>
    public AverageMoney RevenuePerMember => AverageMoney.Of(OrderMetrics.Amount(Now.RevenueToDate, Currency), Initial.Customers);

    /// <summary>Customers, orders and revenue.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {Orders} orders, {Revenue}");

    private Ratio Share(Int128 part, Int128 whole) => Ratio.Of(OrderMetrics.Amount(part, Currency).Amount, OrderMetrics.Amount(whole, Currency).Amount);

    private protected override void WriteFigures(JsonAnswerWriter json)
    {
        json.Add("orders", Orders);
        json.Add("ordersOfInitial", OrdersOfInitial);
        json.Add("ordersOfPrevious", OrdersVsPrevious);
        json.Add("revenue", Revenue);
        json.Add("revenueOfInitial", RevenueOfInitial);
        json.Add("revenueOfPrevious", RevenueVsPrevious);
        json.Add("revenueToDate", RevenueToDate);
        json.Add("revenuePerMember", RevenuePerMember);
        json.Add("customersOnOrAfter", CustomersOnOrAfter);
        json.Add("customerRetentionOnOrAfter", CustomerRetentionOnOrAfter);
    }
}
