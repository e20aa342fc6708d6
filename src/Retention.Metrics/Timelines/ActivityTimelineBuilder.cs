using NodaTime;

namespace Retention.Metrics;

/// <summary>Collects activities one by one, from a reader or a query that streams, and builds a timeline of them.</summary>
/// <remarks>
/// <para><b>Cost:</b> 24 bytes an activity while activities are added, 48 at the peak while the timeline is built, and the table of keys; building is
/// linear, whatever the order of the rows, and uses all cores. A whole number as key that is small beside the number of activities needs no table.</para>
/// <para><b>Keys:</b> numbers, UUIDs and texts cannot be chosen so that building takes longer: their hashes have a seed of the process. A key type of
/// one's own, or a tuple, is hashed by its own <see cref="object.GetHashCode"/>, which must differ for most keys.</para>
/// </remarks>
/// <example><code>
/// var activities = new ActivityTimelineBuilder&lt;long&gt;();
/// foreach (var use in uses)
/// {
///     activities.Add(use.Customer, use.At, use.Feature);
/// }
///
/// ActivityTimeline timeline = activities.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
public sealed class ActivityTimelineBuilder<TCustomer>
    where TCustomer : notnull
{
    private readonly AsyncRanges ranges = new();
    private ActivityRowCollector<TCustomer> activities;

    /// <summary>A builder without activities.</summary>
    /// <param name="expectedActivities">How many activities will come, where that is known; else they are collected in blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedActivities"/> is negative.</exception>
    public ActivityTimelineBuilder(int expectedActivities = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedActivities);
        activities = new ActivityRowCollector<TCustomer>(expectedActivities);
    }

    /// <summary>How many activities were added since the last timeline was built.</summary>
    public int Count => activities.Count;

    /// <summary>Adds an activity.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="at">The instant.</param>
    /// <param name="kind">The kind: a text that is not empty, compared ordinally.</param>
    /// <param name="quantity">How much was done: 0 or more.</param>
    /// <exception cref="ArgumentException">The quantity is negative, or the kind or the key is blank.</exception>
    public void Add(TCustomer customer, Instant at, string kind = Activity.KindIfLeftOut, long quantity = 1) => activities.Add(customer, at, kind, quantity);

    /// <summary>Adds activities as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<ActivityTimelineBuilder<TCustomer>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Builds a timeline of the activities and removes them: the builder is empty again.</summary>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public ActivityTimeline Build(ExecutionOptions? execution = null)
    {
        ranges.RequireComplete();
        ActivityRowCollector<TCustomer> taken = activities;
        activities = new ActivityRowCollector<TCustomer>(expectedActivities: 0);
        return taken.Build(execution ?? ExecutionOptions.Default);
    }

    /// <summary>How many activities were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} activities");
}
