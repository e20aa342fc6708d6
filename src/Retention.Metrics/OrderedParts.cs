namespace Retention.Metrics;

/// <summary>Works on numbered parts on several threads, and takes what comes of each in their order, so that little is kept until then.</summary>
internal static class OrderedParts
{
    /// <summary>Works on all parts.</summary>
    /// <typeparam name="TWork">What comes of a part; a thread uses one again and again.</typeparam>
    /// <param name="execution">How many threads take part.</param>
    /// <param name="count">How many parts there are.</param>
    /// <param name="make">Makes the work of a thread.</param>
    /// <param name="work">Works on a part.</param>
    /// <param name="takes">What takes what came of a part, one after another; the last leaves nothing of it. Two parts are not taken by one at a time.</param>
    public static void Run<TWork>(ExecutionOptions execution, int count, Func<TWork> make, Action<TWork, int> work, params IReadOnlyList<Action<TWork>> takes)
    {
        var order = new PartOrder(takes.Count);
        int next = -1;
        Task[] others = [.. Enumerable.Range(1, Math.Min(execution.Threads, count) - 1).Select(_ => Task.Run(WorkOnParts))];
        WorkOnParts();
        Task.WaitAll(others);
        order.ThrowIfFailed();

        void WorkOnParts()
        {
            TWork own = make();
            bool goesOn = true;
            while (goesOn && Interlocked.Increment(ref next) is var part && part < count)
            {
                goesOn = TryOne(own, part);
            }
        }

        bool TryOne(TWork own, int part)
        {
            int stage = 0;
            try
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                work(own, part);
                for (; stage < takes.Count; stage++)
                {
                    if (!order.Wait(stage, part))
                    {
                        return false;
                    }

                    takes[stage](own);
                    if (stage < takes.Count - 1)
                    {
                        order.Pass(stage);
                    }
                }

                execution.Progress?.Report((part + 1.0) / count);
            }
            catch (Exception any)
            {
                if (order.Wait(Math.Min(stage, takes.Count - 1), part))
                {
                    order.Fail(any);
                }

                return false;
            }

            order.Pass(takes.Count - 1);
            return true;
        }
    }
}
