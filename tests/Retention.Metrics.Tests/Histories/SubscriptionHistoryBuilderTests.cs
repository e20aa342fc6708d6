using System.Globalization;
using System.Runtime.CompilerServices;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Events that come one by one, by calls or from a stream, are checked as a list of them is.</summary>
public sealed class SubscriptionHistoryBuilderTests
{
    [Fact]
    public void EventsByCalls_AreCheckedAsByTheReference() => Laws.Check(HistoryCheckLaws.AnyFacts, facts =>
    {
        var builder = new SubscriptionHistoryBuilder<string, SubscriptionId>();
        foreach (SubscriptionEvent one in facts)
        {
            Add(builder, one.Customer.Value, one.Subscription, one);
        }

        Assert.Equal(facts.Length, builder.Count);
        HistoryCheckLaws.AssertSame(ReferenceHistoryCheck.Of(facts), builder.Check(new ExecutionOptions { Threads = 2 }));
        Assert.Equal(0, builder.Count);
        Assert.Empty(builder.Build());
    });

    [Fact]
    public void KeysOfAnyType_AreIdsByTheirText()
    {
        var builder = new SubscriptionHistoryBuilder<Guid, long>();
        Guid ada = new(1, 2, 3, new byte[8]), bo = new(4, 5, 6, new byte[8]);
        builder.TrialStarted(bo, -7, Utc("2026-01-01"));
        builder.Started(ada, long.MaxValue, Utc("2026-01-01"), Monthly(10));
        builder.Started(bo, -7, Utc("2026-01-05"), Monthly(20), Discount.Percent(50));
        SubscriptionHistory history = builder.Build();

        Assert.Equal([ada.ToString(), bo.ToString(), bo.ToString()], history.Select(one => one.Customer.Value));
        Assert.Equal([long.MaxValue.ToString(CultureInfo.InvariantCulture), "-7", "-7"], history.Select(one => one.Subscription.Value));
        Assert.Equal(20m, RevenueTimeline.FromHistory(history).MrrAt(Utc("2026-02-01")).Monthly.Amount);
    }

    [Fact]
    public void EventsThatCannotBe_AreRefused_WithEveryFinding()
    {
        var builder = new SubscriptionHistoryBuilder<int, int>();
        builder.Ended(1, 1, Utc("2026-01-01"));
        builder.Resumed(2, 2, Utc("2026-01-01"));

        Assert.Equal(
            [FindingKind.EndedWhileNotLive, FindingKind.ChangedWhileNotLive],
            Assert.Throws<InvalidHistoryException>(() => builder.Build()).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void WhatIsNoEvent_IsRefused_AndNothingIsAdded()
    {
        var builder = new SubscriptionHistoryBuilder<string, string>();

        Assert.Throws<ArgumentException>(() => builder.Paused(" ", "s", Utc("2026-01-01")));
        Assert.Throws<ArgumentException>(() => builder.Paused("c", "", Utc("2026-01-01")));
        Assert.Throws<ArgumentNullException>(() => builder.Started("c", "s", Utc("2026-01-01"), null!));
        Assert.Throws<ArgumentException>("eventId", () => builder.Started("c", "s", Utc("2026-01-01"), Monthly(1), eventId: ""));
        Assert.Throws<ArgumentException>(() => builder.Ended("c", "s", Utc("2026-01-01"), ChurnReason.Free));
        Assert.Throws<ArgumentException>(() => builder.CancellationScheduled("c", "s", Utc("2026-01-01"), Utc("2026-02-01"), ChurnReason.Paused));
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public Task EventsOfAStream_AreCheckedAsTheSameInAList() => AllOf(async (facts, check) =>
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> streamed = await SubscriptionHistory.CheckAsync(Stream(facts), TestContext.Current.CancellationToken);

        Assert.Equal(check.History, streamed.History);
        Assert.Equal(check.Findings.Select(finding => finding.ToString()), streamed.Findings.Select(finding => finding.ToString()));
        if (check.Findings.Count == 0)
        {
            Assert.Equal(check.History, await SubscriptionHistory.CreateAsync(Stream(facts), TestContext.Current.CancellationToken));
        }
        else
        {
            _ = await Assert.ThrowsAsync<InvalidHistoryException>(() => SubscriptionHistory.CreateAsync(Stream(facts), TestContext.Current.CancellationToken));
        }
    });

    [Fact]
    public async Task AStream_IsNotReadOnAfterACancellation()
    {
        using var patience = new CancellationTokenSource();
        int read = 0;
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SubscriptionHistory.CheckAsync(Endless(TestContext.Current.CancellationToken), patience.Token));

        Assert.InRange(read, 100, 101);

        async IAsyncEnumerable<SubscriptionEvent> Endless([EnumeratorCancellation] CancellationToken cancellation = default)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (++read == 100)
                {
                    await patience.CancelAsync();
                }

                yield return Subscription.Of("ada").PaymentFails(Utc("2026-01-01"));
            }
        }
    }

    [Fact]
    public async Task AStreamWithANull_IsRefused_WithItsPlace()
    {
        SubscriptionEvent[] events = [.. Enumerable.Range(0, 70).Select(i => Subscription.Of(FormattableString.Invariant($"s{i}")).Starts(Utc("2026-01-01"), Monthly(1))), null!];

        Assert.Contains("Event 70 is null", (await Assert.ThrowsAsync<ArgumentException>(() => SubscriptionHistory.CreateAsync(Stream(events), TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        Assert.Contains("Event 70 is null", Assert.Throws<ArgumentException>(() => SubscriptionHistory.Create(events)).Message, StringComparison.Ordinal);
    }

    private static async Task AllOf(Func<SubscriptionEvent[], HistoryCheck<SubscriptionHistory, SubscriptionFinding>, Task> check)
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionEvent[] valid = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { ada.Starts(Utc("2026-01-01") + Duration.FromDays(2 * i), Monthly(i)), ada.Ends(Utc("2026-01-02") + Duration.FromDays(2 * i)) })];
        foreach (SubscriptionEvent[] facts in new[] { valid, [], [.. valid, bo.Ends(Utc("2026-01-01"))], valid[1..] })
        {
            await check(facts, SubscriptionHistory.Check(facts));
        }
    }

    private static async IAsyncEnumerable<SubscriptionEvent> Stream(SubscriptionEvent[] events)
    {
        foreach (SubscriptionEvent one in events)
        {
            await Task.Yield();
            yield return one;
        }
    }

    private static void Add<TCustomer, TSubscription>(SubscriptionHistoryBuilder<TCustomer, TSubscription> to, TCustomer customer, TSubscription subscription, SubscriptionEvent one)
        where TCustomer : notnull
        where TSubscription : notnull
    {
        (Instant at, Instant? recorded, string? id) = (one.At, one.RecordedAt, one.EventId);
        switch (one)
        {
            case SubscriptionEvent.TrialStarted:
                to.TrialStarted(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.Started started:
                to.Started(customer, subscription, at, started.Price, started.Discount, recorded, id);
                break;
            case SubscriptionEvent.PriceChanged changed:
                to.PriceChanged(customer, subscription, at, changed.Price, changed.Discount, recorded, id);
                break;
            case SubscriptionEvent.Paused:
                to.Paused(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.Resumed:
                to.Resumed(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.PaymentFailed:
                to.PaymentFailed(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.PaymentRecovered:
                to.PaymentRecovered(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.CancellationScheduled scheduled:
                to.CancellationScheduled(customer, subscription, at, scheduled.EffectiveAt, scheduled.Reason, recorded, id);
                break;
            case SubscriptionEvent.CancellationRevoked:
                to.CancellationRevoked(customer, subscription, at, recorded, id);
                break;
            case SubscriptionEvent.Ended ended:
                to.Ended(customer, subscription, at, ended.Reason, recorded, id);
                break;
            default:
                throw new InvalidOperationException($"A builder has no call for {one}.");
        }
    }
}
