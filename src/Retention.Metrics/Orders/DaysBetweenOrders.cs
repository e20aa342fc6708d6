using System.Collections;

namespace Retention.Metrics;

/// <summary>Days between consecutive orders of a customer, per period and overall.</summary>
/// <remarks>
/// <para><b>Formula:</b> whole local days between consecutive orders of a customer, counted in the period of the later one; orders of the same
/// day are 0 days apart. The earlier order may be before the first period.</para>
/// <para><b>Unit:</b> days.</para>
/// <para><b>Undefined:</b> mean and median of a period in which nobody ordered again.</para>
/// <para><b>Cost:</b> one pass over the orders, which takes longer than all of <see cref="OrderMetrics"/>; memory for each period and number of days, none for each
/// customer.</para>
/// <para><b>Source:</b> docs/metrics/orders.md.</para>
/// </remarks>
/// <example><code>
/// DaysBetweenOrders january = book.DaysBetweenOrders(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// january[0].Count;       // 1
/// january.Overall.Median; // 4
/// </code></example>
public sealed class DaysBetweenOrders : IReadOnlyList<DayHistogram>, IEquatable<DaysBetweenOrders>
{
    private readonly DayHistogram[] rows;

    internal DaysBetweenOrders(ReportingPeriods periods, DayHistogram[] rows)
    {
        Periods = periods;
        this.rows = rows;
        Overall = new DayHistogram();
        Array.ForEach(rows, Overall.AddAll);
    }

    /// <summary>The periods, one row each.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>All periods as one.</summary>
    public DayHistogram Overall { get; }

    /// <summary>The days of a period.</summary>
    public DayHistogram this[int index] => rows.At(index);

    /// <summary>Whether all days are equal.</summary>
    public static bool operator ==(DaysBetweenOrders? left, DaysBetweenOrders? right) => Equals(left, right);

    /// <summary>Whether any days differ.</summary>
    public static bool operator !=(DaysBetweenOrders? left, DaysBetweenOrders? right) => !Equals(left, right);

    /// <summary>Adds the days of other customers: exact, whatever the split.</summary>
    /// <remarks>That the two parts share no customer is the caller's promise.</remarks>
    /// <exception cref="ArgumentException">The periods differ.</exception>
    public DaysBetweenOrders Merge(DaysBetweenOrders other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Periods.Equals(other.Periods)
            ? new DaysBetweenOrders(Periods, [.. rows.Zip(other.rows, (left, right) => left.Merge(right))])
            : throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Periods}, this one {Periods}; parts merge when periods agree."), nameof(other));
    }

    /// <inheritdoc/>
    public IEnumerator<DayHistogram> GetEnumerator() => ((IEnumerable<DayHistogram>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all days are equal.</summary>
    public bool Equals(DaysBetweenOrders? other) => other is not null && Periods.Equals(other.Periods) && rows.AsSpan().SequenceEqual(other.rows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DaysBetweenOrders);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Overall);
}
