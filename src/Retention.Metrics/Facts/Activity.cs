using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>One thing that a customer did: a login, a report made, a message sent.</summary>
/// <remarks>
/// An activity has no id: two that are alike are two activities. One with the quantity 0 is an activity too, and makes its customer active.
/// </remarks>
/// <example><code>
/// var login = new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 30), "login");
/// var import = new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 45), "rows imported", quantity: 1200);
/// login.Quantity;  // 1
/// import.Quantity; // 1200
/// </code></example>
[JsonConverter(typeof(ActivityJsonConverter))]
public sealed record Activity
{
    internal const string KindIfLeftOut = "activity";

    private readonly CustomerId customer;
    private readonly string kind;
    private readonly long quantity;

    /// <summary>Makes an activity.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="at">The instant.</param>
    /// <param name="kind">The kind: a text that is not empty, compared ordinally.</param>
    /// <param name="quantity">How much was done: 0 or more.</param>
    /// <exception cref="ArgumentException">The customer or the kind is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is negative.</exception>
    public Activity(CustomerId customer, Instant at, string kind = KindIfLeftOut, long quantity = 1)
    {
        this.customer = customer.Named(nameof(customer));
        At = at;
        this.kind = Checked(kind, nameof(kind));
        this.quantity = Checked(quantity, nameof(quantity));
    }

    /// <summary>The kind of an activity that states none: <c>activity</c>.</summary>
    public static string DefaultKind => KindIfLeftOut;

    /// <summary>The customer.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public CustomerId Customer
    {
        get => customer;
        init => customer = value.Named(nameof(value));
    }

    /// <summary>The instant.</summary>
    public Instant At { get; init; }

    /// <summary>The kind, compared ordinally: <c>login</c> and <c>Login</c> are two kinds.</summary>
    /// <exception cref="ArgumentException">The kind is null, empty or white space.</exception>
    public string Kind
    {
        get => kind;
        init => kind = Checked(value, nameof(value));
    }

    /// <summary>How much was done: seats used, rows imported, minutes watched. Default: 1, so that a sum of quantities is a count of activities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is negative.</exception>
    public long Quantity
    {
        get => quantity;
        init => quantity = Checked(value, nameof(value));
    }

    private static string Checked(string kind, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind, parameter);
        return kind;
    }

    private static long Checked(long quantity, string parameter) =>
        quantity >= 0 ? quantity : throw new ArgumentOutOfRangeException(parameter, quantity, "The quantity of an activity must be 0 or more.");
}
