using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period from which a row of a <see cref="CommittedRevenue"/> is made.</summary>
/// <remarks>
/// Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000. The totals come from whatever engine has computed
/// them; <see cref="CommittedRevenue.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// CommittedTotals[] totals = [new() { KnownMrr = 588_000_000, AtRiskMrr = 588_000_000, AtRiskCustomers = 1, AtRiskSubscriptions = 1 }];
/// CommittedRevenue january = CommittedRevenue.FromTotals(periods, MetricPolicy.Default, Currency.Eur, totals);
/// january[0].AtRiskMrr.Monthly; // 49.00 EUR
/// </code></example>
[JsonConverter(typeof(CommittedTotalsJsonConverter))]
public readonly record struct CommittedTotals : IAdditionOperators<CommittedTotals, CommittedTotals, CommittedTotals>
{
    /// <summary>Closing revenue, as it was known at the end of the period.</summary>
    public Int128 KnownMrr { get; init; }

    /// <summary>Revenue once everything that was known at the end of the period has taken effect.</summary>
    public Int128 CommittedMrr { get; init; }

    /// <summary>Closing revenue of subscriptions that were known to end later.</summary>
    public Int128 AtRiskMrr { get; init; }

    /// <summary>Customers with such a subscription.</summary>
    public long AtRiskCustomers { get; init; }

    /// <summary>Such subscriptions.</summary>
    public long AtRiskSubscriptions { get; init; }

    /// <summary>Subscriptions of which what was known at the end of the period cannot all be true, or is in another currency: they are in no other total.</summary>
    public long LeftOutSubscriptions { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static CommittedTotals operator +(CommittedTotals left, CommittedTotals right) => new()
    {
        KnownMrr = left.KnownMrr + right.KnownMrr,
        CommittedMrr = left.CommittedMrr + right.CommittedMrr,
        AtRiskMrr = left.AtRiskMrr + right.AtRiskMrr,
        AtRiskCustomers = left.AtRiskCustomers + right.AtRiskCustomers,
        AtRiskSubscriptions = left.AtRiskSubscriptions + right.AtRiskSubscriptions,
        LeftOutSubscriptions = left.LeftOutSubscriptions + right.LeftOutSubscriptions,
    };

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    internal string? Contradiction() =>
        TotalsArgument.Outside(nameof(KnownMrr), KnownMrr, 0, TotalsArgument.LargestAmount)
        ?? TotalsArgument.Outside(nameof(CommittedMrr), CommittedMrr, 0, TotalsArgument.LargestAmount)
        ?? TotalsArgument.Outside(nameof(AtRiskMrr), AtRiskMrr, 0, KnownMrr, nameof(KnownMrr))
        ?? TotalsArgument.Outside(nameof(LeftOutSubscriptions), LeftOutSubscriptions, 0, long.MaxValue)
        ?? (AtRiskMrr > 0
            ? TotalsArgument.Outside(nameof(AtRiskSubscriptions), AtRiskSubscriptions, 1, long.MaxValue, FormattableString.Invariant($"where {nameof(AtRiskMrr)} is above 0"))
                ?? TotalsArgument.Outside(nameof(AtRiskCustomers), AtRiskCustomers, 1, AtRiskSubscriptions, nameof(AtRiskSubscriptions))
            : TotalsArgument.Outside(nameof(AtRiskSubscriptions), AtRiskSubscriptions, 0, 0, FormattableString.Invariant($"where {nameof(AtRiskMrr)} is 0"))
                ?? TotalsArgument.Outside(nameof(AtRiskCustomers), AtRiskCustomers, 0, 0, FormattableString.Invariant($"where {nameof(AtRiskMrr)} is 0")));

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(CommittedTotals), PrintMembers);
}
