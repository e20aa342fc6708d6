using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Library;

/// <summary>Retention.Metrics.</summary>
internal sealed class OurRival(LoadedLogs logs) : IRival
{
    private readonly Dictionary<string, OurLog> inTimeOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RevenueTimeline> timelines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderBook> books = new(StringComparer.Ordinal);

    public string Name => RivalNames.Ours;

    public IContestant Prepare(Assignment assignment) => new Contestant(RunOf(assignment));

    private Func<IReadOnlyList<ResultRow>> RunOf(Assignment assignment)
    {
        var execution = new Execution { Threads = assignment.Threads };
        string path = assignment.File;
        switch (assignment.Mode, assignment.Job)
        {
            case (Mode.Mem, Job.J1 or Job.J2):
                RevenueTimeline timeline = Kept(timelines, path, () => Ours.Timeline(Log(assignment)));
                return assignment.Job == Job.J1 ? () => OurAnswers.Rows(Ours.J1Mem(timeline, execution)) : () => OurAnswers.Rows(Ours.J2Mem(timeline, execution));
            case (Mode.Mem, _):
                OrderBook book = Kept(books, path, () => Ours.Book(Log(assignment)));
                return assignment.Job == Job.J3 ? () => OurAnswers.Rows(Ours.J3Mem(book, execution)) : () => OurAnswers.Rows(Ours.J4Mem(book, execution));
            case (Mode.Log, _):
                OurLog log = Log(assignment);
                return assignment.Job switch
                {
                    Job.J1 => () => OurAnswers.Rows(Ours.J1Log(log, execution)),
                    Job.J2 => () => OurAnswers.Rows(Ours.J2Log(log, execution)),
                    Job.J3 => () => OurAnswers.Rows(Ours.J3Log(log, execution)),
                    _ => () => OurAnswers.Rows(Ours.J4Log(log, execution)),
                };
            default:
                return assignment.Job switch
                {
                    Job.J1 => () => OurAnswers.Rows(Ours.J1Csv(path, execution)),
                    Job.J2 => () => OurAnswers.Rows(Ours.J2Csv(path, execution)),
                    Job.J3 => () => OurAnswers.Rows(Ours.J3Csv(path, execution)),
                    _ => () => OurAnswers.Rows(Ours.J4Csv(path, execution)),
                };
        }
    }

    private OurLog Log(Assignment assignment) => Kept(inTimeOrder, assignment.File, () => new OurLog(logs.InTimeOrder(assignment)));

    private static T Kept<T>(Dictionary<string, T> made, string path, Func<T> make)
    {
        if (!made.TryGetValue(path, out T? one))
        {
            made.Add(path, one = make());
        }

        return one;
    }
}
