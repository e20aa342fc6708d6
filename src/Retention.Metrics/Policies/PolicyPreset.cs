using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>A policy as far as somebody has published their definitions, with the source of each setting.</summary>
/// <remarks>
/// A setting without a source is our default: its owner has not published it, or not in a form we could read. Definitions were read in
/// November 2026 and change without notice.
/// </remarks>
/// <example><code>
/// MetricPolicy stripe = PolicyPreset.Stripe.Policy;
/// PolicyPreset.Stripe.Settings.Count(setting =&gt; setting.Source is null); // 10: so many settings are ours
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PolicyPreset.Named")]
public sealed class PolicyPreset : IJsonAnswer
{
    private PolicyPreset(string name, MetricPolicy policy, params (string Setting, string Source)[] sources)
    {
        Name = name;
        Policy = policy;
        Settings = [.. policy.Settings.Select(setting => setting with { Source = sources.FirstOrDefault(source => string.Equals(source.Setting, setting.Name, StringComparison.Ordinal)).Source })];
    }

    /// <summary>The library's own answers.</summary>
    public static PolicyPreset Default { get; } = new("Default", MetricPolicy.Default);

    /// <summary>ChartMogul: movements event by event, standard churn rate, net churn less reactivation, free plans keep the customer.</summary>
    public static PolicyPreset ChartMogul { get; } = new(
        "ChartMogul",
        MetricPolicy.Default with { Netting = Netting.PerEvent, FreePlans = FreePlanRule.KeepCustomer, ReactivationInNetChurn = true },
        ("discounts", "https://help.chartmogul.com/hc/en-us/articles/4416682609426-Understanding-MRR-movements"),
        ("freePlans", "https://help.chartmogul.com/article/245-configuring-subscription-analytics-settings"),
        ("cancellation", "https://help.chartmogul.com/hc/en-us/articles/201244842"),
        ("involuntaryChurnAfterDays", "https://help.chartmogul.com/article/303-handling-past-due-subscriptions"),
        ("netting", "https://help.chartmogul.com/hc/en-us/articles/4416682609426-Understanding-MRR-movements"),
        ("churnCounting", "https://help.chartmogul.com/hc/en-us/articles/207340419-Churn-rate-formulas"),
        ("churnDenominator", "https://help.chartmogul.com/hc/en-us/articles/207340419-Churn-rate-formulas"),
        ("samePeriodJoiners", "https://help.chartmogul.com/hc/en-us/articles/207340419-Churn-rate-formulas"),
        ("reactivationWindowDays", "https://help.chartmogul.com/hc/en-us/articles/4416682609426-Understanding-MRR-movements"),
        ("reactivationInNetChurn", "https://help.chartmogul.com/hc/en-us/articles/4414075567250-Metric-Net-MRR-Churn-Rate"));

    /// <summary>Stripe Billing: every churn counts, of joiners too, out of the customers at the start and the new ones; only discounts that stay are subtracted.</summary>
    public static PolicyPreset Stripe { get; } = new(
        "Stripe",
        MetricPolicy.Default with
        {
            Discounts = DiscountRule.OnlyForeverSubtracted,
            Pauses = PauseRule.KeepCustomer,
            ChurnCounting = ChurnCounting.EveryDrop,
            ChurnDenominator = ChurnDenominator.StartPlusNew,
            SamePeriodJoiners = SamePeriodJoiners.Counted,
        },
        ("discounts", "https://support.stripe.com/questions/billing-analytics"),
        ("pauses", "https://support.stripe.com/questions/fresher-billing-analytics-data"),
        ("freePlans", "https://docs.stripe.com/billing/subscriptions/analytics/glossary"),
        ("involuntaryChurnAfterDays", "https://docs.stripe.com/billing/subscriptions/analytics/glossary"),
        ("churnCounting", "https://support.stripe.com/questions/calculating-churn-rate-in-billing"),
        ("churnDenominator", "https://support.stripe.com/questions/calculating-churn-rate-in-billing"),
        ("samePeriodJoiners", "https://support.stripe.com/questions/calculating-churn-rate-in-billing"));

    /// <summary>Baremetrics: who signs up and cancels within the period counts as lost; reactivation in neither net churn nor quick ratio.</summary>
    public static PolicyPreset Baremetrics { get; } = new(
        "Baremetrics",
        MetricPolicy.Default with { SamePeriodJoiners = SamePeriodJoiners.Counted },
        ("samePeriodJoiners", "https://changelog.baremetrics.com/churn-update-4pqo9O"),
        ("reactivationInNetChurn", "https://changelog.baremetrics.com/new-metric-net-revenue-retention-2BOJIA"),
        ("reactivationInQuickRatio", "https://updates.baremetrics.com/"));

    /// <summary>ProfitWell: all discounts subtracted, a pause and a free plan are no revenue, joiners who left within the month are ignored.</summary>
    public static PolicyPreset ProfitWell { get; } = new(
        "ProfitWell",
        MetricPolicy.Default,
        ("discounts", "https://learn.profitwell.com/category/WoBCXt3Wpj-calculating-metrics"),
        ("pauses", "https://learn.profitwell.com/article/2aess8suud-profitwell-vs-zuora"),
        ("freePlans", "https://paddle.com/help/profitwell-metrics/measure/subscription-retention/churn"),
        ("cancellation", "https://learn.profitwell.com/article/2aess8suud-profitwell-vs-zuora"),
        ("samePeriodJoiners", "https://paddle.com/help/profitwell-metrics/measure/subscription-retention/churn"),
        ("reactivationWindowDays", "https://paddle.com/help/profitwell-metrics/measure/subscription-retention/churn"),
        ("reactivationInQuickRatio", "https://learn.profitwell.com/l/en/article/sxsipjlziy-saa-s-quick-ratio"));

    /// <summary>Recurly: a day counts a thirtieth of a month, discounts are subtracted, who cancelled stays active until the end.</summary>
    public static PolicyPreset Recurly { get; } = new(
        "Recurly",
        MetricPolicy.Default with { DaysPerYear = 360m },
        ("discounts", "https://docs.recurly.com/docs/monthly-recurring-revenue"),
        ("pauses", "https://docs.recurly.com/docs/monthly-recurring-revenue"),
        ("cancellation", "https://docs.recurly.com/docs/analytics-dashboard"),
        ("involuntaryChurnAfterDays", "https://docs.recurly.com/docs/monthly-recurring-revenue"),
        ("daysPerYear", "https://support.recurly.com/hc/en-us/articles/360027350412-How-Does-Recurly-s-MRR-Calculation-Handle-Prorated-Charges"),
        ("churnDenominator", "https://docs.recurly.com/docs/analytics-dashboard"));

    /// <summary>The SaaS Metrics Standards Board: the customers of the start, at the start and at the end.</summary>
    public static PolicyPreset SaaSMetricsBoard { get; } = new(
        "SaaSMetricsBoard",
        MetricPolicy.Default,
        ("netting", "https://www.saasmetricsboard.com/gross-revenue-retention"),
        ("churnCounting", "https://www.saasmetricsboard.com/logo-retention"),
        ("churnDenominator", "https://www.saasmetricsboard.com/logo-retention"),
        ("samePeriodJoiners", "https://www.saasmetricsboard.com/logo-retention"),
        ("reactivationInNetChurn", "https://www.saasmetricsboard.com/net-revenue-retention"));

    /// <summary>All presets, our own first.</summary>
    public static IReadOnlyList<PolicyPreset> All { get; } = [Default, ChartMogul, Stripe, Baremetrics, ProfitWell, Recurly, SaaSMetricsBoard];

    /// <summary>The publisher of the definitions.</summary>
    public string Name { get; }

    /// <summary>The policy.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>Every setting, with the source where its owner published it.</summary>
    public IReadOnlyList<PolicySetting> Settings { get; }

    /// <summary>The preset of a name, whatever its case.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static PolicyPreset Named(string name) =>
        All.FirstOrDefault(preset => string.Equals(preset.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(FormattableString.Invariant($"There is no preset '{name}'; there are {string.Join(", ", All.Select(preset => preset.Name))}."), nameof(name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("name", Name);
        json.Add("policy", Policy, MetricPolicyJsonConverter.Instance.WriteValue);
        json.AddAll("settings", Settings);
    }
}
