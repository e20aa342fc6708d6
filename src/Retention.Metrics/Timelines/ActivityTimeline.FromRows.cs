namespace Retention.Metrics;

/// <content>Timelines of activities with customers and kinds that were numbered as they were read.</content>
public sealed partial class ActivityTimeline
{
    /// <summary>Makes a timeline of rows: the amount of a row is its quantity, and its subscription the number of its kind.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="customers">The customers by number.</param>
    /// <param name="kinds">The names of the kinds by number.</param>
    /// <param name="execution">How many threads take part.</param>
    internal static ActivityTimeline FromRows(IRowSource rows, IFactIds<CustomerId> customers, string[] kinds, ExecutionOptions execution)
    {
        PartitionedRows partitioned = PartitionedRows.Of(rows, customers.Count, execution.Stage(0, 0.3));
        (ActivityColumns columns, string[] names, int[]? numbers) = ActivityColumns.Build(partitioned, kinds, execution.Stage(0.3, 1));
        return new ActivityTimeline(columns, names, new IdNames(number => customers[number].Value, numbers));
    }
}
