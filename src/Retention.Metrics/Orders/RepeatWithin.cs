using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The share of first-time customers of each period who order again within a number of days.</summary>
/// <remarks>
/// <para><b>Formula:</b> of the customers with their first order ever in the period and n × 24 hours after it that have ended by
/// <see cref="AsOf"/>: those with another order no later than n × 24 hours after the first, out of all.</para>
/// <para><b>Unit:</b> none; 0 to 1.</para>
/// <para><b>Undefined:</b> where nobody's days have ended yet.</para>
/// <para><b>Cost:</b> the first two orders of each customer.</para>
/// <para><b>Source:</b> Tresl, "What is repeat on the customer cohort page".</para>
/// </remarks>
/// <example><code>
/// ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
/// orders.RepeatWithin(january, days: 30, asOf: Instant.FromUtc(2026, 3, 1, 0, 0))[0].Value; // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.RepeatWithin")]
public sealed class RepeatWithin : PeriodAnswer<RepeatWithin, Ratio>
{
    private readonly PeriodTotals<RepeatSums> totals;

    internal RepeatWithin(ReportingPeriods periods, int days, Instant asOf, PeriodTotals<RepeatSums> totals)
        : base(periods, currency: null, [("days", days), ("as of", asOf)], totals, totals.All.Select(sums => RepeatCustomers.Rate(sums.Repeated, sums.Mature)))
    {
        this.totals = totals;
        Days = days;
        AsOf = asOf;
    }

    /// <summary>Makes the answer of rates that any engine computed.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="days">The number of days, 1 to 36,500.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <param name="rates">For each period the customers who ordered again out of those with days that have ended: whole numbers, not reduced.</param>
    /// <exception cref="ArgumentException">There is not one rate for each period, or one has parts that are no whole numbers, or more customers who ordered again than there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is not in that range.</exception>
    public static RepeatWithin FromTotals(ReportingPeriods periods, int days, Instant asOf, IReadOnlyList<Ratio> rates)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(rates);
        if (days is < 1 or > 36_500)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "The number of days must be 1 to 36,500.");
        }

        if (rates.Count != periods.Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {rates.Count} rates of {periods.Count} periods; expected one for each."), nameof(rates));
        }

        return new RepeatWithin(periods, days, asOf, new PeriodTotals<RepeatSums>(rates.Select((rate, period) => SumsOf(rate, periods[period]))));
    }

    private static RepeatSums SumsOf(Ratio rate, ReportingPeriod period) =>
        rate.Numerator >= 0m && rate.Numerator <= rate.Denominator && rate.Denominator <= long.MaxValue && decimal.IsInteger(rate.Numerator) && decimal.IsInteger(rate.Denominator)
            ? new RepeatSums((long)rate.Numerator, (long)rate.Denominator)
            : throw new ArgumentException(FormattableString.Invariant($"The rate of {period.Name} is {rate.Numerator}/{rate.Denominator}; expected whole numbers of customers, at most all of them."), nameof(rate));

    /// <summary>The number of days, of 24 hours each.</summary>
    public int Days { get; }

    /// <summary>The instant up to which orders are known.</summary>
    public Instant AsOf { get; }

    private protected override RepeatWithin Plus(RepeatWithin other, Currency currency) => new(Periods, Days, AsOf, totals.Plus(other.totals));

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        base.WriteHead(json);
        json.Add("days", Days);
        json.Add("asOf", AsOf);
    }

    private protected override void WriteRows(JsonAnswerWriter json) => json.AddObjects("periods", Periods.Zip(this), static (fields, row) =>
    {
        row.First.WriteTo(fields);
        fields.Add("repeatWithinRate", row.Second);
    });
}
