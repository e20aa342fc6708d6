using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Retention.Metrics.Buffers;

/// <summary>Asks the memory for what is read soon: the misses of many values are then waited for together.</summary>
internal static class CacheLine
{
    /// <summary>Prefetches the line of a value, where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T value)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref value));
        }
    }
}
