using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Histories;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines.Appending;

/// <summary>Events that come bit by bit, with corrections and late ones among them, give the history of all events at once.</summary>
public sealed class AppendableHistoryLaws
{
    /// <summary>Facts of every kind of finding, cut into a first part and small ones.</summary>
    private static Arbitrary<SubscriptionEvent[][]> InParts { get; } = Arb.From(
        from facts in HistoryCheckLaws.AnyFacts.Generator
        from first in Gen.Choose(0, facts.Length)
        from later in Gen.Choose(1, 4)
        select new[] { facts[..first] }.Concat(facts[first..].Chunk(later)).ToArray(),
        parts => Enumerable.Range(0, parts.Length).SelectMany(part => Enumerable.Range(0, parts[part].Length).Select(fact =>
            parts.Select((own, i) => i == part ? [.. own.Where((_, place) => place != fact)] : own).ToArray())));

    [Fact]
    public void HoweverEventsCome_TheCheckIsThatOfAllAtOnce() => Laws.Check(InParts, parts =>
    {
        var history = new AppendableHistory();
        var all = new List<SubscriptionEvent>();
        foreach (SubscriptionEvent[] part in parts)
        {
            history = history.Append(part);
            all.AddRange(part);

            Assert.Equal(all.Count, history.Count);
            HistoryCheckLaws.AssertSame(ReferenceHistoryCheck.Of(all), history.Check);
        }

        Instant[] instants = [.. all.Select(fact => fact.RecordedAt ?? fact.At).Distinct().Take(4)];
        Assert.All(instants, instant => HistoryCheckLaws.AssertSame(ReferenceHistoryCheck.Of(all.Where(fact => (fact.RecordedAt ?? fact.At) <= instant)), history.History.AsKnownAt(instant)));
    });

    [Fact]
    public void HoweverEventsCome_TheTimelineIsThatOfTheHistory() => Laws.Check(InParts, parts =>
    {
        foreach (MetricPolicy policy in new[] { MetricPolicy.Default, MetricPolicy.Default with { FreePlans = FreePlanRule.KeepCustomer, Pauses = PauseRule.KeepCustomer } })
        {
            var history = new AppendableHistory(policy);
            for (int part = 0; part < parts.Length; part++)
            {
                history = history.Append(parts[part].Where(IsInEuros));
                if (part % 3 != 1)
                {
                    AssertSame(RevenueTimeline.FromHistory(SubscriptionHistory.Check(parts[..(part + 1)].SelectMany(own => own).Where(IsInEuros)).History, policy), history.Timeline);
                }
            }
        }
    });

    [Fact]
    public void AnAppendedHistory_LeavesTheOneBeforeAsItWas_AndTwoThatFollowOneKnowNothingOfEachOther() => Laws.Check(InParts, parts =>
    {
        AppendableHistory trunk = new AppendableHistory().Append(parts[0]);
        AppendableHistory[] branches = [.. parts[1..].Select(part => trunk.Append(part))];

        HistoryCheckLaws.AssertSame(ReferenceHistoryCheck.Of(parts[0]), trunk.Check);
        Assert.All(branches.Zip(parts[1..]), branch => HistoryCheckLaws.AssertSame(ReferenceHistoryCheck.Of([.. parts[0], .. branch.Second]), branch.First.Check));
    }, times: 100);

    [Fact]
    public void ALateCorrection_ChangesItsCustomerAlone()
    {
        SubscriptionEvent[] base_ =
        [
            .. Enumerable.Range(0, 50).SelectMany(i =>
            {
                Subscription one = Subscription.Of(FormattableString.Invariant($"s{i:D2}"));
                return new[] { one.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = FormattableString.Invariant($"e{i}"), RecordedAt = Utc("2026-01-01") }, one.ChangesPrice(Utc("2026-02-01"), Monthly(20)) };
            }),
        ];
        AppendableHistory before = new AppendableHistory().Append(base_);
        AppendableHistory after = before.Append([Subscription.Of("s07").Starts(Utc("2026-01-01"), Monthly(15)) with { EventId = "e7", RecordedAt = Utc("2026-03-01") }]);

        Assert.Equal(500m, before.Timeline.MrrAt(Utc("2026-01-15")).Monthly.Amount);
        Assert.Equal(505m, after.Timeline.MrrAt(Utc("2026-01-15")).Monthly.Amount);
        Assert.Equal((100, 1), (after.Check.Used, after.Check.Superseded));
        Assert.Equal(before.History, after.History.AsKnownAt(Utc("2026-02-28")).History);
    }

    [Fact]
    public void AHistoryInOneCurrency_StaysItsOnlyPart_WhenEventsInAnotherAreAppended()
    {
        // Refused in February, and valid in January: the only part of a history in one currency is the history, which knows of it.
        Subscription ada = Subscription.Of("ada"), trial = Subscription.Of("tom");
        AppendableHistory before = new AppendableHistory().Append([ada.Starts(Utc("2026-01-01"), Monthly(10)), ada.Starts(Utc("2026-02-01"), Monthly(20)), Subscription.Of("bo").Starts(Utc("2026-01-01"), Monthly(5))]);
        AppendableHistory trials = new AppendableHistory().Append([trial.TrialStarts(Utc("2026-01-01"))]);
        _ = before.Append([Subscription.Of("cy").Starts(Utc("2026-03-01"), RecurringPrice.Monthly(7m, Currency.Usd))]);
        _ = trials.Append([trial.Starts(Utc("2026-01-08"), Monthly(10))]);

        KeyValuePair<Currency, SubscriptionHistory> part = Assert.Single(before.History.PerCurrency());
        Assert.Equal(Currency.Eur, part.Key);
        Assert.Equal(["ada", "bo"], part.Value.AsKnownAt(Utc("2026-01-15")).History.Select(one => one.Customer.Value));
        Assert.Equal(Currency.None, Assert.Single(trials.History.PerCurrency()).Key);
    }

    [Fact]
    public void ATimelineThatIsReadWhileEventsAreAppended_LeavesOutNoChange()
    {
        const int Tries = 3_000;
        AppendableHistory computed = new AppendableHistory().Append(Enumerable.Range(0, 4).Select(i => Subscription.Of(FormattableString.Invariant($"s{i}")).Starts(Utc("2026-01-01"), Monthly(10))));
        _ = computed.Timeline;
        SubscriptionEvent[] first = [Subscription.Of("s1").ChangesPrice(Utc("2026-02-01"), Monthly(100))], second = [Subscription.Of("s2").ChangesPrice(Utc("2026-02-01"), Monthly(200))];
        AppendableHistory[] before = [.. Enumerable.Range(0, Tries).Select(_ => computed.Append(first))];
        int current = -1;
        var reader = new Thread(() =>
        {
            for (int i = 0; i < Tries; i++)
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref current) >= i);
                Thread.SpinWait(i % 200);
                _ = before[i].Timeline;
            }
        });
        reader.Start();

        var after = new AppendableHistory[Tries];
        for (int i = 0; i < Tries; i++)
        {
            Volatile.Write(ref current, i);
            after[i] = before[i].Append(second);
        }

        reader.Join();
        Assert.All(after, history => Assert.Equal(320m, history.Timeline.MrrAt(Utc("2026-03-01")).Monthly.Amount));
    }

    [Fact]
    public void WhatIsNoEvent_IsRefused_AndTheHistoryStays()
    {
        AppendableHistory history = new AppendableHistory().Append([Subscription.Of("ada").Starts(Utc("2026-01-01"), Monthly(10))]);

        Assert.Contains("Event 1 is null", Assert.Throws<ArgumentException>(() => history.Append([Subscription.Of("bo").Starts(Utc("2026-01-01"), Monthly(10)), null!])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => history.Append(null!));
        Assert.Throws<OperationCanceledException>(() => history.Append([], new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) }));
        Assert.Equal(["ada"], history.Append([]).History.Select(one => one.Customer.Value));
    }

    private static bool IsInEuros(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price.Amount.Currency == Currency.Eur,
        SubscriptionEvent.PriceChanged changed => changed.Price.Amount.Currency == Currency.Eur,
        _ => true,
    };

    private static void AssertSame(RevenueTimeline expected, RevenueTimeline actual)
    {
        Assert.Equal(expected.Currency, actual.Currency);
        Assert.Equal(expected.CustomersInOrder.Select(expected.CustomerAt), actual.CustomersInOrder.Select(actual.CustomerAt));
        Assert.Equal(Changes(expected), Changes(actual));

        static IEnumerable<(CustomerId, long, long, bool)> Changes(RevenueTimeline timeline) =>
            from customer in timeline.CustomersInOrder
            from row in Enumerable.Range(timeline.Columns.Offsets[customer], timeline.Columns.Offsets[customer + 1] - timeline.Columns.Offsets[customer])
            select (timeline.CustomerAt(customer), timeline.Columns.Time[row], timeline.Columns.Level[row], timeline.Columns.ActiveAtZero?[row] ?? false);
    }
}
