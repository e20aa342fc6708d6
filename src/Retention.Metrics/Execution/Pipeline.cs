using System.Runtime.ExceptionServices;

namespace Retention.Metrics.Execution;

/// <summary>Works on parts on several threads. What comes of each goes through stages in the order of the parts, so the result does not depend on the threads.</summary>
/// <remarks>
/// No thread waits for a part of its own: it does what can be done next, a late stage first and new parts last. So all threads have work as long as no stage alone takes
/// more than a thread, and few parts are kept.
/// </remarks>
/// <typeparam name="TPart">What is known of a part; used again for later ones.</typeparam>
internal sealed class Pipeline<TPart>
{
    // Parts that wait for a stage while all threads work.
    private const int Waiting = 2;
    private const int NoStage = -1;

    private readonly object gate = new();
    private readonly Func<TPart, bool> begin;
    private readonly Action<TPart> work;
    private readonly IReadOnlyList<Action<TPart>> stages;
    private readonly Slot[] slots;
    private readonly int[] next;
    private readonly bool[] isRunning;
    private bool isBeginning;
    private int begun;
    private int end = int.MaxValue;
    private ExceptionDispatchInfo? failure;

    private Pipeline(int threads, Func<TPart> make, Func<TPart, bool> begin, Action<TPart> work, IReadOnlyList<Action<TPart>> stages)
    {
        (this.begin, this.work, this.stages) = (begin, work, stages);
        slots = [.. Enumerable.Range(0, threads == 1 ? 1 : threads + Waiting).Select(_ => new Slot(make))];
        next = new int[stages.Count];
        isRunning = new bool[stages.Count];
    }

    private int Finished => next[^1];

    /// <summary>Works on all parts.</summary>
    /// <param name="threads">How many threads take part; one of them is the caller's.</param>
    /// <param name="make">Makes room for a part.</param>
    /// <param name="begin">Begins the next part, or says that there is none: one part after another.</param>
    /// <param name="work">Works on a part that has begun, beside other parts.</param>
    /// <param name="stages">What is done then, at least one: each takes one part after another. The last leaves nothing of a part.</param>
    /// <exception cref="Exception">What failed of the first part that failed; the parts before it went through all stages.</exception>
    public static void Run(int threads, Func<TPart> make, Func<TPart, bool> begin, Action<TPart> work, IReadOnlyList<Action<TPart>> stages)
    {
        var pipeline = new Pipeline<TPart>(threads, make, begin, work, stages);
        PagesAhead.BeginMapping(threads);
        try
        {
            Task[] others = [.. Enumerable.Range(1, threads - 1).Select(_ => Task.Run(pipeline.Work))];
            pipeline.Work();
            Task.WaitAll(others);
        }
        finally
        {
            PagesAhead.EndMapping(threads);
        }

        pipeline.failure?.Throw();
    }

    private void Work()
    {
        while (TryNext(out int part, out int stage))
        {
            try
            {
                if (stage == NoStage)
                {
                    Begin(part);
                }
                else
                {
                    stages[stage](slots[part % slots.Length].Part);
                    Complete(part, stage);
                }
            }
            catch (Exception any)
            {
                Fail(part, any);
            }
        }
    }

    /// <summary>Waits for something to do: a stage of a part, or a part to begin. Meanwhile maps pages that other threads will write.</summary>
    private bool TryNext(out int part, out int stage)
    {
        while (true)
        {
            lock (gate)
            {
                do
                {
                    if (TryTake(out part, out stage))
                    {
                        return true;
                    }

                    if (Finished >= end)
                    {
                        return false;
                    }
                }
                while (!PagesAhead.Any && Monitor.Wait(gate));
            }

            PagesAhead.Map();
        }
    }

    private bool TryTake(out int part, out int stage)
    {
        (part, stage) = (0, NoStage);
        if (Finished >= end)
        {
            return false;
        }

        if (IsAnyDue(out part, out stage))
        {
            isRunning[stage] = true;
            return true;
        }

        (part, stage) = (begun, NoStage);
        bool canBegin = !isBeginning && part < end && part - Finished < slots.Length;
        isBeginning |= canBegin;
        return canBegin;
    }

    private bool IsAnyDue(out int part, out int stage)
    {
        for (stage = stages.Count - 1; stage >= 0; stage--)
        {
            part = next[stage];
            if (!isRunning[stage] && part < Math.Min(begun, end) && slots[part % slots.Length].NextStage == stage)
            {
                return true;
            }
        }

        part = 0;
        return false;
    }

    private void Begin(int part)
    {
        Slot slot = slots[part % slots.Length];
        bool any = begin(slot.Part);
        lock (gate)
        {
            isBeginning = false;
            slot.NextStage = NoStage;
            (begun, end) = any ? (begun + 1, end) : (begun, Math.Min(end, part));
            Monitor.PulseAll(gate);
        }

        if (any)
        {
            work(slot.Part);
            Complete(part, NoStage);
        }
    }

    /// <summary>Lets a part go on to its next stage, and the next part into this one.</summary>
    private void Complete(int part, int stage)
    {
        lock (gate)
        {
            slots[part % slots.Length].NextStage = stage + 1;
            if (stage != NoStage)
            {
                next[stage]++;
                isRunning[stage] = false;
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Lets only the parts before one go on.</summary>
    private void Fail(int part, Exception problem)
    {
        lock (gate)
        {
            if (part < end)
            {
                (end, failure) = (part, ExceptionDispatchInfo.Capture(problem));
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Room for a part.</summary>
    private sealed class Slot(Func<TPart> make)
    {
        public TPart Part { get; } = make();

        /// <summary>The stage that the part is ready for.</summary>
        public int NextStage { get; set; } = NoStage;
    }
}
