using System.Globalization;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Outside;

/// <summary>A rival that runs in a process of its own, kept alive with its data loaded.</summary>
/// <param name="name">Its name.</param>
/// <param name="program">The program and its first arguments.</param>
/// <param name="isDatabase">Whether it works on a loaded table, so that it has no log to build from: its job on the table is shown there instead.</param>
internal sealed class OutsideRival(string name, IReadOnlyList<string> program, bool isDatabase) : IRival
{
    public string Name => name;

    public IContestant Prepare(Assignment assignment)
    {
        Mode mode = isDatabase && assignment.Mode == Mode.Log ? Mode.Mem : assignment.Mode;
        return new OutsideContestant(name, assignment.Job,
        [
            .. program,
            "--data", assignment.Data.Folder,
            "--size", assignment.Data.Size,
            "--job", assignment.Job.ToString(),
            "--mode", Assignment.Name(mode),
            "--threads", assignment.Threads.ToString(CultureInfo.InvariantCulture),
        ]);
    }
}
