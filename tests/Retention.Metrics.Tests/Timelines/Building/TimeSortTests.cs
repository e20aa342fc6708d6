using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Timelines.Building;

/// <summary>Few rows and many, in order and not, with the first and the last instant there is: always as a stable sort of the framework has them.</summary>
public sealed class TimeSortTests
{
    private static readonly long[] Ticks = [NodaTime.Instant.MinValue.ToUnixTimeTicks(), NodaTime.Instant.MaxValue.ToUnixTimeTicks(), -1, 0, 1, 255, 256, 1L << 40];

    /// <summary>By one digit, by two and by six: where the number of passes is odd, the sorted rows are in the spare buffer.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(1L << 36)]
    public void ManyRows_OfAnySpan_ComeInTimeOrder(long step)
    {
        LedgerRow[] rows = [.. Enumerable.Range(0, 200).Select(i => new LedgerRow { Ticks = (199 - i) * step, Amount = i })], spare = [];

        TimeSort.Sort(rows, ref spare);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (i * step, 199L - i)), rows.Select(row => (row.Ticks, row.Amount)));
    }

    [Fact]
    public void Rows_ComeInTimeOrder_AndThoseOfAnInstantKeepTheirs() =>
        Laws.Check(
            Arb.From(
                from count in Gen.Elements(0, 1, 2, 20, 48, 49, 300)
                from tick in Gen.Elements(Gen.Elements(Ticks), Gen.Choose(0, 10).Select(tick => (long)tick), Gen.Choose(-1_000, 1_000).Select(tick => (long)tick))
                from ticks in Gen.OneOf(tick, Gen.Choose(0, 10).Select(tick => (long)tick)).ListOf(count)
                from sorted in Gen.Elements(true, false, false)
                select sorted ? [.. ticks.Order()] : ticks.ToArray()),
            ticks =>
            {
                LedgerRow[] rows = [.. ticks.Select((tick, i) => new LedgerRow { Ticks = tick, Amount = i })], spare = [];

                TimeSort.Sort(rows, ref spare);

                Assert.Equal(ticks.Select((tick, i) => (tick, (long)i)).OrderBy(row => row.tick), rows.Select(row => (row.Ticks, row.Amount)));
            });
}
