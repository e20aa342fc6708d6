namespace Retention.Metrics;

/// <summary>Adds up the movements of customers stretch by stretch, where these are shorter than a period or customers can be active without paying.</summary>
internal sealed class StretchedMovements<TStretch, TIdle> : IMovementGatherer
    where TStretch : struct, INettingStretch
    where TIdle : struct, IIdleColumn
{
    private readonly PeriodIndex periods;
    private readonly long window;
    private readonly TStretch stretch;
    private readonly SegmentColumn? segments;
    private readonly RollForwardSums[] sums;
    private readonly RollForwardSink<TStretch>[] sinks;

    public StretchedMovements(PeriodIndex periods, long window, TStretch stretch, SegmentColumn? segments)
    {
        (this.periods, this.window, this.stretch, this.segments) = (periods, window, stretch, segments);
        sums = [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => new RollForwardSums(periods.Count))];
        sinks = [.. sums.Select(one => new RollForwardSink<TStretch>(one))];
    }

    public void Add(RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            ref RollForwardSink<TStretch> sink = ref sinks[segments is null ? 0 : segments.SegmentOf[columns.FirstCustomer + customer]];
            RollForwardPass.Follow<TStretch, TIdle, RollForwardSink<TStretch>>(columns, customer, periods, window, stretch, ref sink);
        }
    }

    public RollForwardSums[] Sums()
    {
        foreach (RollForwardSink<TStretch> sink in sinks)
        {
            sink.Complete();
        }

        return sums;
    }
}
