using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>Buckets of customers: as many as there are cachefuls of rows, and no more than a pass can write to at once; but of no more than 65,536 customers.</summary>
public sealed class PartitioningTests
{
    private const int RowsOfABucket = 16_384, MostBuckets = 4_096, MostBitsInBucket = 16;

    private static readonly Gen<int> Customers = Gen.OneOf(Gen.Choose(0, 20), Gen.Elements(64, 65, 127, 128, 129, 1 << 20, (1 << 20) + 1), Gen.Choose(0, int.MaxValue));

    private static readonly Gen<int> Rows = Gen.OneOf(Gen.Choose(0, 20).Select(buckets => buckets * RowsOfABucket), Gen.Choose(0, int.MaxValue));

    [Fact]
    public void Buckets_AreAsManyAsTheRowsFill_AndHoldEveryCustomerOnce() =>
        Laws.Check(
            Arb.From(from customers in Customers from rows in Rows select (Customers: customers, Rows: rows)),
            one =>
            {
                var shape = Partitioning.For(one.Customers, one.Rows);
                int most = Math.Max(Math.Clamp(one.Rows / RowsOfABucket, 1, MostBuckets), ((one.Customers - 1) >> MostBitsInBucket) + 1);

                Assert.InRange(shape.Count, 1, most);
                Assert.InRange(shape.Shift, 0, MostBitsInBucket);
                Assert.True(shape.Shift == 0 || ((one.Customers - 1) >> (shape.Shift - 1)) + 1 > most, "Half as many customers in each bucket would do.");
                int next = 0;
                for (int bucket = 0; bucket < shape.Count; bucket++)
                {
                    (int first, int end) = (shape.CustomersOf(bucket).Start.Value, shape.CustomersOf(bucket).End.Value);
                    Assert.Equal((next, next), (first, shape.FirstOf(bucket)));
                    Assert.True(first == end || (first >> shape.Shift == bucket && (end - 1) >> shape.Shift == bucket));
                    next = end;
                }

                Assert.Equal(one.Customers, next);
            });
}
