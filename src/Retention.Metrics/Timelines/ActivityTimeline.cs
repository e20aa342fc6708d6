using NodaTime;

namespace Retention.Metrics;

/// <summary>The activities of customers by customer and time: the columns every figure of activity is read from.</summary>
/// <remarks>
/// <para>Customers are stored one after another, each with the instants and kinds of their activities: 9 bytes an activity. Quantities are
/// stored only where one of them is not 1, in 8 bytes more. With over 256 kinds an activity takes 3 bytes more.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every figure afterwards is one pass over the columns.</para>
/// </remarks>
/// <example><code>
/// ActivityTimeline timeline = ActivityTimeline.FromActivities(
/// [
///     new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 0), "login"),
///     new Activity("ada", Instant.FromUtc(2026, 1, 6, 9, 0), "export"),
///     new Activity("bo", Instant.FromUtc(2026, 2, 1, 9, 0), "login"),
/// ]);
/// timeline.ActivityCount;                  // 3
/// timeline.CustomerCount;                  // 2
/// string.Join(", ", timeline.Kinds);       // export, login
/// timeline.OfKind("export").CustomerCount; // 1
/// </code></example>
public sealed partial class ActivityTimeline
{
    private readonly ICustomerNames names;
    private readonly string[] kinds;
    private readonly CustomerList customers;

    internal ActivityTimeline(ActivityColumns columns, string[] kinds, ICustomerNames names)
    {
        Columns = columns;
        this.kinds = kinds;
        this.names = names;
        customers = new CustomerList(names, CustomerCount);
    }

    /// <summary>How many customers have an activity.</summary>
    public int CustomerCount => Columns.Offsets.Length - 1;

    /// <summary>How many activities there are.</summary>
    public int ActivityCount => Columns.Time.Length;

    /// <summary>The instant of the first activity of all, or <see langword="null"/> where there is none.</summary>
    public Instant? FirstActivity => ActivityCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Earliest);

    /// <summary>The instant of the last activity of all, or <see langword="null"/> where there is none.</summary>
    public Instant? LastActivity => ActivityCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Latest);

    /// <summary>The kinds that activities have, in ordinal order.</summary>
    public IReadOnlyList<string> Kinds => kinds.AsReadOnly();

    /// <summary>The customers with an activity, by their numbers. An id is made when it is read.</summary>
    public IReadOnlyList<CustomerId> Customers => customers;

    internal ActivityColumns Columns { get; }

    /// <summary>The same, with the positions of ids that are known to be one.</summary>
    internal CustomerList CustomerList => customers;

    /// <summary>Makes a timeline of activities.</summary>
    /// <param name="activities">The activities, in any order.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    public static ActivityTimeline FromActivities(IEnumerable<Activity> activities, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var rows = new ActivityRowCollector<CustomerId>(activities.TryGetNonEnumeratedCount(out int count) ? count : 0);
        foreach (Activity activity in activities)
        {
            if (activity is null)
            {
                throw new ArgumentException(FormattableString.Invariant($"Activity {rows.Count} is null; expected an activity."), nameof(activities));
            }

            rows.Add(activity.Customer, activity.At, activity.Kind, activity.Quantity);
        }

        return rows.Build(execution ?? ExecutionOptions.Default);
    }

    /// <summary>Makes a timeline of activities in columns, without an object for each.</summary>
    /// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
    /// <param name="customers">The customer of each activity.</param>
    /// <param name="at">The instant of each activity.</param>
    /// <param name="kinds">The kind of each activity; if left out, all are of the kind <see cref="Activity.DefaultKind"/>.</param>
    /// <param name="quantities">The quantity of each activity, 0 or more; if left out, all are 1.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length, a quantity is negative, or a kind is empty.</exception>
    public static ActivityTimeline FromColumns<TCustomer>(
        ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<string> kinds = default, ReadOnlySpan<long> quantities = default, ExecutionOptions? execution = null)
        where TCustomer : notnull
    {
        if (at.Length != customers.Length || (!kinds.IsEmpty && kinds.Length != customers.Length) || (!quantities.IsEmpty && quantities.Length != customers.Length))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The columns have {customers.Length}, {at.Length}, {kinds.Length} and {quantities.Length} rows; they must have the same number, or none of kinds and quantities."),
                nameof(customers));
        }

        return ActivityRowCollector<TCustomer>.Build(customers, at, kinds, quantities, execution ?? ExecutionOptions.Default);
    }

    /// <summary>The number of a customer, which is its position in <see cref="Customers"/>; −1 where the customer has no activity.</summary>
    /// <remarks><b>Cost:</b> the first call makes a table of all customers.</remarks>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public int IndexOf(CustomerId customer) => customers.PositionOf(customer.Named(nameof(customer)));

    /// <summary>The activities of some kinds only: every figure of the result is about these.</summary>
    /// <remarks>
    /// A customer's first activity in the result is the first one of these kinds. <b>Cost:</b> one pass; memory for the activities of these kinds.
    /// </remarks>
    /// <param name="kinds">The kinds, at least one.</param>
    /// <exception cref="ArgumentException">No kind is given, or no activity is of a kind; the message names the kinds that there are.</exception>
    public ActivityTimeline OfKind(params ReadOnlySpan<string> kinds)
    {
        if (kinds.IsEmpty)
        {
            throw new ArgumentException("No kind is given; expected one or more.", nameof(kinds));
        }

        var wanted = new bool[this.kinds.Length];
        foreach (string kind in kinds)
        {
            ArgumentNullException.ThrowIfNull(kind, nameof(kinds));
            int number = Array.BinarySearch(this.kinds, kind, StringComparer.Ordinal);
            wanted[number >= 0 ? number : throw NoSuchKind(kind)] = true;
        }

        return Array.TrueForAll(wanted, one => one) ? this : Of(wanted, long.MaxValue);
    }

    /// <summary>The activities before an instant: every figure of the result is about these.</summary>
    /// <remarks><b>Cost:</b> one pass; memory for these activities.</remarks>
    /// <param name="instant">The instant; an activity at it is left out.</param>
    public ActivityTimeline Before(Instant instant)
    {
        var all = new bool[kinds.Length];
        Array.Fill(all, value: true);
        return LastActivity < instant ? this : Of(all, instant.ToUnixTimeTicks());
    }

    /// <summary>The activities of some kinds before an instant. A kind without one is none of the result's.</summary>
    private ActivityTimeline Of(bool[] wanted, long before)
    {
        (ActivityColumns columns, int[] kept, int[]? numbers) = Columns.Of(wanted, before, ExecutionOptions.Default);
        return new ActivityTimeline(columns, Array.ConvertAll(kept, kind => kinds[kind]), numbers is null ? names : new SomeCustomers(names, numbers));
    }

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);

    private ArgumentException NoSuchKind(string kind)
    {
        const int Most = 20;
        string valid = this.kinds.Length == 0
            ? "there are no activities"
            : FormattableString.Invariant($"the kinds are '{string.Join("', '", this.kinds.Take(Most))}'{(this.kinds.Length > Most ? FormattableString.Invariant($" and {this.kinds.Length - Most} more") : "")}");
        return new ArgumentException(FormattableString.Invariant($"No activity has the kind '{kind}'; {valid}."), nameof(kind));
    }

    /// <summary>How much there is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{ActivityCount} activities of {CustomerCount} customers, {kinds.Length} kinds");
}
