using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

public sealed class FactCollectorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ManyFactsAtOnce_AreThoseOfOneAfterAnother(int threads)
    {
        const int Facts = 150_000, Subscriptions = 40_000;
        var random = new Random(11);
        (int Subscription, int Customer)[] owners = [.. Enumerable.Range(0, Facts).Select(_ => random.Next(Subscriptions)).Select(one => (one, random.Next(50) == 0 ? 7 : one / 2))];
        FactCollector together = new(new Names(Subscriptions)), apart = new(new Names(Subscriptions));
        together.AddRange(0, Fill, place => owners[place].Customer, ExecutionOptions.Sequential);
        together.AddRange(1_000, Fill, place => owners[place].Customer, ExecutionOptions.Sequential);
        together.AddRange(Facts - 1_000, Fill, place => owners[place].Customer, new ExecutionOptions { Threads = threads });
        for (int place = 0; place < Facts; place++)
        {
            Assert.Equal(place, apart.Add(owners[place].Subscription, owners[place].Customer, new FactInstant(place, 0), new FactContent(FactKind.Ended, place % 5)));
        }

        Assert.Equal(Facts, together.Count);
        for (int place = 0; place < Facts; place++)
        {
            Assert.Equal(apart.Rows[place], together.Rows[place]);
            Assert.Equal(owners[place].Customer, together.Tables.CustomerOf(owners[place].Subscription, place));
            Assert.Equal(apart.Tables.OwnerOf(owners[place].Subscription), together.Tables.OwnerOf(owners[place].Subscription));
        }

        void Fill(int first, Span<AddedFact> some)
        {
            for (int i = 0; i < some.Length; i++)
            {
                some[i] = new AddedFact(first + i, owners[first + i].Subscription, new FactContent(FactKind.Ended, (first + i) % 5));
            }
        }
    }

    private sealed class Names(int subscriptions) : IFactNames
    {
        public int Customers => subscriptions;

        public int Subscriptions => subscriptions;

        public int EventIds => 0;

        public CustomerId NameOf(int customer) => throw new NotSupportedException();

        public SubscriptionId SubscriptionOf(int number) => throw new NotSupportedException();

        public string EventIdOf(int number) => throw new NotSupportedException();
    }
}
