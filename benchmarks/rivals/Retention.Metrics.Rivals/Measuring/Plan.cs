using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Who does what in a sitting.</summary>
internal sealed record Plan(string Folder, IReadOnlyList<string> Sizes, IReadOnlyList<string> Rivals, IReadOnlyList<Job> Jobs, IReadOnlyList<Mode> Modes, IReadOnlyList<int> Threads)
{
    public IEnumerable<Assignment> Of(DataSet data) =>
        from job in Jobs
        from mode in Modes
        from threads in Threads
        select new Assignment(data, job, mode, threads);

    /// <summary>Whether it is fair to measure a rival at this.</summary>
    /// <remarks>
    /// LINQ and pandas use one thread whatever they are given, and so does the hand-tuned loop in time order: two threads of ours against them would flatter
    /// us. LINQ and pandas on the log do what they do in memory.
    /// </remarks>
    public static bool IsMeasured(string rival, Assignment assignment) => rival switch
    {
        RivalNames.Linq or RivalNames.Pandas => assignment.Threads == 1 && assignment.Mode != Mode.Log,
        RivalNames.Tuned => assignment.Threads == 1 || assignment.Mode != Mode.Log,
        _ => true,
    };
}
