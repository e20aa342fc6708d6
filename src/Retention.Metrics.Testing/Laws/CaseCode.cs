using System.Runtime.CompilerServices;

namespace Retention.Metrics.Testing;

/// <summary>A case as code, whatever it is; what has no code is shown as text.</summary>
internal static class CaseCode
{
    public static string Of(object? one) => one switch
    {
        null => "null",
        SubscriptionHistory history => Snippet.Of(history),
        OrderHistory orders => Snippet.Of(orders),
        IEnumerable<SubscriptionEvent> events => Snippet.Of(events),
        IEnumerable<Order> orders => Snippet.Of(orders),
        IEnumerable<RevenueLevel> levels => Snippet.Of(levels),
        SubscriptionEvent single => Snippet.Of(single),
        Order order => Snippet.Of(order),
        Customer customer => Snippet.Of(customer),
        ReportingPeriods periods => Snippet.Of(periods),
        MetricPolicy policy => Snippet.Of(policy),
        RevenueTimeline or OrderBook when Origin.Of(one) is { } origin => Of(origin),
        ITuple tuple => string.Join(Environment.NewLine, Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))),
        IFormattable formattable => formattable.ToString(format: null, System.Globalization.CultureInfo.InvariantCulture),
        _ => one.ToString() ?? one.GetType().Name,
    };
}
