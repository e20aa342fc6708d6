using System.Collections;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Cohorts of buyers by the period of their first order, and what they ordered period by period.</summary>
/// <remarks>
/// <para><b>Formula:</b> a cohort is every customer with their first order ever in a period. Column k has the members with at least one order in
/// the k-th period after, their orders and the revenue of those; each as an amount, out of the base, and out of the column before. The base
/// is taken right after each member's first order. Who stays away and comes back counts again, in the cohort of the first order.</para>
/// <para><b>Unit:</b> customers, orders, money; shares have none.</para>
/// <para><b>Undefined:</b> a cell of a period that has not ended is absent, never 0; the shares of an empty cohort are undefined.</para>
/// <para><b>Cost:</b> one pass over the orders; memory for each mature cell, none for each customer.</para>
/// <para><b>Source:</b> docs/metrics/cohorts.md.</para>
/// </remarks>
/// <example><code>
/// OrderCohortTable cohorts = book.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// cohorts[0].Size;                        // 2
/// cohorts[0][1]!.CustomerRetention.Value; // 0.5
/// cohorts[0][1]!.RevenuePerMember.Value;  // 75
/// </code></example>
public sealed class OrderCohortTable : IReadOnlyList<OrderCohort>, IEquatable<OrderCohortTable>
{
    private readonly CohortSums<OrderCohortSums> sums;
    private readonly OrderCohort[] cohorts;
    private readonly OrderCohortCell?[] average;

    internal OrderCohortTable(MetricPolicy policy, Currency currency, CohortSums<OrderCohortSums> sums)
    {
        Policy = policy;
        Currency = currency;
        this.sums = sums;
        cohorts = [.. Enumerable.Range(0, sums.Shape.Earlier).Select(row => new OrderCohort(sums, row, currency))];
        Earlier = new OrderCohort(sums, sums.Shape.Earlier, currency);
        average = [.. Enumerable.Range(0, sums.Shape.Columns).Select(column => sums.Pooled(column) is { } pooled ? new OrderCohortCell(column, period: null, currency, in pooled) : null)];
    }

    /// <summary>The periods: of the cohorts, and of their columns.</summary>
    public ReportingPeriods Periods => sums.Shape.Periods;

    /// <summary>What happened at this instant or later is not known.</summary>
    public Instant AsOf => sums.Shape.AsOf;

    /// <summary>The policy that said which orders count, and with how much.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many cohorts there are: one for each period.</summary>
    public int Count => cohorts.Length;

    /// <summary>How many columns each cohort has.</summary>
    public int Columns => sums.Shape.Columns;

    /// <summary>The cohort of a period.</summary>
    public OrderCohort this[int index] => cohorts.At(index);

    /// <summary>The customers with their first order before the first period; the columns are the periods from the first on.</summary>
    /// <remarks>With it, and with all columns, the cells of one period add up to its unique customers, orders and revenue.</remarks>
    public OrderCohort Earlier { get; }

    /// <summary>All cohorts together, column by column: sums over sums of those with a mature cell, never a mean of shares.</summary>
    /// <remarks>It is <see langword="null"/> where no cell is mature. <see cref="Earlier"/> is not in it.</remarks>
    public IReadOnlyList<OrderCohortCell?> Average => average;

    /// <summary>Adds the figures of other customers: exact, whatever the split.</summary>
    /// <remarks>That the two parts share no customer is the caller's promise.</remarks>
    /// <exception cref="ArgumentException">Periods, columns, as-of instant, currency or what the policies say of orders differ.</exception>
    public OrderCohortTable Merge(OrderCohortTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsLike(other)
            ? new OrderCohortTable(Policy, Currency, sums.Plus(other.sums))
            : throw new ArgumentException(FormattableString.Invariant($"The other part has {other.Columns} columns of {other.Periods} as of {InstantPattern.General.Format(other.AsOf)} in {other.Currency}, this one {Columns} of {Periods} as of {InstantPattern.General.Format(AsOf)} in {Currency}; parts merge when all of these agree, and what their policies say of orders."), nameof(other));
    }

    /// <inheritdoc/>
    public IEnumerator<OrderCohort> GetEnumerator() => ((IEnumerable<OrderCohort>)cohorts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(OrderCohortTable? left, OrderCohortTable? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(OrderCohortTable? left, OrderCohortTable? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(OrderCohortTable? other) => other is not null && IsLike(other) && sums.Equals(other.sums);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OrderCohortTable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Currency, sums);

    private bool IsLike(OrderCohortTable other) =>
        sums.Shape.Equals(other.sums.Shape) && Currency == other.Currency && (Policy.CancelledOrders, Policy.Refunds) == (other.Policy.CancelledOrders, other.Policy.Refunds);
}
