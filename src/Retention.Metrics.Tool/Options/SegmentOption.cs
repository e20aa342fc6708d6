using System.CommandLine;
using System.Text.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Options;

/// <summary>The attributes to split customers by, where a command can.</summary>
internal static class SegmentOption
{
    public static Option<IReadOnlyList<string>?> Create(
        string name = "--segment",
        string description = "Split customers by these attributes: plan, or plan,country; or revenue by the product of the price in force, which is in a column: product:plan.") =>
        ParsedOption.Of<IReadOnlyList<string>?>(name, "attributes", description, Parse, otherwise: null);

    /// <summary>What JSON says of it.</summary>
    public static KeyValuePair<string, Action<Utf8JsonWriter>> InJson(IReadOnlyList<string> attributes) => new("segmentBy", json =>
    {
        json.WriteStartArray();
        foreach (string attribute in attributes)
        {
            json.WriteStringValue(attribute);
        }

        json.WriteEndArray();
    });

    /// <summary>The name of a segment, kept apart from that of all customers together.</summary>
    public static string NameOf(Segment segment) => OwnWord.Apart(segment.Name, PeriodFigures.Everyone);

    private static string[] Parse(string text)
    {
        string[] names = [.. text.Split(',').Select(name => name.Trim())];
        return names.Any(name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length
            ? throw new FormatException("one attribute or several different ones, with commas between them")
            : names;
    }
}
