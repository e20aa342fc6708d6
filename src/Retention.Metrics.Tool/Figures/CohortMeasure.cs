using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>What a cell of a cohort table can show, by its name in every export.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="OfRevenue">It of subscribers, if they have it.</param>
/// <param name="OfOrders">It of buyers, if they have it.</param>
internal sealed record CohortMeasure(string Name, string Meaning, Func<RevenueCohortCell, Cell>? OfRevenue, Func<OrderCohortCell, Cell>? OfOrders)
{
    /// <summary>Those of cohorts by first activity.</summary>
    public static IReadOnlyList<CohortMeasure> OfActivities { get; } =
    [
        OfUsers("customerRetention", "customers out of all members", cell => Cell.Percent(cell.CustomerRetention)),
        OfUsers("customers", "members with an activity in the period", cell => Cell.Count(cell.Customers)),
        OfUsers("customersOfPrevious", "customers out of those of the column before", cell => Cell.Percent(cell.CustomersVsPrevious)),
        OfUsers("activities", "the members' activities in the period", cell => Cell.Count(cell.Activities)),
        OfUsers("activitiesPerActiveCustomer", "activities for each member with one in the period", cell => Cell.Times(cell.ActivitiesPerActiveCustomer)),
        OfUsers("activitiesOfPrevious", "activities out of those of the column before", cell => Cell.Percent(cell.ActivitiesVsPrevious)),
    ];

    /// <summary>It of active customers, if they have it.</summary>
    private Func<ActivityCohortCell, Cell>? OfActivity { get; init; }

    public static IReadOnlyList<CohortMeasure> All { get; } =
    [
        new("customerRetention", "customers out of all members", cell => Cell.Percent(cell.CustomerRetention), cell => Cell.Percent(cell.CustomerRetention)),
        new("customers", "members who are active at the end of the period, or order in it", cell => Cell.Count(cell.Customers), cell => Cell.Count(cell.Customers)),
        new("customersOfPrevious", "customers out of those of the column before", cell => Cell.Percent(cell.CustomersVsPrevious), cell => Cell.Percent(cell.CustomersVsPrevious)),
        OfSubscribers("mrr", "what the members pay", cell => Cell.Amount(cell.Mrr.Monthly)),
        OfSubscribers("netRevenueRetention", "MRR out of initial MRR", cell => Cell.Percent(cell.NetRevenueRetention)),
        OfSubscribers("mrrOfPrevious", "MRR out of that of the column before", cell => Cell.Percent(cell.MrrVsPrevious)),
        OfSubscribers("grossMrr", "what the members pay, each with no more than at first", cell => Cell.Amount(cell.GrossMrr.Monthly)),
        OfSubscribers("grossRevenueRetention", "gross MRR out of initial MRR", cell => Cell.Percent(cell.GrossRevenueRetention)),
        OfSubscribers("grossMrrVsPrevious", "gross MRR out of that of the column before", cell => Cell.Percent(cell.GrossMrrVsPrevious)),
        OfBuyers("orders", "the members' orders in the period", cell => Cell.Count(cell.Orders)),
        OfBuyers("ordersOfInitial", "orders out of the members' first orders", cell => Cell.Percent(cell.OrdersOfInitial)),
        OfBuyers("ordersOfPrevious", "orders out of those of the column before", cell => Cell.Percent(cell.OrdersVsPrevious)),
        OfBuyers("revenue", "what the orders brought", cell => Cell.Amount(cell.Revenue)),
        OfBuyers("revenueOfInitial", "revenue out of that of the members' first orders", cell => Cell.Percent(cell.RevenueOfInitial)),
        OfBuyers("revenueOfPrevious", "revenue out of that of the column before", cell => Cell.Percent(cell.RevenueVsPrevious)),
        OfBuyers("revenueToDate", "what the members brought from the first order on", cell => Cell.Amount(cell.RevenueToDate)),
        OfBuyers("revenuePerMember", "revenue to date for each member", cell => Cell.Each(cell.RevenuePerMember)),
        OfBuyers("customersOnOrAfter", "members who order in the period or later", cell => Cell.Count(cell.CustomersOnOrAfter)),
        OfBuyers("customerRetentionOnOrAfter", "members who order in the period or later, out of all", cell => Cell.Percent(cell.CustomerRetentionOnOrAfter)),
    ];

    public static CohortMeasure? Parse(string name) => All.FirstOrDefault(one => one.Name == name) ?? throw new FormatException(string.Join(", ", All.Select(one => one.Name)));

    public Cell Of(CohortPoint point) => point.Revenue is { } revenue ? OfRevenue!(revenue) : point.Activity is { } activity ? OfActivity!(activity) : OfOrders!(point.Orders!);

    private static CohortMeasure OfUsers(string name, string meaning, Func<ActivityCohortCell, Cell> of) => new(name, meaning, null, null) { OfActivity = of };

    private static CohortMeasure OfSubscribers(string name, string meaning, Func<RevenueCohortCell, Cell> of) => new(name, meaning, of, null);

    private static CohortMeasure OfBuyers(string name, string meaning, Func<OrderCohortCell, Cell> of) => new(name, meaning, null, of);
}
