namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>Sets of rows, in words of 64 rows, have the rows that were added.</summary>
public sealed class RowSetTests
{
    private static readonly int[] Bounds = [0, 1, 62, 63, 64, 65, 127, 128, 129, 256, 299, 300];

    private static readonly int[] Rows = [0, 1, 5, 62, 63, 64, 128, 191, 256, 299];

    [Fact]
    public void TheRowsBetweenTwo_AreThoseOfTheSet()
    {
        foreach ((int from, int end) in Bounds.SelectMany(from => Bounds.Select(end => (from, end))))
        {
            Assert.Equal(Rows.Where(row => row >= from && row < end), Between(Some(), from, end));
            Assert.Equal(Enumerable.Range(0, 300).Where(row => row >= from && row < end), Between(RowSet.All(300), from, end));
            Assert.Empty(Between(RowSet.None(300), from, end));
        }

        Assert.Equal(Rows, Some().Rows());
    }

    [Fact]
    public void TheRowsBeforeARow_AreCounted()
    {
        RowSet some = Some();
        int[] before = some.CountsBefore();

        Assert.Equal(Rows.Length, before[^1]);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal(Rows.Count(own => own < row), some.CountBefore(row, before)));
    }

    [Fact]
    public void ARow_IsInTheSet_UntilItIsTakenOut()
    {
        RowSet some = Some();
        Assert.Equal(Rows, Enumerable.Range(0, 300).Where(row => some[row]));

        (some[63], some[64]) = (false, false);

        Assert.Equal(Rows.Where(row => row is not (63 or 64)), Enumerable.Range(0, 300).Where(row => some[row]));
    }

    private static RowSet Some()
    {
        var some = RowSet.None(300);
        Array.ForEach(Rows, row => some[row] = true);
        return some;
    }

    private static List<int> Between(RowSet set, int from, int end)
    {
        List<int> rows = [];
        foreach (int row in set.Between(from, end))
        {
            rows.Add(row);
        }

        return rows;
    }
}
