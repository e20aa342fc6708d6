namespace Retention.Metrics.Signals;

/// <summary>The latest score of a customer before an instant.</summary>
internal sealed class ScoreSignal(SurveyTimeline responses, string? survey) : Signal(survey is null ? "score" : "score:" + survey)
{
    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants) => new Reader(responses.Columns, CustomerPositions.Of(responses, timeline), instants.Ticks);

    private sealed class Reader(SurveyColumns columns, int[] positions, long[] instants) : ISignalReader
    {
        public int RowsOf(int customer) => positions[customer] is >= 0 and var own ? columns.Offsets[own + 1] - columns.Offsets[own] : 0;

        public void Read(int customer, int first, Span<double> values)
        {
            int position = positions[customer];
            int row = position < 0 ? 0 : columns.Offsets[position], end = position < 0 ? 0 : columns.Offsets[position + 1];
            double last = double.NaN;
            for (int i = 0; i < values.Length; i++)
            {
                for (; row < end && columns.Time[row] < instants[first + i]; row++)
                {
                    last = columns.Score[row];
                }

                values[i] = last;
            }
        }
    }
}
