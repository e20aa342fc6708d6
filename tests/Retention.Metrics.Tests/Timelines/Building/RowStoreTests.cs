using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>Rows added one by one, in blocks, and taken out again: always what a list would hold.</summary>
[Trait("Kind", "Numbers")]
public sealed class RowStoreTests
{
    [Fact]
    public void Rows_AreThoseOfAList() =>
        Laws.Check(Arb.From(Gen.Choose(1, 3000).ListOf()), lengths =>
        {
            var store = new RowStore();
            var expected = new List<long>();
            foreach (int length in lengths)
            {
                LedgerRow[] rows = [.. Enumerable.Range(0, length).Select(i => new LedgerRow { Ticks = expected.Count + i })];
                expected.AddRange(rows.Select(row => row.Ticks));
                if (length % 2 == 0)
                {
                    store.Append(rows);
                    continue;
                }

                foreach (LedgerRow row in rows)
                {
                    store.Add(row);
                }
            }

            Assert.Equal(expected, Ticks(store));
            Assert.Equal(expected.Count, store.Count);
            store.RemoveAll(row => row.Ticks % 3 != 1);
            Assert.Equal(expected.Where(tick => tick % 3 == 1), Ticks(store));
            store.Add(new LedgerRow { Ticks = -1 });
            Assert.Equal(-1, store[store.Count - 1].Ticks);
            store.RemoveAll(_ => true);
            Assert.Equal(0, store.Count);
        });

    [Fact]
    public void AStore_ThatLetGoOfItsRows_TakesOthers()
    {
        RowStore store = RowStore.Of([new LedgerRow { Ticks = 1 }], [new LedgerRow { Ticks = 2 }]);
        store.Add(new LedgerRow { Ticks = 3 });

        store.Clear();
        Assert.Equal((0, 0), (store.Count, store.Blocks().Count()));

        store.Add(new LedgerRow { Ticks = 4 });
        Assert.Equal([4], Ticks(store));

        store.Clear();
        store.RemoveAll(_ => true);
        Assert.Equal(0, store.Count);
    }

    private static IEnumerable<long> Ticks(RowStore store) => store.Blocks().SelectMany(block => block).Select(row => row.Ticks);
}
