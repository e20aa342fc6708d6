using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>Facts that were checked: of each subscription first those that hold, in the order in which they happened, then those that are left out.</summary>
/// <param name="Facts">All facts.</param>
/// <param name="Held">How many facts of each subscription hold, 0 where the subscription is refused; <see langword="null"/> where all do.</param>
/// <param name="Steps">The step at each fact that holds.</param>
internal sealed record CheckedFacts(PartitionedFacts Facts, int[]? Held, FactStep[] Steps)
{
    /// <summary>What the rows refer to.</summary>
    public FactTables Tables => Facts.Tables;

    /// <summary>How many subscriptions are numbered, refused ones included.</summary>
    public int Subscriptions => Facts.Subscriptions;

    /// <summary>How many facts hold.</summary>
    public int Count { get; } = Held?.Sum() ?? Facts.Count;

    /// <summary>The customer of a subscription that is not refused.</summary>
    public int CustomerOf(int subscription) =>
        Tables.Details.HasOtherCustomers ? Tables.CustomerOf(subscription, Facts.Rows[Facts.Offsets[subscription]].Place) : Tables.OwnerOf(subscription);

    /// <summary>Reads the customers of subscriptions one after another; −1 where one is refused or has no facts.</summary>
    /// <param name="first">The first of the subscriptions.</param>
    /// <param name="customers">Where their customers go.</param>
    public void CopyCustomers(int first, Span<int> customers)
    {
        Tables.CopyOwners(first, customers);
        bool haveOthers = Tables.Details.HasOtherCustomers;
        for (int i = 0; i < customers.Length; i++)
        {
            if (HeldOf(first + i) == 0)
            {
                customers[i] = -1;
            }
            else if (haveOthers)
            {
                customers[i] = CustomerOf(first + i);
            }
        }
    }

    /// <summary>How many facts of a subscription hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int HeldOf(int subscription) => Held is null ? Facts.Offsets[subscription + 1] - Facts.Offsets[subscription] : Held[subscription];

    /// <summary>The facts of a subscription that hold.</summary>
    public ReadOnlySpan<FactRow> RowsOf(int subscription) => Facts.Rows.AsSpan(Facts.Offsets[subscription], HeldOf(subscription));

    /// <summary>Asks the memory for where the facts of a subscription are.</summary>
    public void PrefetchPlace(int subscription) => CacheLine.Prefetch(ref Facts.Offsets[subscription]);

    /// <summary>Asks the memory for the facts of a subscription that is not refused, and their steps.</summary>
    public void PrefetchFacts(int subscription)
    {
        int first = Facts.Offsets[subscription];
        CacheLine.Prefetch(ref Facts.Rows[first]);
        CacheLine.Prefetch(ref Steps[first]);
    }

    /// <summary>The facts of a subscription that are left out: repeated, superseded or refused.</summary>
    public ReadOnlySpan<FactRow> LeftOutOf(int subscription) => Facts.Rows.AsSpan(Facts.RowsOf(subscription))[HeldOf(subscription)..];

    /// <summary>The steps of a subscription.</summary>
    public StepReader StepsOf(int subscription) => new(RowsOf(subscription), Steps.AsSpan(Facts.Offsets[subscription], HeldOf(subscription)), Tables);

    /// <summary>Makes the events of a subscription.</summary>
    public SubscriptionEvent[] EventsOf(int subscription)
    {
        ReadOnlySpan<FactRow> rows = RowsOf(subscription);
        var events = new SubscriptionEvent[rows.Length];
        for (int i = 0; i < events.Length; i++)
        {
            events[i] = Tables.EventOf(subscription, rows[i]);
        }

        return events;
    }

    /// <summary>Makes the steps of a subscription from its events.</summary>
    public LifecycleStep[] ExpandedSteps(int subscription, SubscriptionEvent[] events)
    {
        var steps = new List<LifecycleStep>(events.Length + 1);
        StepReader reader = StepsOf(subscription);
        while (reader.MoveNext())
        {
            steps.Add(new LifecycleStep(
                reader.At.ToInstant(),
                reader.State,
                reader.Price < 0 ? null : Tables.Prices[reader.Price],
                reader.Price < 0 ? null : Tables.Prices.DiscountOf(reader.Price),
                reader.PastDueSince?.ToInstant(),
                reader.CancellationPending,
                events[reader.Source]));
        }

        return [.. steps];
    }
}

/// <summary>Reads the steps of a subscription one after another.</summary>
internal ref struct StepReader(ReadOnlySpan<FactRow> rows, ReadOnlySpan<FactStep> steps, FactTables tables)
{
    private readonly ReadOnlySpan<FactRow> rows = rows;
    private readonly ReadOnlySpan<FactStep> steps = steps;
    private int next;
    private int scheduled = -1;
    private bool endsNext;

    /// <summary>The index of the fact that made the step.</summary>
    public int Source { get; private set; }

    /// <summary>The ticks of the instant of the step.</summary>
    public long Ticks { get; private set; }

    /// <summary>The state from then on.</summary>
    public LifecycleState State { get; private set; }

    /// <summary>The index of the price from then on; −1 before the first.</summary>
    public int Price { get; private set; } = -1;

    /// <summary>Whether a payment is outstanding.</summary>
    public bool IsPastDue { get; private set; }

    /// <summary>The index of the fact since which a payment is outstanding.</summary>
    private int PastDueSource { get; set; }

    /// <summary>Since when a payment is outstanding, in ticks.</summary>
    public readonly long PastDueSinceTicks => rows[PastDueSource].Ticks;

    /// <summary>Since when a payment is outstanding.</summary>
    public readonly FactInstant? PastDueSince => IsPastDue ? tables.Details.At(rows[PastDueSource]) : null;

    /// <summary>Whether a cancellation is requested and not in effect yet.</summary>
    public bool CancellationPending { get; private set; }

    /// <summary>The instant of the step.</summary>
    public readonly FactInstant At => TakesEffect ? tables.Schedules[rows[Source].Content.Index].EffectiveAt : tables.Details.At(rows[Source]);

    /// <summary>Whether a scheduled cancellation takes effect.</summary>
    private bool TakesEffect { get; set; }

    /// <summary>Goes to the next step.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (endsNext)
        {
            return TakeEffect();
        }

        while (next < rows.Length)
        {
            FactStep step = steps[next];
            if (step.IsStep)
            {
                Take(step);
                endsNext = step.EndsAfter;
                next++;
                return true;
            }

            next++;
            if (step.EndsAfter)
            {
                return TakeEffect();
            }
        }

        return false;
    }

    private void Take(FactStep step)
    {
        FactRow row = rows[next];
        Source = next;
        Ticks = row.Ticks;
        State = step.State;
        CancellationPending = step.CancellationPending;
        TakesEffect = false;
        PastDueSource = IsPastDue ? PastDueSource : next;
        IsPastDue = step.IsPastDue;
        if (row.Content.SetsPrice)
        {
            Price = row.Content.Index;
        }
        else if (row.Content.Kind == FactKind.CancellationScheduled)
        {
            scheduled = next;
        }
    }

    private bool TakeEffect()
    {
        endsNext = false;
        Source = scheduled;
        Ticks = tables.Schedules[rows[scheduled].Content.Index].EffectiveAt.Ticks;
        State = LifecycleState.Ended;
        CancellationPending = IsPastDue = false;
        TakesEffect = true;
        return true;
    }
}
