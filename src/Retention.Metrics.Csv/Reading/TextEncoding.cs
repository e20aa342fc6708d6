using System.Text;
using System.Text.Unicode;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Tells text from bytes that are none in the encoding of the file.</summary>
/// <param name="stated">The encoding that the caller states; UTF-8 if null. A byte order mark in the file overrides it.</param>
/// <param name="source">The file.</param>
internal sealed class TextEncoding(Encoding? stated, FileSource source)
{
    private const int Utf8CodePage = 65001;
    private const int MostShown = 40;

    // Text that is not UTF-8 reaches the reader converted, with this character for bytes that are no text.
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>What is wrong with bytes that are no text.</summary>
    public string Problem => IsConverted
        ? $"it holds bytes that are not text in {(source.HasWideMark ? "the encoding that the byte order mark states" : stated!.WebName)}"
        : "it is not UTF-8; state the encoding of the file (Encoding, --encoding), such as latin1, windows-1252 or utf-16";

    /// <summary>The encoding for the reader: none for UTF-8, which is its default.</summary>
    public Encoding? OfReader { get; } = stated is null || stated.CodePage == Utf8CodePage ? null : WithReplacement(stated);

    private bool IsConverted => OfReader is not null || source.HasWideMark;

    /// <summary>Whether the bytes of a cell are text.</summary>
    public bool IsText(ReadOnlySpan<byte> cell) => Ascii.IsValid(cell) || (Utf8.IsValid(cell) && !(IsConverted && cell.IndexOf(Replacement) >= 0));

    private static Encoding WithReplacement(Encoding stated)
    {
        var own = (Encoding)stated.Clone();
        own.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return own;
    }

    private static string Shown(string name) => name.Length > MostShown ? $"{name[..MostShown]}…" : name;

    /// <summary>Refuses a header that is not text.</summary>
    /// <exception cref="InvalidDataException">The name of a column holds bytes that are no text.</exception>
    public void RequireText(string[] names)
    {
        source.RequireCsv();
        if (Array.FindIndex(names, name => name.Contains('\uFFFD', StringComparison.Ordinal)) is var at and >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the name of column {at + 1} in the header, '{Shown(names[at])}', cannot be read: {Problem}"));
        }

        if (Array.FindIndex(names, name => name.Contains('\0', StringComparison.Ordinal)) >= 0)
        {
            throw new InvalidDataException("the header has characters of code 0, as UTF-16 read as another encoding has; state the encoding of the file (Encoding, --encoding utf-16)");
        }
    }
}
