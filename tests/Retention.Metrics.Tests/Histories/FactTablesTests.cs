using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Tests.Histories;

/// <summary>The customers of many subscriptions, which are stored in blocks of 8192.</summary>
public sealed class FactTablesTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(8_190, 5)]
    [InlineData(8_191, 8_195)]
    [InlineData(19_999, 3)]
    [InlineData(25_000, 2)]
    public void Owners_OfSubscriptionsOneAfterAnother_AreThoseOfEach(int first, int count)
    {
        var tables = new FactTables(new FactKeys<int, int>());
        tables.SetOwners([.. Enumerable.Range(0, 20_000).Select(subscription => (subscription % 7) - 1)]);
        int[] owners = new int[count];
        tables.CopyOwners(first, owners);

        Assert.Equal(Enumerable.Range(first, count).Select(tables.OwnerOf), owners);
    }
}
