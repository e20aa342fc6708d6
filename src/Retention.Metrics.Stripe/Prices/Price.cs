using NodaTime;
using Retention.Metrics.Stripe.Json;

namespace Retention.Metrics.Stripe.Prices;

/// <summary>A tier of a price.</summary>
/// <param name="UpTo">The largest quantity in it, or <see langword="null"/> where it has no end.</param>
/// <param name="Unit">The amount of one unit, in minor units.</param>
/// <param name="Flat">The amount of the tier as a whole, in minor units.</param>
internal sealed record Tier(long? UpTo, decimal Unit, decimal Flat);

/// <summary>What the quantity is divided by before it is priced.</summary>
/// <param name="DivideBy">The number of units in a package.</param>
/// <param name="Up">Whether a part of a package counts as a whole one.</param>
internal sealed record QuantityRule(long DivideBy, bool Up);

/// <summary>A recurring price in one currency.</summary>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Product">The id of its product, where it is stated.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Interval">How often it is charged.</param>
/// <param name="IsMetered">Whether it charges usage.</param>
/// <param name="IsTiered">Whether it has tiers, stated or not.</param>
/// <param name="Unit">The amount of one unit in minor units; <see langword="null"/> where it has tiers.</param>
/// <param name="Tiers">The tiers, where they are stated.</param>
/// <param name="IsVolume">Whether the tier of the whole quantity holds for all units.</param>
/// <param name="Quantity">What the quantity is divided by, if anything.</param>
/// <param name="Created">When the price was made, where that is stated.</param>
/// <param name="Path">Where it was read.</param>
internal sealed record Price(
    string? Id, string? Product, string? Name, Currency Currency, BillingInterval Interval, bool IsMetered, bool IsTiered, decimal? Unit, IReadOnlyList<Tier>? Tiers, bool IsVolume, QuantityRule? Quantity, Instant? Created, JsonPath Path)
{
    /// <summary>Whether the amount is known.</summary>
    public bool IsComplete => Unit is not null || Tiers is not null;

    /// <summary>What a quantity costs each interval, in minor units.</summary>
    public decimal Total(long quantity)
    {
        long units = Units(quantity);
        return Unit is { } unit ? unit * units : OfTiers(units);
    }

    /// <summary>The quantity that is priced.</summary>
    public long Units(long quantity) => Quantity is { } rule ? (quantity / rule.DivideBy) + (rule.Up && quantity % rule.DivideBy > 0 ? 1 : 0) : quantity;

    private decimal OfTiers(long units)
    {
        decimal total = 0m;
        long before = 0;
        foreach (Tier tier in Tiers!)
        {
            bool last = tier.UpTo is not { } end || units <= end;
            if (IsVolume)
            {
                if (last)
                {
                    return (tier.Unit * units) + tier.Flat;
                }
            }
            else
            {
                long inTier = (last ? units : tier.UpTo!.Value) - before;
                total += (tier.Unit * inTier) + tier.Flat;
                if (last)
                {
                    return total;
                }
            }

            before = tier.UpTo!.Value;
        }

        throw new RefusedException(Path.Property("tiers"), "", FormattableString.Invariant($"no tier holds the quantity {units}"));
    }
}
