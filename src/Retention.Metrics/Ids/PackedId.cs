using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Retention.Metrics.Ids;

/// <summary>An id in 16 bytes and its kind; two ids that are stored inline are equal if these are.</summary>
/// <param name="First">The first eight bytes of a short id or a UUID, or where a long id is kept.</param>
/// <param name="Last">The bytes after them, or the hash of a long id.</param>
/// <param name="Kind">The length of a short id, or one of the other kinds.</param>
internal readonly record struct PackedId(ulong First, ulong Last, int Kind)
{
    /// <summary>The maximum number of bytes stored inline.</summary>
    public const int MostInline = 2 * sizeof(ulong);

    /// <summary>A UUID in small letters, as its 16 bytes.</summary>
    public const int Uuid = UuidText.Length;

    /// <summary>Any other id: its bytes are kept elsewhere.</summary>
    public const int Long = byte.MaxValue;

    /// <summary>Where the bytes of a long id are kept.</summary>
    public IdPlace Place => new(First);

    /// <summary>A hash of what distinguishes ids; the place of a long one does not.</summary>
    public ulong Hash => IdHash.Mix(Kind == Long ? 0 : First, Last ^ (uint)Kind);

    /// <summary>Packs an id that is not empty.</summary>
    /// <param name="utf8">The id.</param>
    /// <param name="longOnes">Where the bytes of a long one go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedId Of(ReadOnlySpan<byte> utf8, IdBytes longOnes)
    {
        if (utf8.Length <= MostInline)
        {
            return OfShort(utf8);
        }

        return UuidText.TryRead(utf8, out ulong first, out ulong last)
            ? new PackedId(first, last, Uuid)
            : new PackedId(longOnes.Add(utf8).Value, IdHash.Of(utf8), Long);
    }

    /// <summary>The number that an id of at most eight digits without leading zeros is: the one spelling of that number.</summary>
    public bool TryNumber(out int number)
    {
        number = 0;
        return Kind <= PlainDigits.AtOnce && PlainDigits.TryRead(First, Kind, out number) && (Kind == 1 || (First & byte.MaxValue) != '0');
    }

    /// <summary>The text of an id.</summary>
    /// <param name="longOnes">Where the bytes of a long one are kept.</param>
    public string TextIn(IdBytes longOnes)
    {
        switch (Kind)
        {
            case Long:
                return Encoding.UTF8.GetString(longOnes[Place]);
            case Uuid:
                return UuidText.Of(First, Last);
            default:
                Span<byte> bytes = stackalloc byte[MostInline];
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], Last);
                return Encoding.UTF8.GetString(bytes[..Kind]);
        }
    }

    /// <summary>Packs an id of at most <see cref="MostInline"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PackedId OfShort(ReadOnlySpan<byte> utf8)
    {
        int length = utf8.Length;
        if (length <= sizeof(ulong))
        {
            return new PackedId(PlainDigits.Load(utf8), 0, length);
        }

        // The last eight bytes, less those that are in the first.
        ulong last = BinaryPrimitives.ReadUInt64LittleEndian(utf8[(length - sizeof(ulong))..]) >> (8 * (MostInline - length));
        return new PackedId(BinaryPrimitives.ReadUInt64LittleEndian(utf8), last, length);
    }
}
