using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;

namespace Retention.Metrics.Rivals.Linq;

/// <summary>What a .NET developer writes today: records, decimal money, LINQ to objects. It uses one thread.</summary>
internal sealed class LinqRival : IRival
{
    public string Name => RivalNames.Linq;

    public IContestant Prepare(Assignment assignment) => new Contestant(assignment.Job.ReadsOrders()
        ? RunOf(assignment, Records.Orders, assignment.Job == Job.J3 ? LinqOrders.Metrics : LinqOrders.Summary)
        : RunOf(assignment, Records.Events, assignment.Job == Job.J1 ? LinqRevenue.RollForward : LinqRevenue.Cohorts));

    private static Func<IReadOnlyList<ResultRow>> RunOf<TRecord>(Assignment assignment, Func<string, List<TRecord>> read, Func<List<TRecord>, IReadOnlyList<ResultRow>> job)
    {
        if (assignment.Mode == Mode.Csv)
        {
            return () => job(read(assignment.File));
        }

        List<TRecord> records = read(assignment.File);
        return () => job(records);
    }
}
