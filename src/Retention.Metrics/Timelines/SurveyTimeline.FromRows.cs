namespace Retention.Metrics;

/// <content>Timelines of responses with customers that were numbered as they were read.</content>
public sealed partial class SurveyTimeline
{
    /// <summary>Makes a timeline of rows; the rows are let go.</summary>
    /// <param name="rows">The rows: the amount of a row is its score and the number of its comment, and its subscription the number of its channel.</param>
    /// <param name="customers">The customers by number.</param>
    /// <param name="texts">The channels and the comments.</param>
    /// <param name="kind">The kind of all surveys.</param>
    /// <param name="execution">How many threads take part.</param>
    internal static SurveyTimeline FromRows(RowStore rows, IFactIds<CustomerId> customers, SurveyTexts texts, SurveyKind kind, ExecutionOptions execution)
    {
        PartitionedRows partitioned = PartitionedRows.Of(rows, customers.Count, execution.Stage(0, 0.3));
        rows.Clear();
        (SurveyColumns columns, int[]? numbers) = SurveyColumnsBuilder.Build(partitioned, texts, execution.Stage(0.3, 1));
        return new SurveyTimeline(kind, columns, new IdNames(number => customers[number].Value, numbers));
    }
}
