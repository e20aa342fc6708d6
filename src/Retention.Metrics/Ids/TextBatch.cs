using System.Runtime.CompilerServices;

namespace Retention.Metrics.Ids;

/// <summary>Ids of a batch of rows that are texts, with their hashes, and their numbers once they have some; cleared and filled again for each batch.</summary>
/// <param name="most">How many ids it takes.</param>
internal sealed class TextBatch(int most)
{
    private readonly string[] texts = new string[most];
    private readonly ulong[] hashes = new ulong[most];
    private readonly int[] numbers = new int[most];

    /// <summary>How many ids there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of an id.</summary>
    public int this[int index] => numbers[index];

    public ReadOnlySpan<string> Texts => texts.AsSpan(0, Count);

    public ReadOnlySpan<ulong> Hashes => hashes.AsSpan(0, Count);

    public Span<int> Numbers => numbers.AsSpan(0, Count);

    /// <summary>Adds an id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(string text)
    {
        hashes[Count] = TextNumbers.HashOf(text);
        texts[Count++] = text;
    }

    public void Clear() => Count = 0;

    /// <summary>Finds the numbers of the ids, and gives numbers to those that are new.</summary>
    public void Number(TextNumbers table) => table.Of(Texts, Hashes, Numbers);
}
