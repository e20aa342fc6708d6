using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Timelines.Building;

/// <summary>The numbers of a column of keys. Keys that are small numbers themselves are taken as they are.</summary>
internal sealed class KeyColumn<TKey>
    where TKey : notnull
{
    // A table with a place for each number may have this many places for each row.
    private const int PlacesPerRow = 4;
    private const int FewPlaces = 1 << 10;

    private readonly KeyDictionary<TKey> numbers = new();
    private int smallest = int.MaxValue;
    private int largest = -1;

    /// <summary>Whether keys themselves are stored in the rows, numbered or not.</summary>
    private bool areNumbers = typeof(TKey) == typeof(int);

    /// <summary>Keys are numbered from 0 up to this.</summary>
    public int Count => areNumbers ? largest + 1 : numbers.Count;

    /// <summary>Whether every number up to the count is a key.</summary>
    public bool HasAll => !areNumbers;

    /// <summary>The number of a key in its row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(TKey key)
    {
        if (typeof(TKey) == typeof(int))
        {
            int number = Unsafe.As<TKey, int>(ref key);
            smallest = Math.Min(smallest, number);
            largest = Math.Max(largest, number);
            return number;
        }

        return numbers.Of(key);
    }

    /// <summary>Maps sparse or negative keys to dense indexes.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="field">Where a row holds the key.</param>
    public void Compact(RowStore rows, RowField field)
    {
        if (!areNumbers || AreDense(rows.Count))
        {
            return;
        }

        areNumbers = false;
        foreach (ArraySegment<LedgerRow> block in rows.Blocks())
        {
            foreach (ref LedgerRow row in block.AsSpan())
            {
                ref int place = ref field(ref row);
                int key = place;
                place = numbers.Of(Unsafe.As<int, TKey>(ref key));
            }
        }
    }

    /// <summary>The numbers of keys of a column: the column itself, where its keys are small numbers.</summary>
    public ReadOnlySpan<int> NumbersOf(ReadOnlySpan<TKey> keys)
    {
        if (areNumbers)
        {
            ReadOnlySpan<int> column = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TKey, int>(ref MemoryMarshal.GetReference(keys)), keys.Length);
            foreach (int key in column)
            {
                smallest = Math.Min(smallest, key);
                largest = Math.Max(largest, key);
            }

            if (AreDense(keys.Length))
            {
                return column;
            }

            areNumbers = false;
        }

        int[] found = GC.AllocateUninitializedArray<int>(keys.Length);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = numbers.Of(keys[i]);
        }

        return found;
    }

    /// <summary>The key of a number.</summary>
    public TKey KeyOf(int number) => areNumbers ? Unsafe.As<int, TKey>(ref number) : numbers[number];

    private bool AreDense(int rows) => rows == 0 || (smallest >= 0 && largest < Math.Max(FewPlaces, (long)rows * PlacesPerRow));
}

/// <summary>Where a row holds a key.</summary>
internal delegate ref int RowField(ref LedgerRow row);
