using System.Collections;

namespace Retention.Metrics;

/// <summary>The customers with their first order ever in one period, and their orders, column by column.</summary>
public sealed class OrderCohort : IReadOnlyList<OrderCohortCell?>
{
    private readonly CohortSums<OrderCohortSums> sums;
    private readonly int row;

    internal OrderCohort(CohortSums<OrderCohortSums> sums, int row, Currency currency)
    {
        this.sums = sums;
        this.row = row;
        Currency = currency;
    }

    /// <summary>The period of the first orders; <see langword="null"/> for those before the first period.</summary>
    public ReportingPeriod? Period => row == sums.Shape.Earlier ? null : sums.Shape.Periods[row];

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many members there are.</summary>
    public long Size => sums.Bases[row].Customers;

    /// <summary>The members' first orders: one each, more where a member's first instant has several.</summary>
    public long InitialOrders => sums.Bases[row].Orders;

    /// <summary>What the first orders brought, exact.</summary>
    public Money InitialRevenue => OrderMetrics.Amount(sums.Bases[row].Revenue, Currency);

    /// <summary>The number of columns, the same for every cohort of a table.</summary>
    public int Count => row == sums.Shape.Earlier ? sums.Shape.Periods.Count : sums.Shape.Columns;

    /// <summary>The orders of a period: column 0 is the cohort's own. <see langword="null"/> while that period has not ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public OrderCohortCell? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return sums.Cell(row, index) is { } cell ? new(index, sums.Shape.Periods[sums.Shape.FirstPeriodOf(row) + index], Currency, in cell) : null;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<OrderCohortCell?> GetEnumerator() => Enumerable.Range(0, Count).Select(column => this[column]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The period and the size.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period?.Name ?? "earlier"}: {Size} customers");
}
