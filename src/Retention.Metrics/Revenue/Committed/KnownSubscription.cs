using System.Runtime.InteropServices;

namespace Retention.Metrics.Revenue.Committed;

/// <summary>What some facts of one subscription lead to: the others are not known yet. Used again for the next; not thread-safe.</summary>
/// <param name="tables">What the rows refer to.</param>
/// <param name="levels">What subscriptions pay.</param>
internal sealed class KnownSubscription(FactTables tables, SubscriptionLevels levels)
{
    private readonly List<SubscriptionLevel> own = [];
    private readonly List<long> ends = [];
    private readonly FoundFacts findings = new(tables);
    private FactStep[] steps = [];

    /// <summary>What the subscription pays after all that is known of it, in annual millionths.</summary>
    public long Last => own.Count == 0 ? 0 : own[^1].Annual;

    /// <summary>Takes in the known facts of a subscription, and puts them into their order.</summary>
    /// <returns>Whether they can all be true together.</returns>
    public bool Take(int subscription, Span<FactRow> known)
    {
        if (steps.Length < known.Length)
        {
            steps = new FactStep[known.Length * 2];
        }

        Span<FactStep> ownSteps = steps.AsSpan(0, known.Length);
        findings.Clear();
        if (!FactCheck.CanHold(subscription, known, ownSteps, findings, tables))
        {
            return false;
        }

        Take(subscription, known, ownSteps);
        return true;
    }

    /// <summary>Takes in the known facts of a subscription that were checked.</summary>
    public void Take(int subscription, ReadOnlySpan<FactRow> known, ReadOnlySpan<FactStep> checkedSteps)
    {
        _ = LevelsOf(subscription, new StepReader(known, checkedSteps, tables));
        var reader = new StepReader(known, checkedSteps, tables);
        for (bool more = reader.MoveNext(); more;)
        {
            long at = reader.Ticks;
            bool hasEnded = reader.State == LifecycleState.Ended;
            more = reader.MoveNext();
            if (hasEnded && !(more && reader.Ticks == at))
            {
                ends.Add(at); // after everything that happens at the instant
            }
        }
    }

    /// <summary>What the steps of a subscription lead to: its levels, rising in time. They hold until the next subscription.</summary>
    public ReadOnlySpan<SubscriptionLevel> LevelsOf(int subscription, StepReader checkedSteps)
    {
        own.Clear();
        ends.Clear();
        levels.AddTo(own, subscription, checkedSteps);
        return CollectionsMarshal.AsSpan(own);
    }

    /// <summary>What the subscription pays at an instant, in annual millionths: after everything before it.</summary>
    public long At(long ticks)
    {
        for (int i = own.Count - 1; i >= 0; i--)
        {
            if (own[i].From < ticks)
            {
                return own[i].Annual;
            }
        }

        return 0;
    }

    /// <summary>Whether the subscription is known to end at an instant or later.</summary>
    public bool EndsFrom(long ticks) => ends.Count > 0 && ends[^1] >= ticks;
}
