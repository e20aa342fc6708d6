using System.Numerics;

namespace Retention.Metrics.Histories;

/// <summary>Some of the rows of columns: a bit for each row.</summary>
internal sealed class RowSet
{
    private const int BitsInWord = 64;

    private readonly ulong[] words;

    private RowSet(ulong[] words) => this.words = words;

    /// <summary>Whether a row is in the set.</summary>
    public bool this[int row]
    {
        get => (words[row / BitsInWord] >> (row % BitsInWord) & 1) != 0;
        set => words[row / BitsInWord] = value ? words[row / BitsInWord] | (1UL << (row % BitsInWord)) : words[row / BitsInWord] & ~(1UL << (row % BitsInWord));
    }

    public int Count => words.Sum(BitOperations.PopCount);

    public static RowSet None(int rows) => new(new ulong[(rows / BitsInWord) + 1]);

    public static RowSet All(int rows)
    {
        RowSet all = None(rows);
        Array.Fill(all.words, ulong.MaxValue, 0, rows / BitsInWord);
        all.words[^1] = (1UL << (rows % BitsInWord)) - 1;
        return all;
    }

    public RowSet Copy() => new([.. words]);

    /// <summary>Adds a row.</summary>
    /// <returns>Whether it was not in the set before.</returns>
    public bool Add(int row)
    {
        bool isNew = !this[row];
        this[row] = true;
        return isNew;
    }

    /// <summary>Where the other rows come among themselves; the set is not changed any more.</summary>
    public RowRanks RanksOfOthers() => new(words);

    /// <summary>The rows in their order.</summary>
    public IEnumerable<int> Rows()
    {
        for (int word = 0; word < words.Length; word++)
        {
            for (ulong left = words[word]; left != 0; left &= left - 1)
            {
                yield return (word * BitsInWord) + BitOperations.TrailingZeroCount(left);
            }
        }
    }
}
