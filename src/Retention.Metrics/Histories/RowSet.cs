using System.Numerics;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories;

/// <summary>Some of the rows of columns: a bit for each row.</summary>
internal sealed class RowSet
{
    /// <summary>How many rows share a word.</summary>
    public const int BitsInWord = 64;

    // A shift by a row is one by the row's place in its word: of 64 bits, the low six of the row count.
    private const int WordShift = 6;

    private readonly ulong[] words;

    private RowSet(ulong[] words) => this.words = words;

    /// <summary>Whether a row is in the set.</summary>
    public bool this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (words[row >> WordShift] >> row & 1) != 0;
        set => words[row >> WordShift] = value ? words[row >> WordShift] | (1UL << row) : words[row >> WordShift] & ~(1UL << row);
    }

    /// <summary>The bits of 64 rows each, from the lowest; those behind the last row are 0.</summary>
    public Span<ulong> Words => words;

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

    /// <summary>How many rows of the set each word has before it; at the end, how many there are.</summary>
    public int[] CountsBefore()
    {
        var before = new int[words.Length + 1];
        for (int word = 0; word < words.Length; word++)
        {
            before[word + 1] = before[word] + BitOperations.PopCount(words[word]);
        }

        return before;
    }

    /// <summary>How many rows of the set are before a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">What <see cref="CountsBefore"/> says.</param>
    public int CountBefore(int row, int[] before) => before[row >> WordShift] + BitOperations.PopCount(words[row >> WordShift] & ((1UL << row) - 1));

    /// <summary>The rows in their order.</summary>
    public IEnumerable<int> Rows()
    {
        foreach (int row in Between(0, words.Length * BitsInWord))
        {
            yield return row;
        }
    }

    /// <summary>The rows from one to another, in their order.</summary>
    public Part Between(int from, int end) => new(words, from, end);

    /// <summary>The rows of a set from one to another: 64 that are not in it cost one comparison.</summary>
    public struct Part
    {
        private readonly ulong[] words;
        private readonly int end;
        private int start;
        private ulong left;

        public Part(ulong[] words, int from, int end)
        {
            (this.words, this.end, start) = (words, end, from & -BitsInWord);
            left = from < end ? words[from >> WordShift] & (ulong.MaxValue << from) : 0;
        }

        public int Current { get; private set; }

        public readonly Part GetEnumerator() => this;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            while (left == 0)
            {
                start += BitsInWord;
                if (start >= end)
                {
                    return false;
                }

                left = words[start >> WordShift];
            }

            Current = start + BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return Current < end;
        }
    }
}
