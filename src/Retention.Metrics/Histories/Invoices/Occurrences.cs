namespace Retention.Metrics.Histories.Invoices;

/// <summary>The different values of a changing collection, with how often each is in it.</summary>
/// <param name="counts">An empty dictionary, which says which values are equal and in which order they are listed.</param>
internal sealed class Occurrences<T>(IDictionary<T, int> counts)
    where T : notnull
{
    /// <summary>How many different values there are.</summary>
    public int Distinct => counts.Count;

    /// <summary>Each value once.</summary>
    public IEnumerable<T> Values => counts.Keys;

    /// <summary>Adds a value.</summary>
    /// <returns>Whether it was not in the collection.</returns>
    public bool Add(T value)
    {
        _ = counts.TryGetValue(value, out int count);
        counts[value] = count + 1;
        return count == 0;
    }

    /// <summary>Removes a value once.</summary>
    /// <returns>Whether it is no longer in the collection.</returns>
    public bool Remove(T value)
    {
        int count = counts[value] - 1;
        if (count == 0)
        {
            return counts.Remove(value);
        }

        counts[value] = count;
        return false;
    }

    public void Clear() => counts.Clear();
}
