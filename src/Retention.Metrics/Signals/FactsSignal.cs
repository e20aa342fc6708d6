using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>A function of the caller over the facts before the instant.</summary>
internal sealed class FactsSignal(string name, ActivityTimeline? activities, Func<CustomerFacts, double?> compute) : Signal(name)
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) =>
        new Reader(Name, timeline, activities, activities is null ? null : CustomerPositions.Of(activities, timeline), instants, compute);

    private sealed class Reader(string name, RevenueTimeline timeline, ActivityTimeline? activities, int[]? positions, SignalInstants instants, Func<CustomerFacts, double?> compute) : ISignalReader
    {
        // A call of a function costs about what some rows do.
        public int RowsOf(int customer) => 64;

        public void Read(int customer, int first, Span<double> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Of(new CustomerFacts(timeline, customer, activities, positions?[customer] ?? -1, Instant.FromUnixTimeTicks(instants.Ticks[first + i]), instants.Zone));
            }
        }

        private double Of(CustomerFacts facts) => compute(facts) is not { } value ? double.NaN
            : double.IsFinite(value) ? value + 0.0
            : throw new ArgumentException(FormattableString.Invariant($"The signal '{name}' of customer {facts.Customer} at {facts.Instant} is {value}; expected a finite number, or null where there is no value."), nameof(facts));
    }
}
