namespace Retention.Metrics.Ids;

/// <summary>Numbers ids that are texts from 0 in the order they first come, and keeps the text of each.</summary>
/// <remarks>
/// <para>About 40 bytes an id. Two ids are compared by what is packed of them; the texts of long ones only where their hashes are equal.</para>
/// <para>One thread adds ids. Others may read the texts of numbers that they know meanwhile.</para>
/// </remarks>
internal sealed class TextNumbers
{
    private const int BlockBits = 12;
    private const int TextsInBlock = 1 << BlockBits;
    private const int TextsAtFirst = 1 << 3;

    private readonly PackedIdNumbers numbers = new();
    private string[][] texts = [new string[TextsAtFirst]];
    private int count;

    public int Count => count;

    /// <summary>The text of a number.</summary>
    public string this[int number] => Volatile.Read(ref texts)[number >> BlockBits][number & (TextsInBlock - 1)];

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="ids">The ids, as <see cref="PackedText"/> packs them.</param>
    /// <param name="batch">Their texts.</param>
    /// <param name="found">Where the numbers go.</param>
    public void Of(ReadOnlySpan<PackedId> ids, string[] batch, Span<int> found) => numbers.Of(ids, found, new LongOnes(this, batch));

    private void Add(string text)
    {
        int block = count >> BlockBits, within = count & (TextsInBlock - 1);
        if (block == texts.Length)
        {
            Volatile.Write(ref texts, [.. texts, new string[TextsInBlock]]);
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

    private readonly struct LongOnes(TextNumbers owner, string[] batch) : ILongIds
    {
        public void Prefetch(in PackedId own, int number)
        {
        }

        public bool AreSame(in PackedId own, int number, in PackedId id, int index) => own.Last == id.Last && string.Equals(owner[number], batch[index], StringComparison.Ordinal);

        public PackedId Take(in PackedId id, int index)
        {
            owner.Add(batch[index]);
            return id;
        }
    }
}
