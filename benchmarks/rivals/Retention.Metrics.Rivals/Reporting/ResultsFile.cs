using System.Text.Json;
using System.Text.Json.Serialization;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Reporting;

/// <summary>A file of results, one JSON object a line, that only ever grows.</summary>
internal static class ResultsFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter<Job>(), new JsonStringEnumConverter<Mode>(JsonNamingPolicy.CamelCase) } };

    public static void Append(string path, ResultLine line) => File.AppendAllText(path, Text(line) + "\n");

    public static IReadOnlyList<ResultLine> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Parse)];

    public static string Text(ResultLine line) => JsonSerializer.Serialize(line, Format);

    public static ResultLine Parse(string line) => JsonSerializer.Deserialize<ResultLine>(line, Format) ?? throw new InvalidDataException($"'{line}' is no line of results.");
}
