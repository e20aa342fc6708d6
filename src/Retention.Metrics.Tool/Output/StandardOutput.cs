using System.Runtime.InteropServices;

namespace Retention.Metrics.Tool.Output;

/// <summary>Writes to standard output and fails where nobody reads it any more; the stream of <see cref="Console"/> drops the rest in silence.</summary>
/// <remarks>Not on Windows, where <see cref="Open"/> returns the stream of the console.</remarks>
internal sealed partial class StandardOutput : Stream
{
    private const int Descriptor = 1, Interrupted = 4, BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = Write(Descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw error == BrokenPipe ? new ClosedPipeException() : new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int descriptor, in byte buffer, nint count);
}

/// <summary>What reads the output has ended.</summary>
internal sealed class ClosedPipeException : IOException;
