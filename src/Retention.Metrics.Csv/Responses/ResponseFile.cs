using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Timelines.Building;

namespace Retention.Metrics.Csv.Responses;

/// <summary>A file with a row for each response to a survey: <c>customer_id, at, survey, score, touchpoint, comment</c>.</summary>
internal static class ResponseFile
{
    /// <summary>About which share of the work reading is; the rest is building the columns of a timeline.</summary>
    private const double ShareOfReading = 0.7;

    public static ResponseImport Read(CsvTable table, SurveyKind kind, string? survey, ExecutionOptions execution)
    {
        var rows = ResponseReader.Read(table, kind, survey, execution.Stage(0, ShareOfReading));
        Dictionary<int, int> repeats = RepeatedResponses.Of(rows);
        var repeated = new RepeatedRows();
        foreach ((int row, int first) in repeats)
        {
            repeated.Add(rows.Lines[row], rows.Lines[first]);
        }

        long used = rows.Ticks.Count - repeats.Count;
        var texts = new SurveyTexts();
        RowStore store = RowsOf(rows, repeats, texts);
        var timeline = SurveyTimeline.FromRows(store, rows.CustomerIds(), texts, kind, execution.Stage(ShareOfReading, 1));
        return new ResponseImport(
            timeline,
            new CsvRowCounts(table.RowsRead, used, repeated.Count, Superseded: 0, Refused: table.RowsRead - table.LeftOut.Total - used - repeated.Count) { LeftOut = table.LeftOut.Total },
            table.Refusals,
            repeated.Listed)
        { HasSurveys = rows.Surveys >= 0 };
    }

    private static RowStore RowsOf(ResponseReader rows, Dictionary<int, int> repeats, SurveyTexts texts)
    {
        string?[] surveys = rows.Texts(rows.Surveys), touchpoints = rows.Texts(rows.Touchpoints);
        int[] comments = Array.ConvertAll(rows.Texts(rows.Comments), comment => comment is null ? 0 : texts.NumberOf(comment));
        var store = new RowStore(rows.Ticks.Count - repeats.Count);
        for (int row = 0; row < rows.Ticks.Count; row++)
        {
            if (repeats.Count == 0 || !repeats.ContainsKey(row))
            {
                store.Add(new LedgerRow
                {
                    Ticks = rows.Ticks[row],
                    Amount = SurveyTexts.Packed(rows.Scores[row], comments[rows.NumberOf(rows.Comments, row)]),
                    Customer = rows.Customers[row],
                    Subscription = texts.ChannelOf(surveys[rows.NumberOf(rows.Surveys, row)] ?? rows.Name, touchpoints[rows.NumberOf(rows.Touchpoints, row)]),
                });
            }
        }

        return store;
    }
}
