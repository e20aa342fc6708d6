using System.Runtime.CompilerServices;

namespace Retention.Metrics.Testing.Laws;

/// <summary>A case as code, whatever it is; what has no code is shown as text.</summary>
internal static class CaseCode
{
    public static string Of(object? one) => one switch
    {
        null => "null",
        SubscriptionHistory history => CSharpCode.Of(history),
        OrderHistory orders => CSharpCode.Of(orders),
        IEnumerable<SubscriptionEvent> events => CSharpCode.Of(events),
        IEnumerable<Order> orders => CSharpCode.Of(orders),
        IEnumerable<RevenueLevel> levels => CSharpCode.Of(levels),
        SubscriptionEvent single => CSharpCode.Of(single),
        Order order => CSharpCode.Of(order),
        Customer customer => CSharpCode.Of(customer),
        ReportingPeriods periods => CSharpCode.Of(periods),
        MetricPolicy policy => CSharpCode.Of(policy),
        RevenueTimeline or OrderTimeline when Origin.Of(one) is { } origin => Of(origin),
        ITuple tuple => string.Join(Environment.NewLine, Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))),
        IFormattable formattable => formattable.ToString(format: null, System.Globalization.CultureInfo.InvariantCulture),
        _ => one.ToString() ?? one.GetType().Name,
    };
}
