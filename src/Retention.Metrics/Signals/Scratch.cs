using System.Buffers;

namespace Retention.Metrics.Signals;

/// <summary>Room for numbers while one customer is read: on the stack of the caller where they are few, else an array of the pool.</summary>
/// <remarks>The caller takes the stack, because room on it ends with the method: <c>new(stackalloc long[Scratch.OnStack(length)], length)</c>.</remarks>
internal readonly ref struct Scratch<T>
    where T : unmanaged
{
    private readonly T[]? rented;

    /// <summary>Takes room for numbers, all of them 0.</summary>
    /// <param name="onStack">Room that was just taken on the stack, which is 0; none where the numbers are too many.</param>
    /// <param name="length">How many numbers.</param>
    public Scratch(Span<T> onStack, int length)
    {
        Span = onStack;
        if (onStack.Length < length)
        {
            rented = ArrayPool<T>.Shared.Rent(length);
            Span = rented.AsSpan(0, length);
            Span.Clear();
        }
    }

    /// <summary>The numbers.</summary>
    public Span<T> Span { get; }

    /// <summary>Returns the array to the pool, if there is one.</summary>
    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}

/// <summary>How much of it is on the stack.</summary>
internal static class Scratch
{
    private const int MostOnStack = 256;

    /// <summary>The numbers to be taken on the stack: all of them, or none.</summary>
    public static int OnStack(int length) => length <= MostOnStack ? length : 0;
}
