namespace Retention.Metrics.Signals;

/// <summary>Recency, frequency or monetary value of the orders before an instant.</summary>
internal sealed class RfmSignal(OrderTimeline orders, RfmMeasure measure) : Signal("rfm:" + JsonText.Of(measure))
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants)
    {
        var rows = CustomerFactRows.Of(orders, timeline);
        return measure switch
        {
            RfmMeasure.Recency => new SinceLastReader<EveryKind>(rows, instants, default),

            // A window without a start.
            RfmMeasure.Frequency => new DistinctDaysReader<EveryKind>(rows, instants, int.MaxValue, default),
            _ => new RevenueReader(rows, orders.Columns.Amount, instants.Ticks),
        };
    }

    private sealed class RevenueReader(CustomerFactRows rows, long[] amounts, long[] instants) : ISignalReader
    {
        public int RowsOf(int customer) => rows.RowsOf(customer);

        public void Read(int customer, int first, Span<double> values)
        {
            int position = rows.Positions[customer];
            int row = position < 0 ? 0 : rows.Offsets[position], end = position < 0 ? 0 : rows.Offsets[position + 1];
            bool isKnown = false;
            Int128 revenue = 0;
            for (int i = 0; i < values.Length; i++)
            {
                for (; row < end && rows.Time[row] < instants[first + i]; row++)
                {
                    isKnown = true;
                    revenue += amounts[row];
                }

                values[i] = isKnown ? (double)revenue / RecurringRevenue.MillionthsPerUnit : double.NaN;
            }
        }
    }
}
