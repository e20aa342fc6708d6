namespace Retention.Metrics.Feedback;

/// <summary>What became of the customers of each period after their answer, or after the period in which they gave none, for each segment or for all customers.</summary>
/// <param name="customers">The customers, with the numbers under which they answered.</param>
/// <param name="responses">The responses.</param>
/// <param name="periods">The periods.</param>
/// <param name="segments">The segments, or nothing for all customers.</param>
/// <param name="scale">The scale of the surveys.</param>
/// <param name="window">The days after the answer, in ticks.</param>
/// <param name="asOf">The instant up to which facts are known, in ticks.</param>
internal sealed class AfterAnswerAggregate(
    AnsweringCustomers customers, SurveyColumns responses, PeriodIndex periods, SegmentColumn? segments, SurveyScale scale, long window, long asOf)
    : IAggregate<RevenueColumns, AfterAnswerAggregate.State, AfterAnswerTotals[][]>
{
    private const int AtRisk = 0, Lost = 1, Open = 2, Outcomes = 3;
    private const int NotPaying = 4 * Outcomes, Slots = NotPaying + 1;

    private int SegmentCount => segments?.Segments.Length ?? 1;

    public State NewState() => new(SegmentCount * periods.Count * Slots, periods.Count);

    public void Update(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int place = columns.FirstCustomer + customer;
            FindLatest(state.Latest, customers.Numbers[place]);
            for (int period = 0; period < periods.Count; period++)
            {
                Add(SlotsOf(state, place, period), columns, customer, state.Latest[period], periods.Bounds[period], periods.Bounds[period + 1]);
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

    public AfterAnswerTotals[][] Finish(State state)
    {
        // Those who answered and never paid are few: their responses are read once all others are.
        for (int other = 0; other < customers.Others.Length; other++)
        {
            FindLatest(state.Latest, customers.Others[other]);
            for (int period = 0; period < periods.Count; period++)
            {
                SlotsOf(state, customers.Numbers.Length + other, period)[NotPaying] += state.Latest[period] >= 0 ? 1 : 0;
            }
        }

        return [.. Enumerable.Range(0, SegmentCount).Select(segment => Enumerable.Range(0, periods.Count)
            .Select(period => TotalsOf(state.Counts.AsSpan(((segment * periods.Count) + period) * Slots, Slots))).ToArray())];
    }

    private static AfterAnswerTotals TotalsOf(ReadOnlySpan<long> slots)
    {
        ReadOnlySpan<long> detractors = slots[((int)AnswerBand.Detractor * Outcomes)..], passives = slots[((int)AnswerBand.Passive * Outcomes)..];
        ReadOnlySpan<long> promoters = slots[((int)AnswerBand.Promoter * Outcomes)..], silent = slots[((int)AnswerBand.Silent * Outcomes)..];
        return new AfterAnswerTotals
        {
            Detractors = detractors[AtRisk],
            DetractorsLost = detractors[Lost],
            DetractorsOpen = detractors[Open],
            Passives = passives[AtRisk],
            PassivesLost = passives[Lost],
            PassivesOpen = passives[Open],
            Promoters = promoters[AtRisk],
            PromotersLost = promoters[Lost],
            PromotersOpen = promoters[Open],
            Silent = silent[AtRisk],
            SilentLost = silent[Lost],
            SilentOpen = silent[Open],
            NotPaying = slots[NotPaying],
        };
    }

    private Span<long> SlotsOf(State state, int place, int period) =>
        state.Counts.AsSpan((((segments is null ? 0 : segments.SegmentOf[place]) * periods.Count) + period) * Slots, Slots);

    /// <summary>Finds the row of the latest known response in each period, or −1.</summary>
    private void FindLatest(int[] latest, int number)
    {
        Array.Fill(latest, -1);
        if (number < 0)
        {
            return;
        }

        long end = Math.Min(asOf, periods.Bounds[^1]);
        for (int row = responses.Offsets[number]; row < responses.Offsets[number + 1] && responses.Time[row] < end; row++)
        {
            if (responses.Time[row] >= periods.Bounds[0])
            {
                latest[periods.Of(responses.Time[row])] = row;
            }
        }
    }

    private void Add(Span<long> slots, RevenueColumns columns, int customer, int row, long start, long end)
    {
        if (row < 0 && start >= asOf)
        {
            return;
        }

        // Nothing at the instant up to which facts are known, or after it, is read.
        long from = row < 0 ? Math.Min(end, asOf) : responses.Time[row], to = (row < 0 ? end : from) + window;
        if (columns.StateAt(customer, from).Level <= 0)
        {
            slots[NotPaying] += row < 0 ? 0 : 1;
            return;
        }

        int band = Outcomes * (int)(row < 0 ? AnswerBand.Silent : BandOf(responses.Score[row]));
        if (to > asOf)
        {
            slots[band + Open]++;
            return;
        }

        slots[band + AtRisk]++;
        slots[band + Lost] += columns.StateAt(customer, to).IsActive ? 0 : 1;
    }

    private AnswerBand BandOf(int score) =>
        score <= scale.LastOfBottom ? AnswerBand.Detractor
        : score < scale.FirstOfTop ? AnswerBand.Passive
        : AnswerBand.Promoter;

    /// <summary>The counts of each segment, period, band and outcome; and room for the latest response in each period.</summary>
    internal sealed class State(int slots, int periods)
    {
        public long[] Counts { get; } = new long[slots];

        public int[] Latest { get; } = new int[periods];
    }
}
