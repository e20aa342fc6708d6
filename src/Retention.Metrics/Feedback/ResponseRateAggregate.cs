namespace Retention.Metrics.Feedback;

/// <summary>Customers who pay at the start of each period or begin to pay in it, and those of them who answered in it, for each segment or for all customers.</summary>
/// <param name="customers">The customers, with the numbers under which they answered.</param>
/// <param name="responses">The responses.</param>
/// <param name="periods">The periods.</param>
/// <param name="segments">The segments, or nothing for all customers.</param>
internal sealed class ResponseRateAggregate(AnsweringCustomers customers, SurveyColumns responses, PeriodIndex periods, SegmentColumn? segments)
    : IAggregate<RevenueColumns, ResponseRateAggregate.State, ResponseRateTotals[][]>
{
    private int SegmentCount => segments?.Segments.Length ?? 1;

    public State NewState() => new(SegmentCount * periods.Count, periods.Count);

    public void Update(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int place = columns.FirstCustomer + customer;
            FindAnswered(state.Answered, customers.Numbers[place]);
            int row = columns.Offsets[customer], end = columns.Offsets[customer + 1];
            long level = 0;
            for (int period = 0; period < periods.Count; period++)
            {
                for (; row < end && columns.Time[row] < periods.Bounds[period]; row++)
                {
                    level = columns.Level[row];
                }

                bool pays = level > 0;
                for (; row < end && columns.Time[row] < periods.Bounds[period + 1]; row++)
                {
                    level = columns.Level[row];
                    pays |= level > 0;
                }

                Count(state, place, period, pays);
            }
        }
    }

    public void Combine(State state, State other)
    {
        for (int i = 0; i < state.Totals.Length; i++)
        {
            state.Totals[i] += other.Totals[i];
        }
    }

    public ResponseRateTotals[][] Finish(State state)
    {
        for (int other = 0; other < customers.Others.Length; other++)
        {
            FindAnswered(state.Answered, customers.Others[other]);
            for (int period = 0; period < periods.Count; period++)
            {
                Count(state, customers.Numbers.Length + other, period, pays: false);
            }
        }

        return [.. Enumerable.Range(0, SegmentCount).Select(segment => state.Totals.AsSpan(segment * periods.Count, periods.Count).ToArray())];
    }

    private void Count(State state, int place, int period, bool pays)
    {
        bool answered = state.Answered[period];
        state.Totals[((segments is null ? 0 : segments.SegmentOf[place]) * periods.Count) + period] += new ResponseRateTotals
        {
            Asked = pays ? 1 : 0,
            Responders = pays && answered ? 1 : 0,
            OtherResponders = !pays && answered ? 1 : 0,
        };
    }

    private void FindAnswered(bool[] answered, int number)
    {
        Array.Clear(answered);
        if (number < 0)
        {
            return;
        }

        for (int row = responses.Offsets[number]; row < responses.Offsets[number + 1] && responses.Time[row] < periods.Bounds[^1]; row++)
        {
            if (responses.Time[row] >= periods.Bounds[0])
            {
                answered[periods.Of(responses.Time[row])] = true;
            }
        }
    }

    /// <summary>The totals of each segment and period; and room for the periods in which a customer answered.</summary>
    internal sealed class State(int slots, int periods)
    {
        public ResponseRateTotals[] Totals { get; } = new ResponseRateTotals[slots];

        public bool[] Answered { get; } = new bool[periods];
    }
}
