using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>What a simulated subscription pays from an instant on: a row for a <see cref="RevenueTimelineBuilder{TCustomer, TSubscription}"/>.</summary>
/// <param name="Customer">The customer's number, from 0.</param>
/// <param name="Subscription">The subscription's number, unlike that of any other.</param>
/// <param name="At">From when.</param>
/// <param name="MonthlyMinorUnits">The monthly level from then on, in the currency's smallest unit; 0 where it ends or pauses.</param>
public readonly record struct SimulatedLevel(int Customer, int Subscription, Instant At, long MonthlyMinorUnits)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SimulatedLevel), PrintMembers);
}

/// <summary>A simulated order that counts under the default policy: a row for an <see cref="OrderTimelineBuilder{TCustomer}"/>.</summary>
/// <param name="Customer">The customer's number, from 0.</param>
/// <param name="At">When.</param>
/// <param name="MinorUnits">What it brought, in the currency's smallest unit; 0 where it was refunded.</param>
public readonly record struct SimulatedOrder(int Customer, Instant At, long MinorUnits)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SimulatedOrder), PrintMembers);
}
