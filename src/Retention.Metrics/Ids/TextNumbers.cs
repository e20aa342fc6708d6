using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Retention.Metrics.Ids;

/// <summary>Numbers ids that are texts from 0 in the order they first come, and keeps the text of each, which is the caller's own.</summary>
/// <remarks>
/// <para>About 20 bytes an id beside the text. As long as ids rise there is no table: 8 bytes an id.</para>
/// <para>In a large table a look-up misses the cache for the bucket, for the reference and for the text. Ids come in batches, so that the misses of many are waited for together.</para>
/// <para>One thread adds ids. Others may read the texts of numbers that they know meanwhile.</para>
/// </remarks>
internal sealed class TextNumbers
{
    private const int BlockBits = 12;
    private const int TextsInBlock = 1 << BlockBits;
    private const int TextsAtFirst = 1 << 3;

    // How many look-ups wait for the memory together: more than a core can have under way.
    private const int AtOnce = 32;

    private const int OneKind = 1;

    // Where the last characters of a short text are, which may be in the next line of the cache.
    private const int BytesToTheEnd = 40;

    private IdTable? table;
    private string[][] texts = [new string[TextsAtFirst]];
    private int count;

    public int Count => count;

    /// <summary>The text of a number.</summary>
    public string this[int number] => Volatile.Read(ref texts)[number >> BlockBits][number & (TextsInBlock - 1)];

    /// <summary>The hash of an id, which cannot be chosen.</summary>
    public static ulong HashOf(string text)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (bytes.Length >= IdHash.FewestBytes)
        {
            return IdHash.Of(bytes);
        }

        Span<byte> padded = stackalloc byte[IdHash.FewestBytes];
        padded.Clear();
        bytes.CopyTo(padded);
        return IdHash.Of(padded);
    }

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="hashes">The hash of each.</param>
    /// <param name="numbers">Where the numbers go.</param>
    public void Of(ReadOnlySpan<string> batch, ReadOnlySpan<ulong> hashes, Span<int> numbers)
    {
        int risen = 0;
        if (table is null)
        {
            risen = AddRising(batch, numbers);
            if (risen == batch.Length)
            {
                return;
            }

            UseTable();
        }

        for (int start = risen; start < batch.Length + (3 * AtOnce); start += AtOnce)
        {
            PrefetchBuckets(hashes, RangeOf(start, risen, batch.Length));
            FindLikely(hashes, numbers, RangeOf(start - AtOnce, risen, batch.Length));
            PrefetchTexts(numbers, RangeOf(start - (2 * AtOnce), risen, batch.Length));
            Number(batch, hashes, numbers, RangeOf(start - (3 * AtOnce), risen, batch.Length));
        }
    }

    /// <summary>Finds whether ids have the numbers that are likely.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="likely">The likely number of each, or −1; becomes −1 where it is another.</param>
    public void Confirm(ReadOnlySpan<string> batch, Span<int> likely)
    {
        for (int start = 0; start < batch.Length + (2 * AtOnce); start += AtOnce)
        {
            (int first, int end) = RangeOf(start, 0, batch.Length);
            for (int i = first; i < end; i++)
            {
                PrefetchReference(likely[i]);
            }

            PrefetchTexts(likely, RangeOf(start - AtOnce, 0, batch.Length));
            (first, end) = RangeOf(start - (2 * AtOnce), 0, batch.Length);
            for (int i = first; i < end; i++)
            {
                if (likely[i] >= 0 && !string.Equals(this[likely[i]], batch[i], StringComparison.Ordinal))
                {
                    likely[i] = -1;
                }
            }
        }
    }

    private static (int First, int End) RangeOf(int start, int first, int end) => (Math.Max(first, start), Math.Min(start + AtOnce, end));

    /// <summary>Adds ids as long as they rise, by length and then in ordinal order, as ids do that are counted up: each is new.</summary>
    /// <returns>How many were added.</returns>
    private int AddRising(ReadOnlySpan<string> batch, Span<int> numbers)
    {
        string last = count == 0 ? "" : this[count - 1];
        for (int i = 0; i < batch.Length; i++)
        {
            string text = batch[i];
            if (text.Length < last.Length || (text.Length == last.Length && string.CompareOrdinal(text, last) <= 0))
            {
                return i;
            }

            numbers[i] = count;
            Add(text);
            last = text;
        }

        return batch.Length;
    }

    /// <summary>The ids have stopped to rise: puts them into a table.</summary>
    private void UseTable()
    {
        table = new IdTable(number => HashOf(this[number]));
        for (int number = 0; number < count; number++)
        {
            ulong hash = HashOf(this[number]);
            table.Add(hash, TagOf(hash), number);
        }
    }

    private void PrefetchBuckets(ReadOnlySpan<ulong> hashes, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            table!.Prefetch(table.FirstOf(hashes[i]));
        }
    }

    /// <summary>Finds the numbers that ids probably have, or −1, and prefetches where their texts are referred to.</summary>
    private void FindLikely(ReadOnlySpan<ulong> hashes, Span<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            IdTable.Probe first = table!.FirstOf(hashes[i]);
            uint places = table.PlacesWith(first, TagOf(hashes[i]));
            numbers[i] = places == 0 ? -1 : table.NumberIn(first, places);
            PrefetchReference(numbers[i]);
        }
    }

    private unsafe void PrefetchReference(int number)
    {
        if (Sse.IsSupported && number >= 0)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref texts[number >> BlockBits][number & (TextsInBlock - 1)]));
        }
    }

    private unsafe void PrefetchTexts(ReadOnlySpan<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (Sse.IsSupported && numbers[i] >= 0)
            {
                // The address of the text as it is now. Where it is moved meanwhile nothing is won, and nothing is lost.
                byte* address = (byte*)Unsafe.As<string, nint>(ref texts[numbers[i] >> BlockBits][numbers[i] & (TextsInBlock - 1)]);
                Sse.Prefetch0(address);
                Sse.Prefetch0(address + BytesToTheEnd);
            }
        }
    }

    private void Number(ReadOnlySpan<string> batch, ReadOnlySpan<ulong> hashes, Span<int> numbers, (int First, int End) range)
    {
        for (int i = range.First; i < range.End; i++)
        {
            if (numbers[i] >= 0 && string.Equals(this[numbers[i]], batch[i], StringComparison.Ordinal))
            {
                continue;
            }

            // An id of the same batch may have been added since.
            numbers[i] = Find(batch[i], hashes[i], out IdTable.Probe end);
            if (numbers[i] < 0)
            {
                numbers[i] = count;
                Add(batch[i]);
                table!.Add(end, TagOf(hashes[i]), numbers[i]);
            }
        }
    }

    private static uint TagOf(ulong hash) => IdTable.TagOf(hash, OneKind);

    /// <summary>The number of an id, or −1 and where the search ended.</summary>
    private int Find(string text, ulong hash, out IdTable.Probe end)
    {
        uint tag = TagOf(hash);
        for (end = table!.FirstOf(hash); ; end = end.Next)
        {
            for (uint places = table.PlacesWith(end, tag); places != 0; places &= places - 1)
            {
                int number = table.NumberIn(end, places);
                if (string.Equals(this[number], text, StringComparison.Ordinal))
                {
                    return number;
                }
            }

            if (!table.IsFull(end))
            {
                return -1;
            }
        }
    }

    private void Add(string text)
    {
        int block = count >> BlockBits, within = count & (TextsInBlock - 1);
        if (block == texts.Length)
        {
            string[][] more = new string[2 * block][];
            texts.CopyTo(more, 0);
            Volatile.Write(ref texts, more);
        }

        if (texts[block] is null)
        {
            Volatile.Write(ref texts[block], new string[TextsInBlock]);
        }
        else if (within == texts[block].Length)
        {
            string[] grown = new string[Math.Min(TextsInBlock, 4 * within)];
            texts[block].CopyTo(grown, 0);
            Volatile.Write(ref texts[block], grown);
        }

        texts[block][within] = text;
        count++;
    }
}
