namespace Retention.Metrics.Revenue.Currencies;

/// <summary>Adds up the periods of customers who pay in several currencies.</summary>
internal sealed class FxRollForward(FxPass pass, ExecutionOptions execution) : INettingAlgorithm<MovementSums>
{
    public MovementSums Run<TInterval, TActiveAtZero>(PeriodIndex index, long window, TInterval interval)
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn =>
        pass.Run(new Movements<TInterval, TActiveAtZero>(index.Count, window, interval), execution);

    private sealed class Movements<TInterval, TActiveAtZero>(int periods, long window, TInterval interval) : IAggregate<FxPass, MovementSums[], MovementSums>
        where TInterval : struct, INettingInterval
        where TActiveAtZero : struct, IActiveAtZeroColumn
    {
        public MovementSums[] NewState() => MovementSums.PerSegment(segments: null, periods);

        public void Update(MovementSums[] state, FxPass columns, int firstCustomer, int endCustomer)
        {
            var alone = new MovementSums(1);
            for (int customer = firstCustomer; customer < endCustomer; customer++)
            {
                for (FxCustomer one = columns.Customer(customer); one.MoveNext();)
                {
                    Add(state[0], alone, one, columns.Alone(one.Period));
                }
            }
        }

        public void Combine(MovementSums[] state, MovementSums[] other) => MovementSums.AddAll(state, other);

        public MovementSums Finish(MovementSums[] state) => state[0];

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
