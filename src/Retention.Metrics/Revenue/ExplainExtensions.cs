using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers and movements behind the figures of a roll-forward.</summary>
public static class ExplainExtensions
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
    /// <param name="timeline">The timeline.</param>
    /// <param name="periods">The periods of the roll-forward.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="policy">The policy of the roll-forward; the policy of the timeline if left out.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is not one of the enumeration.</exception>
    public static IEnumerable<MrrContribution> Explain(this RevenueTimeline timeline, ReportingPeriods periods, RevenueFigure figure, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(periods);
        if (!Enum.IsDefined(figure))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");
        }

        MetricPolicy read = timeline.PolicyToRead(policy);
        return figure is RevenueFigure.LostCustomers or RevenueFigure.CustomersAtRisk
            ? ExplainChurnRate(timeline, periods, figure == RevenueFigure.LostCustomers, read)
            : NettingDispatch.Run(timeline, periods, read, new Explanation(timeline, periods, figure));
    }

    private static IEnumerable<MrrContribution> ExplainChurnRate(RevenueTimeline timeline, ReportingPeriods periods, bool lost, MetricPolicy policy)
    {
        var aggregate = new ChurnCountAggregate(timeline, periods, segments: null, policy);
        foreach (int customer in timeline.CustomersInOrder)
        {
            ChurnCounts counts = aggregate.OfCustomer(timeline.Columns, customer);
            for (int period = 0; period < periods.Count; period++)
            {
                decimal count = lost ? counts.Lost(period) : counts.AtRisk(period);
                if (count > 0m)
                {
                    RecurringRevenue before = new(timeline.Columns.LevelAt(customer, periods[period].Start.ToUnixTimeTicks()), timeline.Currency);
                    RecurringRevenue after = new(timeline.Columns.LevelAt(customer, periods[period].End.ToUnixTimeTicks()), timeline.Currency);
                    yield return new MrrContribution(periods[period], timeline.CustomerAt(customer), At: null, before, after, lost ? before : after, count);
                }
            }
        }
    }

    private sealed class Explanation(RevenueTimeline timeline, ReportingPeriods periods, RevenueFigure figure) : INettingAlgorithm<IEnumerable<MrrContribution>>
    {
        public IEnumerable<MrrContribution> Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
            where TInterval : struct, INettingInterval
            where TActiveAtZero : struct, IActiveAtZeroColumn
        {
            var found = new List<MrrContributionRow>();
            Currency currency = timeline.Currency;
            foreach (int customer in timeline.CustomersInOrder)
            {
                found.Clear();
                var sink = new ContributionSink(figure, periods.Count, found);
                CustomerMovements.Read<TInterval, TActiveAtZero, ContributionSink>(timeline.Columns, customer, index, window, interval, ref sink);
                sink.Complete();
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
