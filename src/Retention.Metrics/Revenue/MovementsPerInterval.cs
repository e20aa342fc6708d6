namespace Retention.Metrics.Revenue;

/// <summary>Movements of customers per netting interval, where intervals are shorter than a period or customers can be active at zero revenue.</summary>
internal sealed class MovementsPerInterval<TInterval, TActiveAtZero>(PeriodIndex periods, long window, TInterval interval, SegmentColumn? segments)
    : IAggregate<RevenueColumns, MovementSumsSink<TInterval>[], MovementSums[]>
    where TInterval : struct, INettingInterval
    where TActiveAtZero : struct, IActiveAtZeroColumn
{
    public MovementSumsSink<TInterval>[] NewState() => [.. MovementSums.PerSegment(segments, periods.Count).Select(sums => new MovementSumsSink<TInterval>(sums))];

    public void Update(MovementSumsSink<TInterval>[] state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            ref MovementSumsSink<TInterval> sink = ref state[segments is null ? 0 : segments.SegmentOf[columns.FirstCustomer + customer]];
            CustomerMovements.Read<TInterval, TActiveAtZero, MovementSumsSink<TInterval>>(columns, customer, periods, window, interval, ref sink);
        }
    }

    public void Combine(MovementSumsSink<TInterval>[] state, MovementSumsSink<TInterval>[] other) =>
        MovementSums.AddAll(Finish(state), Finish(other));

    public MovementSums[] Finish(MovementSumsSink<TInterval>[] state)
    {
        for (int segment = 0; segment < state.Length; segment++)
        {
            state[segment].Flush();
        }

        return [.. state.Select(sink => sink.Sums)];
    }
}
