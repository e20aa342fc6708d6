using System.Text.Json;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>A part of a stream: whole lines, or all that is left.</summary>
/// <param name="Buffer">The buffer that it is in.</param>
/// <param name="Start">Where it begins in the buffer.</param>
/// <param name="Length">How many bytes it has.</param>
internal readonly record struct Piece(byte[] Buffer, int Start, int Length)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(Start, Length);
}

/// <summary>What was read of a piece of which each line is a document; it knows nothing of what comes before it.</summary>
internal sealed class PieceDocuments
{
    private PieceDocuments(StripeImportOptions options) => Collector = new Collector(options);

    /// <summary>The objects; documents and lines are numbered from the beginning of the piece.</summary>
    public Collector Collector { get; }

    /// <summary>How many documents were read.</summary>
    public long Documents { get; private set; }

    /// <summary>How many lines end in what was read.</summary>
    public long Lines { get; private set; }

    /// <summary>How many bytes were read: all, or those up to a line that is not exactly one document.</summary>
    public int Read { get; private set; }

    /// <summary>Reads a piece, up to the first line that is not exactly one document.</summary>
    public static PieceDocuments Of(ReadOnlyMemory<byte> piece, StripeImportOptions options)
    {
        var read = new PieceDocuments(options);
        while (read.Read < piece.Length)
        {
            ReadOnlyMemory<byte> rest = piece[read.Read..];
            int end = rest.Span.IndexOf((byte)'\n');
            if (!read.TryAdd(end < 0 ? rest : rest[..end], options))
            {
                break;
            }

            read.Lines += end < 0 ? 0 : 1;
            read.Read += end < 0 ? rest.Length : end + 1;
        }

        return read;
    }

    private bool TryAdd(ReadOnlyMemory<byte> line, StripeImportOptions options)
    {
        ReadOnlySpan<byte> text = line.Span.Trim(" \t\r"u8);
        if (text.IsEmpty)
        {
            return true;
        }

        // The first line of a document on several lines ends otherwise, and is not tried.
        bool isWhole = text.Length <= options.MaximumDocumentBytes && text[0] is (byte)'{' or (byte)'[' && text[^1] is (byte)'}' or (byte)']';
        if (!isWhole)
        {
            return false;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, DocumentReader.Whole);
        }
        catch (JsonException)
        {
            return false;
        }

        using (document)
        {
            Collector.Add(new JsonNode(document.RootElement, JsonPath.Root), new Place(++Documents, Lines + 1));
        }

        return true;
    }
}
