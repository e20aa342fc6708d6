namespace Retention.Metrics.Revenue.Currencies;

/// <summary>Adds up the periods of customers who pay in several currencies, for each segment or for all customers.</summary>
internal sealed class FxRollForward(FxPass pass, SegmentColumn? segments, ExecutionOptions execution) : INettingAlgorithm<MovementSums[]>
{
    public MovementSums[] Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn =>
        pass.Run(new Movements<TInterval, TActiveAtZero>(index.Count, segments, window, interval), execution);

    private sealed class Movements<TInterval, TActiveAtZero>(int periods, SegmentColumn? segments, long window, TInterval interval) : IAggregate<FxPass, MovementSums[], MovementSums[]>
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        public MovementSums[] NewState() => MovementSums.PerSegment(segments, periods);

        public void Update(MovementSums[] state, FxPass columns, int firstCustomer, int endCustomer)
        {
            var alone = new MovementSums(1);
            for (int customer = firstCustomer; customer < endCustomer; customer++)
            {
                MovementSums sums = state[segments?.SegmentOf[customer] ?? 0];
                for (FxCustomer one = columns.Customer(customer); one.MoveNext();)
                {
                    Add(sums, alone, one, columns.Alone(one.Period));
                }
            }
        }

        public void Combine(MovementSums[] state, MovementSums[] other) => MovementSums.AddAll(state, other);

        public MovementSums[] Finish(MovementSums[] state) => state;

        private void Add(MovementSums sums, MovementSums alone, FxCustomer one, PeriodIndex bounds)
        {
            if (one.Period == 0)
            {
                sums.Opening += one.Opening;
                sums.OpeningCustomers += one.OpensActive ? 1 : 0;
            }

            ref PeriodSums period = ref sums.Periods[one.Period];
            period.Fx += one.Fx;
            if (one.HasChanges)
            {
                alone.Periods[0] = default;
                var sink = new MovementSumsSink<TInterval>(alone);
                CustomerMovements.Read<TInterval, TActiveAtZero, MovementSumsSink<TInterval>>(one.Path(), 0, bounds, window, interval, ref sink);
                period.Add(in alone.Periods[0]);
            }
        }
    }
}
