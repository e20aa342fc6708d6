namespace Retention.Metrics.Orders;

/// <summary>The customers of the rows of an <see cref="RfmTable"/>. A key or an id is looked up when it is read, not before.</summary>
internal sealed class RfmCustomers
{
    private readonly (ICustomerNames Names, int[]? Numbers)[] parts;

    // The number of rows up to the end of each part.
    private readonly int[] ends;

    private RfmCustomers((ICustomerNames Names, int[]? Numbers)[] parts, int[] ends) => (this.parts, this.ends) = (parts, ends);

    /// <summary>The customers of some names.</summary>
    /// <param name="names">The names.</param>
    /// <param name="numbers">The number of each row's customer in the names, or nothing where rows have the order of the names.</param>
    /// <param name="count">The number of rows.</param>
    public static RfmCustomers Of(ICustomerNames names, int[]? numbers, int count) => new([(names, numbers)], [count]);

    /// <summary>These customers, followed by others.</summary>
    public RfmCustomers Concat(RfmCustomers other) =>
        other.ends[^1] == 0 ? this
        : ends[^1] == 0 ? other
        : new([.. parts, .. other.parts], [.. ends, .. other.ends.Select(end => ends[^1] + end)]);

    /// <summary>The id of the customer of a row.</summary>
    public CustomerId IdOf(int row)
    {
        int found = Array.BinarySearch(ends, row + 1);
        int part = found >= 0 ? found : ~found, index = row - Start(part);
        return parts[part].Names.NameOf(parts[part].Numbers?[index] ?? index);
    }

    /// <summary>Copies the key of each row's customer.</summary>
    /// <returns>Whether the keys have the type.</returns>
    public bool TryCopyKeys<TKey>(Span<TKey> keys)
        where TKey : notnull
    {
        for (int part = 0; part < parts.Length; part++)
        {
            (ICustomerNames names, int[]? numbers) = parts[part];
            Func<int, TKey>? keyOf = names switch
            {
                ICustomerKeys<TKey> own => own.KeyOf,
                _ when (Func<int, CustomerId>)names.NameOf is Func<int, TKey> idOf => idOf,
                _ => null,
            };
            if (keyOf is null)
            {
                return false;
            }

            int start = Start(part);
            for (int row = start; row < ends[part]; row++)
            {
                keys[row] = keyOf(numbers?[row - start] ?? row - start);
            }
        }

        return true;
    }

    private int Start(int part) => part == 0 ? 0 : ends[part - 1];
}
