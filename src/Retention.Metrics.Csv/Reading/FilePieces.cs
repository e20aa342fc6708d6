using System.Text;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Cuts a file into pieces of whole rows, which can be read side by side.</summary>
/// <remarks>
/// A file in another encoding than UTF-8 is one piece, and so is what follows a quote that encloses no cell: where its rows end, only reading them tells.
/// </remarks>
internal sealed class FilePieces : IDisposable
{
    /// <summary>About how many bytes a piece has.</summary>
    public const int UsualSize = 1 << 16;

    private const int HeadSize = 1 << 16;

    private readonly int pieceSize;
    private readonly FileSource source;
    private readonly TextEncoding encoding;
    private byte[] begun;
    private int begunLength;
    private bool atEnd;
    private bool isFirst = true;
    private long line = 1;
    private byte separator;
    private bool statesSeparator;
    private RowReader? rest;

    /// <summary>Begins to read a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="encoding">How its text is encoded.</param>
    /// <param name="pieceSize">About how many bytes a piece has; the first has at least the header.</param>
    public FilePieces(FileSource source, TextEncoding encoding, int pieceSize)
    {
        this.pieceSize = pieceSize;
        this.source = source;
        this.encoding = encoding;
        begun = new byte[Math.Min(pieceSize, HeadSize)];
        Fill();
        if (!atEnd && !HasLineEnd)
        {
            Array.Resize(ref begun, RowReader.MostBytesInRecord + 1);
            Fill();
        }

        void Fill()
        {
            begunLength += source.First.ReadAtLeast(begun.AsSpan(begunLength), begun.Length - begunLength, throwOnEndOfStream: false);
            atEnd = begunLength < begun.Length;
        }
    }

    /// <summary>Whether the file is so short that it is one piece.</summary>
    public bool AreOne => atEnd;

    private static ReadOnlySpan<byte> SeparatorHint => "sep="u8;

    private bool HasLineEnd => begun.AsSpan(0, begunLength).IndexOfAny((byte)'\n', (byte)'\r') >= 0;

    private bool AreUtf8 => encoding.OfReader is null && !source.HasWideMark;

    // A first line such as "sep=;" is skipped only where the separator is to be found out.
    private char? StatedSeparator => separator == 0 || (isFirst && statesSeparator) ? null : (char)separator;

    /// <summary>Reads the names of the columns, without going on.</summary>
    public string[] ReadHeader()
    {
        ReadOnlyMemory<byte> head = begun.AsMemory(0, begunLength);
        using RowReader reader = RowReader.Of(new PrefixedStream(head, Stream.Null), encoding);
        string[] names = HasLineEnd || atEnd ? reader.ReadHeader() : throw RowReader.TooLong(line);
        separator = (byte)reader.Separator;
        ReadOnlySpan<byte> start = RecordEnds.WithoutMark(head.Span);
        statesSeparator = Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, SeparatorHint.Length)], SeparatorHint);
        return names;
    }

    /// <summary>Cuts off the next piece.</summary>
    /// <param name="buffer">Where the bytes of the piece go; it grows with a long row.</param>
    /// <param name="rows">The rows of the piece; of the last piece that cannot be cut the same each time, to be read by one thread at a time.</param>
    /// <param name="isWhole">Whether the rows are a piece, which the caller reads to its end and disposes of.</param>
    public bool TryNext(ref byte[] buffer, out RowReader rows, out bool isWhole)
    {
        isWhole = false;
        rows = rest!;
        if (rest is not null)
        {
            return true;
        }

        if (atEnd && begunLength == 0 && !isFirst)
        {
            return false;
        }

        int cut = AreUtf8 ? Cut(ref buffer) : -1;
        if (cut < 0)
        {
            rows = Whole();
            return true;
        }

        isWhole = true;
        rows = RowReader.Of(AsText(buffer.AsMemory(0, cut)), encoding, StatedSeparator, isFirst, line);
        Complete(rows);
        line += RecordEnds.LinesIn(buffer.AsSpan(0, cut));
        return true;
    }

    /// <summary>The whole file as one piece, for a single reader.</summary>
    public RowReader Whole() => rest = ReaderOf(new PrefixedStream(AsText(begun.AsMemory(0, begunLength)), source.First));

    public void Dispose() => rest?.Dispose();

    /// <summary>Takes the next whole rows into a buffer, and keeps the row that is begun.</summary>
    /// <returns>The length of the rows, or −1 where they cannot be cut off.</returns>
    private int Cut(ref byte[] buffer)
    {
        int size = Math.Max(begunLength, atEnd ? 0 : pieceSize);
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }

        while (true)
        {
            begun.AsSpan(0, begunLength).CopyTo(buffer);
            int length = begunLength;
            if (!atEnd)
            {
                length += source.First.ReadAtLeast(buffer.AsSpan(begunLength), buffer.Length - begunLength, throwOnEndOfStream: false);
                atEnd = length < buffer.Length;
            }

            ReadOnlySpan<byte> read = buffer.AsSpan(0, length);
            int cut = atEnd ? length : RecordEnds.LastIn(read, separator, isFirst);
            Keep(read[Math.Max(cut, 0)..]);
            if (cut != 0 || atEnd)
            {
                return cut;
            }

            if (length > RowReader.MostBytesInRecord)
            {
                return -1;
            }

            buffer = new byte[RowReader.MostBytesInRecord + 1];
        }
    }

    // A reader skips a byte order mark at the start of what it reads, and decodes UTF-16 behind one of UTF-16. Behind a mark of UTF-8 both are text.
    private ReadOnlyMemory<byte> AsText(ReadOnlyMemory<byte> piece) =>
        isFirst || piece.Span is not [0 or 0xEF or 0xFE or 0xFF, ..] ? piece : (byte[])[.. RecordEnds.ByteOrderMark, .. piece.Span];

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (begun.Length < bytes.Length)
        {
            begun = new byte[bytes.Length];
        }

        bytes.CopyTo(begun);
        begunLength = bytes.Length;
    }

    private RowReader ReaderOf(Stream stream)
    {
        RowReader reader = RowReader.Of(stream, encoding, StatedSeparator, isFirst, line);
        Complete(reader);
        return reader;
    }

    /// <summary>Reads the header again where the piece has it.</summary>
    private void Complete(RowReader reader)
    {
        if (isFirst)
        {
            _ = reader.ReadHeader();
            isFirst = false;
        }
    }
}
