using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Generators;

/// <summary>How customers, subscriptions and orders of a scenario are named: mostly plainly, now and then so that careless code trips over it.</summary>
internal sealed record Naming(Func<char, int, string> Of)
{
    private static readonly Naming Plain = new((kind, number) => FormattableString.Invariant($"{kind}{number}"));

    /// <summary>Two names at a time differ by case alone; ids are compared ordinally.</summary>
    private static readonly Naming ByCase = new((kind, number) => FormattableString.Invariant($"{(number % 2 == 0 ? kind : char.ToUpperInvariant(kind))}{number / 2}"));

    private static readonly Naming[] Hostile =
    [
        .. from suffix in new[] { " \"quoted\" \\ \t\r\n\0", " é ı İ ß", "; DROP TABLE", " {0} $ % ' , ;", " \ud83d\ude00 \u2028 \u202e" }
           select new Naming((kind, number) => FormattableString.Invariant($"{kind}{number}{suffix}")),
        ByCase,
    ];

    public static Gen<Naming> Any { get; } = Gen.Frequency((9, Gen.Constant(Plain)), (1, Gen.Elements(Hostile)));

    public static bool IsPlain(string name) => name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '.');

    /// <summary>A plain name for each of some names, in their order.</summary>
    public static Dictionary<string, string> Plainly(char kind, IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Select((name, number) => (name, number)).ToDictionary(one => one.name, one => Plain.Of(kind, one.number), StringComparer.Ordinal);
}
