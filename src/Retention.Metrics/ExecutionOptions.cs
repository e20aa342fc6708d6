using System.Runtime.ExceptionServices;

namespace Retention.Metrics;

/// <summary>How long work is run. It never changes an answer: figures are the same, bit for bit, for any number of threads.</summary>
/// <example><code>
/// var execution = new ExecutionOptions { Threads = 2, Cancellation = patience.Token, Progress = progressBar };
/// RollForward rows = timeline.RollForward(quarter, execution: execution);
/// </code></example>
public sealed record ExecutionOptions
{
    private readonly int threads = Environment.ProcessorCount;

    /// <summary>All cores, not cancellable.</summary>
    public static ExecutionOptions Default { get; } = new();

    /// <summary>One thread.</summary>
    public static ExecutionOptions Sequential { get; } = new() { Threads = 1 };

    /// <summary>How many threads take part, 1 to 1024. Default: one for each core.</summary>
    public int Threads
    {
        get => threads;
        init => threads = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 1024 threads.");
    }

    /// <summary>Stops work that is no longer wanted.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Receives the share of the work that is done: rising values, 1 at the end. Called on the worker threads, one at a time.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>The same for a stage of the work, which takes it from one share to another.</summary>
    internal ExecutionOptions Stage(double from, double to) => Progress is null ? this : this with { Progress = new StageProgress(Progress, from, to) };

    /// <summary>Runs work over numbers from 0, on as many threads as there may be.</summary>
    internal void ForEach(int count, Action<int> work)
    {
        var progress = new Progression(Progress, count);
        if (Threads == 1 || count == 1)
        {
            for (int i = 0; i < count; i++)
            {
                Cancellation.ThrowIfCancellationRequested();
                work(i);
                progress.Step();
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
        try
        {
            _ = Parallel.For(0, count, options, i =>
            {
                work(i);
                progress.Step();
            });
        }
        catch (AggregateException several)
        {
            // What goes wrong on several threads is what goes wrong on one.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private sealed class StageProgress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (value * (to - from)));
    }

    private sealed class Progression(IProgress<double>? listener, int steps)
    {
        private readonly Lock gate = new();
        private int done;

        public void Step()
        {
            if (listener is not null)
            {
                lock (gate)
                {
                    listener.Report((double)++done / steps);
                }
            }
        }
    }
}
