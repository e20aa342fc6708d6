namespace Retention.Metrics.Ids;

/// <summary>Ids of a batch of rows that are texts, and their numbers once they have some; cleared and filled again for each batch.</summary>
/// <param name="most">How many ids it takes.</param>
internal sealed class TextBatch(int most)
{
    private readonly PackedId[] ids = new PackedId[most];
    private readonly string[] texts = new string[most];
    private readonly int[] numbers = new int[most];

    /// <summary>How many ids there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of an id.</summary>
    public int this[int index] => numbers[index];

    /// <summary>Adds an id that is not empty.</summary>
    public void Add(string text)
    {
        ids[Count] = PackedText.Of(text);
        texts[Count++] = text;
    }

    public void Clear() => Count = 0;

    /// <summary>Finds the numbers of the ids, and gives numbers to those that are new.</summary>
    public void Number(TextNumbers table) => table.Of(ids.AsSpan(0, Count), texts, numbers.AsSpan(0, Count));
}
