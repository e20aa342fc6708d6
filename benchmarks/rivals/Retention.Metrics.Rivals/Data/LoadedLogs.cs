using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>The logs of one data set, read once for all rivals of this process.</summary>
internal sealed class LoadedLogs
{
    private readonly Dictionary<string, LogColumns> inTimeOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LogColumns> byCustomer = new(StringComparer.Ordinal);

    public LogColumns InTimeOrder(Assignment assignment)
    {
        if (!inTimeOrder.TryGetValue(assignment.File, out LogColumns? columns))
        {
            inTimeOrder.Add(assignment.File, columns = LogReader.Read(assignment.File, assignment.Job.ReadsOrders(), Environment.ProcessorCount));
        }

        return columns;
    }

    public LogColumns ByCustomer(Assignment assignment)
    {
        if (!byCustomer.TryGetValue(assignment.File, out LogColumns? columns))
        {
            byCustomer.Add(assignment.File, columns = InTimeOrder(assignment).ByCustomer());
        }

        return columns;
    }
}
