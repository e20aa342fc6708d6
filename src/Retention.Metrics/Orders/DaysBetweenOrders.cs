using System.Text.Json.Serialization;

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
/// DaysBetweenOrders january = orders.DaysBetweenOrders(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
/// january[0].Count;       // 1
/// january.Overall.Median; // 4
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.DaysBetweenOrders")]
public sealed class DaysBetweenOrders : PeriodAnswer<DaysBetweenOrders, DayHistogram>
{
    internal DaysBetweenOrders(ReportingPeriods periods, DayHistogram[] histograms)
        : base(periods, currency: null, [], new Histograms(histograms), histograms)
    {
        Overall = new DayHistogram();
        Array.ForEach(histograms, Overall.AddAll);
    }

    /// <summary>All periods as one.</summary>
    public DayHistogram Overall { get; }

    private protected override DaysBetweenOrders Plus(DaysBetweenOrders other, Currency currency) => new(Periods, [.. this.Zip(other, (left, right) => left.Merge(right))]);

    /// <summary>The histograms of all periods, compared by value.</summary>
    private sealed class Histograms(DayHistogram[] all) : IAnswerTotals
    {
        private readonly DayHistogram[] all = all;

        public bool IsEmpty => Array.TrueForAll(all, one => one.Count == 0);

        public override bool Equals(object? obj) => obj is Histograms other && all.AsSpan().SequenceEqual(other.all);

        public override int GetHashCode() => HashCode.Combine(all.Length, all[0], all[^1]);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        json.AddObjects("periods", Periods.Zip(this), static (fields, row) =>
        {
            row.First.WriteTo(fields);
            row.Second.WriteTo(fields);
        });
        json.Add("overall", Overall);
    }
}
