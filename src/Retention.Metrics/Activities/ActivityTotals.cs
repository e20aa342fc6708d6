using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of one period, from which a row of <see cref="ActivityMetrics"/> is made.</summary>
/// <remarks>
/// The totals come from whatever engine has computed them: this library, a database, a test. <see cref="ActivityMetrics.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// ActivityTotals[] totals = [new() { Activities = 90, Quantity = 90, CustomerDays = 62, RetainedCustomers = 5, NewCustomers = 3, ResurrectedCustomers = 2, DormantCustomers = 5 }];
/// ActivityMetrics january = ActivityMetrics.FromTotals(periods, totals);
/// january[0].ActiveCustomers;     // 10
/// january[0].RetentionRate.Value; // 0.5
/// january[0].Stickiness.Value;    // 0.2
/// </code></example>
[JsonConverter(typeof(ActivityTotalsJsonConverter))]
public readonly record struct ActivityTotals : IAdditionOperators<ActivityTotals, ActivityTotals, ActivityTotals>
{
    /// <summary>Activities in the period.</summary>
    public long Activities { get; init; }

    /// <summary>The sum of their quantities.</summary>
    public Int128 Quantity { get; init; }

    /// <summary>Pairs of a customer and a local day of the period with an activity.</summary>
    public long CustomerDays { get; init; }

    /// <summary>Customers active in the period and in the one before.</summary>
    public long RetainedCustomers { get; init; }

    /// <summary>Customers with their first activity ever in the period.</summary>
    public long NewCustomers { get; init; }

    /// <summary>Customers active in the period, not in the one before, and earlier.</summary>
    public long ResurrectedCustomers { get; init; }

    /// <summary>Customers active in the period before and not in the period.</summary>
    public long DormantCustomers { get; init; }

    /// <summary>Adds the totals of other customers in the same period.</summary>
    public static ActivityTotals operator +(ActivityTotals left, ActivityTotals right) => new()
    {
        Activities = left.Activities + right.Activities,
        Quantity = left.Quantity + right.Quantity,
        CustomerDays = left.CustomerDays + right.CustomerDays,
        RetainedCustomers = left.RetainedCustomers + right.RetainedCustomers,
        NewCustomers = left.NewCustomers + right.NewCustomers,
        ResurrectedCustomers = left.ResurrectedCustomers + right.ResurrectedCustomers,
        DormantCustomers = left.DormantCustomers + right.DormantCustomers,
    };

    /// <summary>Customers active in the period.</summary>
    internal long ActiveCustomers => RetainedCustomers + NewCustomers + ResurrectedCustomers;

    /// <summary>The first condition that the totals of one period break, or <see langword="null"/>.</summary>
    /// <param name="days">The local days of the period.</param>
    internal string? Contradiction(long days)
    {
        // A customer count below this sums up to 64 bits, with its days and with other counts.
        const long MostCustomers = 1L << 40;
        return TotalsArgument.Outside(nameof(RetainedCustomers), RetainedCustomers, 0, MostCustomers)
            ?? TotalsArgument.Outside(nameof(NewCustomers), NewCustomers, 0, MostCustomers)
            ?? TotalsArgument.Outside(nameof(ResurrectedCustomers), ResurrectedCustomers, 0, MostCustomers)
            ?? TotalsArgument.Outside(nameof(DormantCustomers), DormantCustomers, 0, MostCustomers)
            ?? TotalsArgument.Outside(nameof(CustomerDays), CustomerDays, ActiveCustomers, (Int128)ActiveCustomers * days, FormattableString.Invariant($"one to {days} days of each active customer"))
            ?? TotalsArgument.Outside(nameof(Activities), Activities, CustomerDays, ActiveCustomers == 0 ? 0 : long.MaxValue, "at least one on each customer-day, and none without an active customer")
            ?? TotalsArgument.Outside(nameof(Quantity), Quantity, 0, (Int128)Activities * long.MaxValue);
    }

    /// <summary>The condition that these totals and those of the period before break, or <see langword="null"/>.</summary>
    internal string? Contradiction(ActivityTotals before) => RetainedCustomers + DormantCustomers != before.ActiveCustomers
        ? FormattableString.Invariant($"{nameof(RetainedCustomers)} and {nameof(DormantCustomers)} are {RetainedCustomers} and {DormantCustomers}; together they must be the active customers of the period before, {before.ActiveCustomers}")
        : null;

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ActivityTotals), PrintMembers);
}
