using System.Text.Json;
using NodaTime;
using Retention.Metrics.Tool.Figures;

namespace Retention.Metrics.Tool.Commands.Activities;

/// <summary>What counts as active: the line under a table, and the head of JSON.</summary>
/// <param name="Zone">The zone of days and periods.</param>
/// <param name="Kinds">The kinds of activities that are asked for; none for all.</param>
internal sealed record ActivityBasis(DateTimeZone Zone, IReadOnlyList<string> Kinds)
{
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
    [
        Basis.Text("definition", ToString()),
        Basis.Text("timeZone", Zone.Id),
        KeyValuePair.Create<string, Action<Utf8JsonWriter>>("activityKinds", json =>
        {
            json.WriteStartArray();
            foreach (string kind in Kinds)
            {
                json.WriteStringValue(kind);
            }

            json.WriteEndArray();
        }),
    ];

    public override string ToString() => $"active: at least one {(Kinds.Count == 0 ? "activity" : $"activity of the kind {string.Join(" or ", Kinds)}")} in the period; {Zone.Id}";
}
