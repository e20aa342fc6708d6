namespace Retention.Metrics.Histories.Columns;

/// <summary>The kinds of subscription events, under the names of their types.</summary>
internal enum FactKind : byte
{
    TrialStarted,
    Started,
    PriceChanged,
    Paused,
    Resumed,
    PaymentFailed,
    PaymentRecovered,
    CancellationScheduled,
    CancellationRevoked,
    Ended,
}

/// <summary>The kind of a fact, the index of what belongs to it, and whether it is left out.</summary>
/// <param name="Bits">4 bits for the kind, one that tells that the fact is left out, and 27 for the index.</param>
internal readonly record struct FactContent(uint Bits)
{
    private const int KindBits = 4;
    private const uint LeftOut = 1 << KindBits;
    private const int IndexShift = KindBits + 1;
    private const int MostIndices = 1 << (32 - IndexShift);

    public FactContent(FactKind kind, int index = 0)
        : this((uint)kind | (Checked(index) << IndexShift))
    {
    }

    public FactKind Kind => (FactKind)(Bits & ((1 << KindBits) - 1));

    /// <summary>The index of a price, a reason or a scheduled cancellation, by the kind of the fact; 0 for the other kinds.</summary>
    public int Index => (int)(Bits >> IndexShift);

    /// <summary>Whether the fact sets a price.</summary>
    public bool SetsPrice => Kind is FactKind.Started or FactKind.PriceChanged;

    /// <summary>Whether the fact repeats another of its id, gave way to one, or contradicts one.</summary>
    public bool IsLeftOut => (Bits & LeftOut) != 0;

    public FactContent AsLeftOut() => new(Bits | LeftOut);

    public FactContent AsHeld() => new(Bits & ~LeftOut);

    private static uint Checked(int index) => index < MostIndices
        ? (uint)index
        : throw new InvalidOperationException(FormattableString.Invariant($"The facts have more than {MostIndices} distinct prices, reasons or scheduled cancellations."));
}

/// <summary>A fact as it was added: 16 bytes.</summary>
/// <param name="Ticks">When it takes effect, in ticks of 100 ns since 1970.</param>
/// <param name="Subscription">The number of the subscription.</param>
/// <param name="Content">What happened.</param>
internal readonly record struct AddedFact(long Ticks, int Subscription, FactContent Content);

/// <summary>A fact among those of its subscription: 16 bytes.</summary>
/// <param name="Ticks">When it takes effect, in ticks of 100 ns since 1970.</param>
/// <param name="Place">Its place in the input, under which <see cref="FactDetails"/> has the rest.</param>
/// <param name="Content">What happened.</param>
internal readonly record struct FactRow(long Ticks, int Place, FactContent Content)
{
    /// <summary>A fact as it was added, in the memory in which it stays: it has its subscription instead of its place until it is moved to the others of that.</summary>
    public static FactRow OfAdded(in AddedFact fact) => new(fact.Ticks, fact.Subscription, fact.Content);

    /// <summary>The fact as it was added, where it has not been moved.</summary>
    public AddedFact ToAdded() => new(Ticks, Place, Content);
}
