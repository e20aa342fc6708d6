namespace Retention.Metrics.Signals;

/// <summary>Recency, frequency or monetary value of the orders before an instant.</summary>
internal sealed class RfmSignal(OrderTimeline orders, RfmMeasure measure) : Signal("rfm:" + JsonText.Of(measure))
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(orders, measure, CustomerPositions.Of(orders, timeline), instants);

    private sealed class Reader(OrderTimeline orders, RfmMeasure measure, int[] positions, SignalInstants instants) : ISignalReader
    {
        private readonly int[] days = instants.Days();
        private readonly LocalDays localDays = new(instants.Zone, orders.FirstOrder ?? default, orders.LastOrder ?? default);

        public int RowsOf(int customer) => positions[customer] is >= 0 and var own ? orders.Columns.Offsets[own + 1] - orders.Columns.Offsets[own] : 0;

        public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
        {
            OrderColumns columns = orders.Columns;
            int position = positions[customer];
            int row = position < 0 ? 0 : columns.Offsets[position], end = position < 0 ? 0 : columns.Offsets[position + 1];
            int frequency = 0, lastDay = 0;
            Int128 revenue = 0;
            for (int i = 0; i < values.Length; i++)
            {
                for (; row < end && columns.Time[row] < instants.Ticks[i]; row++)
                {
                    int day = localDays.Of(columns.Time[row]);
                    frequency += frequency == 0 || day != lastDay ? 1 : 0;
                    lastDay = day;
                    revenue += columns.Amount[row];
                }

                values[i] = frequency == 0 ? double.NaN : measure switch
                {
                    RfmMeasure.Recency => days[i] - lastDay,
                    RfmMeasure.Frequency => frequency,
                    _ => (double)revenue / RecurringRevenue.MillionthsPerUnit,
                };
            }
        }
    }
}
