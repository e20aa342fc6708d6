using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>A recurring line of one subscription, by the place it has in the input.</summary>
/// <param name="Place">The place.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Up to when, exclusive.</param>
/// <param name="Amount">The amount for the whole period.</param>
/// <param name="IsProration">Whether it charges or credits a part of a period.</param>
/// <param name="Product">The product or price; empty where none is stated.</param>
/// <param name="Interval">How often the amount is charged, where that is stated.</param>
internal readonly record struct BilledLine(int Place, Instant Start, Instant End, Money Amount, bool IsProration, string Product, BillingInterval? Interval)
{
    /// <summary>The order of lines of one subscription, by what they say: the order of the input changes nothing.</summary>
    public static int Compare(BilledLine one, BilledLine other)
    {
        int order = one.Start.CompareTo(other.Start);
        order = order != 0 ? order : one.End.CompareTo(other.End);
        order = order != 0 ? order : string.CompareOrdinal(one.Product, other.Product);
        order = order != 0 ? order : one.Amount.Amount.CompareTo(other.Amount.Amount);
        order = order != 0 ? order : one.IsProration.CompareTo(other.IsProration);
        return order != 0 ? order : one.Place.CompareTo(other.Place);
    }

    /// <summary>What the amount is as a price.</summary>
    public RecurringPrice Price(DateTimeZone zone) => Interval is { } interval ? new RecurringPrice(Amount, interval) : ServicePeriod.PriceOf(Amount, Start, End, zone);

    /// <summary>How many of its periods a year has.</summary>
    public ExactFraction PerYear(DateTimeZone zone) => Interval is { } interval ? ServicePeriod.PerYear(interval) : ServicePeriod.PerYear(Start, End, zone);
}

/// <summary>What a subscription pays from an instant on.</summary>
/// <param name="At">From when.</param>
/// <param name="Price">The price; <see langword="null"/> where the subscription has ended.</param>
/// <param name="Place">The place of a line that says so.</param>
internal readonly record struct BilledLevel(Instant At, RecurringPrice? Price, int Place);

/// <summary>Why the lines of a subscription cannot be true together.</summary>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Message">What is wrong, without the name of the subscription.</param>
/// <param name="Places">The places of the lines.</param>
internal readonly record struct BilledProblem(FindingKind Kind, string Message, int[] Places);
