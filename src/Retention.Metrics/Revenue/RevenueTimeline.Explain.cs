using NodaTime;

namespace Retention.Metrics;

/// <content>Who is behind a figure.</content>
public sealed partial class RevenueTimeline
{
    /// <summary>Names the customers and movements behind a figure of a roll-forward; they add up to it.</summary>
    /// <remarks>
    /// <para><b>Cost:</b> one pass over the changes, made as the list is read; memory for one customer at a time.</para>
    /// </remarks>
    /// <example><code>
    /// foreach (MrrContribution lost in timeline.Explain(march, RevenueFigure.ChurnMrr))
    /// {
    ///     Console.WriteLine($"{lost.Customer} paid {lost.Before.Monthly}");
    /// }
    /// </code></example>
    /// <param name="periods">The periods of the roll-forward.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="policy">The policy of the roll-forward; the policy of the timeline if left out.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is not one of the enumeration.</exception>
    public IEnumerable<MrrContribution> Explain(ReportingPeriods periods, RevenueFigure figure, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (!Enum.IsDefined(figure))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");
        }

        MetricPolicy read = PolicyToRead(policy);
        return figure is RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk
            ? ExplainChurnRate(periods, figure == RevenueFigure.LostCustomers, read)
            : RollForwardRun.With(this, periods, read, new Explanation(this, periods, figure));
    }

    private IEnumerable<MrrContribution> ExplainChurnRate(ReportingPeriods periods, bool lost, MetricPolicy policy)
    {
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            ChurnCounts counts = ChurnCounts.OfCustomer(this, customer, periods, policy);
            for (int period = 0; period < periods.Count; period++)
            {
                Ratio rate = counts.Rate(period);
                decimal count = lost ? rate.Numerator : rate.Denominator;
                if (count > 0m)
                {
                    RecurringRevenue before = new(Columns.LevelAt(customer, periods[period].Start.ToUnixTimeTicks()), Currency);
                    RecurringRevenue after = new(Columns.LevelAt(customer, periods[period].End.ToUnixTimeTicks()), Currency);
                    yield return new MrrContribution(periods[period], CustomerAt(customer), At: null, before, after, lost ? before : after, count);
                }
            }
        }
    }

    private sealed class Explanation(RevenueTimeline timeline, ReportingPeriods periods, RevenueFigure figure) : IRollForwardWork<IEnumerable<MrrContribution>>
    {
        public IEnumerable<MrrContribution> Over<TStretch, TIdle>(PeriodIndex index, long window, TStretch stretch)
            where TStretch : struct, INettingStretch
            where TIdle : struct, IIdleColumn
        {
            var found = new List<MrrContributionRow>();
            Currency currency = timeline.Currency;
            for (int customer = 0; customer < timeline.CustomerCount; customer++)
            {
                found.Clear();
                var listener = new ContributionSink(figure, periods.Count, found);
                RollForwardPass.Follow<TStretch, TIdle, ContributionSink>(timeline.Columns, customer, index, window, stretch, ref listener);
                listener.Complete();
                foreach (MrrContributionRow one in found)
                {
                    yield return new MrrContribution(
                        periods[one.Period],
                        timeline.CustomerAt(customer),
                        one.Row < 0 ? null : Instant.FromUnixTimeTicks(timeline.Columns.Time[one.Row]),
                        new RecurringRevenue(one.Before, currency),
                        new RecurringRevenue(one.After, currency),
                        new RecurringRevenue(one.Amount, currency));
                }
            }
        }
    }
}
