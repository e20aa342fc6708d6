using NodaTime.Text;

namespace Retention.Metrics.Histories;

/// <summary>Replays the facts of one subscription in their one order, and says what cannot be.</summary>
internal static class SubscriptionReplay
{
    /// <summary>Puts facts that are sorted by instant into their full order and writes the step of each, or adds the findings.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="rows">Its facts.</param>
    /// <param name="steps">The step of each.</param>
    /// <param name="findings">What is wrong.</param>
    /// <param name="tables">What the rows refer to.</param>
    public static void Run(int subscription, Span<FactRow> rows, Span<FactStep> steps, FoundFacts findings, FactTables tables)
    {
        var life = default(LifecycleReplay);
        for (int first = 0, next; first < rows.Length; first = next)
        {
            FactInstant at = tables.Details.At(rows[first]);
            bool revoked = rows[first].Content.Kind == FactKind.CancellationRevoked;
            for (next = first + 1; next < rows.Length && rows[next].Ticks == at.Ticks && tables.Details.NanosOf(rows[next].Place) == at.Nanos; next++)
            {
                revoked |= rows[next].Content.Kind == FactKind.CancellationRevoked;
            }

            // A cancellation that was scheduled takes effect after some fact before.
            if (life.TakeScheduledEnd(at, revoked, out bool endsNow))
            {
                steps[first - 1] = steps[first - 1].WithEndAfter();
            }

            if (next > first + 1)
            {
                SameInstantOrder.Sort(rows[first..next], tables, wasLive: life.IsLive || endsNow, endsAtOnce: !revoked);
            }

            for (int i = first; i < next; i++)
            {
                FactContent content = rows[i].Content;
                steps[i] = default;
                if (life.IsAfterword(content.Kind, at) || (endsNow && content.Kind == FactKind.Ended && life.State == LifecycleState.Ended))
                {
                    continue; // it ends here anyway, or has ended
                }

                FactInstant effectiveAt = content.Kind == FactKind.CancellationScheduled ? tables.Schedules[content.Index].EffectiveAt : default;
                if (life.Apply(content.Kind, effectiveAt) is { } wrong)
                {
                    Explain(wrong, subscription, rows[i], life.State, rows, findings, tables);
                    continue;
                }

                steps[i] = life.Step;
                if (life.TakeScheduledEnd(at, revoked, out bool now))
                {
                    steps[i] = steps[i].WithEndAfter();
                    endsNow |= now;
                }
            }
        }

        if (life.Pending is not null)
        {
            steps[rows.Length - 1] = steps[rows.Length - 1].WithEndAfter();
        }
    }

    private static void Explain(FindingKind wrong, int subscription, FactRow row, LifecycleState state, ReadOnlySpan<FactRow> rows, FoundFacts findings, FactTables tables)
    {
        FactInstant at = tables.Details.At(row);
        if (wrong == FindingKind.EndedWhileNotLive && state == LifecycleState.NotStarted && tables.Details.At(rows[^1]) > at)
        {
            wrong = FindingKind.EndBeforeStart;
        }

        string id = tables.Names.SubscriptionOf(subscription).Value;
        string when = InstantPattern.ExtendedIso.Format(at.ToInstant());
        string what = row.Content.Kind.ToString();
        FormattableString message = wrong switch
        {
            FindingKind.EndBeforeStart => $"subscription {id} ends at {when}, before it starts",
            FindingKind.StartedWhileLive => $"subscription {id}: {what} at {when}, but it is live already ({state})",
            FindingKind.RevokedWithoutCancellation => $"subscription {id}: {what} at {when}, but no cancellation is pending",
            _ => $"subscription {id}: {what} at {when}, but it is {state}",
        };
        findings.Add(wrong, message, subscription, row);
    }
}
