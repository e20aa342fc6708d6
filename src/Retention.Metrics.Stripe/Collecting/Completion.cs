using Retention.Metrics.Stripe.Facts;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Makes the history of what was collected, and the account of all objects.</summary>
internal sealed class Completion
{
    private readonly Collector collector;
    private readonly StripeImportOptions options;
    private readonly Account account;
    private readonly Dictionary<string, SubscriptionFacts> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counted = new(StringComparer.Ordinal);
    private readonly Notes notes = new();
    private readonly CustomerAttributes attributes = new();

    private Completion(Collector collector, StripeImportOptions options)
    {
        this.collector = collector;
        this.options = options;
        account = collector.Account;
    }

    /// <summary>Completes an import.</summary>
    public static StripeSubscriptionImport Of(Collector collector, StripeImportOptions options, ExecutionOptions? execution) => new Completion(collector, options).Run(execution);

    private StripeSubscriptionImport Run(ExecutionOptions? execution)
    {
        collector.CheckPages();
        collector.References.Settle(account);
        collector.Schedules.Settle(account);
        collector.Invoices.Settle(account);
        ILookup<string, (string Id, ScheduleState Schedule)> schedules = collector.Schedules.All.Where(one => one.Value.Subscription is not null).ToLookup(one => one.Value.Subscription!, one => (one.Id, one.Value), StringComparer.Ordinal);
        ILookup<string, (string Id, ChargedLine Line)> lines = collector.Invoices.All.Where(one => one.Value.Counts).SelectMany(one => one.Value.Lines.Select(line => (one.Id, Line: line))).ToLookup(one => one.Line.Subscription, StringComparer.Ordinal);
        var work = new List<Work>();
        foreach ((string id, List<Reading> readings) in collector.Subscriptions.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (Counting(id, readings) is { } distinct)
            {
                work.Add(new Work(id, distinct, [.. schedules[id]], [.. lines[id]]));
            }
        }

        foreach ((Work one, Made made) in work.Zip(Make(work, execution ?? ExecutionOptions.Default)))
        {
            Keep(one, made);
        }

        if (collector.HasSubscriptionList && !collector.HasEvents && !collector.Subscriptions.Values.Any(readings => readings.Exists(one => one.State.Status is SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired)))
        {
            notes.Add(StripeNoteKind.NoEndedSubscriptions);
        }

        return Finish(execution);
    }

    /// <summary>The states that the facts of a subscription are made of; <see langword="null"/> where it is refused or left out.</summary>
    private List<Reading>? Counting(string id, List<Reading> readings)
    {
        if (collector.Refused.Contains(id))
        {
            account.Refuse(readings.Count);
            return null;
        }

        if (Distinct(readings) is not { } distinct)
        {
            return null;
        }

        StripeRule? leftOutBy = distinct.TrueForAll(one => one.State.IsNeverPaid) ? StripeRule.NeverPaid
            : distinct.TrueForAll(one => one.State is { Items.Count: 0, MeteredItems: > 0 }) ? StripeRule.MeteredOnly
            : null;
        if (leftOutBy is { } rule)
        {
            account.LeaveOut(rule, distinct.Count);
            return null;
        }

        return distinct;
    }

    /// <summary>Makes the facts of subscriptions, on all threads: those of one depend on no other.</summary>
    private Made[] Make(List<Work> work, ExecutionOptions execution)
    {
        var made = new Made[work.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = execution.Threads, CancellationToken = execution.Cancellation };
        _ = Parallel.For(0, made.Length, parallel, i => made[i] = Make(work[i]));
        return made;
    }

    private Made Make(Work work)
    {
        List<Reading> ordered = Reading.InOrder(work.Readings);
        SubscriptionState last = ordered[^1].State;
        try
        {
            (string Id, ScheduleState Schedule) schedule = work.Schedules.OrderBy(one => one.Schedule.IsOver).ThenByDescending(one => one.Schedule.Created).FirstOrDefault();
            ChargedLine[] known = [.. work.Lines.Select(one => one.Line)];
            if (known.FirstOrDefault(line => line.Currency != last.Currency) is { } other)
            {
                throw new RefusedException(last.Path.Property("currency"), last.Currency.Code, $"an invoice of the subscription is in {other.Currency}; one currency is expected");
            }

            return new Made(ordered, SubscriptionFacts.Of(Reading.States(ordered), schedule.Schedule, known, collector.References, options), Refusal: null);
        }
        catch (RefusedException refusal)
        {
            return new Made(ordered, Facts: null, refusal);
        }
        catch (OverflowException)
        {
            return new Made(ordered, Facts: null, new RefusedException(last.Path.Property("items"), work.Id, "a price does not fit; amounts of up to 28 digits are expected"));
        }
    }

    private void Keep(Work work, Made made)
    {
        (string id, List<Reading> ordered) = (work.Id, made.Ordered);
        if (made.Facts is not { } of)
        {
            account.Report(ordered[^1].Place, made.Refusal!);
            account.Refuse(ordered.Count);
            return;
        }

        foreach ((string schedule, _) in work.Schedules)
        {
            _ = collector.Schedules.Find(schedule);
            if (of.UnknownPhase is { } unknown)
            {
                collector.Schedules.Refuse(schedule, account, unknown);
            }
        }

        foreach ((string invoice, _) in work.Lines)
        {
            _ = collector.Invoices.Find(invoice);
        }

        SubscriptionState last = ordered[^1].State;
        facts[id] = of;
        counted[id] = ordered.Count;
        notes.Add(id, of, last, Reading.IsAnyMissing(ordered));
        attributes.Add(last);
    }

    /// <summary>The states that count: each event once, and an object only where events do not say more.</summary>
    /// <returns><see langword="null"/> where two of them contradict each other.</returns>
    private List<Reading>? Distinct(List<Reading> readings)
    {
        var distinct = new List<Reading>();
        foreach (IGrouping<string, Reading> same in readings.GroupBy(one => one.EventId ?? "", StringComparer.Ordinal))
        {
            Reading[] different = [.. same.DistinctBy(one => (one.Digest, one.Created))];
            if (different.Length > 1)
            {
                string what = same.Key.Length == 0 ? "two states of one subscription, and nothing says which is the later; give its events, or one of them" : $"event {same.Key} comes with two contents; one is expected";
                account.Report(different[^1].Place, new RefusedException(different[^1].State.Path, different[^1].State.Id, what));
                account.Refuse(readings.Count);
                return null;
            }

            distinct.Add(different[0]);
        }

        for (int i = distinct.Count; i < readings.Count; i++)
        {
            account.Repeat();
        }

        if (distinct.Count > 1 && distinct.Find(one => one.EventId is null) is { } current && (current.State.EndedAt is null || distinct.Exists(one => one.State.EndedAt is not null && one.EventId is not null)))
        {
            _ = distinct.Remove(current);
            account.Supersede();
        }

        return distinct;
    }

    private StripeSubscriptionImport Finish(ExecutionOptions? execution)
    {
        var findings = new List<StripeFinding>();
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = Check(execution);
        while (check.Findings.Count > 0)
        {
            // A further part of a subscription is left out with it.
            var owners = facts.SelectMany(one => one.Value.Facts.Select(fact => (fact.Subscription, one.Key))).DistinctBy(one => one.Subscription).ToDictionary(one => one.Subscription, one => one.Key, StringComparer.Ordinal);
            foreach (SubscriptionFinding finding in check.Findings)
            {
                string id = owners[finding.Events[0].Subscription.Value];
                findings.Add(new StripeFinding(id, finding.Kind, finding.Message));
                if (facts.Remove(id))
                {
                    account.Refuse(counted[id]);
                    notes.Remove(id);
                }
            }

            check = Check(execution);
        }

        account.Use(facts.Keys.Sum(id => (long)counted[id]));
        collector.References.Close(account);
        collector.Schedules.Close(account, schedule => schedule.Subscription is null ? StripeRule.ScheduleWithoutSubscription : StripeRule.NotReferenced);
        collector.Invoices.Close(account, invoice => invoice.Counts ? StripeRule.NotReferenced : StripeRule.NotFinalInvoice);
        return new StripeSubscriptionImport(check.History, account.Counts, account.LeftOut, account.Refusals, findings, notes.All, attributes.Of(facts.Values.Select(one => one.Customer)));
    }

    private HistoryCheck<SubscriptionHistory, SubscriptionFinding> Check(ExecutionOptions? execution)
    {
        var builder = new SubscriptionHistoryBuilder<string, string>();
        foreach (SubscriptionFacts made in facts.Values)
        {
            var perEvent = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (Fact fact in made.Facts)
            {
                fact.AddTo(builder, made.Customer, fact.Source.EventId is { } id ? IdOf(id, perEvent) : null);
            }
        }

        return builder.Check(execution);
    }

    /// <summary>The id of the event for its first fact, and with a number for each further one: they are different facts.</summary>
    private static string IdOf(string eventId, Dictionary<string, int> perEvent)
    {
        int before = perEvent.GetValueOrDefault(eventId);
        perEvent[eventId] = before + 1;
        return before == 0 ? eventId : FormattableString.Invariant($"{eventId}#{before + 1}");
    }

    /// <summary>A subscription with all that is known of it.</summary>
    private sealed record Work(string Id, List<Reading> Readings, (string Id, ScheduleState Schedule)[] Schedules, (string Id, ChargedLine Line)[] Lines);

    /// <summary>What was made of a subscription: its facts, or why there are none.</summary>
    private sealed record Made(List<Reading> Ordered, SubscriptionFacts? Facts, RefusedException? Refusal);
}
