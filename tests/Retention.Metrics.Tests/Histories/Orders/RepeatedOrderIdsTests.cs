namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>The rows of order ids that several rows have are found, and no others.</summary>
public sealed class RepeatedOrderIdsTests
{
    [Fact]
    public void RowsOfOneId_AreFound_WhereverIdsAreNumberedFromRowsBeforeOrAfter()
    {
        int[] rising = [.. Enumerable.Range(0, 200).Select(row => row % 150)], falling = [.. rising.Reverse()], some = [7, OrderFacts.NoId, 3, 7, OrderFacts.NoId, 5, 3, 7, 1, 9, 9];
        Assert.All(new[] { rising, falling, some }, numbers =>
        {
            OrderFacts facts = FactsOf(numbers);
            RowSet all = RowSet.All(numbers.Length), without = RowSet.All(numbers.Length);
            without[3] = false;

            Assert.Equal(Expected(numbers, _ => true), OrderCheck.Of(facts, all).RowsOfOneId());
            Assert.Equal(Expected(numbers, row => row != 3), OrderCheck.Of(facts, without).RowsOfOneId());
        });

        static IEnumerable<int[]> Expected(int[] numbers, Func<int, bool> isIn) =>
            Enumerable.Range(0, numbers.Length).Where(row => numbers[row] != OrderFacts.NoId && isIn(row)).GroupBy(row => numbers[row]).Where(rows => rows.Count() > 1).OrderBy(rows => rows.Key).Select(rows => rows.ToArray());
    }

    private static OrderFacts FactsOf(int[] numbers)
    {
        var facts = new OrderFacts(new Names<CustomerId>(1, number => new CustomerId(FormattableString.Invariant($"c{number}"))), new Names<OrderId>(1_000, number => new OrderId(FormattableString.Invariant($"{number}"))));
        facts.Ids!.AddRange(numbers);
        foreach (int _ in numbers)
        {
            facts.Customers.Add(0);
            facts.Ticks.Add(0);
            facts.Contents.Add(facts.Table.Of(new OrderContent(Currency.Eur.Amount(5m), OrderStatus.Completed, null, 0)));
            facts.Recorded.AddNone(1);
        }

        return facts;
    }

    private sealed class Names<TId>(int count, Func<int, TId> nameOf) : IFactIds<TId>
    {
        public int Count => count;

        public TId this[int number] => nameOf(number);
    }
}
