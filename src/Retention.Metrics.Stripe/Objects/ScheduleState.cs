using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Objects;

/// <summary>An item of a phase: the id of a price, or the price itself, and how many of it.</summary>
/// <param name="PriceId">The id of the price.</param>
/// <param name="Price">The price, where it is stated whole.</param>
/// <param name="Quantity">How many; <see langword="null"/> where it is not stated, as of usage.</param>
/// <param name="Discounts">What is off this item.</param>
/// <param name="Path">Where it was read.</param>
internal sealed record PhaseItem(string PriceId, Price? Price, long? Quantity, IReadOnlyList<AppliedCoupon> Discounts, JsonPath Path);

/// <summary>A phase of a schedule.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Items">Its items.</param>
/// <param name="Discounts">What is off the subscription in it.</param>
internal sealed record Phase(Instant Start, Instant End, IReadOnlyList<PhaseItem> Items, IReadOnlyList<AppliedCoupon> Discounts);

/// <summary>A schedule of a subscription.</summary>
/// <param name="Id">The id of the schedule.</param>
/// <param name="Subscription">The subscription, once there is one.</param>
/// <param name="IsOver">Whether it was completed, released or canceled.</param>
/// <param name="Created">When it was created.</param>
/// <param name="CurrentPhase">When the current phase began, where there is one.</param>
/// <param name="EndsSubscription">Whether the subscription ends with the last phase.</param>
/// <param name="Phases">The phases, rising.</param>
/// <param name="Path">Where it was read.</param>
internal sealed record ScheduleState(string Id, string? Subscription, bool IsOver, Instant Created, Instant? CurrentPhase, bool EndsSubscription, IReadOnlyList<Phase> Phases, JsonPath Path)
{
    /// <summary>Reads a schedule.</summary>
    public static ScheduleState Read(JsonNode node)
    {
        JsonNode status = node.Required("status");
        bool over = status.Text() switch
        {
            "completed" or "released" or "canceled" => true,
            "not_started" or "active" => false,
            _ => throw status.Refuse("must be not_started, active, completed, released or canceled"),
        };
        Phase[] phases = [.. node.Required("phases").Elements().Select(ReadPhase).OrderBy(phase => phase.Start)];
        return new ScheduleState(
            node.Required("id").Text(),
            (node.Optional("subscription") ?? node.Optional("released_subscription"))?.Id(),
            over,
            node.Required("created").Time(),
            node.Optional("current_phase")?.OptionalTime("start_date"),
            node.Optional("end_behavior") is { } end && end.Text() == "cancel",
            phases,
            node.Path);
    }

    private static Phase ReadPhase(JsonNode node)
    {
        Instant start = node.Required("start_date").Time(), end = node.Required("end_date").Time();
        if (end < start)
        {
            throw node.Required("end_date").Refuse("a phase must not end before it begins");
        }

        AppliedCoupon[] discounts = AppliedCoupon.ReadAll(node);
        if (discounts.Length == 0 && node.Optional("coupon") is { } coupon)
        {
            discounts = [new AppliedCoupon(Id: null, coupon.IsObject ? Coupon.Read(coupon) : null, coupon.Id(), start, End: null, coupon.Path)];
        }

        return new Phase(start, end, [.. node.Required("items").Elements().Select(ReadItem)], discounts);
    }

    private static PhaseItem ReadItem(JsonNode node)
    {
        JsonNode price = node.Optional("price") ?? node.Required("plan");
        return new PhaseItem(price.Id(), price.IsObject ? PriceReader.Read(price, charged: null) : null, node.Optional("quantity")?.Whole(0), AppliedCoupon.ReadAll(node), node.Path);
    }
}
