using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

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
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.TrailingYear or TrailingRetention.FromTotals")]
public sealed class TrailingRetention : RevenueAnswer<TrailingRetention, TrailingRetentionRow>
{
    private readonly PeriodTotals<TrailingTotals> totals;

    private TrailingRetention(ReportingPeriods periods, MetricPolicy policy, Currency currency, Period window, PeriodTotals<TrailingTotals> totals)
        : base(periods, policy, currency, totals, totals.All.Select((one, period) => new TrailingRetentionRow(periods[period], currency, window, in one)), window)
    {
        Window = window;
        this.totals = totals;
    }

    /// <summary>How long before a period's end its window starts.</summary>
    public Period Window { get; }

    /// <summary>Makes an answer of the totals of each window, wherever they were computed.</summary>
    /// <param name="periods">The periods; each window ends at the end of one.</param>
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

        return new TrailingRetention(periods, policy, currency, window, new PeriodTotals<TrailingTotals>(totals));
    }

    private protected override TrailingRetention Plus(TrailingRetention other, Currency currency) => new(Periods, Policy, currency, Window, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("window", PeriodPattern.NormalizingIso.Format(Window));
    }
}

/// <summary>What became, by the end of a period, of the customers at the start of a window.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class TrailingRetentionRow : IJsonAnswer
{
    private readonly Period window;
    private readonly TrailingTotals totals;

    internal TrailingRetentionRow(ReportingPeriod period, Currency currency, Period window, in TrailingTotals totals)
    {
        this.window = window;
        Period = period;
        Currency = currency;
        this.totals = totals;
    }

    /// <summary>The period; the window ends at its end.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>What the customers of the start pay at the end, out of what they paid then.</summary>
    public Ratio NetRevenueRetention => Share(totals.ClosingMrr);

    /// <summary>What the customers of the start pay at the end, each at most what they paid then, out of what they paid then.</summary>
    public Ratio GrossRevenueRetention => Share(totals.KeptMrr);

    /// <summary>The customers lost within the window out of those at risk, both as the policy counts them.</summary>
    public Ratio CustomerChurnRate => CustomerChurn.Rate(totals.LostCustomers, totals.CustomersAtRisk);

    private Ratio Share(Int128 part) => Ratio.Of(new RecurringRevenue(part, Currency), new RecurringRevenue(totals.OpeningMrr, Currency));

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("currency", Currency);
        if (window == NodaTime.Period.FromYears(1))
        {
            foreach (TrailingRetentionFigure figure in TrailingRetentionFigure.All)
            {
                figure.WriteTo(json, this);
            }
        }
        else
        {
            // The names of exports say that the window has twelve months.
            json.Add("netRevenueRetention", NetRevenueRetention);
            json.Add("grossRevenueRetention", GrossRevenueRetention);
            json.Add("customerChurnRate", CustomerChurnRate);
        }
    }

    /// <summary>The period and its rates.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: net {NetRevenueRetention}, gross {GrossRevenueRetention}");
}
