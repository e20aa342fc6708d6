using System.Globalization;

namespace Retention.Metrics;

/// <summary>The totals of one window from which a row of a <see cref="TrailingRetention"/> is made.</summary>
/// <remarks>Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000.</remarks>
/// <example><code>
/// TrailingTotals[] totals = [new() { OpeningMrr = 588_000_000, KeptMrr = 294_000_000, ClosingMrr = 294_000_000, CustomersAtRisk = 1 }];
/// TrailingRetention year = TrailingRetention.FromTotals(periods, MetricPolicy.Default, Currency.Eur, Period.FromYears(1), totals);
/// year[0].NetRevenueRetention.Value; // 0.5
/// </code></example>
public readonly record struct TrailingTotals
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
    internal string? Contradiction() =>
        OpeningMrr < 0 ? Refused(nameof(OpeningMrr), OpeningMrr, "0 or more")
        : KeptMrr < 0 || KeptMrr > OpeningMrr ? Refused(nameof(KeptMrr), KeptMrr, string.Create(CultureInfo.InvariantCulture, $"between 0 and {nameof(OpeningMrr)}, {OpeningMrr}"))
        : ClosingMrr < KeptMrr ? Refused(nameof(ClosingMrr), ClosingMrr, string.Create(CultureInfo.InvariantCulture, $"at least {nameof(KeptMrr)}, {KeptMrr}"))
        : LostCustomers < 0 ? Refused(nameof(LostCustomers), LostCustomers, "0 or more")
        : CustomersAtRisk < 0m ? string.Create(CultureInfo.InvariantCulture, $"{nameof(CustomersAtRisk)} is {CustomersAtRisk}; it must be 0 or more")
        : null;

    private static string Refused(string name, Int128 value, string expected) => string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {expected}");

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(TrailingTotals), PrintMembers);
}
