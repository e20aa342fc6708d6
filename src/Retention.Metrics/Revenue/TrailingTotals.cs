using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one window from which a row of a <see cref="TrailingRetention"/> is made.</summary>
/// <remarks>Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000.</remarks>
/// <example><code>
/// TrailingTotals[] totals = [new() { OpeningMrr = 588_000_000, KeptMrr = 294_000_000, ClosingMrr = 294_000_000, CustomersAtRisk = 1 }];
/// TrailingRetention year = TrailingRetention.FromTotals(periods, MetricPolicy.Default, Currency.Eur, Period.FromYears(1), totals);
/// year[0].NetRevenueRetention.Value; // 0.5
/// </code></example>
[JsonConverter(typeof(TrailingTotalsJsonConverter))]
public readonly record struct TrailingTotals : IAdditionOperators<TrailingTotals, TrailingTotals, TrailingTotals>
{
    /// <summary>Revenue at the start of the window.</summary>
    public Int128 OpeningMrr { get; init; }

    /// <summary>Revenue at the end of those who paid at the start, each counted with no more than they paid at the start.</summary>
    public Int128 KeptMrr { get; init; }

    /// <summary>Revenue at the end of those who paid at the start.</summary>
    public Int128 ClosingMrr { get; init; }

    /// <summary>The numerator of the customer churn rate, as the policy counts it.</summary>
    public long LostCustomers { get; init; }

    /// <summary>The denominator of the customer churn rate, as the policy counts it.</summary>
    public decimal CustomersAtRisk { get; init; }

    /// <summary>Adds the totals of other customers in the same window.</summary>
    public static TrailingTotals operator +(TrailingTotals left, TrailingTotals right) => new()
    {
        OpeningMrr = left.OpeningMrr + right.OpeningMrr,
        KeptMrr = left.KeptMrr + right.KeptMrr,
        ClosingMrr = left.ClosingMrr + right.ClosingMrr,
        LostCustomers = left.LostCustomers + right.LostCustomers,
        CustomersAtRisk = left.CustomersAtRisk + right.CustomersAtRisk,
    };

    /// <summary>The first condition that the totals break, or <see langword="null"/>.</summary>
    /// <param name="policy">The policy under which they were computed.</param>
    internal string? Contradiction(MetricPolicy policy)
    {
        if (OpeningMrr < 0 || OpeningMrr > TotalsArgument.LargestAmount)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(OpeningMrr)} is {OpeningMrr}; it must be between 0 and {TotalsArgument.LargestAmount}");
        }

        if (KeptMrr < 0 || KeptMrr > OpeningMrr)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(KeptMrr)} is {KeptMrr}; it must be between 0 and {nameof(OpeningMrr)}, {OpeningMrr}");
        }

        if (ClosingMrr < KeptMrr || ClosingMrr > TotalsArgument.LargestAmount)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(ClosingMrr)} is {ClosingMrr}; it must be between {nameof(KeptMrr)}, {KeptMrr}, and {TotalsArgument.LargestAmount}");
        }

        if (LostCustomers < 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(LostCustomers)} is {LostCustomers}; it must be 0 or more");
        }

        if (CustomersAtRisk < 0m || CustomersAtRisk > long.MaxValue)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{nameof(CustomersAtRisk)} is {CustomersAtRisk}; it must be between 0 and {long.MaxValue}");
        }

        return policy.CountsChurnAtPeriodEnds && LostCustomers > CustomersAtRisk
            ? string.Create(CultureInfo.InvariantCulture, $"{nameof(LostCustomers)} is {LostCustomers}; under this policy it must be between 0 and {nameof(CustomersAtRisk)}, {CustomersAtRisk}")
            : null;
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(TrailingTotals), PrintMembers);
}
