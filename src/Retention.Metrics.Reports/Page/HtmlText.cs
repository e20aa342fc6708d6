using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Retention.Metrics.Reports.Page;

/// <summary>Writes HTML: every text and every attribute is encoded here, and nowhere else.</summary>
/// <param name="writer">Where it goes.</param>
internal sealed class HtmlText(TextWriter writer)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(Shown(text));

    /// <summary>Begins an element.</summary>
    /// <param name="tag">The name of the element.</param>
    /// <param name="attributes">Its attributes; one without a value is left out.</param>
    public HtmlText Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        writer.Write('<');
        writer.Write(tag);
        foreach ((string name, string? value) in attributes)
        {
            if (value is null)
            {
                continue;
            }

            writer.Write(' ');
            writer.Write(name);
            writer.Write("=\"");
            writer.Write(Encode(value));
            writer.Write('"');
        }

        writer.Write('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public HtmlText Close(string tag)
    {
        writer.Write("</");
        writer.Write(tag);
        writer.Write('>');
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlText Text(string text)
    {
        writer.Write(Encode(text));
        return this;
    }

    /// <summary>Writes an element with text alone.</summary>
    public HtmlText Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>Writes text of the data, which may be written from right to left.</summary>
    public HtmlText Named(string text) => Element("bdi", text);

    /// <summary>Begins a line of the source.</summary>
    public HtmlText Line()
    {
        writer.Write('\n');
        return this;
    }

    /// <summary>Writes markup that this package has made: drawings and the style sheet.</summary>
    public HtmlText Markup(string markup)
    {
        writer.Write(markup);
        return this;
    }

    /// <summary>Characters that HTML and XML cannot hold, and those that change how what follows is read, are shown as the replacement character.</summary>
    private static string Shown(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden) && !text.Any(char.IsSurrogate))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = shown.Append(IsHidden(rune) ? Rune.ReplacementChar : rune);
        }

        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or 0x200D or 0x2060 => false,
        0xFFFE or 0xFFFF => true,
        _ => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };
}
