using System.Runtime.ExceptionServices;

namespace Retention.Metrics;

/// <summary>Lets threads go through stages in the order of the parts they have, until one fails.</summary>
internal sealed class PartOrder(int stages)
{
    private readonly object gate = new();
    private readonly int[] next = new int[stages];
    private ExceptionDispatchInfo? failure;

    /// <summary>Waits until all parts before one are through a stage.</summary>
    /// <returns>Whether nothing has failed.</returns>
    public bool Wait(int stage, int part)
    {
        lock (gate)
        {
            while (next[stage] != part && failure is null)
            {
                _ = Monitor.Wait(gate);
            }

            return failure is null;
        }
    }

    /// <summary>Lets the next part into a stage.</summary>
    public void Pass(int stage)
    {
        lock (gate)
        {
            next[stage]++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Lets no part go on. What failed first in the order of the parts is what failed.</summary>
    public void Fail(Exception problem)
    {
        lock (gate)
        {
            failure ??= ExceptionDispatchInfo.Capture(problem);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Throws what failed.</summary>
    public void ThrowIfFailed() => failure?.Throw();
}
