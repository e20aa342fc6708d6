namespace Retention.Metrics.Signals;

/// <summary>Customers at the start of each period by segment and value of a signal, and how many of them are lost by its end.</summary>
/// <remarks>Values are kept apart only for quantiles: their ends are known when every customer has been read.</remarks>
internal sealed class ChurnBySignalAggregate(ReportingPeriods periods, ISignalReader reader, SignalGroups groups, SegmentColumn? segments)
    : IAggregate<RevenueColumns, ChurnBySignalAggregate.State, SignalGroupTotals[][][]>
{
    private readonly long[] bounds = [.. periods.Select(period => period.Start.ToUnixTimeTicks()), periods.End.ToUnixTimeTicks()];

    private int Segments => segments?.Segments.Length ?? 1;

    public State NewState() => new(Segments, periods.Count, groups);

    public void Update(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level, bounds = this.bounds;
        bool[]? activeAtZero = columns.ActiveAtZero;
        Span<long> level = state.Level;
        Span<bool> active = state.Active;
        Span<double> values = state.Values;
        int count = bounds.Length - 1;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            int i = offsets[customer], end = offsets[customer + 1], opened = 0;
            long current = 0;
            bool isActive = false;
            for (int bound = 0; bound < bounds.Length; bound++)
            {
                // Indices of rows and of bounds are far below the end of 32 bits.
                unchecked
                {
                    for (; i < end && time[i] < bounds[bound]; i++)
                    {
                        current = levels[i];
                        isActive = current > 0 || (activeAtZero is not null && activeAtZero[i]);
                    }

                    level[bound] = current;
                    active[bound] = isActive;
                    opened += isActive && bound < count ? 1 : 0;
                }
            }

            if (opened == 0)
            {
                continue;
            }

            int position = columns.FirstCustomer + customer;
            reader.Read(position, active[..count], values);
            state.Add(segments is null ? 0 : segments.SegmentOf[position], level, active, values);
        }
    }

    public void Combine(State state, State other) => state.Add(other);

    public SignalGroupTotals[][][] Finish(State state) => state.ToTotals();

    /// <summary>The sums of each segment, period and group, and of each value where the groups are quantiles.</summary>
    internal sealed class State
    {
        private readonly int segments;
        private readonly int periods;
        private readonly SignalGroups groups;
        private readonly SignalSums[] sums;
        private readonly SignalValues[]? values;

        public State(int segments, int periods, SignalGroups groups)
        {
            (this.segments, this.periods, this.groups) = (segments, periods, groups);
            sums = new SignalSums[segments * periods * Stride];
            values = groups.AreQuantiles ? [.. Enumerable.Range(0, segments * periods).Select(_ => new SignalValues())] : null;
            Level = new long[periods + 1];
            Active = new bool[periods + 1];
            Values = new double[periods];
        }

        public long[] Level { get; }

        public bool[] Active { get; }

        public double[] Values { get; }

        private int Stride => groups.Count + 1;

        /// <summary>Adds a customer: the level and whether they are active at each bound, and the value at the start of each period.</summary>
        public void Add(int segment, ReadOnlySpan<long> level, ReadOnlySpan<bool> active, ReadOnlySpan<double> value)
        {
            Span<SignalSums> own = sums.AsSpan(segment * periods * Stride, periods * Stride);
            ReadOnlySpan<SignalValues> apart = values is null ? default : values.AsSpan(segment * periods, periods);
            int unknown = groups.Count, stride = Stride;
            for (int period = 0, place = 0; period < value.Length; period++, place += stride)
            {
                if (!active[period])
                {
                    continue;
                }

                double one = value[period];
                if (double.IsNaN(one))
                {
                    own[place + unknown].Add(level[period], !active[period + 1]);
                }
                else if (apart.IsEmpty)
                {
                    own[place + groups.Between(one)].Add(level[period], !active[period + 1]);
                }
                else
                {
                    apart[period].Of(one).Add(level[period], !active[period + 1]);
                }
            }
        }

        public void Add(State other)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i].Add(in other.sums[i]);
            }

            for (int i = 0; values is not null && i < values.Length; i++)
            {
                values[i].Add(other.values![i]);
            }
        }

        public SignalGroupTotals[][][] ToTotals()
        {
            var totals = new SignalGroupTotals[segments][][];
            for (int segment = 0; segment < segments; segment++)
            {
                totals[segment] = new SignalGroupTotals[periods][];
                for (int period = 0; period < periods; period++)
                {
                    totals[segment][period] = [.. sums.AsSpan(((segment * periods) + period) * Stride, Stride).ToArray().Select(one => one.ToTotals())];
                }
            }

            for (int period = 0; values is not null && period < periods; period++)
            {
                AddQuantiles(totals, period);
            }

            return totals;
        }

        /// <summary>Quantiles are those of all customers, so a group is the same in every segment.</summary>
        private void AddQuantiles(SignalGroupTotals[][][] totals, int period)
        {
            var all = new SignalValues();
            for (int segment = 0; segment < segments; segment++)
            {
                all.Add(values![(segment * periods) + period]);
            }

            (double Value, SignalSums Sums)[] rising = [.. all.Rising()];
            long customers = rising.Sum(one => one.Sums.AtRisk), lower = 0;
            var groupOf = new Dictionary<double, int>(rising.Length);
            var ranges = new (double? From, double? To)[groups.Count];
            foreach ((double value, SignalSums own) in rising)
            {
                int group = groups.QuantileOf(lower, customers);
                groupOf.Add(value, group);
                ranges[group] = (ranges[group].From ?? value, value);
                lower += own.AtRisk;
            }

            for (int segment = 0; segment < segments; segment++)
            {
                var found = new SignalSums[groups.Count];
                foreach ((double value, SignalSums own) in values![(segment * periods) + period].Rising())
                {
                    found[groupOf[value]].Add(in own);
                }

                for (int group = 0; group < groups.Count; group++)
                {
                    totals[segment][period][group] = found[group].ToTotals() with { From = ranges[group].From, To = ranges[group].To };
                }
            }
        }
    }
}
