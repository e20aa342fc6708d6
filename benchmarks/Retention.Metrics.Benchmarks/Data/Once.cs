namespace Retention.Metrics.Benchmarks.Data;

/// <summary>Keeps what was made for a size until another size is asked for, so that benchmarks share it.</summary>
internal sealed class Once<TMade>(Func<int, TMade> make)
    where TMade : class
{
    private readonly Lock gate = new();
    private TMade? made;
    private int size;

    public TMade For(int asked)
    {
        lock (gate)
        {
            if (made is null || size != asked)
            {
                // Let go first: ten million rows of another size are not kept beside these.
                made = null;
                (made, size) = (make(asked), asked);
            }

            return made;
        }
    }
}
