using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A discount on a recurring price: a percentage or an amount off each interval, for ever or until an instant.</summary>
/// <remarks>A discount larger than its price makes the price 0. When it ends, the rise to the full price is expansion.</remarks>
[JsonConverter(typeof(DiscountJsonConverter))]
public sealed record Discount
{
    private Discount(decimal percentOff, Money? amountOff, Instant? until)
    {
        PercentOff = percentOff;
        AmountOff = amountOff;
        Until = until;
    }

    /// <summary>The percentage off, 0 to 100; 0 where an amount is off.</summary>
    public decimal PercentOff { get; }

    /// <summary>The amount off each interval's whole charge, or <see langword="null"/> where a percentage is off.</summary>
    public Money? AmountOff { get; }

    /// <summary>The instant from which the full price counts, or <see langword="null"/> for a discount that stays for ever.</summary>
    public Instant? Until { get; }

    /// <summary>A percentage off, of any quantity.</summary>
    /// <param name="percent">0 to 100, with at most six decimals.</param>
    /// <param name="until">When it ends; for ever if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is outside 0 to 100 or has more than six decimals.</exception>
    public static Discount Percent(decimal percent, Instant? until = null) =>
        percent is >= 0m and <= 100m && RecurringRevenue.TryMillionths(percent, out _)
            ? new Discount(percent, amountOff: null, until)
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentage off is 0 to 100, with at most six decimals.");

    /// <summary>An amount off the whole charge of each interval.</summary>
    /// <param name="off">The amount, 0 or more, in the currency of the price.</param>
    /// <param name="until">When it ends; for ever if left out.</param>
    public static Discount Amount(Money off, Instant? until = null) => new(0m, off, until);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(Discount), PrintMembers);
}
