namespace Retention.Metrics.Histories;

/// <summary>What is wrong with the orders of some rows; what it is in words is made of the rows.</summary>
internal readonly record struct OrderProblem
{
    private readonly int[]? all;

    /// <summary>An order that cannot be.</summary>
    public OrderProblem(FindingKind kind, int row) => (Kind, FirstRow) = (kind, row);

    /// <summary>Rows of one id that contradict each other.</summary>
    public OrderProblem(int[] rows) => (Kind, FirstRow, all) = (FindingKind.ConflictingDuplicate, rows[0], rows);

    public FindingKind Kind { get; }

    public int FirstRow { get; }

    public int[] Rows => all ?? [FirstRow];

    /// <summary>What is wrong, in words.</summary>
    public FormattableString Message(OrderFacts facts)
    {
        if (all is null)
        {
            Order order = facts.OrderAt(FirstRow);
            return OrderHistory.Describe(order, OrderHistory.Problem(order)!.Value.Message);
        }

        Order[] orders = Array.ConvertAll(all, facts.OrderAt);
        return $"order {orders[0].Id} comes with {orders.Select(order => order with { RecordedAt = null }).Distinct().Count()} contents, and none is recorded last";
    }
}
