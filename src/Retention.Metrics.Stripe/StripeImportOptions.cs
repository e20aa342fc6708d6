using System.Runtime.CompilerServices;

namespace Retention.Metrics.Stripe;

/// <summary>What becomes of objects of Stripe's test mode.</summary>
public enum StripeTestMode
{
    /// <summary>They are left out and counted.</summary>
    LeftOut,

    /// <summary>They are read like any other.</summary>
    Used,
}

/// <summary>What a pause of payment collection means, which leaves the status of a subscription as it is.</summary>
public enum StripeCollectionPause
{
    /// <summary>Nothing: the revenue goes on, as the status does.</summary>
    GoesOn,

    /// <summary>The subscription is paused; what that does to revenue is up to <see cref="MetricPolicy.Pauses"/>.</summary>
    Paused,
}

/// <summary>What the product of a price is, by which revenue can be split.</summary>
public enum StripeProduct
{
    /// <summary>Nothing: prices have no product.</summary>
    None,

    /// <summary>The id of Stripe's product.</summary>
    Product,

    /// <summary>What people call the price (<c>nickname</c>), or its id.</summary>
    Price,
}

/// <summary>How Stripe's objects are to be read, where they leave a choice.</summary>
/// <example><code>
/// var options = new StripeImportOptions { TestMode = StripeTestMode.Used, CollectionPause = StripeCollectionPause.Paused };
/// </code></example>
public sealed record StripeImportOptions
{
    /// <summary>Test mode left out, revenue goes on while collection is paused, documents of at most 512 MB, ten million objects.</summary>
    public static StripeImportOptions Default { get; } = new();

    /// <summary>What becomes of objects with <c>livemode</c> false. Default: <see cref="StripeTestMode.LeftOut"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public StripeTestMode TestMode
    {
        get;
        init => field = Known(value);
    }

    /// <summary>What <c>pause_collection</c> means. Default: <see cref="StripeCollectionPause.GoesOn"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public StripeCollectionPause CollectionPause
    {
        get;
        init => field = Known(value);
    }

    /// <summary>What the <see cref="RecurringPrice.Product"/> of prices is. Default: <see cref="StripeProduct.None"/>.</summary>
    /// <remarks>
    /// Items of one subscription that are charged together are one price; of several products it is named after all of them, in ordinal order: <c>prod_A + prod_B</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public StripeProduct ProductOfPrices
    {
        get;
        init => field = Known(value);
    }

    /// <summary>The largest JSON document in bytes, 1 to 1,073,741,824; a file of JSON lines has one in each line. Default: 536,870,912.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaximumDocumentBytes
    {
        get;
        init => field = Within(value, 1 << 30);
    } = 1 << 29;

    /// <summary>The largest number of objects and events, 1 to 100,000,000. Default: 10,000,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaximumObjects
    {
        get;
        init => field = Within(value, 100_000_000);
    } = 10_000_000;

    private static TChoice Known<TChoice>(TChoice value, [CallerMemberName] string? name = null)
        where TChoice : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"Valid values: {string.Join(", ", Enum.GetNames<TChoice>())}.");

    private static int Within(int value, int largest, [CallerMemberName] string? name = null) =>
        value >= 1 && value <= largest ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Valid values: 1 to {largest}."));
}
