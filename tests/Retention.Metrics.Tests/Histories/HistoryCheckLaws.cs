using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Histories.Columns;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>A check in columns finds what the check of objects finds: the same history, findings, order and counts.</summary>
public sealed class HistoryCheckLaws
{
    private static readonly Instant[] Instants =
    [
        Utc("2026-01-01"), Utc("2026-01-01") + Duration.FromNanoseconds(1), Utc("2026-01-02"), Utc("2026-02-01"), Utc("2026-02-01") + Duration.FromTicks(1), Utc("2026-02-02"), Utc("1969-12-31T23:59"),
        Utc("1969-12-31T23:59") - Duration.FromNanoseconds(3),
    ];

    private static readonly RecurringPrice[] SomePrices =
    [
        Monthly(10), Monthly(10), Monthly(20), RecurringPrice.Yearly(120, Currency.Eur), RecurringPrice.Monthly(10.00m, Currency.Eur), RecurringPrice.Monthly(10, Currency.Eur, 2),
        RecurringPrice.Monthly(10, Currency.Usd), Monthly(-1), Monthly(0.0000001m), Monthly(768_614_336_405m),
    ];

    private static readonly Discount?[] Discounts =
    [
        null, null, null, Discount.Percent(50), Discount.Percent(50, Utc("2026-02-01")), Discount.Amount(Eur(3)), Discount.Amount(Currency.Usd.Amount(3)), Discount.Amount(Eur(-3)),
    ];

    private static readonly ChurnReason[] Reasons = [ChurnReason.Unknown, ChurnReason.Voluntary, ChurnReason.Of("price", ChurnKind.Voluntary), ChurnReason.Of("price", ChurnKind.Involuntary)];

    private static readonly Gen<SubscriptionEvent> AnyFact =
        from subscription in Gen.Choose(0, 3)
        from customer in Gen.Frequency((12, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from at in Gen.Elements(Instants)
        from later in Gen.Elements(Instants)
        from kind in Gen.Choose(0, 9)
        from price in Gen.Frequency((6, Gen.Choose(0, 5)), (1, Gen.Choose(0, SomePrices.Length - 1)))
        from discount in Gen.Elements(Discounts)
        from reason in Gen.Elements(Reasons)
        from recorded in Gen.Frequency((3, Gen.Constant(-1)), (2, Gen.Choose(0, Instants.Length - 1)))
        from id in Gen.Frequency((5, Gen.Constant(-1)), (3, Gen.Choose(0, 5)))
        select Fact(new Subscription(FormattableString.Invariant($"x{subscription}"), FormattableString.Invariant($"c{(subscription + customer) % 3}")), at, later, kind, SomePrices[price], discount, reason) with
        {
            RecordedAt = recorded < 0 ? null : Instants[recorded],
            EventId = id < 0 ? null : FormattableString.Invariant($"e{id}"),
        };

    /// <summary>Valid events, some of them changed, lost or repeated, among facts of every kind, in random order.</summary>
    internal static Arbitrary<SubscriptionEvent[]> AnyFacts { get; } = Arb.From(
        from scenario in CurrencyPortfolio.Any.Generator
        from random in AnyFact.ListOf()
        from few in AnyFact.ListOf(3)
        from isFew in Gen.Elements(true, false)
        from keeps in Gen.Choose(0, 20).ArrayOf(scenario.Events.Length)
        from facts in Gen.Shuffle(scenario.Events.SelectMany((one, i) => Changed(one, keeps[i])).Concat(isFew ? few : random).ToArray())
        select facts,
        facts => Enumerable.Range(0, facts.Length).Select(i => facts.Where((_, other) => other != i).ToArray()));

    /// <summary>A subscription at each of some prices, and then others that start, change their prices and end, most of them as they can.</summary>
    private static Arbitrary<SubscriptionEvent[]> FactsAtKnownPrices { get; } = Arb.From(
        from facts in (
            from subscription in Gen.Choose(0, 3)
            from isMoved in Gen.Frequency((40, Gen.Constant(false)), (1, Gen.Constant(true)))
            from at in Gen.Elements(Instants)
            from kind in Gen.Frequency((4, Gen.Constant(1)), (3, Gen.Constant(3)), (3, Gen.Constant(9)), (1, Gen.Choose(0, 9)))
            from price in Gen.Frequency((20, Gen.Elements(SomePrices[..6])), (2, Gen.Constant(SomePrices[6])), (1, Gen.Elements(SomePrices)))
            select Fact(new Subscription(FormattableString.Invariant($"x{subscription}"), FormattableString.Invariant($"c{subscription % 2}{(isMoved ? "moved" : "")}")), at, Utc("2031-01-01"), kind, price, null, ChurnReason.Voluntary)).ListOf()
        from known in Gen.Elements(6, 7)
        select (SubscriptionEvent[])[.. SomePrices[..known].Select((price, i) => new Subscription(FormattableString.Invariant($"a{i}"), "known").Starts(Instants[0], price)), .. facts],
        facts => Enumerable.Range(7, Math.Max(0, facts.Length - 7)).Select(i => facts.Where((_, other) => other != i).ToArray()));

    [Fact]
    public void AnyFacts_InAnyOrder_OnAnyThreads_AreCheckedAsByTheReference() => Laws.Check(AnyFacts, facts =>
    {
        var reference = ReferenceHistoryCheck.Of(facts);
        AssertSame(reference, SubscriptionHistory.Check(facts));
        AssertSame(reference, SubscriptionHistory.Check(facts.AsEnumerable().Reverse().Select(fact => fact)));
        AssertSame(reference, SubscriptionHistory.Check(facts.ToList().OrderBy(fact => fact.At).ToList()));
    }, times: 1_000);

    /// <summary>The prices are possible, and are known to be before the facts are checked.</summary>
    [Fact]
    public void StartsPricesAndEnds_AtKnownPrices_AreCheckedAsByTheReference() => Laws.Check(FactsAtKnownPrices, facts =>
    {
        AssertSame(ReferenceHistoryCheck.Of(facts), SubscriptionHistory.Check(facts));
    }, times: 500);

    [Fact]
    public void FactsOfEveryKind_KnownAtAnInstant_AreCheckedAsByTheReference() => Laws.Check(AnyFacts, facts =>
    {
        SubscriptionHistory history = SubscriptionHistory.Check(facts).History;
        foreach (Instant instant in Instants)
        {
            AssertSame(ReferenceHistoryCheck.Of(facts.Where(fact => (fact.RecordedAt ?? fact.At) <= instant)), history.AsKnownAt(instant));
        }
    });

    [Fact]
    public void EveryKindOfFinding_IsFoundAsByTheReference()
    {
        foreach (FindingKind kind in Invalid.SubscriptionKinds)
        {
            Laws.Check(Invalid.Subscriptions(kind), one =>
            {
                HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(one.Events);

                Assert.Contains(check.Findings, finding => finding.Kind == kind);
                AssertSame(ReferenceHistoryCheck.Of(one.Events), check);
            }, times: 50);
        }
    }

    [Fact]
    public void PlacesOfFindings_AreThoseOfTheEvents() => Laws.Check(AnyFacts, facts =>
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(facts);
        CheckedFacts kept = check.History.Lifecycles.Facts;
        HashSet<int> held = [.. check.History.Lifecycles.ByNumber.Subscriptions.SelectMany(subscription => kept.RowsOf(subscription).ToArray()).Select(row => row.Place)];

        Assert.All(check.Findings, finding => Assert.Equal(finding.Events, finding.Places.Select(place => facts[place])));
        Assert.Equal(check.Used, held.Count);
        Assert.Equal(check.History.CountBy(one => one).ToHashSet(), facts.Where((_, place) => held.Contains(place)).CountBy(one => one).ToHashSet());
    });

    /// <summary>Ids that are equal but for case or Unicode form are others; long ones and those of one hash code are read in linear time.</summary>
    [Fact]
    public void HostileIds_AreCheckedAsByTheReference()
    {
        string[] ids = ["A1", "a1", "\u00e9", "e\u0301", "\u212b", "\u00c5", new string('x', 10_000) + "1", new string('x', 10_000) + "2", " 1", "1 ", "\ud83d\ude00", "\uffff"];
        SubscriptionEvent[] facts =
        [
            .. ids.SelectMany((id, i) => new SubscriptionEvent[]
            {
                new Subscription(id, ids[^(i + 1)]).Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = id },
                new Subscription(id, ids[^(i + 1)]).Ends(Utc("2026-02-01"), ChurnReason.Of(id)) with { EventId = id + "end" },
            }),
        ];

        Assert.Equal(facts.Length, SubscriptionHistory.Check(facts).Used);
        AssertSame(ReferenceHistoryCheck.Of(facts), SubscriptionHistory.Check(facts));
    }

    /// <summary>More rows than one thread takes, with a finding in every hundredth subscription.</summary>
    [Theory]
    [InlineData(70_000)]
    [InlineData(100)]
    public void AMissingEvent_IsNamedByItsPlace_HoweverManyAreReadAhead(int place)
    {
        SubscriptionEvent[] events = new SubscriptionEvent[80_000];
        Array.Fill(events, Subscription.Of("s").TrialStarts(Instant.FromUtc(2026, 1, 1, 0, 0)));
        events[place] = null!;
        events[place + 1] = Subscription.Of("s").Pauses(Instant.FromUtc(2026, 1, 1, 0, 0)) with { Customer = default };
        events[place + 2_000] = null!;

        Assert.StartsWith($"Event {place} is null;", Assert.Throws<ArgumentException>(() => SubscriptionHistory.Create((IEnumerable<SubscriptionEvent>)events)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"Event {place} is null;", Assert.Throws<ArgumentException>(() => SubscriptionHistory.Create(events.ToList())).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Kind", "Numbers")]
    public void ManyFacts_OnAnyThreads_AreCheckedAsByTheReference()
    {
        const int subscriptions = 40_000;
        SubscriptionEvent[] facts =
        [
            .. Enumerable.Range(0, 4).SelectMany(round => Enumerable.Range(0, subscriptions).Select(i =>
            {
                var one = new Subscription(FormattableString.Invariant($"s{i * 7919 % subscriptions}"), FormattableString.Invariant($"c{i * 7919 % subscriptions % 9_000}"));
                Instant at = Utc("2026-01-01") + Duration.FromHours((round * 24) + (i % 24));
                return round switch
                {
                    0 => one.Starts(at, Monthly(i % 50)),
                    1 => i % 100 == 0 ? one.Starts(at, Monthly(5)) : one.ChangesPrice(at, Monthly(i % 40)),
                    2 => i % 3 == 0 ? one.PaymentFails(at) : one.SchedulesCancellation(at, at + Duration.FromDays(40)),
                    _ when i % 500 == 250 => one.PaymentFails(at) with { Customer = "c1" },
                    _ when i % 500 == 249 => one.PaymentFails(at) with { Customer = FormattableString.Invariant($"moved{i}") },
                    _ => i % 2 == 0 ? one.Ends(at, ChurnReason.Voluntary) : one.PaymentFails(at),
                };
            })),
        ];
        var reference = ReferenceHistoryCheck.Of(facts);

        Assert.Contains(reference.Findings, finding => finding.Kind == FindingKind.MovedToAnotherCustomer);
        AssertSame(reference, SubscriptionHistory.Check(facts));
        AssertSame(reference, SubscriptionHistory.Check(facts.Select(one => one)));
        foreach (int threads in new[] { 1, 2, 3, 16 })
        {
            var execution = new ExecutionOptions { Threads = threads };
            AssertSame(reference, SubscriptionHistory.Check(EventCollector.Of(facts, execution), execution));
        }
    }

    internal static void AssertSame(ReferenceHistoryCheck reference, HistoryCheck<SubscriptionHistory, SubscriptionFinding> check)
    {
        Assert.Equal(reference.Events, check.History);
        Assert.Equal(reference.Findings.Select(finding => (finding.Kind, finding.Message)), check.Findings.Select(finding => (finding.Kind, finding.Message)));
        Assert.Equal(reference.Findings.SelectMany(finding => finding.Events), check.Findings.SelectMany(finding => finding.Events));
        Assert.Equal((reference.Events.Length, reference.Repeated, reference.Superseded, reference.Refused), (check.Used, check.Repeated, check.Superseded, check.Refused));
        Assert.Equal(
            reference.Lifecycles.SelectMany(lifecycle => lifecycle.Steps),
            check.History.Lifecycles.ByCustomer.SelectMany(customer => customer).SelectMany(lifecycle => lifecycle.Steps.ToArray()));
        Assert.Equal(check.History, Enumerable.Range(0, check.History.Count).Select(i => check.History[i]));
    }

    private static IEnumerable<SubscriptionEvent> Changed(SubscriptionEvent one, int choice) => choice switch
    {
        0 => [],
        1 => [one, one],
        2 => [one with { Customer = "another" }],
        3 => [one, one with { RecordedAt = Utc("2031-01-01") }],
        4 => [one with { EventId = "same" }],
        5 => [one with { RecordedAt = null }],
        6 => [one, one with { At = one.At + Duration.FromTicks(1), RecordedAt = Utc("2031-01-01"), EventId = "again" }, one with { EventId = "again" }],
        _ => [one],
    };

    private static SubscriptionEvent Fact(Subscription it, Instant at, Instant later, int kind, RecurringPrice price, Discount? discount, ChurnReason reason) => kind switch
    {
        0 => it.TrialStarts(at),
        1 or 2 => it.Starts(at, price, discount),
        3 => it.ChangesPrice(at, price, discount),
        4 => it.Pauses(at),
        5 => it.Resumes(at),
        6 => it.PaymentFails(at),
        7 => it.PaymentRecovers(at),
        8 => it.SchedulesCancellation(at, later, reason),
        _ => later > at ? it.Ends(at, reason) : it.RevokesCancellation(at),
    };
}
