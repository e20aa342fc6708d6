using System.Collections;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Net and gross revenue retention and customer churn over the twelve months, or any number of days, up to the end of each period.</summary>
/// <remarks>
/// <para><b>Formula:</b> those of <see cref="RevenueRetention"/> and <see cref="CustomerChurn"/> over the period from so long before the
/// end: the customers of a year ago, what they paid then and what they pay now. Not a product or a mean of monthly rates.</para>
/// <para><b>Unit:</b> none.</para>
/// <para><b>Undefined:</b> where nobody paid at the start of the window.</para>
/// <para><b>Cost:</b> one pass over the changes for all periods together.</para>
/// <para><b>Source:</b> SaaS Metrics Standards Board, which reads NRR and GRR over twelve months.</para>
/// </remarks>
/// <example><code>
/// TrailingRetention january2027 = timeline.TrailingYear(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2027, 1, 1)));
/// january2027[0].NetRevenueRetention.Value; // 0.2898…
/// </code></example>
public sealed class TrailingRetention : IReadOnlyList<TrailingRetentionRow>, IEquatable<TrailingRetention>
{
    private readonly TrailingRetentionRow[] rows;

    private TrailingRetention(ReportingPeriods periods, MetricPolicy policy, Currency currency, Period window, IReadOnlyList<TrailingTotals> totals)
    {
        Periods = periods;
        Policy = policy;
        Currency = currency;
        Window = window;
        rows = [.. totals.Select((one, period) => new TrailingRetentionRow(periods[period], currency, in one))];
    }

    /// <summary>The periods; each row covers the window up to a period's end.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The policy that says how churn is counted.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How long before a period's end its window starts.</summary>
    public Period Window { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures up to the end of a period.</summary>
    public TrailingRetentionRow this[int index] => rows.At(index);

    /// <summary>Makes an answer of the totals of each window, wherever they were computed.</summary>
    /// <param name="periods">The periods at whose ends the windows end.</param>
    /// <param name="policy">The policy under which the totals were computed.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="window">How long before a period's end its window starts.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, or a period's totals contradict each other; the message names the period.</exception>
    public static TrailingRetention FromTotals(ReportingPeriods periods, MetricPolicy policy, Currency currency, Period window, IReadOnlyList<TrailingTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(window);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Contradiction(policy));
        }

        return new TrailingRetention(periods, policy, currency, window, totals);
    }

    /// <summary>Adds the figures of other customers: exact, whatever the split.</summary>
    /// <remarks>
    /// That the two parts share no customer is the caller's promise. A part in which nobody pays and no currency was stated merges with any.
    /// </remarks>
    /// <exception cref="ArgumentException">Periods, policy, currency or window differ.</exception>
    public TrailingRetention Merge(TrailingRetention other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Periods.Equals(other.Periods) || Policy != other.Policy || !Window.Equals(other.Window) || Currency.Common(Currency, IsEmpty, other.Currency, other.IsEmpty) is not { } currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Window} up to the ends of {other.Periods} in {other.Currency}, this one {Window} up to the ends of {Periods} in {Currency}; parts merge when periods, policy, currency and window agree."), nameof(other));
        }

        return new TrailingRetention(Periods, Policy, currency, Window, [.. rows.Zip(other.rows, (left, right) => left.Totals + right.Totals)]);
    }

    /// <inheritdoc/>
    public IEnumerator<TrailingRetentionRow> GetEnumerator() => ((IEnumerable<TrailingRetentionRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(TrailingRetention? other) =>
        other is not null && Periods.Equals(other.Periods) && Policy == other.Policy && Currency == other.Currency && Window.Equals(other.Window)
        && rows.Select(row => row.Totals).SequenceEqual(other.rows.Select(row => row.Totals));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrailingRetention);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Currency, Window, rows[^1].Totals);

    private bool IsEmpty => rows.All(row => row.Totals == default);
}

/// <summary>What became, by the end of a period, of the customers at the start of a window.</summary>
public sealed class TrailingRetentionRow
{
    internal TrailingRetentionRow(ReportingPeriod period, Currency currency, in TrailingTotals totals)
    {
        Period = period;
        Currency = currency;
        Totals = totals;
    }

    /// <summary>The period at whose end the window ends.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>What the customers of the start pay at the end, out of what they paid then.</summary>
    public Ratio NetRevenueRetention => Share(Totals.ClosingMrr);

    /// <summary>What the customers of the start pay at the end, each at most what they paid then, out of what they paid then.</summary>
    public Ratio GrossRevenueRetention => Share(Totals.KeptMrr);

    /// <summary>The customers lost within the window out of those at risk, both as the policy counts them.</summary>
    public Ratio CustomerChurnRate => CustomerChurn.Rate(Totals.LostCustomers, Totals.CustomersAtRisk);

    /// <summary>The totals the row is made of.</summary>
    internal TrailingTotals Totals { get; }

    private Ratio Share(Int128 part) => Ratio.Of(new RecurringRevenue(part, Currency).AnnualAmount, new RecurringRevenue(Totals.OpeningMrr, Currency).AnnualAmount).PerMonth();
}
