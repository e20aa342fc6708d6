using System.Collections;

namespace Retention.Metrics;

/// <summary>The customers with their first payment ever in one period, and their state, column by column.</summary>
public sealed class RevenueCohort : IReadOnlyList<RevenueCohortCell?>
{
    private readonly CohortSums<RevenueCohortSums> sums;
    private readonly int row;

    internal RevenueCohort(CohortSums<RevenueCohortSums> sums, int row, Currency currency)
    {
        this.sums = sums;
        this.row = row;
        Currency = currency;
    }

    /// <summary>The period of the first payments; <see langword="null"/> for those before the first period.</summary>
    public ReportingPeriod? Period => row == sums.Shape.Earlier ? null : sums.Shape.Periods[row];

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many members there are, those who left within the first period included.</summary>
    public long Size => sums.Bases[row].Customers;

    /// <summary>What the members paid right after each one's first payment.</summary>
    public RecurringRevenue InitialMrr => new(sums.Bases[row].Mrr, Currency);

    /// <summary>The number of columns, the same for every cohort of a table.</summary>
    public int Count => row == sums.Shape.Earlier ? sums.Shape.Periods.Count : sums.Shape.Columns;

    /// <summary>The state at the end of a period: column 0 is the cohort's own. <see langword="null"/> while that period has not ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public RevenueCohortCell? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return sums.Cell(row, index) is { } cell ? new(index, sums.Shape.Periods[sums.Shape.FirstPeriodOf(row) + index], Currency, in cell) : null;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<RevenueCohortCell?> GetEnumerator() => Enumerable.Range(0, Count).Select(column => this[column]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The period and the size.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period?.Name ?? "earlier"}: {Size} customers");
}
