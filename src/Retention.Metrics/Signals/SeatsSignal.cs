namespace Retention.Metrics.Signals;

/// <summary>The quantities of the prices that a customer pays.</summary>
internal sealed class SeatsSignal(SubscriptionHistory history) : Signal("seats-paid")
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(history.Lifecycles, CustomerPositions.Of(history, timeline), instants.Ticks);

    private sealed class Reader(CustomerLifecycles lifecycles, int[] positions, long[] instants) : ISignalReader
    {
        public int RowsOf(int customer) => positions[customer] is >= 0 and var own ? lifecycles.ByNumber.SubscriptionsOf(own).Length : 0;

        public void Read(int customer, int first, Span<double> values)
        {
            values.Fill(double.NaN);
            if (positions[customer] is not (>= 0 and var own))
            {
                return;
            }

            foreach (int subscription in lifecycles.ByNumber.SubscriptionsOf(own))
            {
                AddSeats(subscription, instants.AsSpan(first, values.Length), values);
            }
        }

        private void AddSeats(int subscription, ReadOnlySpan<long> at, Span<double> values)
        {
            StepReader steps = lifecycles.Facts.StepsOf(subscription);
            long? seats = null;
            for (int i = 0, next; i < at.Length; i = next)
            {
                // A step at an instant is not known at it.
                bool isStep = steps.MoveNext();
                for (next = i; next < at.Length && (!isStep || at[next] <= steps.Ticks); next++)
                {
                    if (seats is { } paid)
                    {
                        values[next] = (double.IsNaN(values[next]) ? 0 : values[next]) + paid;
                    }
                }

                seats = isStep && steps.State == LifecycleState.Running && steps.Price >= 0 ? lifecycles.Facts.Tables.Prices[steps.Price].Quantity : null;
            }
        }
    }
}
