using System.Numerics;

namespace Retention.Metrics.Histories;

/// <summary>Where rows come among those that are not in a set.</summary>
internal sealed class RowRanks
{
    private const int BitsInWord = 64;

    private readonly ulong[] words;

    // How many rows of the set there are before each word.
    private readonly int[] before;

    public RowRanks(ulong[] words)
    {
        this.words = words;
        before = new int[words.Length];
        for (int word = 1; word < words.Length; word++)
        {
            before[word] = before[word - 1] + BitOperations.PopCount(words[word - 1]);
        }
    }

    /// <summary>How many rows before a row are not in the set.</summary>
    public int this[int row]
    {
        get
        {
            int word = row / BitsInWord;
            return row - before[word] - BitOperations.PopCount(words[word] & ((1UL << (row % BitsInWord)) - 1));
        }
    }
}
