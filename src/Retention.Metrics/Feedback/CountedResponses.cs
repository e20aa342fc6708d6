namespace Retention.Metrics.Feedback;

/// <summary>Finds the responses that count: of each customer, survey and period the latest.</summary>
internal static class CountedResponses
{
    public static IEnumerable<CountedResponse> Of(SurveyTimeline responses, ReportingPeriods periods, bool withComments)
    {
        SurveyColumns columns = responses.Columns;
        var index = PeriodIndex.Over(periods);
        (int Customer, CustomerId Id)[] customers = [.. Enumerable.Range(0, responses.CustomerCount).Select(customer => (customer, responses.CustomerAt(customer))).OrderBy(one => one.Item2)];
        foreach ((int customer, CustomerId id) in customers)
        {
            var latest = new SortedDictionary<(int Period, int Survey), int>();
            for (int row = columns.Offsets[customer]; row < columns.Offsets[customer + 1]; row++)
            {
                if (columns.Time[row] >= index.Bounds[0] && columns.Time[row] < index.Bounds[^1])
                {
                    latest[(index.Of(columns.Time[row]), columns.Survey[row])] = row;
                }
            }

            foreach (((int period, _), int row) in latest.OrderBy(one => one.Value))
            {
                SurveyResponse response = responses.ResponseAt(id, row);
                yield return new CountedResponse(periods[period], id, response.At, response.Survey, response.Score, response.Touchpoint, withComments ? response.Comment : null);
            }
        }
    }
}
