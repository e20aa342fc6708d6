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
public sealed class TrailingRetention : IReadOnlyList<TrailingRetentionRow>
{
    private readonly TrailingRetentionRow[] rows;

    internal TrailingRetention(ReportingPeriods periods, TrailingRetentionRow[] rows)
    {
        Periods = periods;
        this.rows = rows;
    }

    /// <summary>The periods; each row covers the window up to a period's end.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures up to the end of a period.</summary>
    public TrailingRetentionRow this[int index] => rows.At(index);

    /// <inheritdoc/>
    public IEnumerator<TrailingRetentionRow> GetEnumerator() => ((IEnumerable<TrailingRetentionRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>What became, by the end of a period, of the customers at the start of a window.</summary>
public sealed class TrailingRetentionRow
{
    private readonly RecurringRevenue opening;
    private readonly RecurringRevenue kept;
    private readonly RecurringRevenue closing;

    internal TrailingRetentionRow(ReportingPeriod period, Currency currency, Int128 opening, Int128 kept, Int128 closing, Ratio churn)
    {
        Period = period;
        this.opening = new(opening, currency);
        this.kept = new(kept, currency);
        this.closing = new(closing, currency);
        CustomerChurnRate = churn;
    }

    /// <summary>The period at whose end the window ends.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>What the customers of the start pay at the end, out of what they paid then.</summary>
    public Ratio NetRevenueRetention => Ratio.Of(closing.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>What the customers of the start pay at the end, each at most what they paid then, out of what they paid then.</summary>
    public Ratio GrossRevenueRetention => Ratio.Of(kept.AnnualAmount, opening.AnnualAmount).PerMonth();

    /// <summary>The customers lost within the window out of those at risk, both as the policy counts them.</summary>
    public Ratio CustomerChurnRate { get; }
}
