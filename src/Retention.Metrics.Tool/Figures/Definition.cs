using System.Text.Json;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Figures;

/// <summary>By what definitions an answer was made: the line under a table, and the head of JSON.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Currency">The currency of all amounts.</param>
/// <param name="OfRevenue">Whether subscriptions are counted.</param>
/// <param name="OfOrders">Whether orders are.</param>
internal sealed record Definition(Settings Settings, Currency Currency, bool OfRevenue, bool OfOrders)
{
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
    [
        new("policy", json => json.WriteStringValue(Settings.Policy.Name)),
        new("definition", json => json.WriteStringValue(ToString())),
        .. Place,
    ];

    /// <summary>Where and in what money, whatever the policy.</summary>
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Place =>
    [
        new("timeZone", json => json.WriteStringValue(Settings.Calendar.Zone.Id)),
        new("currency", json => json.WriteStringValue(Currency.Code)),
    ];

    public static Definition Of(Settings settings, RevenueTimeline? timeline, OrderTimeline? orderTimeline) =>
        new(settings, OneCurrency(settings, timeline, orderTimeline), timeline is not null, orderTimeline is not null);

    public override string ToString() => Of(Settings.Policy);

    /// <summary>The line, under another policy.</summary>
    public string Of(NamedPolicy policy) => $"policy {policy.Name}: {policy.Meaning(OfRevenue, OfOrders)}; {Currency.Code}, {Settings.Calendar.Zone.Id}";

    private static Currency OneCurrency(Settings settings, RevenueTimeline? timeline, OrderTimeline? orderTimeline)
    {
        Currency[] found = [.. new[] { timeline is { ChangeCount: > 0 } ? timeline.Currency : default(Currency?), orderTimeline is { OrderCount: > 0 } ? orderTimeline.Currency : null }.OfType<Currency>().Distinct()];
        return found.Length switch
        {
            0 => settings.Import.Currency,
            1 => found[0],
            _ => throw new UsageException($"Subscriptions are in {found[0]}, orders in {found[1]}; report them one by one."),
        };
    }
}
