namespace Retention.Metrics.Benchmarks.Growth;

/// <summary>The most memory that work held at any one time, beyond what was held before it.</summary>
/// <param name="Heap">On the managed heap, with what nobody has collected yet.</param>
/// <param name="Resident">In the process as the system sees it, with what the heap keeps ready.</param>
internal sealed record Peak(long Heap, long Resident)
{
    private const int FewestLooks = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Does work while another thread looks at the memory every millisecond.</summary>
    /// <returns>The answer, and the peak where there was time to look a few times.</returns>
    public static (TAnswer Answer, Peak? Peak) Of<TAnswer>(Func<TAnswer> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long heapBefore = GC.GetTotalMemory(forceFullCollection: false), residentBefore = Environment.WorkingSet;
        long heap = 0, resident = 0;
        int looks = 0;
        using var watching = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            do
            {
                Look();
                looks++;
                watching.Set();
            }
            while (!done.Wait(Pause));
        });
        watch.Start();
        watching.Wait();
        TAnswer answer = work();
        done.Set();
        watch.Join();
        Look();
        return (answer, looks < FewestLooks ? null : new Peak(heap, resident));

        void Look()
        {
            heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false) - heapBefore);
            resident = Math.Max(resident, Environment.WorkingSet - residentBefore);
        }
    }
}
