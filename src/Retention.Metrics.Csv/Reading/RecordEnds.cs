namespace Retention.Metrics.Csv.Reading;

/// <summary>Finds where a record ends without splitting it into cells.</summary>
internal static class RecordEnds
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <summary>The byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Text without the byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

    /// <summary>The length of the whole records at the start of some bytes, of which the last ends with a line feed; 0 where there is none.</summary>
    /// <param name="bytes">Bytes that begin with a record.</param>
    /// <param name="separator">What separates cells.</param>
    /// <param name="isStart">Whether a byte order mark is that of the file; elsewhere it is the first character of a cell.</param>
    /// <returns>−1 where quotes do not enclose cells: then a reader has to follow them, and it alone knows where records end.</returns>
    public static int LastIn(ReadOnlySpan<byte> bytes, byte separator, bool isStart)
    {
        int end = 0, at = isStart ? bytes.Length - WithoutMark(bytes).Length : 0, first = at;
        while (true)
        {
            int quote = bytes[at..].IndexOf(Quote);
            int line = (quote < 0 ? bytes[at..] : bytes.Slice(at, quote)).LastIndexOf(LineFeed);
            end = line < 0 ? end : at + line + 1;
            if (quote < 0)
            {
                return end;
            }

            int opens = at + quote;
            if (opens > first && !EndsCell(bytes[opens - 1], separator))
            {
                return -1;
            }

            int closes = Closing(bytes, opens);
            if (closes < 0 || closes == bytes.Length - 1)
            {
                return end;
            }

            if (!EndsCell(bytes[closes + 1], separator))
            {
                return -1;
            }

            at = closes + 1;
        }
    }

    /// <summary>How many lines some bytes have, by carriage return, line feed or both; they do not end between the two.</summary>
    public static long LinesIn(ReadOnlySpan<byte> bytes)
    {
        long lines = bytes.Count(LineFeed);
        return bytes.Contains(CarriageReturn) ? lines + bytes.Count(CarriageReturn) - bytes.Count("\r\n"u8) : lines;
    }

    private static bool EndsCell(byte one, byte separator) => one == separator || one is LineFeed or CarriageReturn;

    /// <summary>The quote that closes what another opens; one that is written twice is part of the text.</summary>
    private static int Closing(ReadOnlySpan<byte> bytes, int opens)
    {
        int at = opens + 1;
        while (bytes[at..].IndexOf(Quote) is >= 0 and var next)
        {
            at += next;
            if (at + 1 == bytes.Length || bytes[at + 1] != Quote)
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }
}
