using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>How far growth is measured, and on how many threads.</summary>
/// <param name="To">The most events, 10,000 to 50,000,000.</param>
/// <param name="Threads">Threads for building and reading.</param>
internal sealed record GrowthOptions(int To, int Threads)
{
    public const string Usage = "growth [--to EVENTS] [--threads COUNT]: 10,000 to 50,000,000 events (all), 1 to 1024 threads (one for each core)";

    public const int Fewest = 10_000;
    public const int Most = 50_000_000;

    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out GrowthOptions? options)
    {
        options = new GrowthOptions(Most, Environment.ProcessorCount);
        while (options is not null && !arguments.IsEmpty)
        {
            options = arguments is [string name, string text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                ? (name, value) switch
                {
                    ("--to", >= Fewest and <= Most) => options with { To = value },
                    ("--threads", >= 1 and <= 1024) => options with { Threads = value },
                    _ => null,
                }
                : null;
            arguments = arguments.Length > 2 ? arguments[2..] : [];
        }

        return options is not null;
    }
}
