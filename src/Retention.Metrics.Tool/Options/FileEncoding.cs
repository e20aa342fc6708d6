using System.Text;

namespace Retention.Metrics.Tool.Options;

/// <summary>The encodings that <c>--encoding</c> takes.</summary>
internal static class FileEncoding
{
    private const int Windows1252 = 1252;

    private static readonly (string Name, Func<Encoding> Encoding)[] All =
    [
        ("utf-8", () => Encoding.UTF8),
        ("utf-16", () => Encoding.Unicode),
        ("utf-16be", () => Encoding.BigEndianUnicode),
        ("latin1", () => Encoding.Latin1),
        ("windows-1252", () => CodePagesEncodingProvider.Instance.GetEncoding(Windows1252)!),
    ];

    public static string Names => string.Join(", ", All.Select(one => one.Name));

    public static Encoding Parse(string text) =>
        All.Where(one => string.Equals(one.Name, text, StringComparison.OrdinalIgnoreCase)).Select(one => one.Encoding()).FirstOrDefault() ?? throw new FormatException(Names);
}
