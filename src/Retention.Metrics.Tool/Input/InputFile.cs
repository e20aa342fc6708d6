using System.Globalization;
using Retention.Metrics.Tool.Input.Databases;

namespace Retention.Metrics.Tool.Input;

/// <summary>Opens a file named on the command line; what goes wrong names the file.</summary>
internal static class InputFile
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private const long LongFile = 8 << 20;

    /// <summary>The name of a file as it is shown.</summary>
    public static string NameOf(string path) => path == StandardInput ? "standard input" : Path.GetFileName(path);

    public static TResult Read<TResult>(string path, Terminal terminal, Func<Stream, TResult> read)
    {
        if (path == StandardInput)
        {
            return ReadStandardInput(terminal, read);
        }

        if (ParquetFile.Is(path))
        {
            return ParquetFile.Read(path, terminal, table => read(table.Rows));
        }

        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"{path}: it is a directory, not a file");
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: there is no such file");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            bool watched = terminal.IsInteractive && file.CanSeek && file.Length > LongFile;
            using Stream source = watched ? new WatchedStream(file, Path.GetFileName(path), terminal.Error) : file;
            return read(source);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {unreadable.Message}", unreadable);
        }
    }

    private static TResult ReadStandardInput<TResult>(Terminal terminal, Func<Stream, TResult> read)
    {
        try
        {
            return read(terminal.Input);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            throw new InvalidDataException($"standard input: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Says how much of a long file has been read.</summary>
    private sealed class WatchedStream(FileStream file, string name, TextWriter error) : Stream
    {
        private long percentShown = -1;

        public override bool CanRead => true;

        public override bool CanSeek => file.CanSeek;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = file.Read(buffer);
            long percent = file.Position / Math.Max(1, file.Length / 100);
            if (percent != percentShown || read == 0)
            {
                percentShown = percent;
                error.Write(read == 0 ? "\r\u001b[K" : string.Create(CultureInfo.InvariantCulture, $"\rreading {Output.ShownText.OneLine(name)}: {percent} %\u001b[K"));
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
