using System.Collections;

namespace Retention.Metrics.Ids;

/// <summary>The customers of some columns as a list; an id is made when it is read, and a table of all when the first position is asked for.</summary>
internal sealed class CustomerList(ICustomerNames names, int count) : IReadOnlyList<CustomerId>
{
    private readonly Lazy<Dictionary<CustomerId, int>> positions = new(() =>
    {
        var found = new Dictionary<CustomerId, int>(count);
        for (int customer = 0; customer < count; customer++)
        {
            found[names.NameOf(customer)] = customer;
        }

        return found;
    });

    public int Count => count;

    public ICustomerNames Names => names;

    public CustomerId this[int index] => names.NameOf(Rows.Checked(index, count));

    /// <summary>The position of a customer, or −1.</summary>
    public int PositionOf(CustomerId customer) => positions.Value.GetValueOrDefault(customer, -1);

    public IEnumerator<CustomerId> GetEnumerator() => Enumerable.Range(0, count).Select(names.NameOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
