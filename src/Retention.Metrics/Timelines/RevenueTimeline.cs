using NodaTime;

namespace Retention.Metrics;

/// <summary>Each customer's recurring revenue over time, in one currency: the columns every revenue figure is read from.</summary>
/// <remarks>
/// <para>Each customer has the instants at which their total changes and the total after each: 16 bytes a change. A total holds until the next
/// instant. Events at one instant count together.</para>
/// <para>The timeline holds data only. Answers are extension methods: <c>timeline.RollForward(periods)</c>, <c>timeline.Cohorts(periods)</c>.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every answer afterwards is one scan of the columns.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
/// timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly; // 49.00 EUR
/// </code></example>
public sealed partial class RevenueTimeline
{
    private readonly ICustomerNames names;
    private readonly Lazy<IEnumerable<int>> order;

    private RevenueTimeline(Currency currency, LayeredColumns layers, ICustomerNames names, MetricPolicy policy, SubscriptionHistory? history)
    {
        Currency = currency;
        Layers = layers;
        this.names = names;
        Policy = policy;
        History = history;
        order = new Lazy<IEnumerable<int>>(() => History is null ? Enumerable.Range(0, CustomerCount) : SortedCustomers());
    }

    /// <summary>The policy under which the timeline was built, and is read unless another is given.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The one currency of the timeline.</summary>
    public Currency Currency { get; }

    /// <summary>How many customers there are, those who never paid included.</summary>
    public int CustomerCount => Layers.Customers;

    /// <summary>How many changes of a customer's total there are.</summary>
    public int ChangeCount => Layers.Count;

    /// <summary>The instant of the first change of all, or <see langword="null"/> where nobody ever paid.</summary>
    public Instant? FirstChange => Columns.Earliest is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null;

    /// <summary>The instant of the last change of all, or <see langword="null"/> where nobody ever paid.</summary>
    public Instant? LastChange => Columns.Latest is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null;

    /// <summary>The columns, with rows that were appended.</summary>
    internal LayeredColumns Layers { get; }

    /// <summary>All columns in one.</summary>
    internal RevenueColumns Columns => Layers.Merged;

    /// <summary>The recurring revenue of all customers at an instant: after everything before it, without what happens at it.</summary>
    public RecurringRevenue MrrAt(Instant instant)
    {
        long ticks = instant.ToUnixTimeTicks();
        Int128 total = 0;
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            total += Columns.LevelAt(customer, ticks);
        }

        return new RecurringRevenue(total, Currency);
    }

    /// <summary>The events behind the timeline, where it was built from events.</summary>
    internal SubscriptionHistory? History { get; }

    /// <summary>The policy of a reading, refused where it would need another timeline.</summary>
    internal MetricPolicy PolicyToRead(MetricPolicy? policy)
    {
        policy ??= Policy;
        return History is null || policy.SeesSameRevenue(Policy)
            ? policy.RequireConsistent()
            : throw new ArgumentException("The policy sees other revenue (discounts, pauses, free plans, past due, cancellation or factors) than the one this timeline was built under; build a timeline with it.", nameof(policy));
    }

    /// <summary>The positions of the customers in the order in which lists name them: by id where the timeline was built from events, else as they first came.</summary>
    internal IEnumerable<int> CustomersInOrder => order.Value;

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);

    /// <summary>Who the customers are.</summary>
    internal ICustomerNames Names => names;

    private int[] SortedCustomers()
    {
        CustomerId[] ids = [.. Enumerable.Range(0, CustomerCount).Select(CustomerAt)];
        int[] sorted = [.. Enumerable.Range(0, CustomerCount)];
        Array.Sort(ids, sorted);
        return sorted;
    }

    /// <summary>How much there is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{ChangeCount} changes of {CustomerCount} customers, {Currency}");
}
