namespace Retention.Metrics.Feedback;

/// <summary>The scores of the responses that count in each period, for each segment or for all customers: of each customer and survey the latest.</summary>
/// <param name="periods">The periods.</param>
/// <param name="segments">The segments, or nothing for all customers.</param>
/// <param name="scale">The scale of the surveys.</param>
/// <param name="surveys">How many surveys there are.</param>
internal sealed class ScoreAggregate(PeriodIndex periods, SegmentColumn? segments, SurveyScale scale, int surveys) : IAggregate<SurveyColumns, ScoreAggregate.State, ScoreCounts[][]>
{
    private readonly int scores = scale.Highest - scale.Lowest + 1;

    private int SegmentCount => segments?.Segments.Length ?? 1;

    public State NewState() => new(SegmentCount * periods.Count * scores, surveys);

    public void Update(State state, SurveyColumns columns, int firstCustomer, int endCustomer)
    {
        long start = periods.Bounds[0], finish = periods.Bounds[^1];
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int segment = segments is null ? 0 : segments.SegmentOf[customer];

            // From the latest on: the first response of a survey that is met in a period is the one that counts.
            for (int row = columns.Offsets[customer + 1] - 1; row >= columns.Offsets[customer] && columns.Time[row] >= start; row--)
            {
                if (columns.Time[row] >= finish)
                {
                    continue;
                }

                int period = periods.Of(columns.Time[row]);
                ref (int Customer, int Period) counted = ref state.Counted[columns.Survey[row]];
                if (counted != (customer, period))
                {
                    counted = (customer, period);
                    state.Counts[(((segment * periods.Count) + period) * scores) + columns.Score[row] - scale.Lowest]++;
                }
            }
        }
    }

    public void Combine(State state, State other)
    {
        for (int i = 0; i < state.Counts.Length; i++)
        {
            state.Counts[i] += other.Counts[i];
        }
    }

    public ScoreCounts[][] Finish(State state) =>
        [.. Enumerable.Range(0, SegmentCount).Select(segment => Enumerable.Range(0, periods.Count)
            .Select(period => new ScoreCounts(scale.Kind, state.Counts.AsSpan(((segment * periods.Count) + period) * scores, scores))).ToArray())];

    /// <summary>The responses of each segment, period and score; and of each survey the customer and the period of which the latest response is counted.</summary>
    internal sealed class State
    {
        public State(int slots, int surveys)
        {
            Counts = new long[slots];
            Counted = new (int, int)[surveys];
            Array.Fill(Counted, (-1, -1));
        }

        public long[] Counts { get; }

        public (int Customer, int Period)[] Counted { get; }
    }
}
