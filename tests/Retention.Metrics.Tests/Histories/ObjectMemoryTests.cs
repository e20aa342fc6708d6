using NodaTime;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Events that are objects take little memory on their way to a timeline, beside the caller's objects.</summary>
public sealed class ObjectMemoryTests
{
    private const int Events = 400_000;
    private const int Subscriptions = Events * 2 / 5;
    private const int Customers = Events / 3;

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    [Trait("Kind", "Numbers")]
    public void FromObjectsToATimeline_AllocatesAtMost60BytesAnEvent()
    {
        SubscriptionEvent[] events = EventsInTimeOrder();
        long before = GC.GetAllocatedBytesForCurrentThread();

        SubscriptionHistory history = SubscriptionHistory.Check(events, ExecutionOptions.Sequential).History;
        long checkedAt = GC.GetAllocatedBytesForCurrentThread();
        var timeline = RevenueTimeline.FromHistory(history, execution: ExecutionOptions.Sequential);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(Events, history.Count);
        Assert.InRange((checkedAt - before) / (double)Events, 17, 42);
        Assert.InRange((after - checkedAt) / (double)Events, 16, 18);
        Assert.InRange((after - before) / (double)Events, 33, 60);
        Assert.Equal(Customers, timeline.CustomerCount);
    }

    /// <summary>Each subscription starts, changes its price and ends, those of all between each other; ids know nothing of time.</summary>
    private static SubscriptionEvent[] EventsInTimeOrder()
    {
        RecurringPrice[] prices = [.. Enumerable.Range(1, 50).Select(euros => RecurringPrice.Monthly(euros, Currency.Eur))];
        var events = new SubscriptionEvent[Events];
        for (int i = 0; i < Events; i++)
        {
            int subscription = (int)(i % Subscriptions * 7_919L % Subscriptions);
            var own = new Subscription(FormattableString.Invariant($"sub_{subscription:x8}"), FormattableString.Invariant($"cus_{subscription % Customers:x8}"));
            Instant at = Instant.FromUtc(2025, 1, 1, 0, 0) + Duration.FromSeconds(i);
            events[i] = (i / Subscriptions) switch
            {
                0 => own.Starts(at, prices[i % 25]),
                1 => own.ChangesPrice(at, prices[25 + (i % 25)]),
                _ => own.Ends(at),
            };
        }

        return events;
    }
}
