using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Facts that are collected in runs are those that are added one by one.</summary>
public sealed class FactRunTests
{
    private static readonly Gen<(int Step, int Customer, long Ticks, int Nanos, bool IsTakenBack)> AnyFact =
        from step in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 5)))
        from customer in Gen.Frequency((5, Gen.Constant(1)), (1, Gen.Choose(0, 3)))
        from ticks in Gen.Choose(0, 1000)
        from nanos in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 99)))
        from back in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (step, customer, (long)ticks, nanos, back);

    [Fact]
    public void RunsOfFacts_AreFactsOneByOne()
    {
        Prop.ForAll(Arb.From(AnyFact.ListOf()), Arb.From(Gen.Choose(1, 6)), AddsTheSame).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FactsTakenBack_LeaveNothing(int kept)
    {
        var run = new FactRun();
        for (int subscription = 0; subscription < 3; subscription++)
        {
            run.Add(subscription, subscription, 1, new FactInstant(5, subscription), new FactContent(FactKind.Started, 0));
            run.Add(subscription, subscription, 2, new FactInstant(6, 1), new FactContent(FactKind.Ended, 0));
        }

        run.TakeBack(2 * kept);

        Assert.Equal((2 * kept, kept, kept, kept), (run.Count, run.Subscriptions.Count, run.Nanos.Count, run.Others.Count));
    }

    private static void AddsTheSame(IEnumerable<(int Step, int Customer, long Ticks, int Nanos, bool IsTakenBack)> facts, int perRun)
    {
        var some = facts.ToArray();
        int subscriptions = some.Sum(fact => fact.Step) + 2;
        FactTables oneByOne = Tables(subscriptions), inRuns = Tables(subscriptions);
        PartitionedFactsBuilder singles = new(oneByOne, expected: 1), runs = new(inRuns, expected: 1);
        var run = new FactRun();
        int subscription = 0, subscriptionsOfRun = 0;
        for (int i = 0; i < some.Length; i++)
        {
            var fact = some[i];
            if (fact.Step > 0 && ++subscriptionsOfRun % perRun == 0)
            {
                runs.Add(run);
                run.Clear();
            }

            subscription += fact.Step;
            var at = new FactInstant(fact.Ticks, fact.Nanos);
            var content = new FactContent(FactKind.Started, i);
            int before = run.Count;
            run.Add(i, subscription, fact.Customer, at, content);
            if (fact.IsTakenBack)
            {
                run.Add(-1, subscription + 1, 7, new FactInstant(5, 5), content);
                run.Add(-1, subscription + 1, 8, new FactInstant(6, 6), content);
                run.TakeBack(before);
            }
            else
            {
                singles.Add(subscription, fact.Customer, at, content);
            }
        }

        runs.Add(run);
        PartitionedFacts expected = singles.Build(), found = runs.Build();
        Assert.Equal(expected.Offsets, found.Offsets);
        Assert.Equal(expected.Rows.Take(expected.Count), found.Rows.Take(found.Count));
        for (int place = 0; place < expected.Count; place++)
        {
            Assert.Equal(oneByOne.Details.NanosOf(place), inRuns.Details.NanosOf(place));
        }

        for (int own = 0; own < subscriptions; own++)
        {
            Assert.All(Enumerable.Range(expected.Offsets[own], expected.Offsets[own + 1] - expected.Offsets[own]), place => Assert.Equal(oneByOne.CustomerOf(own, place), inRuns.CustomerOf(own, place)));
        }
    }

    private static FactTables Tables(int subscriptions) => new(new Numbers(subscriptions));

    private sealed class Numbers(int subscriptions) : IFactNames
    {
        public int Customers => 10;

        public int Subscriptions => subscriptions;

        public CustomerId NameOf(int customer) => new($"c{customer}");

        public int EventIds => 0;

        public SubscriptionId SubscriptionOf(int subscription) => new($"s{subscription}");

        public string EventIdOf(int number) => $"e{number}";
    }
}
