using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Activities;

/// <summary>A file with a row for each activity: <c>customer_id, at, event, quantity, event_id</c>.</summary>
internal static class ActivityFile
{
    /// <summary>About which share of the work reading is; the rest is building the columns of a timeline.</summary>
    private const double ShareOfReading = 0.7;

    public static ActivityImport Read(CsvTable table, ExecutionOptions execution)
    {
        var rows = ActivityReader.Read(table, execution.Stage(0, ShareOfReading));
        var resolved = RepeatedActivities.Of(rows, table);
        var timeline = ActivityTimeline.FromRows(new ActivityRowSource(rows, resolved.Valid, resolved.Used), rows.CustomerIds(), rows.KindNames(), execution.Stage(ShareOfReading, 1));
        return new ActivityImport(
            timeline,
            new CsvRowCounts(
                table.RowsRead, resolved.Used, resolved.Repeated.Count, Superseded: 0, Refused: table.RowsRead - table.LeftOut.Total - resolved.Used - resolved.Repeated.Count)
            { LeftOut = table.LeftOut.Total },
            table.Refusals,
            resolved.Findings.ByLine(),
            resolved.Repeated.Listed);
    }
}
