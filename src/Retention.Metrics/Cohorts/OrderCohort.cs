using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers with their first order ever in one period, and their orders, column by column.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class OrderCohort : Cohort<OrderCohortCell, OrderCellTotals>
{
    internal OrderCohort(CohortMatrix<OrderCellTotals> totals, int row, Currency currency)
        : base(totals, row, currency)
    {
        Currency = currency;
    }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The members' first orders: one each, more where a member's first instant has several.</summary>
    public long InitialOrders => Initial.Orders;

    /// <summary>The revenue of the first orders, exact.</summary>
    public Money InitialRevenue => OrderMetrics.Amount(Initial.Revenue, Currency);

    private protected override OrderCohortCell CellOf(CohortPlace place, in CellTotals<OrderCellTotals> cell) => new(place, Currency, in cell);

    private protected override void WriteInitial(JsonAnswerWriter json)
    {
        json.Add("initialOrders", InitialOrders);
        json.Add("initialRevenue", InitialRevenue);
    }
}
