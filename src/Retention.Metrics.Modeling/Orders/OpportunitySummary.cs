using System.Collections.Immutable;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>One customer's use of the opportunities since acquisition.</summary>
/// <param name="Customer">Who.</param>
/// <param name="History">How many were used, which was the last, how many there were.</param>
public readonly record struct CustomerOpportunities(CustomerId Customer, OpportunityHistory History)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(CustomerOpportunities), PrintMembers);
}

/// <summary>Which reporting periods after acquisition each customer ordered in: what <see cref="BgBb"/> is fitted to.</summary>
/// <remarks>
/// The period of a customer's first order ever is the acquisition; every later period is an opportunity, used by at least one order. Customers
/// acquired before the first period are left out, and counted: what they did with earlier opportunities is not seen.
/// </remarks>
public sealed class OpportunitySummary
{
    private OpportunitySummary(ImmutableArray<CustomerOpportunities> customers, int acquiredBefore)
    {
        Customers = customers;
        AcquiredBefore = acquiredBefore;
    }

    /// <summary>The customers acquired within the periods, in the order of their ids.</summary>
    public ImmutableArray<CustomerOpportunities> Customers { get; }

    /// <summary>The number of customers acquired before the first period, who are left out.</summary>
    public int AcquiredBefore { get; }

    /// <summary>Summarizes the orders of a timeline.</summary>
    /// <param name="orders">The orders, known to the end of the last period.</param>
    /// <param name="periods">The periods, such as years, one after another.</param>
    /// <returns>One row per customer acquired within the periods.</returns>
    public static OpportunitySummary Of(OrderTimeline orders, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        OrderColumns columns = orders.Columns;
        var names = new List<string>();
        var histories = new List<OpportunityHistory>();
        int before = 0;
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            ReadOnlySpan<long> times = columns.Time.AsSpan(columns.Offsets[customer]..columns.Offsets[customer + 1]);
            if (times.IsEmpty || times[0] >= index.Bounds[^1])
            {
                continue;
            }

            if (times[0] < index.Bounds[0])
            {
                before++;
                continue;
            }

            names.Add(orders.CustomerAt(customer).Value);
            histories.Add(HistoryOf(times, index, periods.Count));
        }

        string[] texts = [.. names];
        return new OpportunitySummary([.. OrdinalOrder.Of(texts).Select(i => new CustomerOpportunities(texts[i], histories[i]))], before);
    }

    private static OpportunityHistory HistoryOf(ReadOnlySpan<long> times, PeriodIndex index, int periods)
    {
        int acquired = index.Of(times[0]);
        int used = 0;
        int last = acquired;
        foreach (long time in times)
        {
            if (time >= index.Bounds[^1])
            {
                break;
            }

            int period = index.Of(time);
            if (period > last)
            {
                used++;
                last = period;
            }
        }

        return new OpportunityHistory(used, last - acquired, periods - 1 - acquired);
    }

    /// <summary>How many customers there are.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Customers.Length} customers, {AcquiredBefore} acquired before");
}
