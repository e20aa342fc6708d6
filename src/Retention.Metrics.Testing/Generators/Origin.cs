using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Generators;

/// <summary>The facts a random timeline was made of: its columns do not have them, and a smaller timeline is made of fewer facts.</summary>
internal static class Origin
{
    // Remembered no longer than the thing itself lives.
    private static readonly ConditionalWeakTable<object, object> Known = [];

    public static Arbitrary<TMade> Remembering<TOrigin, TMade>(Arbitrary<TOrigin> origins, Func<TOrigin, TMade> make)
        where TOrigin : class
        where TMade : class
    {
        return Arb.From(
            origins.Generator.Select(Made),
            made => Of(made) is TOrigin origin ? origins.Shrinker(origin).Select(Made) : []);

        TMade Made(TOrigin origin)
        {
            TMade made = make(origin);
            Known.AddOrUpdate(made, origin);
            return made;
        }
    }

    /// <summary>What something was made of, if it was drawn here.</summary>
    public static object? Of(object made) => Known.TryGetValue(made, out object? origin) ? origin : null;
}
