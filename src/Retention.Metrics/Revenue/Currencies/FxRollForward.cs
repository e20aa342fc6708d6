using NodaTime;

namespace Retention.Metrics;

/// <summary>Adds up the periods of customers who pay in several currencies.</summary>
internal sealed class FxRollForward(FxPass pass, int customers, ExecutionOptions execution) : INettingAlgorithm<MovementSums>
{
    public MovementSums Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        var sums = new MovementSums(pass.PeriodCount);
        for (int customer = 0; customer < customers; customer++)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            int period = 0;
            foreach (FxPass.View view in pass.Periods(customer))
            {
                var alone = new MovementSums(1);
                var sink = new MovementSumsSink<TInterval>(alone);
                CustomerMovements.Read<TInterval, TActiveAtZero, MovementSumsSink<TInterval>>(view.Path, 0, view.Bounds, window, interval, ref sink);
                sink.Flush();
                alone.Periods[0].Fx = view.Fx;
                sums.Periods[period].Add(alone.Periods[0]);
                if (period++ == 0)
                {
                    sums.Opening += alone.Opening;
                    sums.OpeningCustomers += alone.OpeningCustomers;
                }
            }
        }

        return sums;
    }
}

/// <summary>Names the customers behind a figure in several currencies.</summary>
internal sealed class FxExplaining(FxPass pass, CustomerId[] customers, ReportingPeriods periods, Currency currency, RevenueFigure figure) : INettingAlgorithm<IEnumerable<MrrContribution>>
{
    public IEnumerable<MrrContribution> Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        var found = new List<MrrContributionRow>();
        for (int customer = 0; customer < customers.Length; customer++)
        {
            int period = -1;
            foreach (FxPass.View view in pass.Periods(customer))
            {
                period++;
                Int128? balance = figure switch
                {
                    RevenueFigure.OpeningMrr => view.Opening,
                    RevenueFigure.ClosingMrr => view.Closing,
                    RevenueFigure.FxMrr => view.Fx,
                    _ => null,
                };
                if (balance is { } amount)
                {
                    if (amount != 0)
                    {
                        yield return new MrrContribution(periods[period], customers[customer], At: null, In(view.Opening), In(view.Closing), In(amount));
                    }

                    continue;
                }

                found.Clear();
                var sink = new ContributionSink(figure, 1, found);
                CustomerMovements.Read<TInterval, TActiveAtZero, ContributionSink>(view.Path, 0, view.Bounds, window, interval, ref sink);
                sink.Complete();
                foreach (MrrContributionRow one in found)
                {
                    Instant? at = one.Row < 0 ? null : Instant.FromUnixTimeTicks(view.Path.Time[one.Row]);
                    yield return new MrrContribution(periods[period], customers[customer], at, In(one.Before), In(one.After), In(one.Amount));
                }
            }
        }
    }

    private RecurringRevenue In(Int128 millionths) => new(millionths, currency);
}
