using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>The quantities of the prices that a customer pays.</summary>
internal sealed class SeatsSignal(SubscriptionHistory history) : Signal("seats-paid")
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(history.Lifecycles, timeline, instants.Ticks);

    private sealed class Reader(CustomerLifecycles lifecycles, RevenueTimeline timeline, long[] instants) : ISignalReader
    {
        public int RowsOf(int customer) => lifecycles.Of(timeline.CustomerAt(customer)).Length;

        public void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values)
        {
            values.Fill(double.NaN);
            foreach (SubscriptionLifecycle subscription in lifecycles.Of(timeline.CustomerAt(customer)))
            {
                int moment = 0;
                LifecycleStep state = default;
                for (int i = 0; i < values.Length; i++)
                {
                    for (; moment < subscription.Moments.Count && subscription.Moments[moment].At.ToUnixTimeTicks() < instants[i]; moment++)
                    {
                        state = subscription.Moments[moment].After;
                    }

                    if (state is { State: LifecycleState.Running, Price: { } price })
                    {
                        values[i] = (double.IsNaN(values[i]) ? 0 : values[i]) + price.Quantity;
                    }
                }
            }
        }
    }
}
