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
    /// <param name="policy">The policy of the roll-forward; the default policy if left out.</param>
    /// <returns>By customer, then by period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="figure"/> is not one of the enumeration.</exception>
    public IEnumerable<MrrContribution> Explain(ReportingPeriods periods, RevenueFigure figure, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (!Enum.IsDefined(figure))
        {
            throw new ArgumentOutOfRangeException(nameof(figure), figure, $"One of {string.Join(", ", Enum.GetNames<RevenueFigure>())}.");
        }

        PeriodIndex index = PeriodIndex.Over(periods);
        return (policy ?? MetricPolicy.Default).Netting switch
        {
            Netting.PerPeriod => Explain(periods, index, figure, default(WholePeriod)),
            Netting.PerDay => Explain(periods, index, figure, new LocalDay(PeriodIndex.OverDays(periods.Zone, periods.Start, periods.End))),
            _ => Explain(periods, index, figure, default(SingleChange)),
        };
    }

    private IEnumerable<MrrContribution> Explain<TStretch>(ReportingPeriods periods, PeriodIndex index, RevenueFigure figure, TStretch stretch)
        where TStretch : struct, INettingStretch
    {
        var found = new List<Contribution>();
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            found.Clear();
            var listener = new ContributionSink(figure, periods.Count, found);
            RollForwardPass.Follow(Columns, customer, index, stretch, ref listener);
            listener.Complete();
            foreach (Contribution one in found)
            {
                yield return new MrrContribution(
                    periods[one.Period],
                    CustomerAt(customer),
                    one.Row < 0 ? null : Instant.FromUnixTimeTicks(Columns.Time[one.Row]),
                    new RecurringRevenue(one.Before, Currency),
                    new RecurringRevenue(one.After, Currency),
                    new RecurringRevenue(one.Amount, Currency));
            }
        }
    }

    private readonly record struct Contribution(int Period, int Row, long Before, long After, long Amount);

    private struct ContributionSink(RevenueFigure figure, int periodCount, List<Contribution> found) : IRollForwardSink
    {
        private long level;
        private int reached;

        public void Opens(long level) => this.level = level;

        public readonly void Moves(int period, int row, long before, long after, bool paidBefore)
        {
            bool asked = figure == MovementRule.Of(before, after, paidBefore) switch
            {
                MovementKind.New => RevenueFigure.NewMrr,
                MovementKind.Reactivation => RevenueFigure.ReactivationMrr,
                MovementKind.Expansion => RevenueFigure.ExpansionMrr,
                MovementKind.Contraction => RevenueFigure.ContractionMrr,
                _ => RevenueFigure.ChurnMrr,
            };
            if (asked)
            {
                found.Add(new Contribution(period, row, before, after, Math.Abs(after - before)));
            }
        }

        public void Ends(int period, int row, long opening, long closing, bool paidBefore)
        {
            BalancesUpTo(period);
            Balance(RevenueFigure.OpeningMrr, RevenueFigure.OpeningCustomers, period, opening, closing, opening);
            Balance(RevenueFigure.ClosingMrr, RevenueFigure.ClosingCustomers, period, opening, closing, closing);
            (level, reached) = (closing, period + 1);
            RevenueFigure? counted = opening != closing
                ? MovementRule.Of(opening, closing, paidBefore) switch
                {
                    MovementKind.New => RevenueFigure.NewCustomers,
                    MovementKind.Reactivation => RevenueFigure.ReactivatedCustomers,
                    MovementKind.Expansion => RevenueFigure.ExpandedCustomers,
                    MovementKind.Contraction => RevenueFigure.ContractedCustomers,
                    _ => RevenueFigure.ChurnedCustomers,
                }
                : closing == 0 && !paidBefore ? RevenueFigure.NeverRetainedCustomers : null;
            if (figure == counted)
            {
                found.Add(new Contribution(period, row, opening, closing, Math.Abs(closing - opening)));
            }
        }

        public void Complete() => BalancesUpTo(periodCount);

        private void BalancesUpTo(int period)
        {
            for (; reached < period; reached++)
            {
                Balance(RevenueFigure.OpeningMrr, RevenueFigure.OpeningCustomers, reached, level, level, level);
                Balance(RevenueFigure.ClosingMrr, RevenueFigure.ClosingCustomers, reached, level, level, level);
            }
        }

        private readonly void Balance(RevenueFigure money, RevenueFigure customers, int period, long before, long after, long amount)
        {
            if (amount > 0 && (figure == money || figure == customers))
            {
                found.Add(new Contribution(period, -1, before, after, amount));
            }
        }
    }
}
