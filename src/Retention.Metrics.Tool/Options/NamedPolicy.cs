namespace Retention.Metrics.Tool.Options;

/// <summary>A policy by the name it has on the command line, and the line that says what it means.</summary>
/// <param name="Name">The name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Revenue">How it counts subscriptions.</param>
/// <param name="Orders">How it counts orders.</param>
internal sealed record NamedPolicy(string Name, MetricPolicy Policy, string Revenue, string Orders)
{
    public static IReadOnlyList<NamedPolicy> All { get; } =
    [
        new("default", MetricPolicy.Default, "net per period, revenue 0 is inactive, churn of opening customers", "orders less cancelled and refunded"),
    ];

    /// <summary>The name, as the help shows it.</summary>
    public override string ToString() => Name;

    public static NamedPolicy Parse(string name) =>
        All.FirstOrDefault(one => one.Name == name) ?? throw new FormatException(string.Join(", ", All.Select(one => one.Name)));
}
