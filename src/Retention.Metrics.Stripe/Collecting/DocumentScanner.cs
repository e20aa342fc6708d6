using System.Text.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Reads documents with white space between them, on any number of lines each; one at a time is in memory.</summary>
internal sealed class DocumentScanner
{
    private const int FirstBuffer = 1 << 16;

    private readonly RemainingBytes bytes;
    private readonly Collector collector;
    private readonly StripeImportOptions options;
    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int scanned;
    private int end;
    private bool isFinal;
    private JsonReaderState state = new(DocumentReader.InARow);
    private long documents;
    private long line;

    private DocumentScanner(RemainingBytes bytes, Collector collector, StripeImportOptions options, long documents, long line)
    {
        this.bytes = bytes;
        this.collector = collector;
        this.options = options;
        this.documents = documents;
        this.line = line;
    }

    /// <summary>Reads all documents.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="collector">What takes the objects.</param>
    /// <param name="options">The largest document.</param>
    /// <param name="documents">How many documents come before the bytes.</param>
    /// <param name="line">The line on which the bytes begin.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>How many documents there are, with those before.</returns>
    /// <exception cref="InvalidDataException">A document is too large, or one of several lines is no JSON.</exception>
    public static long Read(RemainingBytes bytes, Collector collector, StripeImportOptions options, long documents, long line, CancellationToken cancellation)
    {
        var scanner = new DocumentScanner(bytes, collector, options, documents, line);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            while (scanner.TryFind(out int length, out JsonException? broken))
            {
                scanner.Add(length, broken);
            }
        }
        while (scanner.TryFill());
        return scanner.documents;
    }

    /// <summary>Finds the end of the next document; of one that is no JSON, the end of its line.</summary>
    private bool TryFind(out int length, out JsonException? broken)
    {
        (length, broken) = (0, null);
        if (scanned == start)
        {
            SkipSpace();
        }

        if (start == end)
        {
            return false;
        }

        try
        {
            // What was looked at before more was read is not looked at again.
            var reader = new Utf8JsonReader(buffer.AsSpan(scanned, end - scanned), isFinal, state);
            bool isWhole = false;
            while (!isWhole && reader.Read())
            {
                isWhole = reader is { CurrentDepth: 0, TokenType: not (JsonTokenType.StartObject or JsonTokenType.StartArray) };
            }

            scanned += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            length = scanned - start;
            return isWhole;
        }
        catch (JsonException no)
        {
            broken = no;
            int newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            length = newline >= 0 ? newline + 1 : end - start;
            return newline >= 0 || isFinal;
        }
    }

    private void Add(int length, JsonException? broken)
    {
        if (length > options.MaximumDocumentBytes)
        {
            throw TooLarge();
        }

        // A line of its own can be left out; in the middle of a document there is nothing to go on with.
        if (broken?.LineNumber > 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"Line {line + broken.LineNumber}: the file is no JSON: {DocumentReader.Sentence(broken)}"), broken);
        }

        var place = new Place(++documents, line);
        if (broken is null)
        {
            DocumentReader.AddOne(buffer.AsMemory(start, length), collector, place);
        }
        else
        {
            DocumentReader.AddBroken(broken, collector, place);
        }

        line += buffer.AsSpan(start, length).Count((byte)'\n');
        start += length;
        scanned = start;
        state = new JsonReaderState(DocumentReader.InARow);
    }

    private void SkipSpace()
    {
        while (start < end && buffer[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            line += buffer[start++] == (byte)'\n' ? 1 : 0;
        }

        scanned = start;
    }

    /// <summary>Reads more into the buffer, which holds all of the document that is not at its end.</summary>
    /// <returns>False where there is no more.</returns>
    private bool TryFill()
    {
        if (isFinal)
        {
            return false;
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, scanned, end) = (0, scanned - start, end - start);
        if (end > options.MaximumDocumentBytes)
        {
            throw TooLarge();
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(buffer.Length + 1L, options.MaximumDocumentBytes + 1L)));
        }

        int read = bytes.Fill(buffer.AsSpan(end));
        isFinal = read < buffer.Length - end;
        end += read;
        return true;
    }

    private InvalidDataException TooLarge() =>
        new(FormattableString.Invariant($"A JSON document is larger than {options.MaximumDocumentBytes} bytes; write one object on each line, or set StripeImportOptions.MaximumDocumentBytes, at most 1073741824."));
}
