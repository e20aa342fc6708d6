using System.Collections;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Cohorts of subscribers by the period of their first payment, and what became of them period by period.</summary>
/// <remarks>
/// <para><b>Formula:</b> a cohort is every customer with their first payment ever in a period; its size and initial MRR are taken right after that
/// payment, so who leaves within the first period is in the base. Column k is the state at the end of the k-th period after: customers who
/// are active, <c>Σ now</c> (net) and <c>Σ min(initial, now)</c> (gross), each as an amount, out of the base, and out of the column before. Who comes
/// back counts again, in the cohort of the first payment.</para>
/// <para><b>Unit:</b> customers, money a month (exact per year); shares have none.</para>
/// <para><b>Undefined:</b> a cell of a period that has not ended is absent, never 0; the shares of an empty cohort are undefined.</para>
/// <para><b>Cost:</b> one pass over the changes; memory for each mature cell, none for each customer.</para>
/// <para><b>Source:</b> ChartMogul, "Cohort Analysis"; docs/metrics/cohorts.md.</para>
/// </remarks>
/// <example><code>
/// RevenueCohortTable cohorts = timeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// cohorts[0].Size;                               // 2
/// cohorts[0][2]!.CustomerRetention.Value;        // 0.5
/// cohorts.Average[1]!.NetRevenueRetention.Value; // 1
/// </code></example>
public sealed class RevenueCohortTable : IReadOnlyList<RevenueCohort>, IEquatable<RevenueCohortTable>
{
    private readonly CohortSums<RevenueCohortSums> sums;
    private readonly RevenueCohort[] cohorts;
    private readonly RevenueCohortCell?[] average;

    internal RevenueCohortTable(MetricPolicy policy, Currency currency, CohortSums<RevenueCohortSums> sums)
    {
        Policy = policy;
        Currency = currency;
        this.sums = sums;
        cohorts = [.. Enumerable.Range(0, sums.Shape.Earlier).Select(row => new RevenueCohort(sums, row, currency))];
        Earlier = new RevenueCohort(sums, sums.Shape.Earlier, currency);
        average = [.. Enumerable.Range(0, sums.Shape.Columns).Select(column => sums.Pooled(column) is { } pooled ? new RevenueCohortCell(column, period: null, currency, in pooled) : null)];
    }

    /// <summary>The periods: of the cohorts, and of their columns.</summary>
    public ReportingPeriods Periods => sums.Shape.Periods;

    /// <summary>What happened at this instant or later is not known.</summary>
    public Instant AsOf => sums.Shape.AsOf;

    /// <summary>The policy that said what revenue is, and who is active.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many cohorts there are: one for each period.</summary>
    public int Count => cohorts.Length;

    /// <summary>How many columns each cohort has.</summary>
    public int Columns => sums.Shape.Columns;

    /// <summary>The cohort of a period.</summary>
    public RevenueCohort this[int index] => cohorts.At(index);

    /// <summary>The customers with their first payment before the first period; the columns are the periods from the first on.</summary>
    /// <remarks>With it, and with all columns, the cells of one period add up to its closing customers and closing MRR.</remarks>
    public RevenueCohort Earlier { get; }

    /// <summary>All cohorts together, column by column: sums over sums of those with a mature cell, never a mean of shares.</summary>
    /// <remarks>It is <see langword="null"/> where no cell is mature. <see cref="Earlier"/> is not in it.</remarks>
    public IReadOnlyList<RevenueCohortCell?> Average => average;

    /// <summary>Adds the figures of other customers: exact, whatever the split.</summary>
    /// <remarks>That the two parts share no customer is the caller's promise.</remarks>
    /// <exception cref="ArgumentException">Periods, columns, as-of instant, currency or what the policies say of revenue differ.</exception>
    public RevenueCohortTable Merge(RevenueCohortTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsLike(other)
            ? new RevenueCohortTable(Policy, Currency, sums.Plus(other.sums))
            : throw new ArgumentException(FormattableString.Invariant($"The other part has {other.Columns} columns of {other.Periods} as of {InstantPattern.General.Format(other.AsOf)} in {other.Currency}, this one {Columns} of {Periods} as of {InstantPattern.General.Format(AsOf)} in {Currency}; parts merge when all of these agree, and what their policies say of revenue."), nameof(other));
    }

    /// <inheritdoc/>
    public IEnumerator<RevenueCohort> GetEnumerator() => ((IEnumerable<RevenueCohort>)cohorts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(RevenueCohortTable? left, RevenueCohortTable? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RevenueCohortTable? left, RevenueCohortTable? right) => !Equals(left, right);

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(RevenueCohortTable? other) => other is not null && IsLike(other) && sums.Equals(other.sums);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RevenueCohortTable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Currency, sums);

    private bool IsLike(RevenueCohortTable other) => sums.Shape.Equals(other.sums.Shape) && Currency == other.Currency && Policy.SeesSameRevenue(other.Policy);
}
