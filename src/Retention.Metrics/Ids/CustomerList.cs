using System.Collections;

namespace Retention.Metrics.Ids;

/// <summary>The customers of some columns as a list; an id is made when it is read.</summary>
internal sealed class CustomerList(ICustomerNames names, int count) : IReadOnlyList<CustomerId>
{
    public int Count => count;

    public CustomerId this[int index] => names.NameOf(Rows.Checked(index, count));

    public IEnumerator<CustomerId> GetEnumerator() => Enumerable.Range(0, count).Select(names.NameOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
