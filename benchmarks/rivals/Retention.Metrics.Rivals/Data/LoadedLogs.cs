using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>The logs of one data set, read once for all rivals of this process, and what they make of them once.</summary>
internal sealed class LoadedLogs
{
    private readonly Dictionary<(string File, string What), object> kept = [];

    public LogColumns InTimeOrder(Assignment assignment) =>
        Kept(assignment, "log", () => LogReader.Read(assignment.File, assignment.Job.ReadsOrders(), Environment.ProcessorCount));

    public LogColumns ByCustomer(Assignment assignment) => Kept(assignment, "log by customer", () => InTimeOrder(assignment).ByCustomer());

    /// <summary>What was made of a file before, or is made now.</summary>
    public TMade Kept<TMade>(Assignment assignment, string what, Func<TMade> make)
        where TMade : notnull
    {
        if (kept.TryGetValue((assignment.File, what), out object? made))
        {
            return (TMade)made;
        }

        TMade now = make();
        kept.Add((assignment.File, what), now);
        return now;
    }

    /// <summary>Lets go of everything, so that a rival holds no more than its job needs.</summary>
    public void Forget() => kept.Clear();
}
