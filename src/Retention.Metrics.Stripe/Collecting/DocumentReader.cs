using System.Text.Json;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Reads a JSON document into a collector.</summary>
internal static class DocumentReader
{
    private const int Depth = 64;

    /// <summary>How a document is read: of two properties of one name either could be meant.</summary>
    public static JsonDocumentOptions Whole { get; } = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    /// <summary>How documents in a row are read.</summary>
    public static JsonReaderOptions InARow { get; } = new() { MaxDepth = Depth, AllowMultipleValues = true };

    /// <summary>The byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Adds a single document; what is no JSON is a refusal.</summary>
    public static void AddOne(ReadOnlySpan<byte> json, Collector collector, StripeImportOptions options, Place place)
    {
        if (json.Length > options.MaximumDocumentBytes)
        {
            collector.AddBroken(place, FormattableString.Invariant($"{json.Length} bytes"), FormattableString.Invariant($"the document is too large; at most {options.MaximumDocumentBytes} bytes are allowed"));
            return;
        }

        AddOne((json.StartsWith(Mark) ? json[Mark.Length..] : json).ToArray(), collector, place);
    }

    /// <summary>Adds a single document that stays in its buffer.</summary>
    public static void AddOne(ReadOnlyMemory<byte> json, Collector collector, Place place)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Whole);
            collector.Add(new JsonNode(document.RootElement, JsonPath.Root), place);
        }
        catch (JsonException broken)
        {
            AddBroken(broken, collector, place);
        }
    }

    /// <summary>Adds what is no JSON as a refusal.</summary>
    public static void AddBroken(JsonException broken, Collector collector, Place place) =>
        collector.AddBroken(place, "", $"must be one JSON document of at most 64 levels: {Sentence(broken)}");

    /// <summary>What is wrong, without the place.</summary>
    public static string Sentence(JsonException broken) => broken.Message.Split(" LineNumber:")[0].TrimEnd('.');
}
