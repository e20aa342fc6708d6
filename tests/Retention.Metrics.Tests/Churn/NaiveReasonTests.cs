using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Churn;

/// <summary>Reasons of churn against the definition, read off the raw events churn by churn.</summary>
public sealed class NaiveReasonTests
{
    /// <summary>The definition read off the raw events, customer by customer, under the default policy.</summary>
    [Fact]
    public void ByReason_AgreesWithANaiveReading() => ChurnCase.Check(one =>
    {
        ChurnCase plain = one with { Policy = MetricPolicy.Default };
        ChurnByReason byReason = plain.Analysis.ByReason(plain.Periods);
        for (int i = 0; i < plain.Periods.Count; i++)
        {
            var naive = plain.History.GroupBy(fact => fact.Customer)
                .Select(customer => NaiveReason([.. customer], plain.Periods[i]))
                .OfType<ChurnReason>().GroupBy(reason => reason).ToDictionary(group => group.Key, group => (long)group.Count());

            Assert.Equal(naive.OrderBy(entry => entry.Key.Code, StringComparer.Ordinal), byReason[i].Reasons.Select(reason => KeyValuePair.Create(reason, byReason[i].Of(reason).ChurnedCustomers)));
        }
    });

    private static ChurnReason? NaiveReason(SubscriptionEvent[] events, ReportingPeriod period)
    {
        ILookup<SubscriptionId, SubscriptionEvent> subscriptions = events.ToLookup(fact => fact.Subscription);
        var paid = subscriptions.ToDictionary(own => own.Key, own => RevenueTimeline.FromHistory(SubscriptionHistory.Create(own)));
        decimal Total(Instant at) => paid.Values.Sum(timeline => timeline.MrrAt(at).Annual.Amount);
        if (Total(period.Start) == 0m || Total(period.End) > 0m)
        {
            return null;
        }

        Instant[] instants = [.. events.Select(fact => fact.At), .. events.OfType<SubscriptionEvent.CancellationScheduled>().Select(asked => asked.EffectiveAt)];
        Instant fell = instants.Where(at => period.Contains(at) && Total(at) > 0m && Total(at + Duration.FromTicks(1)) == 0m).Max();
        return paid.Where(entry => entry.Value.MrrAt(fell).Annual.Amount > 0m)
            .Select(entry => (entry.Key, Paid: entry.Value.MrrAt(fell).Annual.Amount, End: NaiveEnd(subscriptions[entry.Key], fell), Paused: subscriptions[entry.Key].Any(fact => fact is SubscriptionEvent.Paused && fact.At == fell)))
            .OrderByDescending(entry => entry.End is not null).ThenByDescending(entry => entry.Paid).ThenBy(entry => entry.Key)
            .Select(entry => entry.End ?? (entry.Paused ? ChurnReason.Paused : ChurnReason.Free))
            .First();
    }

    /// <summary>What is overdue for too long has ended, and a pause has not: read off the raw events, churn by churn.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void EveryReason_WherePaymentsAreOverdueForTooLong_AgreesWithANaiveReading(int days) =>
        Laws.Check(Arb.From(from one in ChurnCase.Any.Generator from pauses in Gen.Elements(Enum.GetValues<PauseRule>()) select (one, pauses)), drawn =>
        {
            MetricPolicy policy = MetricPolicy.Default with { Pauses = drawn.pauses, InvoluntaryChurnAfterDays = days };
            ILookup<CustomerId, SubscriptionEvent> events = drawn.one.History.ToLookup(fact => fact.Customer);
            foreach (ExplainedChurn lost in (drawn.one with { Policy = policy }).Analysis.Explain(drawn.one.Periods))
            {
                if (NaiveReason(events[lost.Movement.Customer], lost.Movement.At!.Value, policy) is { } naive)
                {
                    Assert.Equal(naive, lost.Reason);
                }
            }
        });

    /// <summary>The reason of a churn at which revenue fell; nothing where nobody paid right before, as after a pause that kept the customer.</summary>
    private static ChurnReason? NaiveReason(IEnumerable<SubscriptionEvent> events, Instant fell, MetricPolicy policy)
    {
        var paid =
            from own in events.GroupBy(fact => fact.Subscription)
            let before = ReferenceCustomerStates.Of(own, policy).Values.Single().LastOrDefault(change => change.Key < fell).Value.Level
            where before > 0m
            let after = ReferenceLevels.StateAfter([.. own], fell)
            select (Subscription: own.Key, Before: before, End: NaiveEnd(own, fell), Overdue: after.FailedSince + Duration.FromHours(24 * policy.InvoluntaryChurnAfterDays!.Value) <= fell, Paused: after.Paused && policy.Pauses != PauseRule.KeepRevenue);
        return paid.OrderByDescending(one => one.End is not null).ThenByDescending(one => one.Overdue).ThenByDescending(one => one.Before).ThenBy(one => one.Subscription)
            .Select(one => one.End ?? (one.Overdue ? ChurnReason.Involuntary : one.Paused ? ChurnReason.Paused : ChurnReason.Free))
            .Cast<ChurnReason?>().FirstOrDefault();
    }

    private static ChurnReason? NaiveEnd(IEnumerable<SubscriptionEvent> events, Instant at)
    {
        if (events.Any(fact => fact is SubscriptionEvent.Started && fact.At == at))
        {
            return null; // it began again at once, at price 0
        }

        // A request is settled by a withdrawal, and by an end before it takes effect.
        SubscriptionEvent.CancellationScheduled? asked = events.OfType<SubscriptionEvent.CancellationScheduled>().LastOrDefault(asked => asked.At < at);
        bool takesEffect = asked?.EffectiveAt == at
            && !events.Any(fact => fact is SubscriptionEvent.CancellationRevoked && fact.At >= asked.At && fact.At <= at)
            && !events.Any(fact => fact is SubscriptionEvent.Ended && fact.At > asked.At && fact.At < at);
        return takesEffect
            ? asked!.Reason
            : AtOnce(events, at) ?? events.OfType<SubscriptionEvent.Ended>().FirstOrDefault(ended => ended.At == at)?.Reason;
    }

    /// <summary>The reason of a cancellation that takes effect when it is requested: it comes before an end of the same instant.</summary>
    private static ChurnReason? AtOnce(IEnumerable<SubscriptionEvent> events, Instant at) => events.Any(fact => fact is SubscriptionEvent.CancellationRevoked && fact.At == at)
        ? null
        : events.OfType<SubscriptionEvent.CancellationScheduled>().FirstOrDefault(asked => asked.At == at && asked.EffectiveAt == at)?.Reason;
}
