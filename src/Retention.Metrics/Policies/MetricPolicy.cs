using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>Every choice of meaning, in one place. <see cref="Default"/> is the library's own answer to each.</summary>
/// <remarks>
/// It has two halves. What revenue is (discounts, free months, pauses, free plans, past due, cancellation, week and day factors, and for orders
/// cancellations and refunds) is applied when a <see cref="RevenueTimeline"/> or an <see cref="OrderTimeline"/> is built. How it is counted is applied
/// when they are read: changing that rebuilds nothing.
/// </remarks>
/// <example><code>
/// MetricPolicy policy = MetricPolicy.Default with { Netting = Netting.PerEvent, ReactivationInNetChurn = true };
/// </code></example>
[JsonConverter(typeof(MetricPolicyJsonConverter))]
public sealed partial record MetricPolicy
{
    private readonly Netting netting;
    private readonly DiscountRule discounts;
    private readonly FreeMonthRule freeMonths;
    private readonly PauseRule pauses;
    private readonly FreePlanRule freePlans;
    private readonly CancellationRule cancellation;
    private readonly int? involuntaryChurnAfterDays;
    private readonly decimal weeksPerYear = 52m;
    private readonly decimal daysPerYear = 365m;
    private readonly ChurnCounting churnCounting;
    private readonly ChurnDenominator churnDenominator;
    private readonly SamePeriodJoiners samePeriodJoiners;
    private readonly int? reactivationWindowDays;
    private readonly CancelledOrders cancelledOrders;
    private readonly Refunds refunds;

    private MetricPolicy()
    {
    }

    /// <summary>Per-period netting, churn at period ends out of the customers at the start, joiners left out, reactivation in neither net churn nor quick ratio, revenue 0 inactive.</summary>
    public static MetricPolicy Default { get; } = new();

    /// <summary>Which discounts are subtracted. Default: all.</summary>
    public DiscountRule Discounts
    {
        get => discounts;
        init => discounts = Known(value);
    }

    /// <summary>What a free month inside a paid life does. Default: it keeps the revenue.</summary>
    public FreeMonthRule FreeMonths
    {
        get => freeMonths;
        init => freeMonths = Known(value);
    }

    /// <summary>What a pause does. Default: it is churn.</summary>
    public PauseRule Pauses
    {
        get => pauses;
        init => pauses = Known(value);
    }

    /// <summary>What a change to a free plan does. Default: it is churn.</summary>
    public FreePlanRule FreePlans
    {
        get => freePlans;
        init => freePlans = Known(value);
    }

    /// <summary>When a cancellation counts. Default: when it takes effect.</summary>
    public CancellationRule Cancellation
    {
        get => cancellation;
        init => cancellation = Known(value);
    }

    /// <summary>After how many days of 24 hours an outstanding payment is involuntary churn, 0 to 3650; <see langword="null"/>, the default, for never.</summary>
    public int? InvoluntaryChurnAfterDays
    {
        get => involuntaryChurnAfterDays;
        init => involuntaryChurnAfterDays = value is null or (>= 0 and <= 3650) ? value : throw OutOfRange(value, "0 to 3650 days, or none.");
    }

    /// <summary>How many weeks a year of a weekly price has, 0 to 54. Default: 52, which is 52/12 to the month; 0 leaves weekly prices out.</summary>
    public decimal WeeksPerYear
    {
        get => weeksPerYear;
        init => weeksPerYear = value is >= 0m and <= 54m ? value : throw OutOfRange(value, "0 to 54 weeks.");
    }

    /// <summary>How many days a year of a daily price has, 0 to 372. Default: 365, which is 365/12 to the month; 0 leaves daily prices out.</summary>
    public decimal DaysPerYear
    {
        get => daysPerYear;
        init => daysPerYear = value is >= 0m and <= 372m ? value : throw OutOfRange(value, "0 to 372 days.");
    }

    /// <summary>How ups and downs within a period are netted. Default: per period.</summary>
    public Netting Netting
    {
        get => netting;
        init => netting = Known(value);
    }

    /// <summary>The lost customers that the customer churn rate counts. Default: at period ends.</summary>
    public ChurnCounting ChurnCounting
    {
        get => churnCounting;
        init => churnCounting = Known(value);
    }

    /// <summary>Out of how many the customer churn rate counts. Default: customers at the start.</summary>
    public ChurnDenominator ChurnDenominator
    {
        get => churnDenominator;
        init => churnDenominator = Known(value);
    }

    /// <summary>Whether the customer churn rate counts who came and went within the period. Default: left out.</summary>
    public SamePeriodJoiners SamePeriodJoiners
    {
        get => samePeriodJoiners;
        init => samePeriodJoiners = Known(value);
    }

    /// <summary>For how many days of 24 hours after falling to 0 a return is a reactivation, 0 to 36,500; later it is new. <see langword="null"/>, the default, for ever.</summary>
    public int? ReactivationWindowDays
    {
        get => reactivationWindowDays;
        init => reactivationWindowDays = value is null or (>= 0 and <= 36_500) ? value : throw OutOfRange(value, "0 to 36,500 days, or none for ever.");
    }

    /// <summary>Whether net MRR churn subtracts reactivation too. Default: no.</summary>
    public bool ReactivationInNetChurn { get; init; }

    /// <summary>Whether the quick ratio counts reactivation as a gain. Default: no.</summary>
    public bool ReactivationInQuickRatio { get; init; }

    /// <summary>Whether cancelled orders count. Default: left out.</summary>
    public CancelledOrders CancelledOrders
    {
        get => cancelledOrders;
        init => cancelledOrders = Known(value);
    }

    /// <summary>What refunds do. Default: subtracted from their order.</summary>
    public Refunds Refunds
    {
        get => refunds;
        init => refunds = Known(value);
    }

    /// <summary>Whether churn rates are those of the default: customers active at the start and not at the end, out of those active at the start.</summary>
    internal bool CountsChurnAtPeriodEnds =>
        ChurnCounting == ChurnCounting.AtPeriodEnds && ChurnDenominator == ChurnDenominator.AtStart && SamePeriodJoiners == SamePeriodJoiners.LeftOut;

    /// <summary>The window in ticks; without one, longer than any time.</summary>
    internal long ReactivationWindowTicks => ReactivationWindowDays * NodaTime.NodaConstants.TicksPerDay ?? long.MaxValue;

    /// <summary>The settings that say what recurring revenue is, by name.</summary>
    internal IEnumerable<(string Name, object Value)> RevenueSettings =>
    [
        ("discounts", Discounts), ("free months", FreeMonths), ("pauses", Pauses), ("free plans", FreePlans), ("cancellation", Cancellation),
        ("days to involuntary churn", (object?)InvoluntaryChurnAfterDays ?? "none"), ("weeks per year", WeeksPerYear), ("days per year", DaysPerYear),
    ];

    /// <summary>The settings that say which orders count and with how much, by name.</summary>
    internal IEnumerable<(string Name, object Value)> OrderSettings => [("cancelled orders", CancelledOrders), ("refunds", Refunds)];

    /// <summary>Whether another policy sees the same revenue, however it counts it.</summary>
    internal bool SeesSameRevenue(MetricPolicy other) => RevenueSettings.SequenceEqual(other.RevenueSettings);

    /// <summary>Refuses settings that contradict each other; single settings are checked when they are made.</summary>
    /// <exception cref="ArgumentException">Two settings cannot hold together.</exception>
    internal MetricPolicy RequireConsistent(string name = "policy") =>
        ChurnDenominator == ChurnDenominator.UpForRenewal && SamePeriodJoiners == SamePeriodJoiners.Counted
            ? throw new ArgumentException("SamePeriodJoiners.Counted contradicts ChurnDenominator.UpForRenewal: who joins in a period is not among the customers at its start with terms that end in it. Leave joiners out.", name)
            : this;

    private static TChoice Known<TChoice>(TChoice value, [CallerMemberName] string? name = null)
        where TChoice : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"One of {string.Join(", ", Enum.GetNames<TChoice>())}.");

    private static ArgumentOutOfRangeException OutOfRange(object? value, string valid, [CallerMemberName] string? name = null) => new(name, value, valid);

    /// <summary>The settings that are not the default ones.</summary>
    /// <returns>One line: <c>netting perDay, pauses keepRevenue</c>, or <c>default policy</c>.</returns>
    public override string ToString() => SettingRule.All.Where(rule => !string.Equals(rule.Show(this), rule.Show(Default), StringComparison.Ordinal)).Select(rule => string.Concat(rule.Name, " ", rule.Show(this))).ToArray() is { Length: > 0 } own
        ? string.Join(", ", own)
        : "default policy";
}
