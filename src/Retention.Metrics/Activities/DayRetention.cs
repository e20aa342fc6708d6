using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Retention by days after the first activity, for the customers who began in each period: on a day, within days, or on a day or later.</summary>
/// <remarks>
/// <para><b>Formula:</b> of the customers with their first activity ever in the period and a day n that has ended by <see cref="AsOf"/>: those with an
/// activity in the window of days, out of all. Day n is the n-th local day after the day of the first activity. Day n is the last day of the window;
/// for a window without a last day, its first.</para>
/// <para><b>Unit:</b> none; 0 to 1.</para>
/// <para><b>Undefined:</b> where nobody's day has ended yet.</para>
/// <para><b>Cost:</b> one pass over the activities; memory for each period and window.</para>
/// <para><b>Source:</b> docs/metrics/activity.md.</para>
/// </remarks>
/// <example><code>
/// ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
/// DayRetention retention = activities.DayRetention(january, [DayWindow.On(1), DayWindow.OnOrAfter(1)], asOf: Instant.FromUtc(2026, 4, 1, 0, 0));
/// retention[0].Customers; // 2
/// retention[0][0].Value;  // 0.5
/// retention[0][1].Value;  // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ActivityTimeline.DayRetention or DayRetention.FromTotals")]
public sealed class DayRetention : PeriodAnswer<DayRetention, DayRetentionRow>
{
    private readonly DayRetentionSums sums;
    private readonly DayWindow[] windows;

    internal DayRetention(ReportingPeriods periods, DayWindow[] windows, Instant asOf, DayRetentionSums sums)
        : base(
            periods, currency: null, [("windows", string.Join(", ", windows.AsEnumerable())), ("as-of instant", asOf)], sums,
            periods.Select((period, cohort) => new DayRetentionRow(period, windows, sums.TotalsOf(cohort))))
    {
        this.sums = sums;
        this.windows = windows;
        AsOf = asOf;
        Overall = new DayRetentionRow(periods.Total, windows, sums.Pooled());
    }

    /// <summary>Makes the answer of totals, wherever they were computed.</summary>
    /// <param name="periods">The periods of the first activities.</param>
    /// <param name="windows">The windows of days, at least one.</param>
    /// <param name="asOf">The instant up to which activities are known.</param>
    /// <param name="totals">The totals, one for each period.</param>
    /// <exception cref="ArgumentException">There is not one for each period, a rate is missing or superfluous, or rates contradict each other; the message names the period.</exception>
    public static DayRetention FromTotals(ReportingPeriods periods, IReadOnlyList<DayWindow> windows, Instant asOf, IReadOnlyList<DayRetentionTotals> totals)
    {
        ArgumentNullException.ThrowIfNull(periods);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        DayWindow[] own = DayRetentionAggregate.Checked(windows, periods, segments: 1);
        var sums = new DayRetentionSums(periods.Count, own.Length);
        for (int cohort = 0; cohort < totals.Count; cohort++)
        {
            ArgumentNullException.ThrowIfNull(totals[cohort], nameof(totals));
            TotalsArgument.RequireNoContradiction(periods, cohort, totals, Contradiction(own, totals[cohort]));
            sums.Customers[cohort] = totals[cohort].Customers;
            for (int window = 0; window < own.Length; window++)
            {
                sums.Active[(cohort * own.Length) + window] = (long)totals[cohort].Rates[window].Numerator;
                sums.Mature[(cohort * own.Length) + window] = (long)totals[cohort].Rates[window].Denominator;
            }
        }

        return new DayRetention(periods, own, asOf, sums);
    }

    /// <summary>The windows of days, in the order of the rates of each row.</summary>
    public IReadOnlyList<DayWindow> Windows => windows.AsReadOnly();

    /// <summary>The instant up to which activities are known.</summary>
    public Instant AsOf { get; }

    /// <summary>The customers of all periods together.</summary>
    public DayRetentionRow Overall { get; }

    private protected override DayRetention Plus(DayRetention other, Currency currency) => new(Periods, windows, AsOf, sums.Plus(other.sums));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("asOf", AsOf);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        base.WriteRows(json);
        json.Add("overall", Overall);
    }

    private static string? Contradiction(DayWindow[] windows, DayRetentionTotals totals)
    {
        if (totals.Rates.Count != windows.Length)
        {
            return FormattableString.Invariant($"there are {totals.Rates.Count} rates, but {windows.Length} windows; expected one for each");
        }

        const long MostCustomers = 1L << 40;
        if (TotalsArgument.Outside("Customers", totals.Customers, 0, MostCustomers) is { } outside)
        {
            return outside;
        }

        for (int window = 0; window < windows.Length; window++)
        {
            Ratio rate = totals.Rates[window];
            if (!decimal.IsInteger(rate.Numerator) || !decimal.IsInteger(rate.Denominator) || rate.Numerator < 0 || rate.Numerator > rate.Denominator || rate.Denominator > totals.Customers)
            {
                return FormattableString.Invariant($"the rate of the days {windows[window]} is {rate.Numerator}/{rate.Denominator}; expected whole numbers of customers, at most the cohort of {totals.Customers}");
            }

            for (int other = 0; other < windows.Length; other++)
            {
                Ratio larger = totals.Rates[other];
                if (windows[other].MatureAfter == windows[window].MatureAfter && (rate.Denominator != larger.Denominator || (windows[other].Covers(windows[window]) && rate.Numerator > larger.Numerator)))
                {
                    return FormattableString.Invariant($"the rate of the days {windows[window]} is {rate.Numerator}/{rate.Denominator} and that of {windows[other]} is {larger.Numerator}/{larger.Denominator}; the same customers count for both, and more days cannot have fewer of them active");
                }
            }

            if (windows[window].First == 0 && rate.Numerator != rate.Denominator)
            {
                return FormattableString.Invariant($"the rate of the days {windows[window]} is {rate.Numerator}/{rate.Denominator}; on day 0 every customer is active");
            }
        }

        return null;
    }
}
