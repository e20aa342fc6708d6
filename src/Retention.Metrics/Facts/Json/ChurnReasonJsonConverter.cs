using System.Text.Json;

namespace Retention.Metrics;

/// <summary>A reason in JSON: <c>{"code":"too_expensive","kind":"voluntary"}</c>; a string is read as a code alone.</summary>
public sealed class ChurnReasonJsonConverter : ValueJsonConverter<ChurnReason>
{
    private static readonly ChurnReason[] OfNoEnd = [ChurnReason.Paused, ChurnReason.Free];

    internal static ChurnReasonJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, ChurnReason value)
    {
        json.WriteStartObject();
        json.WriteString("code", JsonText.Whole(value.Code, typeof(ChurnReason)));
        json.WriteString("kind", JsonText.Of(value.Kind));
        json.WriteEndObject();
    }

    internal override ChurnReason ReadValue(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return ChurnReason.Of(json.GetString()!);
        }

        var fields = new JsonFields(json, "A reason", "code", "kind");
        string code = fields.Text("code");
        ChurnKind kind = fields.Choice<ChurnKind>("kind");
        ChurnReason reason = Array.Find(OfNoEnd, one => one.Kind == kind && string.Equals(one.Code, code, StringComparison.Ordinal));
        reason = reason != default ? reason : ChurnReason.Of(code, kind);
        return reason.Kind == kind ? reason : throw JsonText.Unexpected(fields["kind"], "A reason.kind", $"{JsonText.Of(reason.Kind)}, the kind of '{code}'");
    }
}
