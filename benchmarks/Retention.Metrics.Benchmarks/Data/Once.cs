using System.Collections.Concurrent;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>Keeps what is made for a size, so that the benchmarks of a class share it and it is checked once.</summary>
internal sealed class Once<TMade>(Func<int, TMade> make)
{
    private readonly ConcurrentDictionary<int, Lazy<TMade>> made = new();

    public TMade For(int size)
    {
        // Of several sizes one is at work at a time; ten million records of another are not kept beside it.
        foreach (int other in made.Keys.Where(other => other != size))
        {
            _ = made.TryRemove(other, out _);
        }

        return made.GetOrAdd(size, _ => new Lazy<TMade>(() => make(size))).Value;
    }
}

/// <summary>Two roads must lead to one answer before their times are compared.</summary>
internal static class Answers
{
    public static void MustAgree<TAnswer>(string what, TAnswer expected, TAnswer found)
    {
        if (!EqualityComparer<TAnswer>.Default.Equals(expected, found))
        {
            throw new InvalidOperationException($"The roads do not give the same answer for {what}: {expected} and {found}.");
        }
    }
}
