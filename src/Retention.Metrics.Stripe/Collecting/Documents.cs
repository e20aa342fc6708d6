using System.Text.Json;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Splits bytes into JSON documents, of which one at a time is in memory.</summary>
internal static class Documents
{
    private const int Depth = 64;
    private const int FirstBuffer = 1 << 16;

    // Of two properties of one name either could be meant.
    private static readonly JsonDocumentOptions Whole = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = Depth, AllowMultipleValues = true };

    /// <summary>Adds a single document; what is no JSON is a refusal.</summary>
    public static void AddOne(ReadOnlySpan<byte> json, Collector collector, StripeImportOptions options, Place place)
    {
        if (json.Length > options.MaximumDocumentBytes)
        {
            collector.AddBroken(place, FormattableString.Invariant($"{json.Length} bytes"), FormattableString.Invariant($"the document is too large; at most {options.MaximumDocumentBytes} bytes are allowed"));
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutMark(json).ToArray(), Whole);
            collector.Add(new JsonNode(document.RootElement, JsonPath.Root), place);
        }
        catch (JsonException broken)
        {
            collector.AddBroken(place, "", $"must be one JSON document of at most 64 levels: {Sentence(broken)}");
        }
    }

    /// <summary>Adds the documents of a stream: one, or any number with white space between them.</summary>
    /// <exception cref="InvalidDataException">The stream is empty, a document is too large, or one of several lines is no JSON.</exception>
    public static void AddAll(Stream stream, Collector collector, StripeImportOptions options)
    {
        byte[] buffer = new byte[FirstBuffer];
        int start = 0, end = 0;
        bool isFinal = false, isFirst = true;
        long documents = 0, line = 1;
        while (true)
        {
            if (isFirst && end - start >= 3)
            {
                start = buffer.AsSpan(0, end).StartsWith(Mark) ? 3 : 0;
            }

            isFirst &= end - start < 3 && !isFinal;
            Skip(buffer, ref start, end, ref line);
            if (!isFirst && start < end && TryRead(buffer.AsSpan(start, end - start), isFinal, out int length, out JsonException? broken))
            {
                documents++;
                ReadOnlySpan<byte> document = buffer.AsSpan(start, length);
                AddDocument(document, broken, collector, options, new Place(documents, line));
                line += document.Count((byte)'\n');
                start += length;
                continue;
            }

            if (isFinal)
            {
                break;
            }

            Fill(stream, ref buffer, ref start, ref end, ref isFinal, options);
        }

        if (documents == 0)
        {
            throw new InvalidDataException("The file is empty; expected Stripe objects or events as JSON.");
        }
    }

    private static void AddDocument(ReadOnlySpan<byte> document, JsonException? broken, Collector collector, StripeImportOptions options, Place place)
    {
        if (document.Length > options.MaximumDocumentBytes)
        {
            throw TooLarge(options);
        }

        if (broken is null)
        {
            AddOne(document, collector, options, place);
            return;
        }

        // A line of its own can be left out; in the middle of a document there is nothing to go on with.
        if (broken.LineNumber > 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"Line {place.Line + broken.LineNumber}: the file is no JSON: {Sentence(broken)}"), broken);
        }

        collector.AddBroken(place, "", $"must be one JSON document of at most 64 levels: {Sentence(broken)}");
    }

    /// <summary>Finds the end of the next document; of one that is no JSON, the end of its line.</summary>
    private static bool TryRead(ReadOnlySpan<byte> bytes, bool isFinal, out int length, out JsonException? broken)
    {
        broken = null;
        length = 0;
        try
        {
            var reader = new Utf8JsonReader(bytes, isFinal, new JsonReaderState(Reading));
            if (!reader.Read() || !reader.TrySkip())
            {
                return false;
            }

            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException no)
        {
            broken = no;
            int newline = bytes.IndexOf((byte)'\n');
            length = newline >= 0 ? newline + 1 : bytes.Length;
            return newline >= 0 || isFinal;
        }
    }

    private static void Skip(byte[] buffer, ref int start, int end, ref long line)
    {
        while (start < end && buffer[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            line += buffer[start++] == (byte)'\n' ? 1 : 0;
        }
    }

    private static void Fill(Stream stream, ref byte[] buffer, ref int start, ref int end, ref bool isFinal, StripeImportOptions options)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end > options.MaximumDocumentBytes)
        {
            throw TooLarge(options);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(buffer.Length + 1L, options.MaximumDocumentBytes + 1L)));
        }

        // The whole buffer is filled before it is looked at again, so that a large document is looked at a few times only.
        int read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        isFinal = read < buffer.Length - end;
        end += read;
    }

    private static InvalidDataException TooLarge(StripeImportOptions options) =>
        new(FormattableString.Invariant($"A JSON document is larger than {options.MaximumDocumentBytes} bytes; write one object on each line, or set StripeImportOptions.MaximumDocumentBytes, at most 1073741824."));

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith(Mark) ? json[3..] : json;

    private static string Sentence(JsonException broken) => broken.Message.Split(" LineNumber:")[0].TrimEnd('.');
}
