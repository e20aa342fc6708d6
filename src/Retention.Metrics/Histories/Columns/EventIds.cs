namespace Retention.Metrics.Histories.Columns;

/// <summary>Numbers the ids of facts in the order in which they first come.</summary>
internal sealed class EventIds
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> ids = [];

    public int Count => ids.Count;

    public string this[int number] => ids[number];

    /// <summary>The number of an id.</summary>
    public int NumberOf(string id)
    {
        if (!numbers.TryGetValue(id, out int number))
        {
            number = ids.Count;
            ids.Add(id);
            numbers.Add(id, number);
        }

        return number;
    }
}
