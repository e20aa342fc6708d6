using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Tuned;

/// <summary>The hand-tuned loop: about what this hardware allows. It knows the 48 months, UTC and the shape of the data by heart.</summary>
internal sealed class TunedRival(LoadedLogs logs) : IRival
{
    public string Name => RivalNames.Tuned;

    public IContestant Prepare(Assignment assignment) => new Contestant(RunOf(assignment));

    private Func<IReadOnlyList<ResultRow>> RunOf(Assignment assignment)
    {
        int threads = assignment.Threads;
        if (assignment.Mode == Mode.Csv)
        {
            return () => JobOn(assignment.Job, LogReader.Read(assignment.File, assignment.Job.ReadsOrders(), threads))(1);
        }

        Func<int, IReadOnlyList<ResultRow>> job = JobOn(assignment.Job, assignment.Mode == Mode.Mem ? logs.ByCustomer(assignment) : logs.InTimeOrder(assignment));
        return () => job(threads);
    }

    // The arrays of a loop are made here, once, and cleared in each run.
    private static Func<int, IReadOnlyList<ResultRow>> JobOn(Job job, LogColumns log) => job switch
    {
        Job.J1 => new RevenueLoop(log).RollForward,
        Job.J2 => new RevenueLoop(log).Cohorts,
        Job.J3 => new OrderLoop(log).Metrics,
        _ => new SummaryLoop(log).Summary,
    };
}
