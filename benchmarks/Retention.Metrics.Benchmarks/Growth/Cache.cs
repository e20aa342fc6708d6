using System.Globalization;

namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>A cache of the processor, as Linux tells of the first core.</summary>
internal sealed record Cache(string Name, long Bytes)
{
    /// <summary>From the second level on, smallest first; none where the system does not tell.</summary>
    public static IReadOnlyList<Cache> All { get; } = Find();

    private static List<Cache> Find()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        return !Directory.Exists(Folder) ? [] :
        [
            .. from index in Directory.EnumerateDirectories(Folder, "index*")
               let level = int.Parse(Read(index, "level"), CultureInfo.InvariantCulture)
               where level > 1 && Read(index, "type") != "Instruction"
               orderby level
               select new Cache(string.Create(CultureInfo.InvariantCulture, $"L{level}"), Size(Read(index, "size"))),
        ];
    }

    private static string Read(string index, string file) => File.ReadAllText(Path.Combine(index, file)).Trim();

    private static long Size(string text) => long.Parse(text.AsSpan()[..^1], CultureInfo.InvariantCulture) * text[^1] switch
    {
        'K' => 1L << 10,
        'M' => 1L << 20,
        _ => throw new FormatException($"'{text}' is no size of a cache in kilobytes or megabytes."),
    };
}
