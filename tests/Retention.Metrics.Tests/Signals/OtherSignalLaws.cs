using NodaTime;

namespace Retention.Metrics.Tests.Signals;

/// <summary>Signals of scores, orders, seats and functions, against values found for one customer and one instant at a time.</summary>
public sealed class OtherSignalLaws
{
    [Fact]
    public void ScoresAndOrders_AreThoseBeforeTheInstant() => SignalCase.Check(one =>
    {
        SurveyTimeline responses = SurveyTimeline.FromResponses(one.Activities.Select(activity => new SurveyResponse(activity.Customer, activity.At, activity.Kind, (int)activity.Quantity)));
        string[] customers = [.. one.Activities.Select(activity => activity.Customer.Value)];
        Instant[] at = [.. one.Activities.Select(activity => activity.At)];
        OrderTimeline orders = OrderTimeline.FromColumns<string>(Currency.Eur, customers, at, [.. one.Activities.Select(activity => CentsOf(activity))]);
        DateTimeZone zone = one.Periods.Zone;

        AssertIsRead(one, Signal.LatestScore(responses), own => own.Where(activity => activity.At == own.Max(other => other.At)).Min(activity => activity.Quantity));
        AssertIsRead(one, Signal.Rfm(orders, RfmMeasure.Recency), (own, instant) => Period.DaysBetween(own.Max(activity => activity.At).InZone(zone).Date, instant.InZone(zone).Date));
        AssertIsRead(one, Signal.Rfm(orders, RfmMeasure.Frequency), own => own.Select(activity => activity.At.InZone(zone).Date).Distinct().Count());
        AssertIsRead(one, Signal.Rfm(orders, RfmMeasure.Monetary), own => own.Sum(CentsOf) / 100d);
    }, times: 200);

    [Fact]
    public void Seats_AreThoseOfTheSubscriptionsThatRunBeforeTheInstant() => SignalCase.Check(one =>
    {
        (RevenueInterval Paid, int Seats)[] subscriptions = [.. one.Paid.Select((paid, i) => (paid, 1 + (i % 3)))];
        var history = SubscriptionHistory.Create(subscriptions.Index().SelectMany(each =>
        {
            var subscription = new Subscription($"s{each.Index}", each.Item.Paid.Customer);
            SubscriptionEvent started = subscription.Starts(each.Item.Paid.Start, RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = each.Item.Seats });
            return each.Item.Paid.End is { } end ? new[] { started, subscription.Ends(end) } : [started];
        }));
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        Signal seats = Signal.SeatsPaid(history), naive = Signal.Of(seats.Name, null, facts => Positive(subscriptions
            .Where(each => each.Paid.Customer == facts.Customer && each.Paid.Start < facts.Instant && (each.Paid.End is not { } end || end >= facts.Instant)).Sum(each => each.Seats)));
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            Assert.Equal(timeline.ChurnBySignal(naive, groups, one.Periods), timeline.ChurnBySignal(seats, groups, one.Periods));
        }
    }, times: 200);

    private static double? Positive(int seats) => seats > 0 ? seats : null;

    private static long CentsOf(Activity activity) => (activity.Quantity * 100) + 25;

    private static void AssertIsRead(SignalCase one, Signal signal, Func<Activity[], double> value) => AssertIsRead(one, signal, (own, _) => value(own));

    /// <summary>Customers who did nothing before have no value; both kinds of functions of the caller say the same.</summary>
    private static void AssertIsRead(SignalCase one, Signal signal, Func<Activity[], Instant, double> value)
    {
        Signal ofFacts = Signal.Of(signal.Name, null, facts => ValueOf(facts.Customer, facts.Instant));
        Signal ofCustomers = Signal.Of(signal.Name, (customer, instant) => ValueOf(customer, instant) is { } found ? new SignalValue(found, instant - Duration.Epsilon) : null);
        foreach (SignalGroups groups in SignalCase.Groupings)
        {
            ChurnBySignal expected = one.Timeline.ChurnBySignal(ofFacts, groups, one.Periods);

            Assert.Equal(expected, one.Timeline.ChurnBySignal(ofCustomers, groups, one.Periods));
            Assert.Equal(expected, one.Timeline.ChurnBySignal(signal, groups, one.Periods));
        }

        double? ValueOf(CustomerId customer, Instant instant) =>
            one.Activities.Where(activity => activity.Customer == customer && activity.At < instant).ToArray() is { Length: > 0 } own ? value(own, instant) : null;
    }
}
