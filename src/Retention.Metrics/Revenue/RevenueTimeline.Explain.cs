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

        return RollForwardRun.With(this, periods, PolicyToRead(policy), new Explanation(this, periods, figure));
    }

    private readonly record struct Contribution(int Period, int Row, long Before, long After, long Amount);

    private sealed class Explanation(RevenueTimeline timeline, ReportingPeriods periods, RevenueFigure figure) : IRollForwardWork<IEnumerable<MrrContribution>>
    {
        public IEnumerable<MrrContribution> Over<TStretch, TIdle>(PeriodIndex index, long window, TStretch stretch)
            where TStretch : struct, INettingStretch
            where TIdle : struct, IIdleColumn
        {
            var found = new List<Contribution>();
            Currency currency = timeline.Currency;
            for (int customer = 0; customer < timeline.CustomerCount; customer++)
            {
                found.Clear();
                var listener = new ContributionSink(figure, periods.Count, found);
                RollForwardPass.Follow<TStretch, TIdle, ContributionSink>(timeline.Columns, customer, index, window, stretch, ref listener);
                listener.Complete();
                foreach (Contribution one in found)
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

    private struct ContributionSink(RevenueFigure figure, int periodCount, List<Contribution> found) : IRollForwardSink
    {
        private Standing standing;
        private int reached;

        public void Opens(Standing standing) => this.standing = standing;

        public readonly void Moves(int period, int row, Standing before, Standing after, bool returns)
        {
            bool asked = figure == MovementRule.Of(before, after, returns) switch
            {
                MovementKind.New => RevenueFigure.NewMrr,
                MovementKind.Reactivation => RevenueFigure.ReactivationMrr,
                MovementKind.Resumed => RevenueFigure.ResumedMrr,
                MovementKind.Expansion => RevenueFigure.ExpansionMrr,
                MovementKind.Contraction => RevenueFigure.ContractionMrr,
                MovementKind.Churn => RevenueFigure.ChurnMrr,
                _ => RevenueFigure.PausedMrr,
            };
            if (asked)
            {
                found.Add(new Contribution(period, row, before.Level, after.Level, Math.Abs(after.Level - before.Level)));
            }
        }

        public void Ends(int period, int row, Standing opening, Standing closing, bool returns, bool everPaid)
        {
            BalancesUpTo(period);
            Balances(period, opening, closing);
            (standing, reached) = (closing, period + 1);
            if (Counts(opening, closing, returns, everPaid))
            {
                found.Add(new Contribution(period, row, opening.Level, closing.Level, Math.Abs(closing.Level - opening.Level)));
            }
        }

        public void Complete() => BalancesUpTo(periodCount);

        private readonly bool Counts(Standing opening, Standing closing, bool returns, bool everPaid)
        {
            bool joins = !opening.IsActive && closing.IsActive, bothPay = opening.Level > 0 && closing.Level > 0;
            return figure switch
            {
                RevenueFigure.NewCustomers => joins && !returns,
                RevenueFigure.ReactivatedCustomers => joins && returns,
                RevenueFigure.ChurnedCustomers => opening.IsActive && !closing.IsActive,
                RevenueFigure.ExpandedCustomers => bothPay && closing.Level > opening.Level,
                RevenueFigure.ContractedCustomers => bothPay && closing.Level < opening.Level,
                RevenueFigure.NeverRetainedCustomers => !everPaid && !closing.IsActive,
                _ => false,
            };
        }

        private void BalancesUpTo(int period)
        {
            for (; reached < period; reached++)
            {
                Balances(reached, standing, standing);
            }
        }

        private readonly void Balances(int period, Standing opening, Standing closing)
        {
            Standing? asked = figure switch
            {
                RevenueFigure.OpeningMrr when opening.Level > 0 => opening,
                RevenueFigure.ClosingMrr when closing.Level > 0 => closing,
                RevenueFigure.OpeningCustomers when opening.IsActive => opening,
                RevenueFigure.ClosingCustomers when closing.IsActive => closing,
                _ => null,
            };
            if (asked is { } balance)
            {
                found.Add(new Contribution(period, -1, opening.Level, closing.Level, balance.Level));
            }
        }
    }
}
