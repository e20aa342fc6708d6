using System.Globalization;

namespace Retention.Metrics.Rivals;

/// <summary>Options of the command line: each a name with two dashes and a value.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public Options(IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i += 2)
        {
            values[args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Count ? args[i][2..] : throw new ArgumentException($"'{args[i]}' is no option with a value.", nameof(args))] = args[i + 1];
        }
    }

    public string Text(string name, string? otherwise = null) =>
        values.GetValueOrDefault(name) ?? otherwise ?? throw new ArgumentException($"--{name} is missing.", nameof(name));

    public int Number(string name, int otherwise) => values.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Words with spaces between them.</summary>
    public IReadOnlyList<string> Words(string name, string otherwise) => Text(name, otherwise).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<TChoice> Choices<TChoice>(string name, string otherwise)
        where TChoice : struct, Enum => [.. Words(name, otherwise).Select(word => Enum.Parse<TChoice>(word, ignoreCase: true))];
}
