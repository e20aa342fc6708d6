using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Retention.Metrics.Stripe.Objects;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>A short form of content, by which repeated objects are known and events of one second are put in order.</summary>
internal static class Digest
{
    /// <summary>The digest of a text.</summary>
    public static UInt128 Of(string text) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The digest of all that a change of a subscription can change.</summary>
    public static UInt128 Of(SubscriptionState state)
    {
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"{state.Id}|{state.Customer}|{(int)state.Status}|{state.Currency.Code}|{Ticks(state.Start)}|{Ticks(state.Trial?.Start)}|{Ticks(state.Trial?.End)}|{Ticks(state.CanceledAt)}|{Ticks(state.CancelAt)}|{Ticks(state.EndedAt)}|{state.CollectionPaused}|");
        foreach (Item item in state.Items.OrderBy(item => item.Id, StringComparer.Ordinal))
        {
            Price price = item.Price;
            _ = text.Append(CultureInfo.InvariantCulture, $"{item.Id}*{item.Quantity}*{price.Id}*{price.Unit}*{price.Interval.Count}*{(int)price.Interval.Unit};");
            Add(text, item.Discounts);
        }

        Add(text, state.Discounts);
        return Of(text.ToString());
    }

    private static void Add(StringBuilder text, IEnumerable<AppliedCoupon> discounts)
    {
        foreach (AppliedCoupon discount in discounts)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{discount.Id ?? discount.CouponId},");
        }
    }

    private static long? Ticks(Instant? at) => at?.ToUnixTimeTicks();
}
