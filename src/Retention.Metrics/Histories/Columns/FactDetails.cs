using NodaTime;

namespace Retention.Metrics.Histories.Columns;

/// <summary>What few facts have, by their place in the input: nothing is stored of what no fact has.</summary>
internal sealed class FactDetails
{
    // Recorded ticks are counted from the earliest instant plus 1, so that 0 is none.
    private static readonly long BeforeRecorded = Instant.MinValue.ToUnixTimeTicks() - 1;

    private ColumnBlocks<byte>? nanos;
    private ColumnBlocks<long>? recorded;
    private ColumnBlocks<byte>? recordedNanos;
    private ColumnBlocks<int>? eventIds;

    private const int BitsInWord = 64;

    // The customer, where it differs from that of the first fact of the subscription. A bit says whether it does: facts are asked in any order, and the bits of all are near.
    private ColumnBlocks<int>? otherCustomers;
    private ColumnBlocks<ulong>? haveOther;

    /// <summary>Whether some fact is of another customer than the first of its subscription.</summary>
    public bool HasOtherCustomers => otherCustomers is not null;

    /// <summary>Whether some fact has an id.</summary>
    public bool HasEventIds => eventIds is not null;

    /// <summary>Whether some fact has a recorded instant.</summary>
    public bool HasRecorded => recorded is not null;

    /// <summary>Whether some instant is no whole tick.</summary>
    public bool HasNanos => nanos is not null;

    public void SetNanos(int place, int value) => (nanos ??= new()).Set(place, (byte)value);

    public void SetRecorded(int place, FactInstant instant)
    {
        (recorded ??= new()).Set(place, instant.Ticks - BeforeRecorded);
        if (instant.Nanos != 0)
        {
            (recordedNanos ??= new()).Set(place, (byte)instant.Nanos);
        }
    }

    public void SetEventId(int place, int number) => (eventIds ??= new()).Set(place, number + 1);

    public void SetCustomer(int place, int customer)
    {
        (otherCustomers ??= new()).Set(place, customer);
        haveOther ??= new();
        haveOther.Set(place / BitsInWord, haveOther.ValueOrDefault(place / BitsInWord) | (1UL << (place % BitsInWord)));
    }

    /// <summary>The nanoseconds of a fact's instant beyond its ticks.</summary>
    public int NanosOf(int place) => nanos is null ? 0 : nanos.ValueOrDefault(place);

    /// <summary>The instant of a fact.</summary>
    public FactInstant At(in FactRow row) => new(row.Ticks, NanosOf(row.Place));

    /// <summary>When a fact became known, if that is recorded.</summary>
    public FactInstant? RecordedAt(int place) =>
        recorded?.ValueOrDefault(place) is { } ticks and not 0 ? new FactInstant(ticks + BeforeRecorded, recordedNanos is null ? 0 : recordedNanos.ValueOrDefault(place)) : null;

    /// <summary>The number of a fact's id, or −1.</summary>
    public int EventIdOf(int place) => eventIds is null ? -1 : eventIds.ValueOrDefault(place) - 1;

    /// <summary>The customer of a fact, where it differs from that of the first fact of the subscription.</summary>
    public int CustomerOf(int place, int first) =>
        haveOther is null || (haveOther.ValueOrDefault(place / BitsInWord) >> (place % BitsInWord) & 1) == 0 ? first : otherCustomers![place];
}
