namespace Retention.Metrics.Json;

/// <summary>A public type that <see cref="AnswerJsonConverter"/> writes to JSON and does not read.</summary>
internal interface IJsonAnswer
{
    /// <summary>Writes the fields of the object.</summary>
    void WriteFields(JsonAnswerWriter json);
}
