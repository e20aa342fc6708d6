using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>Rows that a rule of the caller, or of the <see cref="ExportFormat"/>, leaves out.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Rows">How many rows.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed record CsvLeftOut(string Rule, long Rows) : IJsonAnswer
{
    /// <summary>Both in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} by the rule \"{Rule}\"");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("rule", Rule);
        json.Add("rows", Rows);
    }
}

/// <summary>Rows with a value in a column that changes the figures and cannot be read, such as the name of a coupon.</summary>
/// <param name="Column">The column, as the file calls it.</param>
/// <param name="Rows">How many rows have a value.</param>
/// <param name="Ids">The ids of the first twenty: of subscriptions or orders where the file has them, else of customers.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("CsvImport")]
public sealed record CsvMention(string Column, long Rows, IReadOnlyList<string> Ids) : IJsonAnswer
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Column} has a value in {Rows} row{(Rows == 1 ? "" : "s")} and does not say what it takes off, so the figures are those before it: {string.Join(", ", Ids ?? [])}{(Ids is { Count: 20 } && Rows > 20 ? ", …" : "")}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("column", Column);
        json.Add("rows", Rows);
        json.AddAll("ids", Ids);
    }
}
