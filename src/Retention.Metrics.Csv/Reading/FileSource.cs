namespace Retention.Metrics.Csv.Reading;

/// <summary>The stream of a file, which can be read from its start a second time: one that cannot seek is copied into a temporary file as it is read.</summary>
internal sealed class FileSource : IDisposable
{
    private readonly Stream stream;
    private readonly long start;
    private readonly long length;
    private readonly CopyingStream? copying;
    private readonly byte[] head = new byte[4];

    public FileSource(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.stream = stream;
        start = stream.CanSeek ? stream.Position : 0;
        if (stream.CanSeek)
        {
            length = stream.Length;
            _ = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            stream.Position = start;
        }
        else
        {
            copying = new CopyingStream(stream, head);
        }
    }

    /// <summary>Whether the file begins with the byte order mark of UTF-16 or UTF-32; known once some of it has been read.</summary>
    public bool HasWideMark => head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF];

    /// <summary>Refuses a file of another format, as far as its first bytes are known.</summary>
    /// <exception cref="InvalidDataException">It is no CSV file.</exception>
    public void RequireCsv()
    {
        if (OtherFormat.ProblemOf(head) is { } problem)
        {
            throw new InvalidDataException(problem);
        }
    }

    /// <summary>How much of the file has been read, if its length is known.</summary>
    public double? ShareRead => stream is { CanSeek: true, Length: > 0 and var length } ? Math.Min(1, (double)stream.Position / length) : null;

    /// <summary>The file for the first reading.</summary>
    public Stream First => copying ?? stream;

    /// <summary>Refuses a file that has lost bytes since it was opened. One that grows is read up to where it ends.</summary>
    /// <exception cref="InvalidDataException">The file became shorter while it was read.</exception>
    public void RequireWhole()
    {
        if (stream.CanSeek && stream.Position < length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the file became shorter while it was read: it had {length} bytes, and ends after {stream.Position}; read it when nothing writes to it"));
        }
    }

    /// <summary>The file from its start again, after it has been read to its end.</summary>
    /// <exception cref="InvalidDataException">The stream cannot seek, and there is no room for its copy.</exception>
    public Stream Again()
    {
        if (copying is not null)
        {
            return copying.Copy() ?? throw new InvalidDataException(
                "rows with one id have to be compared in every column, and the stream can neither be read twice nor be copied into the folder of temporary files; read it from a file");
        }

        stream.Position = start;
        return stream;
    }

    public void Dispose() => copying?.Dispose();

    /// <summary>Reads a stream and keeps what it reads in a temporary file, as long as there is room for it.</summary>
    private sealed class CopyingStream(Stream source, byte[] head) : ForwardStream
    {
        private FileStream? copy = Temporary();
        private int headRead;

        public FileStream? Copy()
        {
            if (copy is not null)
            {
                copy.Position = 0;
            }

            return copy;
        }

        public override int Read(Span<byte> buffer)
        {
            int read = source.Read(buffer);
            int missing = Math.Min(read, head.Length - headRead);
            buffer[..missing].CopyTo(head.AsSpan(headRead));
            headRead += missing;
            try
            {
                copy?.Write(buffer[..read]);
            }
            catch (IOException)
            {
                copy!.Dispose();
                copy = null;
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                copy?.Dispose();
            }

            base.Dispose(disposing);
        }

        private static FileStream? Temporary()
        {
            try
            {
                return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    Options = FileOptions.DeleteOnClose,
                });
            }
            catch (Exception noRoom) when (noRoom is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
