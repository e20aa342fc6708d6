using System.Text.Json;

namespace Retention.Metrics.Rivals.Jobs;

/// <summary>A row of an answer: integers, which must be equal, and ratios, null where undefined.</summary>
internal sealed class ResultRow
{
    public ResultRow(long[] integers, params double?[] ratios)
    {
        Integers = integers;
        Ratios = ratios;
    }

    public IReadOnlyList<long> Integers { get; }

    public IReadOnlyList<double?> Ratios { get; }

    /// <summary>Reads an answer as every rival writes it: an array of rows, each a flat array.</summary>
    public static IReadOnlyList<ResultRow> Read(Job job, JsonElement rows) => [.. rows.EnumerateArray().Select(row =>
    {
        JsonElement[] cells = [.. row.EnumerateArray()];
        int integers = job.IntegerColumns();
        return new ResultRow(
            [.. cells.Take(integers).Select(cell => cell.GetInt64())],
            [.. cells.Skip(integers).Select(cell => cell.ValueKind == JsonValueKind.Null ? default(double?) : cell.GetDouble())]);
    })];

    public static void Write(Utf8JsonWriter to, IReadOnlyList<ResultRow> rows)
    {
        to.WriteStartArray();
        foreach (ResultRow row in rows)
        {
            to.WriteStartArray();
            foreach (long integer in row.Integers)
            {
                to.WriteNumberValue(integer);
            }

            foreach (double? ratio in row.Ratios)
            {
                if (ratio is { } value)
                {
                    to.WriteNumberValue(value);
                }
                else
                {
                    to.WriteNullValue();
                }
            }

            to.WriteEndArray();
        }

        to.WriteEndArray();
    }

    public override string ToString() => FormattableString.Invariant($"[{string.Join(", ", Integers)}; {string.Join(", ", Ratios.Select(ratio => ratio is { } value ? FormattableString.Invariant($"{value:R}") : "undefined"))}]");
}
