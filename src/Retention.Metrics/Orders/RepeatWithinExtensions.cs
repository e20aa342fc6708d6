using NodaTime;

namespace Retention.Metrics;

/// <summary>Repeat orders within a number of days.</summary>
public static class RepeatWithinExtensions
{
    /// <summary>Computes the share of first-time customers who order again within a number of days.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> of the customers with their first order ever in the period and n × 24 hours after it that have ended by
    /// <paramref name="asOf"/>: those with another order no later than n × 24 hours after the first, out of all.</para>
    /// <para><b>Unit:</b> none; 0 to 1.</para>
    /// <para><b>Undefined:</b> where nobody's days have ended yet.</para>
    /// <para><b>Cost:</b> the first two orders of each customer.</para>
    /// <para><b>Source:</b> Tresl, "What is repeat on the customer cohort page".</para>
    /// </remarks>
    /// <example><code>
    /// ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
    /// orders.RepeatWithin(january, days: 30, asOf: Instant.FromUtc(2026, 3, 1, 0, 0))[0].Value; // 1
    /// </code></example>
    /// <param name="orders">The orders.</param>
    /// <param name="periods">The periods, one ratio each.</param>
    /// <param name="days">How many days, at least 1.</param>
    /// <param name="asOf">The instant up to which orders are known.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is below 1 or above 36,500.</exception>
    public static IReadOnlyList<Ratio> RepeatWithin(this OrderTimeline orders, ReportingPeriods periods, int days, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(periods);
        OrderColumns columns = orders.Columns;
        if (days is < 1 or > 36_500)
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "1 to 36,500 days.");
        }

        PeriodIndex index = PeriodIndex.Over(periods);
        long window = days * NodaConstants.TicksPerDay, known = asOf.ToUnixTimeTicks();
        var repeated = new long[periods.Count];
        var mature = new long[periods.Count];
        for (int customer = 0; customer < orders.CustomerCount; customer++)
        {
            int first = columns.Offsets[customer], end = columns.Offsets[customer + 1];
            if (first == end || columns.Time[first] < index.Bounds[0] || columns.Time[first] >= index.Bounds[^1] || columns.Time[first] + window >= known)
            {
                continue;
            }

            int period = index.Of(columns.Time[first]);
            mature[period]++;
            repeated[period] += first + 1 < end && columns.Time[first + 1] <= columns.Time[first] + window ? 1 : 0;
        }

        return [.. repeated.Zip(mature, (again, all) => RepeatCustomers.Rate(again, all))];
    }
}
