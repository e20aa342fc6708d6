namespace Retention.Metrics.Signals;

/// <summary>One signal for each unit of another.</summary>
internal sealed class RatioSignal(Signal signal, Signal other) : Signal(signal.Name + "/" + other.Name)
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(signal.Over(timeline, instants), other.Over(timeline, instants));

    private sealed class Reader(ISignalReader signal, ISignalReader other) : ISignalReader
    {
        public int RowsOf(int customer) => signal.RowsOf(customer) + other.RowsOf(customer);

        public void Read(int customer, int first, Span<double> values)
        {
            using var room = new Scratch<double>(stackalloc double[Scratch.OnStack(values.Length)], values.Length);
            Span<double> divisors = room.Span;
            signal.Read(customer, first, values);
            other.Read(customer, first, divisors);
            for (int i = 0; i < values.Length; i++)
            {
                double quotient = divisors[i] == 0 ? double.NaN : values[i] / divisors[i];
                values[i] = double.IsFinite(quotient) ? quotient + 0.0 : double.NaN;
            }
        }
    }
}
