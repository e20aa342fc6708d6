using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>A function of the caller over facts of their own.</summary>
internal sealed class FunctionSignal(string name, Func<CustomerId, Instant, SignalValue?> compute) : Signal(name)
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(Name, compute, timeline, instants.Ticks);

    private sealed class Reader(string name, Func<CustomerId, Instant, SignalValue?> compute, RevenueTimeline timeline, long[] instants) : ISignalReader
    {
        // A call of a function costs about what some rows do.
        public int RowsOf(int customer) => 64;

        public void Read(int customer, int first, Span<double> values)
        {
            CustomerId id = timeline.CustomerAt(customer);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Of(id, Instant.FromUnixTimeTicks(instants[first + i]));
            }
        }

        private double Of(CustomerId customer, Instant instant)
        {
            if (compute(customer, instant) is not { Value: { } value } known)
            {
                return double.NaN;
            }

            return known.KnownAt < instant
                ? value + 0.0
                : throw new ArgumentException(FormattableString.Invariant($"The signal '{name}' of customer {customer} at {instant} is made from facts up to {known.KnownAt}; they must be before {instant}."), nameof(customer));
        }
    }
}
