using System.Reflection;

namespace Retention.Metrics.Testing;

/// <summary>Facts, histories, periods and policies as C# that can be pasted into a test.</summary>
/// <remarks>
/// The code uses the library's own types, with <c>using NodaTime;</c> and <c>using Retention.Metrics;</c>. What it makes is equal to what it was
/// printed from, to the last nanosecond of an instant and whatever an id is made of.
/// </remarks>
/// <example><code>
/// SubscriptionEvent start = Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur));
/// CSharpCode.Of(start); // new Subscription("ada", "ada").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur))
/// </code></example>
public static class CSharpCode
{
    /// <summary>A variable for each subscription, and the history.</summary>
    public static string Of(SubscriptionHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return WithEvents("SubscriptionHistory history", history);
    }

    /// <summary>A variable for each subscription, and the events as an array: they need not be valid.</summary>
    public static string Of(IEnumerable<SubscriptionEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return WithEvents("SubscriptionEvent[] events", [.. events.Select(one => NotNull(one, nameof(events)))]);
    }

    /// <summary>One event as an expression, of a subscription that is made on the spot.</summary>
    public static string Of(SubscriptionEvent one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return EventCode.Of(one, $"new Subscription({Literal.Of(one.Subscription.Value)}, {Literal.Of(one.Customer.Value)})");
    }

    /// <summary>The order history.</summary>
    public static string Of(OrderHistory orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return List("OrderHistory orders", orders.Select(order => OrderCode.Of(order)));
    }

    /// <summary>The orders as an array: they need not be valid.</summary>
    public static string Of(IEnumerable<Order> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return List("Order[] orders", orders.Select(order => OrderCode.Of(NotNull(order, nameof(orders)))));
    }

    /// <summary>One order as an expression.</summary>
    public static string Of(Order order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return OrderCode.Of(order, "new Order");
    }

    /// <summary>Levels of revenue, as the timeline they make.</summary>
    public static string Of(IEnumerable<RevenueLevel> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return List("RevenueTimeline timeline", levels.Select(level => $"new({Literal.Of(level.Customer.Value)}, {Literal.Of(level.Subscription.Value)}, {Literal.Of(level.At)}, RecurringRevenue.PerYear({Literal.Of(level.Revenue.Annual)}))"), "RevenueTimeline.FromLevels(", ")");
    }

    /// <summary>A customer with attributes, as an expression.</summary>
    public static string Of(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        IEnumerable<string> attributes = customer.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"new({Literal.Of(attribute.Key)}, {Literal.Of(attribute.Value)})");
        return customer.Attributes.Count == 0 ? $"new Customer({Literal.Of(customer.Id.Value)})" : $"new Customer({Literal.Of(customer.Id.Value)}, [{string.Join(", ", attributes)}])";
    }

    /// <summary>The periods: from the calendar that made them, or between bounds of one's own.</summary>
    public static string Of(ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        string made = CalendarKind.Of(periods) is { } kind
            ? $"ReportingCalendar.{kind.Name}({Literal.Of(periods.Zone)}{kind.Argument}).From({Literal.Of(CalendarKind.FirstDay(periods[0]))}).To({Literal.Of(CalendarKind.LastDay(periods[^1]))})"
            : $"ReportingPeriods.Between({Literal.Of(periods.Zone)}, {string.Join(", ", periods.Select(period => period.Start).Append(periods.End).Select(Literal.Of))})";
        return $"ReportingPeriods periods = {made};";
    }

    /// <summary>The policy: the default, and what differs from it.</summary>
    public static string Of(MetricPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        string[] settings =
        [
            .. from setting in typeof(MetricPolicy).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where setting.CanWrite && !Equals(setting.GetValue(policy), setting.GetValue(MetricPolicy.Default))
               orderby setting.MetadataToken
               select $"{setting.Name} = {SettingCode(setting.GetValue(policy))}",
        ];
        return settings.Length == 0 ? "MetricPolicy policy = MetricPolicy.Default;" : $"MetricPolicy policy = MetricPolicy.Default with {{ {string.Join(", ", settings)} }};";
    }

    internal static string Of(PeriodScenario scenario) => $"{Of(scenario.Periods)}{Environment.NewLine}Instant[] instants = [{string.Join(", ", scenario.Instants.Select(Literal.Of))}];";

    internal static string Of(SubscriptionScenario scenario) => $"{Of(scenario.Periods)}{Environment.NewLine}{WithEvents("SubscriptionHistory history", scenario.Events)}";

    internal static string Of(OrderScenario scenario) => $"{Of(scenario.Periods)}{Environment.NewLine}{List("OrderHistory orders", scenario.Orders.Select(order => OrderCode.Of(order)))}";

    internal static string Of(RevenueScenario scenario) => $"{Of(scenario.Periods)}{Environment.NewLine}{Of(scenario.Levels)}";

    private static T NotNull<T>(T? element, string sequence)
        where T : class =>
        element ?? throw new ArgumentException("An element is null; expected none.", sequence);

    private static string WithEvents(string variable, IReadOnlyCollection<SubscriptionEvent> events)
    {
        var variables = new Variables(events);
        return string.Join(Environment.NewLine, [.. variables.Declarations, List(variable, events.Select(one => EventCode.Of(one, variables[one])))]);
    }

    private static string List(string variable, IEnumerable<string> elements, string opening = "", string closing = "")
    {
        string[] lines = [.. elements.Select(element => $"    {element},")];
        return lines.Length == 0
            ? $"{variable} = {opening}[]{closing};"
            : string.Join(Environment.NewLine, [$"{variable} ={(opening.Length == 0 ? "" : $" {opening}")}", "[", .. lines, $"]{closing};"]);
    }

    private static string SettingCode(object? value) => value switch
    {
        null => "null",
        Enum choice => $"{choice.GetType().Name}.{choice}",
        bool yes => yes ? "true" : "false",
        int number => Literal.Of(number),
        decimal number => Literal.Of(number),
        _ => throw new NotSupportedException($"A setting of type {value.GetType()} has no code yet."),
    };
}
