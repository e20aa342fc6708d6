namespace Retention.Metrics.Ids;

/// <summary>Numbers ids given in UTF-8 from 0 in the order they first come. A text is made only of an id that is shown.</summary>
/// <remarks>About 32 bytes an id, and the bytes of the long ones. As long as ids rise there is no table: about 4 bytes an id that is counted up.</remarks>
internal sealed class IdNumbers
{
    private readonly PackedIdNumbers numbers = new();
    private readonly IdBytes bytes = new();

    public int Count => numbers.Count;

    /// <summary>Finds the numbers of ids, and gives numbers to those that are new.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="found">Where the numbers go.</param>
    public void Of(IdBatch batch, Span<int> found) => numbers.Of(batch.Ids, found, new LongOnes(bytes, batch.LongOnes));

    /// <summary>The number of an id that came before, or −1.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        var own = new IdBytes();
        return numbers.Find(PackedId.Of(utf8, own), new LongOnes(bytes, own));
    }

    /// <inheritdoc cref="PackedIdNumbers.Complete"/>
    public void Complete() => numbers.Complete();

    /// <summary>The ids by number.</summary>
    public IdTexts Texts() => new(numbers.Ids, bytes);

    /// <summary>Long ids are compared byte by byte.</summary>
    private readonly struct LongOnes(IdBytes kept, IdBytes ofBatch) : ILongIds
    {
        public void Prefetch(in PackedId own, int number) => kept.Prefetch(own.Place);

        public bool AreSame(in PackedId own, int number, in PackedId id, int index) => own.Last == id.Last && kept[own.Place].SequenceEqual(ofBatch[id.Place]);

        public PackedId Take(in PackedId id, int index) => id.Kind == PackedId.Long ? id with { First = kept.Add(ofBatch[id.Place]).Value } : id;
    }
}
