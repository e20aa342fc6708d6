namespace Retention.Metrics;

/// <summary>A history that newer events can be appended to, tonight's to those of all the years before, with its timeline.</summary>
/// <remarks>
/// <para>Nothing changes in place: appending returns another history. Events may come late, correct earlier ones of the same id, or contradict them: the check is that of
/// all events at once, and so is every <see cref="SubscriptionHistory.AsKnownAt"/>.</para>
/// <para><b>Cost:</b> appending checks and replays the subscriptions that the events concern, and copies the columns of the others. Beside the history it keeps 16 bytes an
/// event. When more than a quarter of the events is new, all are checked anew, on all cores. Appending twice to one history, rather than to the one that was
/// returned, reads the events of that history again.</para>
/// </remarks>
/// <example><code>
/// var ada = Subscription.Of("ada");
/// AppendableHistory yesterday = new AppendableHistory().Append([ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))]);
/// AppendableHistory today = yesterday.Append([ada.Ends(Instant.FromUtc(2026, 2, 5, 0, 0), ChurnReason.Voluntary)]);
/// today.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly;      // 0.00 EUR
/// yesterday.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly;  // 49.00 EUR
/// </code></example>
public sealed class AppendableHistory
{
    // When more than one in so many events is new, all are checked anew.
    private const int PartOfAll = 4;

    private readonly EventCollector events;
    private readonly FactCheckResult result;
    private readonly MetricPolicy policy;
    private readonly Lazy<RevenueTimeline> timeline;

    // The last timeline that was computed, and the customers concerned by what was appended since.
    private readonly RevenueTimeline? computed;
    private readonly HashSet<int> concerned;

    /// <summary>A history without events.</summary>
    /// <param name="policy">What revenue is in the timeline; the default policy if left out.</param>
    /// <exception cref="ArgumentException">The policy contradicts itself.</exception>
    public AppendableHistory(MetricPolicy? policy = null)
        : this(new EventCollector(), FactCheck.Run(PartitionedFacts.Of(new EventCollector().Facts, ExecutionOptions.Sequential), ExecutionOptions.Sequential), (policy ?? MetricPolicy.Default).RequireConsistent(), computed: null, [])
    {
    }

    private AppendableHistory(EventCollector events, FactCheckResult result, MetricPolicy policy, RevenueTimeline? computed, HashSet<int> concerned)
    {
        (this.events, this.result, this.policy, this.computed, this.concerned) = (events, result, policy, computed, concerned);
        Check = result.ToCheck();
        timeline = new Lazy<RevenueTimeline>(() => this.computed is null
            ? HistoryRevenue.Timeline(History, policy)
            : HistoryRevenue.Timeline(History, policy, this.computed, this.concerned));
    }

    /// <summary>The check of all events so far: the history of those that are valid, the findings about the others, and the counts.</summary>
    public HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check { get; }

    /// <summary>The history of all events so far that are valid.</summary>
    public SubscriptionHistory History => Check.History;

    /// <summary>What the customers of the history pay over time. Only customers concerned by what was appended since the last timeline that was read are computed.</summary>
    /// <exception cref="ArgumentException">The history holds several currencies.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public RevenueTimeline Timeline => timeline.Value;

    /// <summary>How many events have been appended.</summary>
    public int Count => result.Checked.Facts.Count;

    /// <summary>Appends events.</summary>
    /// <param name="newer">The events, in any order.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <returns>The history with them; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    public AppendableHistory Append(IEnumerable<SubscriptionEvent> newer, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(newer);
        SubscriptionEvent[] added = [.. newer];
        for (int i = 0; i < added.Length; i++)
        {
            if (EventCollector.ProblemOf(added[i], i) is { } problem)
            {
                throw new ArgumentException(problem, nameof(newer));
            }
        }

        execution ??= ExecutionOptions.Default;
        execution.Cancellation.ThrowIfCancellationRequested();
        EventCollector all = events.With(added, Count);
        if (added.Length > Count / PartOfAll)
        {
            return new AppendableHistory(all, FactCheck.Run(PartitionedFacts.Of(all.Facts, execution.Stage(0, 0.4)), execution.Stage(0.4, 1)), policy, computed: null, []);
        }

        (FactCheckResult appended, int[] touched) = FactAppend.Run(result, all.Facts);
        execution.Progress?.Report(1);

        // Asked once: another thread may compute the timeline between two questions, and the changes before it would be in neither.
        return timeline.IsValueCreated
            ? new AppendableHistory(all, appended, policy, timeline.Value, Concerned(appended, touched, before: []))
            : new AppendableHistory(all, appended, policy, computed, Concerned(appended, touched, concerned));
    }

    /// <summary>Appends events that are read from a stream; nothing is appended before the last of them is read.</summary>
    /// <param name="newer">The events, in any order.</param>
    /// <param name="cancellation">Stops reading, and appending.</param>
    /// <returns>The history with them; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">An event is null, or lacks an id or a price.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<AppendableHistory> AppendAsync(IAsyncEnumerable<SubscriptionEvent> newer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(newer);
        return ResultAsync();

        async Task<AppendableHistory> ResultAsync() =>
            Append(await AsyncRows.ToListAsync(newer, cancellation).ConfigureAwait(false), ExecutionOptions.Default with { Cancellation = cancellation });
    }

    /// <summary>The customers of the subscriptions that are concerned, and those of before that no timeline was computed since.</summary>
    private static HashSet<int> Concerned(FactCheckResult appended, int[] touched, IEnumerable<int> before)
    {
        HashSet<int> customers = [.. before];
        PartitionedFacts facts = appended.Checked.Facts;
        foreach (int subscription in touched)
        {
            foreach (FactRow row in facts.Rows.AsSpan(facts.RowsOf(subscription)))
            {
                _ = customers.Add(facts.Tables.CustomerOf(subscription, row.Place));
            }
        }

        return customers;
    }

    /// <summary>How many facts were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} facts");
}
