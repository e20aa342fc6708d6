using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>Instants that are whole seconds from 1970 to 2106, as most files have them, in 4 bytes.</summary>
internal static class WholeSeconds
{
    /// <summary>The seconds since 1970 that some ticks are; whether they are so many.</summary>
    public static bool TryOf(long ticks, out uint seconds)
    {
        // Ticks before 1970 are many seconds too many.
        ulong whole = unchecked((ulong)ticks) / NodaConstants.TicksPerSecond;
        seconds = unchecked((uint)whole);
        return ToTicks(seconds) == ticks;
    }

    /// <summary>The ticks since 1970 that some seconds are.</summary>
    public static long ToTicks(uint seconds) => seconds * NodaConstants.TicksPerSecond;
}
