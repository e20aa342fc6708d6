using System.Collections;

namespace Retention.Metrics;

/// <summary>How recurring revenue and customers got from the start to the end of each period: what was gained and lost, by kind.</summary>
/// <remarks>
/// <para><b>Formula:</b> per customer, the level at the start of a period against the level at its end: from nothing is <em>new</em>, or
/// <em>reactivation</em> for who had paid before; to nothing is <em>churn</em>; up is <em>expansion</em>, down <em>contraction</em>.
/// <c>closing = opening + new + reactivation + resumed + expansion − contraction − churn − paused ± fx</c>, exactly, in every period and under every policy.</para>
/// <para><b>Unit:</b> money a month (exact per year), customers.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> one pass over the changes; memory for each period, none for each customer.</para>
/// <para><b>Source:</b> ChartMogul, "Understanding MRR movements".</para>
/// </remarks>
/// <example><code>
/// RollForward q1 = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
/// q1[2].ChurnMrr.Monthly;         // 49.00 EUR
/// q1[2].CustomerChurnRate.Value;  // 0.5
/// </code></example>
public sealed class RollForward : IReadOnlyList<RollForwardRow>, IEquatable<RollForward>
{
    private readonly RollForwardSums sums;
    private readonly ChurnCounts? churn;
    private readonly RollForwardRow[] rows;

    internal RollForward(ReportingPeriods periods, MetricPolicy policy, Currency currency, RollForwardSums sums, ChurnCounts? churn)
    {
        Periods = periods;
        Policy = policy;
        Currency = currency;
        this.sums = sums;
        this.churn = churn;
        rows = new RollForwardRow[periods.Count];
        RecurringRevenue opening = new(sums.Opening, currency);
        long customers = sums.OpeningCustomers;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new RollForwardRow(periods, i, policy, opening, customers, in sums.Periods[i], churn);
            (opening, customers) = (rows[i].ClosingMrr, rows[i].ClosingCustomers);
        }
    }

    /// <summary>The periods, one row each.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The choices under which movements were netted.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures of a period.</summary>
    public RollForwardRow this[int index] => rows.At(index);

    /// <summary>Adds the figures of other customers: exact, whatever the split.</summary>
    /// <remarks>
    /// That the two parts share no customer is the caller's promise. A part in which nobody pays and no currency was stated merges with any.
    /// </remarks>
    /// <exception cref="ArgumentException">Periods, policy or currency differ.</exception>
    public RollForward Merge(RollForward other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Periods.Equals(other.Periods) || Policy != other.Policy || Currency.Common(Currency, sums.IsEmpty, other.Currency, other.sums.IsEmpty) is not { } currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Periods} in {other.Currency}, this one {Periods} in {Currency}; parts merge when periods, policy and currency agree."), nameof(other));
        }

        var merged = new RollForwardSums(Count);
        merged.Add(sums);
        merged.Add(other.sums);
        return new RollForward(Periods, Policy, currency, merged, churn?.Merge(other.churn!));
    }

    /// <inheritdoc/>
    public IEnumerator<RollForwardRow> GetEnumerator() => ((IEnumerable<RollForwardRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(RollForward? other) =>
        other is not null && Periods.Equals(other.Periods) && Policy == other.Policy && Currency == other.Currency
        && sums.Equals(other.sums) && Equals(churn, other.churn);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RollForward);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Currency, sums.Opening, rows[^1].ClosingMrr);
}
