namespace Retention.Metrics.Csv.Reading;

/// <summary>Some bytes, and behind them those of a stream.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> left = prefix;

    public override int Read(Span<byte> buffer)
    {
        if (left.IsEmpty)
        {
            return rest.Read(buffer);
        }

        int count = Math.Min(left.Length, buffer.Length);
        left.Span[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }
}
