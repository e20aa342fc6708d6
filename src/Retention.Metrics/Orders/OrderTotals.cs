using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period, or of all periods as one, from which a row of <see cref="OrderMetrics"/> is made.</summary>
/// <remarks>
/// Money is in millionths of the currency's major unit: 49.00 is 49,000,000. The totals come from whatever engine has computed them: this
/// library, a database, a test. <see cref="OrderMetrics.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// OrderTotals[] totals = [new() { Orders = 3, Revenue = 90_000_000, UniqueCustomers = 2, RepeatCustomers = 1, ReturningCustomers = 1 }];
/// OrderMetrics january = OrderMetrics.FromTotals(periods, Currency.Eur, totals, overall: totals[0]);
/// january[0].AverageOrderValue.Value;  // 30
/// january[0].RepeatCustomerRate.Value; // 0.5
/// </code></example>
[JsonConverter(typeof(OrderTotalsJsonConverter))]
public readonly record struct OrderTotals : IAdditionOperators<OrderTotals, OrderTotals, OrderTotals>
{
    /// <summary>Orders that count.</summary>
    public long Orders { get; init; }

    /// <summary>The revenue of these orders.</summary>
    public Int128 Revenue { get; init; }

    /// <summary>Customers with at least one order in the period.</summary>
    public long UniqueCustomers { get; init; }

    /// <summary>Customers with two or more orders in the period.</summary>
    public long RepeatCustomers { get; init; }

    /// <summary>Customers with an order in the period and two or more orders by its end.</summary>
    public long ReturningCustomers { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static OrderTotals operator +(OrderTotals left, OrderTotals right) => new()
    {
        Orders = left.Orders + right.Orders,
        Revenue = left.Revenue + right.Revenue,
        UniqueCustomers = left.UniqueCustomers + right.UniqueCustomers,
        RepeatCustomers = left.RepeatCustomers + right.RepeatCustomers,
        ReturningCustomers = left.ReturningCustomers + right.ReturningCustomers,
    };

    // The largest amount that can be read as money.
    private static Int128 Largest { get; } = (Int128)decimal.MaxValue;

    /// <summary>The first condition that the totals of one period break, or <see langword="null"/>.</summary>
    internal string? Contradiction()
    {
        foreach ((string name, Int128 amount) in NonNegative())
        {
            if (amount < 0 || amount > Largest)
            {
                return Text($"{name} is {amount}; it must be between 0 and {Largest}");
            }
        }

        Int128 leastOrders = (Int128)UniqueCustomers + RepeatCustomers;
        return
            ReturningCustomers > UniqueCustomers ? Text($"{nameof(ReturningCustomers)} is {ReturningCustomers}; it must be at most {nameof(UniqueCustomers)}, {UniqueCustomers}")
            : RepeatCustomers > ReturningCustomers ? Text($"{nameof(RepeatCustomers)} is {RepeatCustomers}; it must be at most {nameof(ReturningCustomers)}, {ReturningCustomers}: two orders in the period are two by its end")
            : Orders < leastOrders ? Text($"{nameof(Orders)} is {Orders}; it must be at least {leastOrders}: one of each of {UniqueCustomers} customers, and a second one of {RepeatCustomers} of them")
            : RepeatCustomers == 0 && Orders != UniqueCustomers ? Text($"{nameof(Orders)} is {Orders}; without repeat customers it must be {nameof(UniqueCustomers)}, {UniqueCustomers}")
            : Orders == 0 && Revenue != 0 ? Text($"{nameof(Revenue)} is {Revenue}; without orders it must be 0")
            : null;
    }

    /// <summary>The first condition that these totals of all periods as one break, or <see langword="null"/>.</summary>
    internal string? Contradiction(IReadOnlyList<OrderTotals> periods)
    {
        if (Contradiction() is { } contradiction)
        {
            return contradiction;
        }

        Int128 orders = 0, revenue = 0, unique = 0, repeat = 0, returning = 0;
        OrderTotals most = default;
        foreach (OrderTotals period in periods)
        {
            orders += period.Orders;
            revenue += period.Revenue;
            unique += period.UniqueCustomers;
            repeat += period.RepeatCustomers;
            returning += period.ReturningCustomers;
            most = new OrderTotals
            {
                UniqueCustomers = Math.Max(most.UniqueCustomers, period.UniqueCustomers),
                RepeatCustomers = Math.Max(most.RepeatCustomers, period.RepeatCustomers),
                ReturningCustomers = Math.Max(most.ReturningCustomers, period.ReturningCustomers),
            };
        }

        return
            Orders != orders ? Text($"{nameof(Orders)} is {Orders}, but the periods have {orders}; they must be equal")
            : Revenue != revenue ? Text($"{nameof(Revenue)} is {Revenue}, but the periods have {revenue}; they must be equal")
            : Outside(nameof(UniqueCustomers), UniqueCustomers, most.UniqueCustomers, unique)

            // A customer with two orders in all and one in each period has ordered in two periods.
            ?? Outside(nameof(RepeatCustomers), RepeatCustomers, most.RepeatCustomers, repeat + unique - UniqueCustomers)
            ?? Outside(nameof(ReturningCustomers), ReturningCustomers, most.ReturningCustomers, returning);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(OrderTotals), PrintMembers);

    private static string? Outside(string name, long count, long least, Int128 most) =>
        count < least || count > most ? Text($"{name} is {count}; the periods allow {least} to {most}") : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private (string Name, Int128 Amount)[] NonNegative() =>
    [
        (nameof(Orders), Orders), (nameof(Revenue), Revenue), (nameof(UniqueCustomers), UniqueCustomers), (nameof(RepeatCustomers), RepeatCustomers),
        (nameof(ReturningCustomers), ReturningCustomers),
    ];
}
