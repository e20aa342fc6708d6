using System.Runtime.CompilerServices;

namespace Retention.Metrics;

/// <summary>A partition of customers: every customer is in exactly one segment, the same one for the whole answer.</summary>
/// <remarks>
/// <para>A missing value is <c>unknown</c>, and so is a customer without attributes: nobody is dropped, so the figures of all segments
/// pool to those of all customers. A blank value counts as missing.</para>
/// <para><b>Cost:</b> one look-up a customer, once for each timeline; a pass reads a number and looks nothing up.</para>
/// </remarks>
/// <example><code>
/// Customer[] customers =
/// [
///     new("ada", [new("plan", "pro"), new("country", "DE")]),
///     new("bo", [new("plan", "team")]),
/// ];
/// Segmentation segmentation = Segmentation.By(customers, "plan", "country");
/// segmentation.Of("ada"); // pro / DE
/// segmentation.Of("bo");  // team / unknown
/// segmentation.Of("cy");  // unknown / unknown
/// </code></example>
public sealed class Segmentation
{
    private readonly string[] attributes;
    private readonly Segment[] segments;
    private readonly Dictionary<CustomerId, int> numberOf;

    // By number of a segment, its place in ordinal order.
    private readonly int[] places;
    private readonly Segment unknown;
    private readonly ConditionalWeakTable<object, SegmentColumn> columns = [];

    private Segmentation(string[] attributes, Dictionary<CustomerId, int> numberOf, IReadOnlyList<Segment> byNumber)
    {
        this.attributes = attributes;
        this.numberOf = numberOf;
        unknown = Segment.Unknown(attributes.Length);
        segments = [.. byNumber.Order()];
        places = [.. byNumber.Select(segment => Array.BinarySearch(segments, segment))];
    }

    /// <summary>The attributes; their values make the segments.</summary>
    public IReadOnlyList<string> Attributes => attributes;

    /// <summary>The segments of the customers that were given, in ordinal order.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>Splits customers by one attribute, or by several at once.</summary>
    /// <param name="customers">The customers with their attributes; one who comes twice says the same twice.</param>
    /// <param name="attributes">The names of the attributes, at least one.</param>
    /// <exception cref="ArgumentException">No attribute, a blank or repeated one, or one that no customer has; a customer that is null, or one with two values of an attribute.</exception>
    public static Segmentation By(IEnumerable<Customer> customers, params ReadOnlySpan<string> attributes)
    {
        ArgumentNullException.ThrowIfNull(customers);
        string[] names = Checked(attributes);
        var known = new AttributeNames(names);
        var numbers = new SegmentNumbers(names);
        var numberOf = new Dictionary<CustomerId, int>();
        foreach ((int index, Customer? customer) in customers.Index())
        {
            if (customer is null)
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {index} is null; expected a customer."), nameof(customers));
            }

            known.Add(customer.Attributes);
            int number = numbers.Of(customer.Attributes);
            if (!numberOf.TryAdd(customer.Id, number) && numberOf[customer.Id] is var other && other != number)
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {customer.Id} is {numbers.Segments[other]} and {numbers.Segments[number]}; a customer is in one segment."), nameof(customers));
            }
        }

        known.RequireAll("customer", nameof(attributes));
        return new Segmentation(names, numberOf, numbers.Segments);
    }

    /// <summary>Splits customers by attributes of the first subscription each of them paid for.</summary>
    /// <remarks>
    /// First is the subscription with the earliest recurring revenue above 0; at one instant the one that pays most, then the one with the
    /// smallest id. A customer who never paid is <c>unknown</c>. What revenue is, is the policy's choice: give the one the timeline is made with.
    /// </remarks>
    /// <param name="history">The history, of any number of currencies.</param>
    /// <param name="attributesOf">The attributes of a subscription; <see langword="null"/> where nothing is known. Asked once for each first subscription.</param>
    /// <param name="policy">What revenue is; the default policy if <see langword="null"/>.</param>
    /// <param name="attributes">The names of the attributes, at least one.</param>
    /// <exception cref="ArgumentException">No attribute, a blank or repeated one, or one that no first subscription has; or a customer begins to pay in two currencies at one instant, which only rates could compare.</exception>
    public static Segmentation ByFirstSubscription(
        SubscriptionHistory history, Func<SubscriptionId, IReadOnlyDictionary<string, string>?> attributesOf, MetricPolicy? policy, params ReadOnlySpan<string> attributes)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(attributesOf);
        string[] names = Checked(attributes);
        var known = new AttributeNames(names);
        var numbers = new SegmentNumbers(names);
        var numberOf = new Dictionary<CustomerId, int>();
        foreach ((CustomerId customer, SubscriptionId subscription) in FirstSubscriptions.Of(history, policy))
        {
            IReadOnlyDictionary<string, string>? ofFirst = attributesOf(subscription);
            known.Add(ofFirst);
            numberOf.Add(customer, numbers.Of(ofFirst));
        }

        known.RequireAll("first subscription", nameof(attributes));
        return new Segmentation(names, numberOf, numbers.Segments);
    }

    /// <inheritdoc cref="ByFirstSubscription(SubscriptionHistory, Func{SubscriptionId, IReadOnlyDictionary{string, string}}, MetricPolicy, ReadOnlySpan{string})"/>
    public static Segmentation ByFirstSubscription(
        SubscriptionHistory history, Func<SubscriptionId, IReadOnlyDictionary<string, string>?> attributesOf, params ReadOnlySpan<string> attributes) =>
        ByFirstSubscription(history, attributesOf, policy: null, attributes);

    /// <summary>Splits customers by the product of the price that each of them paid first: the one they began with, whatever they moved to.</summary>
    /// <remarks>
    /// First is as in <see cref="ByFirstSubscription(SubscriptionHistory, Func{SubscriptionId, IReadOnlyDictionary{string, string}}, MetricPolicy, ReadOnlySpan{string})"/>. A price without a product
    /// is <c>unknown</c>. The whole revenue of a customer is in one segment; that of each product is in <see cref="ProductTimeline"/>.
    /// </remarks>
    /// <example><code>
    /// var ada = Subscription.Of("ada");
    /// RecurringPrice basic = RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic" }, pro = RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" };
    /// SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), basic), ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 0, 0), pro)];
    /// Segmentation.ByFirstProduct(history).Of("ada"); // basic
    /// </code></example>
    /// <param name="history">The history, of any number of currencies.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <exception cref="ArgumentException">A customer begins to pay in two currencies at one instant, which only rates could compare.</exception>
    public static Segmentation ByFirstProduct(SubscriptionHistory history, MetricPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        const string Product = "product";
        var numbers = new SegmentNumbers([Product]);
        var numberOf = new Dictionary<CustomerId, int>();
        foreach ((CustomerId customer, string? product) in FirstSubscriptions.ProductsOf(history, policy))
        {
            numberOf.Add(customer, numbers.Of(product is null ? null : new AttributeSet([Product], [product])));
        }

        return new Segmentation([Product], numberOf, numbers.Segments);
    }

    /// <summary>The segment of a customer; every attribute is <c>unknown</c> for one who was not given.</summary>
    /// <exception cref="ArgumentException"><paramref name="customer"/> is <see langword="default"/>.</exception>
    public Segment Of(CustomerId customer) => PlaceOf(customer.Named(nameof(customer))) is >= 0 and var place ? segments[place] : unknown;

    /// <summary>The segments of a timeline with the segment of each of its customers, looked up once.</summary>
    internal SegmentColumn Over(RevenueTimeline timeline) => Over(timeline, timeline.CustomerCount, timeline.CustomerAt);

    /// <inheritdoc cref="Over(RevenueTimeline)"/>
    internal SegmentColumn Over(OrderTimeline orders) => Over(orders, orders.CustomerCount, orders.CustomerAt);

    /// <inheritdoc cref="Over(RevenueTimeline)"/>
    internal SegmentColumn Over(ActivityTimeline activities) => Over(activities, activities.CustomerCount, activities.CustomerAt);

    /// <inheritdoc cref="Over(RevenueTimeline)"/>
    internal SegmentColumn Over(SurveyTimeline responses) => Over(responses, responses.CustomerCount, responses.CustomerAt);

    /// <summary>The segments of the customers of a history, by their places.</summary>
    internal SegmentColumn Over(CustomerLifecycles lifecycles) =>
        Over(lifecycles, lifecycles.ByNumber.Count, place => lifecycles.Facts.Tables.Names.NameOf(lifecycles.ByNumber.CustomerAt(place)));

    /// <inheritdoc cref="Over(RevenueTimeline)"/>
    internal SegmentColumn Over(SubscriptionHistory history)
    {
        CustomerId[] customers = [.. history.Lifecycles.Customers];
        return Over(history, customers.Length, customer => customers[customer]);
    }

    /// <summary>The segments of anything with customers at positions, looked up once.</summary>
    internal SegmentColumn Over(object timeline, int customers, Func<int, CustomerId> customerAt) =>
        columns.GetValue(timeline, _ => SegmentColumn.Of(segments, unknown, customers, customer => PlaceOf(customerAt(customer))));

    private int PlaceOf(CustomerId customer) => numberOf.TryGetValue(customer, out int number) ? places[number] : -1;

    private static string[] Checked(ReadOnlySpan<string> attributes)
    {
        string[] names = attributes.ToArray();
        return names.Length > 0 && !names.Any(string.IsNullOrWhiteSpace) && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names
            : throw new ArgumentException(FormattableString.Invariant($"'{string.Join("', '", names)}' do not name segments; expected one attribute or several different ones."), nameof(attributes));
    }

    /// <summary>The attributes, and how many segments there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{segments.Length} segments by {string.Join(", ", attributes)}");
}
