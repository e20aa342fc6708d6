using NodaTime;
using Retention.Metrics.Stripe.Facts;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>A subscription as an object or event shows it.</summary>
/// <param name="State">The subscription.</param>
/// <param name="Before">The items and discounts before the change, where the event says.</param>
/// <param name="Created">When the event was created; none of an object.</param>
/// <param name="EventId">The id of the event; none of an object.</param>
/// <param name="Rank">0 for a creation, 1 for a change, 2 for an end.</param>
/// <param name="Digest">The digest of the state.</param>
/// <param name="DigestBefore">The digest of the state before the change, where the event says.</param>
/// <param name="Place">Where it was read.</param>
internal sealed record Reading(SubscriptionState State, SubscriptionState? Before, Instant? Created, string? EventId, int Rank, UInt128 Digest, UInt128? DigestBefore, Place Place)
{
    // Each event of a second is compared with each other one; nobody changes a subscription this often.
    private const int MostOfOneSecond = 100;

    /// <summary>Puts events into the order in which they happened: by second, and within one by the state that each follows.</summary>
    public static List<Reading> InOrder(IEnumerable<Reading> readings)
    {
        var ordered = new List<Reading>();
        foreach (IGrouping<Instant?, Reading> second in readings.GroupBy(one => one.Created).OrderBy(group => group.Key is null).ThenBy(group => group.Key))
        {
            List<Reading> left = [.. second.OrderBy(one => one.Rank).ThenBy(one => one.EventId, StringComparer.Ordinal)];
            while (left.Count > 0)
            {
                UInt128? state = ordered.Count > 0 ? ordered[^1].Digest : null;
                int next = left[0].Rank == 0 || left.Count > MostOfOneSecond ? 0 : left.FindIndex(one => one.DigestBefore is { } before && before == state);
                next = next >= 0 ? next : FirstThatFollowsNone(left);
                ordered.Add(left[next]);
                left.RemoveAt(next);
            }
        }

        return ordered;
    }

    /// <summary>Whether a state between two of them is missing.</summary>
    public static bool IsAnyMissing(IReadOnlyList<Reading> ordered) =>
        ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.DigestBefore is { } before && before != pair.First.Digest);

    /// <summary>The states with their sources; of events of one second each is recorded a tick later than the one before.</summary>
    public static KnownState[] States(IReadOnlyList<Reading> ordered)
    {
        var states = new KnownState[ordered.Count];
        int ticks = 0;
        for (int i = 0; i < states.Length; i++)
        {
            Reading one = ordered[i];
            ticks = i > 0 && ordered[i - 1].Created == one.Created ? ticks + 1 : 0;
            states[i] = new KnownState(one.State, new Source(one.Created, one.Created?.PlusTicks(ticks), one.EventId), one.Before);
        }

        return states;
    }

    /// <summary>The first of those of one second that does not follow another of them.</summary>
    private static int FirstThatFollowsNone(List<Reading> left)
    {
        int first = left.FindIndex(one => one.Rank < 2 && !left.Exists(other => other != one && one.DigestBefore == other.Digest));
        return Math.Max(first, 0);
    }
}
