namespace Retention.Metrics.Execution;

/// <summary>Works on numbered parts on several threads, and takes what comes of each in their order, so that little is kept until then.</summary>
internal static class OrderedParts
{
    /// <summary>Works on all parts.</summary>
    /// <typeparam name="TWork">What comes of a part; used again for later ones.</typeparam>
    /// <param name="execution">How many threads take part.</param>
    /// <param name="count">How many parts there are.</param>
    /// <param name="make">Makes the work on a part.</param>
    /// <param name="work">Works on a part.</param>
    /// <param name="takes">What takes what came of a part, one after another; the last leaves nothing of it. Two parts are not taken by one at a time.</param>
    public static void Run<TWork>(ExecutionOptions execution, int count, Func<TWork> make, Action<TWork, int> work, params IReadOnlyList<Action<TWork>> takes)
    {
        int begun = 0;
        Pipeline<Part<TWork>>.Run(
            Math.Clamp(count, 1, execution.Threads),
            () => new Part<TWork>(make()),
            part =>
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                part.Number = begun++;
                return part.Number < count;
            },
            part => work(part.Work, part.Number),
            [
                .. takes.SkipLast(1).Select(take => (Action<Part<TWork>>)(part => take(part.Work))),
                part =>
                {
                    takes[^1](part.Work);
                    execution.Progress?.Report((part.Number + 1.0) / count);
                },
            ]);
    }

    private sealed class Part<TWork>(TWork work)
    {
        public TWork Work { get; } = work;

        public int Number { get; set; }
    }
}
