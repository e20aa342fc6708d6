using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Testing.Stories;

/// <summary>Asks the library's own histories whether a step can come, and if not, what could.</summary>
/// <remarks>There are no rules here: what is allowed is found by trying each kind of event on the history.</remarks>
internal static class StoryCheck
{
    /// <summary>Refuses an event that is impossible after the earlier ones.</summary>
    public static void Require(Subscription subscription, string step, ImmutableArray<SubscriptionEvent> told, SubscriptionEvent next)
    {
        SubscriptionEvent[] concerned = Concerned(told, next);
        IReadOnlyList<SubscriptionFinding> findings = SubscriptionHistory.Check(concerned.Append(next)).Findings;
        if (findings.Count > 0)
        {
            throw new ImpossibleStoryException(subscription, step, $"{findings[0].Message}; {Advice(findings[0].Kind)}{Allowed(subscription, concerned, next)}", findings);
        }
    }

    /// <summary>Refuses an order that cannot be.</summary>
    public static void Require(Subscription subscription, string step, ImmutableArray<Order> told, Order next)
    {
        IReadOnlyList<OrderFinding> findings = OrderHistory.Check(told.Where(one => one.Id is not null && one.Id == next.Id).Append(next)).Findings;
        if (findings.Count > 0)
        {
            throw new ImpossibleStoryException(subscription, step, findings[0].Message, findings);
        }
    }

    /// <summary>The events that bear on another: those of its subscription, and those of the same id.</summary>
    private static SubscriptionEvent[] Concerned(ImmutableArray<SubscriptionEvent> told, SubscriptionEvent next) =>
        [.. told.Where(one => one.Subscription == next.Subscription || (one.EventId is not null && string.Equals(one.EventId, next.EventId, StringComparison.Ordinal)))];

    private static string Advice(FindingKind kind) => kind switch
    {
        FindingKind.TwoPricesAtOneInstant => "give one of the two a later day or a time of day; ",
        FindingKind.ConflictingDuplicate => "an event that takes the place of another is recorded later than it (RecordedOn, Corrects); ",
        _ => "",
    };

    private static string Allowed(Subscription subscription, SubscriptionEvent[] told, SubscriptionEvent refused)
    {
        // A price that no event has, so that a change is tried as a change.
        RecurringPrice some = told.OfType<SubscriptionEvent.Started>().Select(one => one.Price).FirstOrDefault() ?? RecurringPrice.Monthly(1m, Currency.Eur);
        RecurringPrice other = some with { Amount = some.Amount.Currency.Amount(told.Length + 0.015625m) };
        Instant at = refused.At;
        (string Verb, SubscriptionEvent Event)[] tries =
        [
            ("TrialStarts", subscription.TrialStarts(at)),
            ("Starts", subscription.Starts(at, other)),
            ("a change of price", subscription.ChangesPrice(at, other)),
            ("Pauses", subscription.Pauses(at)),
            ("Resumes", subscription.Resumes(at)),
            ("PaymentFails", subscription.PaymentFails(at)),
            ("PaymentRecovers", subscription.PaymentRecovers(at)),
            ("SchedulesCancellation", subscription.SchedulesCancellation(at, at + Duration.FromDays(1))),
            ("RevokesCancellation", subscription.RevokesCancellation(at)),
            ("Ends", subscription.Ends(at)),
        ];
        string[] allowed = [.. tries.Where(one => SubscriptionHistory.Check(told.Append(one.Event)).Findings.Count == 0).Select(one => one.Verb)];
        return allowed.Length == 0 ? "nothing can come then" : $"what can come then: {string.Join(", ", allowed)}";
    }
}
