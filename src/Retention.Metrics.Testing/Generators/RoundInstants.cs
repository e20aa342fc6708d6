using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Instants that are easier to read: whole days in UTC, else whole hours, minutes, seconds, ticks.</summary>
internal static class RoundInstants
{
    private static readonly Duration[] Grains = [Duration.FromDays(1), Duration.FromHours(1), Duration.FromMinutes(1), Duration.FromSeconds(1), Duration.FromTicks(1)];

    private static readonly Instant Last = Instant.FromUtc(9999, 12, 30, 0, 0);

    /// <summary>How far an instant is from a whole day: 0 for one, up to 5 for less than a tick.</summary>
    public static int Roughness(Instant instant)
    {
        int found = Array.FindIndex(Grains, grain => Floor(instant, grain) == instant);
        return found < 0 ? Grains.Length : found;
    }

    /// <summary>Instants nearby that are rounder, the roundest first.</summary>
    public static IEnumerable<Instant> Smaller(Instant instant)
    {
        int roughness = Roughness(instant);
        foreach (Duration grain in Grains.Take(roughness))
        {
            Instant floor = Floor(instant, grain);
            yield return floor;
            if (floor < Last)
            {
                yield return floor + grain;
            }
        }
    }

    private static Instant Floor(Instant instant, Duration grain)
    {
        Int128 length = grain.ToInt128Nanoseconds();
        Int128 since = (instant - NodaConstants.UnixEpoch).ToInt128Nanoseconds();
        Int128 left = since % length;
        return NodaConstants.UnixEpoch + Duration.FromNanoseconds(since - (left < 0 ? left + length : left));
    }
}
