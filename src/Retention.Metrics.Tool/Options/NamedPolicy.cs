namespace Retention.Metrics.Tool.Options;

/// <summary>A policy by the name it has on the command line: that of a preset, or a file of settings.</summary>
/// <param name="Name">The name of the preset in small letters, or that of the file.</param>
/// <param name="Policy">The policy.</param>
internal sealed record NamedPolicy(string Name, MetricPolicy Policy)
{
    private const long LargestFile = 1 << 20;

    public static IReadOnlyList<NamedPolicy> All { get; } = [.. PolicyPreset.All.Select(preset => new NamedPolicy(preset.Name.ToLowerInvariant(), preset.Policy))];

    /// <summary>The names of the presets.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(one => one.Name));

    /// <summary>The name, as the help shows it.</summary>
    public override string ToString() => Name;

    /// <summary>What the policy means: every setting that is not that of the default.</summary>
    /// <param name="ofRevenue">Whether subscriptions are counted.</param>
    /// <param name="ofOrders">Whether orders are.</param>
    public string Meaning(bool ofRevenue, bool ofOrders)
    {
        PolicySetting[] own = [.. Policy.Settings.Except(MetricPolicy.Default.Settings)];
        string[] meanings =
            own.Length > 0 ? [$"default but for {string.Join(", ", own.Select(setting => $"{setting.Name} = {setting.Value}"))}"]
            : [
                .. ofRevenue ? new[] { "net per period, revenue 0 is inactive, churn of opening customers" } : [],
                .. ofOrders ? new[] { "orders less cancelled and refunded" } : [],
            ];
        return string.Join("; ", meanings);
    }

    public static NamedPolicy Parse(string text)
    {
        if (All.FirstOrDefault(one => string.Equals(one.Name, text, StringComparison.OrdinalIgnoreCase)) is { } preset)
        {
            return preset;
        }

        if (!File.Exists(text))
        {
            throw new FormatException($"{Names}, or a JSON file of settings");
        }

        try
        {
            return new FileInfo(text).Length <= LargestFile
                ? new NamedPolicy(Path.GetFileName(text), MetricPolicy.FromJson(File.ReadAllText(text)))
                : throw new UsageException($"The policy {text} is no file of settings: it is larger than a megabyte.");
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The policy {text} cannot be read: {wrong.Message.Split(" (Parameter '")[0]}");
        }
    }
}
