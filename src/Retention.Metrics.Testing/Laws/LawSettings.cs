using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Retention.Metrics.Testing;

/// <summary>How a law is tried.</summary>
public sealed record LawSettings
{
    private readonly int cases = 200;
    private readonly string? replay;

    /// <summary>On 200 random cases, others each time.</summary>
    public static LawSettings Default { get; } = new();

    /// <summary>How many cases, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Cases
    {
        get => cases;
        init => cases = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1 case.");
    }

    /// <summary>A seed, to see the same cases again: what <see cref="LawBrokenException.Replay"/> said. <see langword="null"/>, the default, for others each time.</summary>
    /// <exception cref="ArgumentException">The text is no seed.</exception>
    public string? Replay
    {
        get => replay;
        init => replay = value is null || Parsed(value) is not null ? value : throw new ArgumentException($"'{value}' is no seed; it is what a broken law said, three numbers with commas between.", nameof(value));
    }

    internal FSharpOption<Replay>? Seed => replay is null ? FSharpOption<Replay>.None : FSharpOption<Replay>.Some(Parsed(replay)!);

    internal static string SeedText(Rnd seed, int size) => string.Create(CultureInfo.InvariantCulture, $"{seed.Seed},{seed.Gamma},{size}");

    private static Replay? Parsed(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length == 3
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? new Replay(new Rnd(seed, gamma), FSharpOption<int>.Some(size))
            : null;
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(LawSettings), PrintMembers);
}
