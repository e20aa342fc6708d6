namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Cuts a stream into pieces at ends of lines.</summary>
internal sealed class PieceSource(Stream stream, StripeImportOptions options)
{
    /// <summary>The size of a piece; one with a longer line is larger.</summary>
    public const int UsualSize = 1 << 20;

    private readonly Stack<byte[]> free = new();
    private ReadOnlyMemory<byte> left;
    private bool isFirst = true;

    /// <summary>Whether the stream is at its end, and all of it is in pieces.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next piece; <see langword="null"/> at the end.</summary>
    /// <remarks>A piece without the end of a line is the last, or is larger than a document may be.</remarks>
    public Piece? Next()
    {
        if (IsAtEnd)
        {
            return null;
        }

        byte[] buffer = left.Length < UsualSize && free.TryPop(out byte[]? used) ? used : new byte[Math.Max(UsualSize, left.Length)];
        left.CopyTo(buffer);
        int end = left.Length, start = 0, cut;
        while (true)
        {
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(buffer.Length + 1L, options.MaximumDocumentBytes + 1L)));
            }

            int read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
            int searched = end;
            IsAtEnd = read < buffer.Length - end;
            end += read;
            if (isFirst)
            {
                start = buffer.AsSpan(0, end).StartsWith(DocumentReader.Mark) ? DocumentReader.Mark.Length : 0;
                isFirst = false;
            }

            int newline = buffer.AsSpan(searched, end - searched).LastIndexOf((byte)'\n');
            cut = IsAtEnd ? end : newline >= 0 ? searched + newline + 1 : -1;
            if (cut >= 0)
            {
                break;
            }

            if (end > options.MaximumDocumentBytes)
            {
                cut = end;
                break;
            }
        }

        left = buffer.AsMemory(cut, end - cut).ToArray();
        return new Piece(buffer, start, cut - start);
    }

    /// <summary>Takes back the buffer of a piece that is no longer needed.</summary>
    public void Return(Piece piece)
    {
        if (piece.Buffer.Length == UsualSize)
        {
            free.Push(piece.Buffer);
        }
    }

    /// <summary>What follows a part of the stream: a rest of pieces, then what is left of the stream.</summary>
    public RemainingBytes After(IEnumerable<ReadOnlyMemory<byte>> pieces) => new([.. pieces, left], IsAtEnd ? Stream.Null : stream);
}

/// <summary>Bytes in memory, and a stream behind them.</summary>
internal sealed class RemainingBytes(IEnumerable<ReadOnlyMemory<byte>> first, Stream stream)
{
    private readonly Queue<ReadOnlyMemory<byte>> pieces = new(first);
    private ReadOnlyMemory<byte> current;

    /// <summary>Fills a buffer.</summary>
    /// <returns>How many bytes; less than its length at the end.</returns>
    public int Fill(Span<byte> buffer)
    {
        int filled = 0;
        while (filled < buffer.Length && (current.Length > 0 || pieces.TryDequeue(out current)))
        {
            int read = Math.Min(current.Length, buffer.Length - filled);
            current.Span[..read].CopyTo(buffer[filled..]);
            current = current[read..];
            filled += read;
        }

        return filled + stream.ReadAtLeast(buffer[filled..], buffer.Length - filled, throwOnEndOfStream: false);
    }
}
