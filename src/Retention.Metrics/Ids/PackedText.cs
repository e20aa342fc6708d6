using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Retention.Metrics.Ids;

/// <summary>Packs ids that are texts: short ones and UUIDs as in UTF-8, of any other its hash.</summary>
internal static class PackedText
{
    /// <summary>Packs an id that is not empty.</summary>
    public static PackedId Of(string text)
    {
        Span<byte> ascii = stackalloc byte[UuidText.Length];
        if (text.Length is <= PackedId.MostInline or UuidText.Length && Ascii.FromUtf16(text, ascii, out int length) == OperationStatus.Done)
        {
            if (length <= PackedId.MostInline)
            {
                return PackedId.OfShort(ascii[..length]);
            }

            if (UuidText.TryRead(ascii, out ulong first, out ulong last))
            {
                return new PackedId(first, last, PackedId.Uuid);
            }
        }

        return new PackedId(0, HashOf(MemoryMarshal.AsBytes(text.AsSpan())), PackedId.Long);
    }

    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[IdHash.FewestBytes];
        if (bytes.Length >= padded.Length)
        {
            return IdHash.Of(bytes);
        }

        padded.Clear();
        bytes.CopyTo(padded);
        return IdHash.Of(padded);
    }
}
