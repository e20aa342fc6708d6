using System.Text.Json;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Figures;

/// <summary>What figures rest on besides the facts: the policy, the currency and the time zone.</summary>
internal sealed record Basis(Settings Settings, Currency Currency)
{
    public static Basis Of(Settings settings, RevenueTimeline timeline) => new(settings, timeline.ChangeCount > 0 ? timeline.Currency : settings.Import.Currency);

    public static Basis Of(Settings settings, OrderBook book) => new(settings, book.OrderCount > 0 ? book.Currency : settings.Import.Currency);

    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
    [
        new("policy", json => json.WriteStringValue(Settings.Policy.Name)),
        new("timeZone", json => json.WriteStringValue(Settings.Calendar.Zone.Id)),
        new("currency", json => json.WriteStringValue(Currency.Code)),
    ];

    public static KeyValuePair<string, Action<Utf8JsonWriter>> Text(string name, string? value) => new(name, json => json.WriteStringValue(value));

    public static KeyValuePair<string, Action<Utf8JsonWriter>> Cell(string name, Output.Cell cell) => new(name, cell.WriteJson);

    public override string ToString() => $"policy {Settings.Policy.Name}; {Currency.Code}, {Settings.Calendar.Zone.Id}";
}
