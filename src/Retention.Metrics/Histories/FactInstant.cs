using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>An instant as ticks and the nanoseconds beyond them.</summary>
internal readonly record struct FactInstant(long Ticks, int Nanos) : IComparable<FactInstant>
{
    private const int NanosPerTick = 100;

    public static FactInstant Of(Instant instant)
    {
        // Of an instant before 1970 the rest is negative.
        int nanos = (int)((instant - NodaConstants.UnixEpoch).NanosecondOfDay % NanosPerTick);
        return new FactInstant(instant.ToUnixTimeTicks(), nanos < 0 ? nanos + NanosPerTick : nanos);
    }

    public Instant ToInstant() => Nanos == 0 ? Instant.FromUnixTimeTicks(Ticks) : Instant.FromUnixTimeTicks(Ticks).PlusNanoseconds(Nanos);

    public int CompareTo(FactInstant other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Nanos.CompareTo(other.Nanos);

    public static bool operator <(FactInstant left, FactInstant right) => left.CompareTo(right) < 0;

    public static bool operator >(FactInstant left, FactInstant right) => left.CompareTo(right) > 0;
}
