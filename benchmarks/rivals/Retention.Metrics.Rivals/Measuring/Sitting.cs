using System.Globalization;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Outside;
using Retention.Metrics.Rivals.Reporting;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Goes through a plan, in one sitting.</summary>
internal sealed class Sitting(Plan plan, Programs programs, TextWriter progress)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly Referee referee = new();
    private readonly List<string> failures = [];

    /// <summary>Differences and failures; empty where all is well.</summary>
    public IEnumerable<string> Trouble => referee.Differences.Concat(failures);

    public int Checked => referee.Checked;

    /// <summary>Measures every rival against ours and appends the results to a file.</summary>
    public void Compare(string resultsFile, int alternations, string commit, IReadOnlyList<string> leftOut)
    {
        string sitting = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        ResultsFile.Append(resultsFile, new SittingLine(sitting, Machine.Name, Environment.ProcessorCount, Math.Round(Machine.MemoryGigabytes, 1), Machine.System, FormattableString.Invariant($".NET {Environment.Version}"), commit, leftOut));
        var alternation = new Alternation(referee, alternations, WarmUp);
        ForEachAssignment((assignment, ours, logs) =>
        {
            using IContestant our = ours.Prepare(assignment);
            double? ourPeak = null;
            foreach (string name in plan.Rivals.Where(name => Plan.IsMeasured(name, assignment)))
            {
                Try(assignment, name, () =>
                {
                    ourPeak ??= PeakOf(RivalNames.Ours, assignment);
                    Alternated turns;
                    string version;
                    using (IContestant rival = programs.Opponent(name, logs).Prepare(assignment))
                    {
                        version = rival.Version;
                        turns = alternation.Measure(assignment, (name, rival), (ours.Name, our));
                    }

                    double? rivalPeak = Rounded(turns.RivalPeak ?? PeakOf(name, assignment));
                    ResultsFile.Append(resultsFile, new PairLine(
                        sitting, assignment.Data.Size, assignment.Job, assignment.Mode, assignment.Threads, name, version, turns.Pairs, turns.RivalRuns, turns.OurRuns,
                        turns.RivalAllocated, turns.OurAllocated, rivalPeak, ourPeak, turns.OthersLoad));
                });
            }
        });
    }

    /// <summary>Lets everyone do everything once, and measures nothing.</summary>
    public void Check() => ForEachAssignment((assignment, ours, logs) =>
    {
        foreach (IRival rival in plan.Rivals.Select(name => programs.Opponent(name, logs)).Append(ours))
        {
            Try(assignment, rival.Name, () =>
            {
                using IContestant one = rival.Prepare(assignment);
                referee.Check(rival.Name, assignment, one.Run().Rows);
            });
        }
    });

    private void ForEachAssignment(Action<Assignment, IRival, LoadedLogs> action)
    {
        foreach (string size in plan.Sizes)
        {
            var data = new DataSet(plan.Folder, size);
            if (!File.Exists(data.Subscriptions) || !File.Exists(data.Orders))
            {
                progress.WriteLine($"{size}: generating");
                Generator.Write(data);
            }

            var logs = new LoadedLogs();
            IRival ours = Programs.Here(RivalNames.Ours, logs);
            foreach (Assignment assignment in plan.Of(data))
            {
                action(assignment, ours, logs);
            }
        }
    }

    private void Try(Assignment assignment, string rival, Action action)
    {
        progress.WriteLine($"{assignment}: {rival}");
        try
        {
            action();
        }
        catch (RivalFailedException failure)
        {
            failures.Add($"{assignment}: {failure.Message}");
        }
    }

    private static double? Rounded(double? megabytes) => megabytes is { } value ? Math.Round(value, 1) : null;

    private static double? PeakOf(string name, Assignment assignment)
    {
        using IContestant alone = Programs.Alone(name).Prepare(assignment);
        return Rounded(alone.Run().PeakMegabytes);
    }
}
