using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Policies;

/// <summary>How a setting is read from a policy, written to JSON and read back.</summary>
internal sealed record SettingRule(string Name, Func<MetricPolicy, object?> Get, Func<MetricPolicy, JsonElement, MetricPolicy> With)
{
    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<SettingRule> All { get; } =
    [
        Choice<DiscountRule>("discounts", policy => policy.Discounts, (policy, value) => policy with { Discounts = value }),
        Choice<FreeMonthRule>("freeMonths", policy => policy.FreeMonths, (policy, value) => policy with { FreeMonths = value }),
        Choice<PauseRule>("pauses", policy => policy.Pauses, (policy, value) => policy with { Pauses = value }),
        Choice<FreePlanRule>("freePlans", policy => policy.FreePlans, (policy, value) => policy with { FreePlans = value }),
        Choice<CancellationRule>("cancellation", policy => policy.Cancellation, (policy, value) => policy with { Cancellation = value }),
        Days("involuntaryChurnAfterDays", policy => policy.InvoluntaryChurnAfterDays, (policy, value) => policy with { InvoluntaryChurnAfterDays = value }),
        Number("weeksPerYear", policy => policy.WeeksPerYear, (policy, value) => policy with { WeeksPerYear = value }),
        Number("daysPerYear", policy => policy.DaysPerYear, (policy, value) => policy with { DaysPerYear = value }),
        Choice<Netting>("netting", policy => policy.Netting, (policy, value) => policy with { Netting = value }),
        Choice<ChurnCounting>("churnCounting", policy => policy.ChurnCounting, (policy, value) => policy with { ChurnCounting = value }),
        Choice<ChurnDenominator>("churnDenominator", policy => policy.ChurnDenominator, (policy, value) => policy with { ChurnDenominator = value }),
        Choice<SamePeriodJoiners>("samePeriodJoiners", policy => policy.SamePeriodJoiners, (policy, value) => policy with { SamePeriodJoiners = value }),
        Days("reactivationWindowDays", policy => policy.ReactivationWindowDays, (policy, value) => policy with { ReactivationWindowDays = value }),
        Flag("reactivationInNetChurn", policy => policy.ReactivationInNetChurn, (policy, value) => policy with { ReactivationInNetChurn = value }),
        Flag("reactivationInQuickRatio", policy => policy.ReactivationInQuickRatio, (policy, value) => policy with { ReactivationInQuickRatio = value }),
        Choice<CancelledOrders>("cancelledOrders", policy => policy.CancelledOrders, (policy, value) => policy with { CancelledOrders = value }),
        Choice<Refunds>("refunds", policy => policy.Refunds, (policy, value) => policy with { Refunds = value }),
    ];

    /// <summary>The value as shown to a reader.</summary>
    public string Show(MetricPolicy policy) => Get(policy) switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        object name => name.ToString()!,
    };

    private static SettingRule Choice<TChoice>(string name, Func<MetricPolicy, TChoice> get, Func<MetricPolicy, TChoice, MetricPolicy> with)
        where TChoice : struct, Enum =>
        new(
            name,
            policy => JsonNamingPolicy.CamelCase.ConvertName(get(policy).ToString()),
            (policy, json) =>
            {
                foreach (TChoice choice in Enum.GetValues<TChoice>())
                {
                    if (json.ValueKind == JsonValueKind.String && json.ValueEquals(JsonNamingPolicy.CamelCase.ConvertName(choice.ToString())))
                    {
                        return with(policy, choice);
                    }
                }

                throw Wrong(name, json, string.Join(", ", Enum.GetNames<TChoice>().Select(JsonNamingPolicy.CamelCase.ConvertName)));
            });

    private static SettingRule Days(string name, Func<MetricPolicy, int?> get, Func<MetricPolicy, int?, MetricPolicy> with) =>
        new(
            name,
            policy => get(policy),
            (policy, json) => json.ValueKind == JsonValueKind.Null ? with(policy, null)
                : json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out int days) ? with(policy, days)
                : throw Wrong(name, json, "a whole number of days, or null"));

    private static SettingRule Number(string name, Func<MetricPolicy, decimal> get, Func<MetricPolicy, decimal, MetricPolicy> with) =>
        new(
            name,
            policy => get(policy),
            (policy, json) => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out decimal number) ? with(policy, number) : throw Wrong(name, json, "a number"));

    private static SettingRule Flag(string name, Func<MetricPolicy, bool> get, Func<MetricPolicy, bool, MetricPolicy> with) =>
        new(
            name,
            policy => get(policy),
            (policy, json) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? with(policy, json.GetBoolean()) : throw Wrong(name, json, "true or false"));

    private static FormatException Wrong(string name, JsonElement json, string valid) => new(FormattableString.Invariant($"The setting {name} is {json.GetRawText()}; expected {valid}."));
}
