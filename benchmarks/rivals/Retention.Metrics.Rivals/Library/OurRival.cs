using System.Globalization;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Library;

/// <summary>Retention.Metrics.</summary>
internal sealed class OurRival(LoadedLogs logs) : IRival
{
    public string Name => RivalNames.Ours;

    public IContestant Prepare(Assignment assignment)
    {
        var execution = new ExecutionOptions { Threads = assignment.Threads };
        return new Contestant(assignment.Mode switch
        {
            Mode.Mem when assignment.Job.ReadsOrders() => OnOrders(assignment.Job, logs.Kept(assignment, "orders", () => Ours.Orders(Log(assignment), ExecutionOptions.Default)), execution),
            Mode.Mem => OnTimeline(assignment.Job, logs.Kept(assignment, "timeline", () => Ours.Timeline(Log(assignment), ExecutionOptions.Default)), execution),
            Mode.Log => OnLog(assignment.Job, Log(assignment), execution),
            _ => OnFile(assignment.Job, assignment.File, execution),
        });
    }

    private OurLog Log(Assignment assignment) => logs.Kept(assignment, "our log", () => new OurLog(logs.InTimeOrder(assignment)));

    private static Func<IReadOnlyList<ResultRow>> OnTimeline(Job job, RevenueTimeline timeline, ExecutionOptions execution) => job == Job.J1
        ? () => OurAnswers.Rows(Ours.J1Mem(timeline, execution))
        : () => OurAnswers.Rows(Ours.J2Mem(timeline, execution));

    private static Func<IReadOnlyList<ResultRow>> OnOrders(Job job, OrderTimeline orders, ExecutionOptions execution) => job == Job.J3
        ? () => OurAnswers.Rows(Ours.J3Mem(orders, execution))
        : () => OurAnswers.Rows(Ours.J4Mem(orders, execution), (int id) => id);

    private static Func<IReadOnlyList<ResultRow>> OnLog(Job job, OurLog log, ExecutionOptions execution) => job switch
    {
        Job.J1 => () => OurAnswers.Rows(Ours.J1Log(log, execution)),
        Job.J2 => () => OurAnswers.Rows(Ours.J2Log(log, execution)),
        Job.J3 => () => OurAnswers.Rows(Ours.J3Log(log, execution)),
        _ => () => OurAnswers.Rows(Ours.J4Log(log, execution), (int id) => id),
    };

    private static Func<IReadOnlyList<ResultRow>> OnFile(Job job, string path, ExecutionOptions execution) => job switch
    {
        Job.J1 => () => OurAnswers.Rows(Ours.J1Csv(path, execution)),
        Job.J2 => () => OurAnswers.Rows(Ours.J2Csv(path, execution)),
        Job.J3 => () => OurAnswers.Rows(Ours.J3Csv(path, execution)),
        _ => () => OurAnswers.Rows(Ours.J4Csv(path, execution), (CustomerId id) => int.Parse(id.Value, CultureInfo.InvariantCulture)),
    };
}
