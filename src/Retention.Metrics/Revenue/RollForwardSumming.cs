namespace Retention.Metrics;

/// <summary>Adds up what happened to all customers, or to those of each segment.</summary>
internal sealed class RollForwardSumming(RevenueColumns columns, SegmentColumn? segments, Execution execution) : IRollForwardWork<RollForwardSums[]>
{
    public RollForwardSums[] Over<TStretch, TIdle>(PeriodIndex index, long window, TStretch stretch)
        where TStretch : struct, INettingStretch
        where TIdle : struct, IIdleColumn
    {
        int count = segments?.Segments.Length ?? 1;
        RollForwardSums[][] parts = CustomerSplit.Run(columns.Offsets, execution, (first, end) =>
        {
            if (TStretch.IsWholePeriod && !TIdle.Exists)
            {
                return new NettedMovements(columns, index, window, segments).Of(first, end);
            }

            RollForwardSums[] part = [.. Enumerable.Range(0, count).Select(_ => new RollForwardSums(index.Count))];
            RollForwardSink<TStretch>[] sinks = [.. part.Select(sums => new RollForwardSink<TStretch>(sums))];
            for (int customer = first; customer < end; customer++)
            {
                ref RollForwardSink<TStretch> sink = ref sinks[segments is null ? 0 : segments.SegmentOf[customer]];
                RollForwardPass.Follow<TStretch, TIdle, RollForwardSink<TStretch>>(columns, customer, index, window, stretch, ref sink);
            }

            foreach (RollForwardSink<TStretch> sink in sinks)
            {
                sink.Complete();
            }

            return part;
        });
        for (int part = 1; part < parts.Length; part++)
        {
            for (int segment = 0; segment < count; segment++)
            {
                parts[0][segment].Add(parts[part][segment]);
            }
        }

        return parts[0];
    }
}
