using System.Text.Json;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Figures;

/// <summary>What figures rest on besides the facts: the policy, the currency and the time zone.</summary>
internal sealed record Basis(Settings Settings, Currency Currency, bool OfRevenue)
{
    public static Basis Of(Settings settings, RevenueTimeline timeline) => new(settings, timeline.ChangeCount > 0 ? timeline.Currency : settings.Import.Currency, OfRevenue: true);

    public static Basis Of(Settings settings, OrderTimeline orderTimeline) => new(settings, orderTimeline.OrderCount > 0 ? orderTimeline.Currency : settings.Import.Currency, OfRevenue: false);

    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head => Definition.Head;

    public static KeyValuePair<string, Action<Utf8JsonWriter>> Text(string name, string? value) => new(name, json => json.WriteStringValue(value));

    public static KeyValuePair<string, Action<Utf8JsonWriter>> Cell(string name, Output.Cell cell) => new(name, cell.WriteJson);

    /// <summary>The default by its name alone, any other policy with what makes it another.</summary>
    public override string ToString() => Settings.Policy.Policy == MetricPolicy.Default
        ? $"policy {Settings.Policy.Name}; {Currency.Code}, {Settings.Calendar.Zone.Id}"
        : Definition.ToString();

    private Definition Definition => new(Settings, Currency, OfRevenue, OfOrders: !OfRevenue);
}
