using NodaTime;

namespace Retention.Metrics.Revenue.Currencies;

/// <summary>Names the customers behind a figure in several currencies.</summary>
internal sealed class FxExplanation(FxPass pass, CustomerId[] customers, ReportingPeriods periods, Currency currency, RevenueFigure figure) : INettingAlgorithm<IEnumerable<MrrContribution>>
{
    public IEnumerable<MrrContribution> Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        var found = new List<MrrContributionRow>();
        for (int customer = 0; customer < customers.Length; customer++)
        {
            for (FxCustomer one = pass.Customer(customer); one.MoveNext();)
            {
                ReportingPeriod period = periods[one.Period];
                Int128? balance = figure switch
                {
                    RevenueFigure.OpeningMrr => one.Opening,
                    RevenueFigure.ClosingMrr => one.Closing,
                    RevenueFigure.FxMrr => one.Fx,
                    _ => null,
                };
                if (balance is { } amount)
                {
                    if (amount != 0)
                    {
                        yield return new MrrContribution(period, customers[customer], At: null, In(one.Opening), In(one.Closing), In(amount));
                    }

                    continue;
                }

                found.Clear();
                RevenueColumns path = one.Path();
                var sink = new ContributionSink(figure, 1, found);
                CustomerMovements.Read<TInterval, TActiveAtZero, ContributionSink>(path, 0, pass.Alone(one.Period), window, interval, ref sink);
                sink.Complete();
                foreach (MrrContributionRow row in found)
                {
                    Instant? at = row.Row < 0 ? null : Instant.FromUnixTimeTicks(path.Time[row.Row]);
                    yield return new MrrContribution(period, customers[customer], at, In(row.Before), In(row.After), In(row.Amount));
                }
            }
        }
    }

    private RecurringRevenue In(Int128 millionths) => new(millionths, currency);
}
