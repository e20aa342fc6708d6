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
