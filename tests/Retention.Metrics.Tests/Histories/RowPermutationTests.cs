using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Rows that are moved within their array are where they were to go, and know where they were.</summary>
public sealed class RowPermutationTests
{
    /// <summary>Few rows and many, more chains than take turns among them; all orders are as likely, so are chains of every length.</summary>
    [Fact]
    public void EachRow_IsMovedToItsIndex_AndKnowsItsOld()
    {
        Gen<int[]> targets = Gen.Choose(0, 400).SelectMany(count => Gen.Shuffle(Enumerable.Range(0, count).ToArray()));
        Laws.Check(Arb.From(targets), Check);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void OneChainOfAllRows_AndNone_AreMovedToo(int rows)
    {
        Check([.. Enumerable.Range(0, rows).Select(index => (index + 1) % rows)]);
        Check([.. Enumerable.Range(0, rows)]);
        Check([.. Enumerable.Range(0, rows).Reverse()]);
    }

    private static void Check(int[] targets)
    {
        FactRow[] rows = [.. targets.Select((target, index) => new FactRow(1_000 + index, RowPermutation.MarkOf(target), new FactContent(FactKind.Started, index)))];
        var expected = new FactRow[rows.Length];
        for (int index = 0; index < rows.Length; index++)
        {
            expected[targets[index]] = rows[index] with { Place = index };
        }

        RowPermutation.Run(rows);

        Assert.Equal(expected, rows);
    }
}
