namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>Numbers of order ids are stored from the first row that has the id of another, or none.</summary>
public sealed class OrderIdColumnTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 0, 1, 2)]
    [InlineData(0, 1, 2, 0)]
    [InlineData(OrderFacts.NoId, 0, 1, 2)]
    [InlineData(0, OrderFacts.NoId, OrderFacts.NoId, 1)]
    public void ARow_HasTheNumberThatWasAdded(params int[] numbers)
    {
        OrderIdColumn one = new(), several = new();
        Array.ForEach(numbers, one.Add);
        several.AddRange(numbers);

        Assert.Equal(numbers, Enumerable.Range(0, one.Count).Select(row => one[row]));
        Assert.Equal(numbers, Enumerable.Range(0, several.Count).Select(row => several[row]));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 1, 1)]
    public void ANumber_IsReplacedInAllRows(params int[] numbers)
    {
        var column = new OrderIdColumn();
        column.AddRange(numbers);

        column.Replace(1, OrderFacts.NoId);

        Assert.Equal(numbers.Select(number => number == 1 ? OrderFacts.NoId : number), Enumerable.Range(0, column.Count).Select(row => column[row]));
    }

    [Fact]
    public void IdsThatAreAllNew_TakeNoMemory()
    {
        var column = new OrderIdColumn();
        int[] numbers = [.. Enumerable.Range(0, 100_000)];
        long before = GC.GetAllocatedBytesForCurrentThread();

        column.AddRange(numbers);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
        Assert.Equal((numbers.Length, 99_999), (column.Count, column[99_999]));
    }
}
