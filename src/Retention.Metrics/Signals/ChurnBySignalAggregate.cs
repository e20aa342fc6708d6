namespace Retention.Metrics.Signals;

/// <summary>Customers at the start of each period by segment and value of a signal, and how many of them are lost by its end.</summary>
/// <remarks>Values are kept apart only for quantiles: their ends are known when every customer has been read.</remarks>
internal sealed class ChurnBySignalAggregate(ReportingPeriods periods, ISignalReader reader, SignalGroups groups, SegmentColumn? segments)
    : IAggregate<RevenueColumns, ChurnBySignalAggregate.State, SignalGroupTotals[][][]>
{
    private readonly PeriodIndex bounds = PeriodIndex.Over(periods);

    private int Segments => segments?.Segments.Length ?? 1;

    public State NewState() => new(Segments, periods.Count, groups);

    public void Update(State state, RevenueColumns columns, int firstCustomer, int endCustomer)
    {
        ReadOnlySpan<int> offsets = columns.Offsets;
        ReadOnlySpan<long> time = columns.Time, levels = columns.Level;
        bool[]? activeAtZero = columns.ActiveAtZero;
        var periodOf = new PeriodIndex.Lookup(bounds);
        long start = bounds.Bounds[0], finish = bounds.Bounds[^1];
        int count = bounds.Count;
        Span<long> level = state.Level;
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            // The state that a change leads to is that of the bounds after it, up to the first one after the next change.
            int row = offsets[customer], end = offsets[customer + 1], bound = 0, opened = -1;
            long current = 0;
            bool isActive = false;
            while (true)
            {
                int next = row == end || time[row] >= finish ? count + 1 : time[row] < start ? 0 : periodOf.Of(time[row]) + 1;
                if (next > bound)
                {
                    if (isActive)
                    {
                        opened = opened < 0 ? bound : opened;
                        level[bound..Math.Min(next, count)].Fill(current);
                    }
                    else if (opened >= 0)
                    {
                        Add(state, columns.FirstCustomer + customer, opened, bound, isLost: true);
                        opened = -1;
                    }

                    bound = next;
                    if (bound > count)
                    {
                        break;
                    }
                }

                current = levels[row];
                isActive = current > 0 || (activeAtZero is not null && activeAtZero[row]);
                row++;
            }

            if (opened >= 0 && opened < count)
            {
                Add(state, columns.FirstCustomer + customer, opened, count, isLost: false);
            }
        }
    }

    public void Combine(State state, State other) => state.Add(other);

    public SignalGroupTotals[][][] Finish(State state) => state.ToTotals();

    /// <summary>Adds one customer: adjacent periods, at the start of each of which they are active.</summary>
    private void Add(State state, int customer, int first, int end, bool isLost)
    {
        Span<double> values = state.Values.AsSpan(0, end - first);
        reader.Read(customer, first, values);
        state.Add(segments is null ? 0 : segments.SegmentOf[customer], first, state.Level.AsSpan(first, values.Length), values, isLost);
    }

    /// <summary>The sums of each segment, period and group, and of each value where the groups are quantiles.</summary>
    internal sealed class State
    {
        private const int MostSmall = 1024;

        private readonly int segments;
        private readonly int periods;
        private readonly SignalGroups groups;
        private readonly SignalSums[] sums;
        private readonly SignalValues[]? values;

        // The group of small whole numbers, which counts are; of quantiles it is not known before the end.
        private readonly byte[] groupOf = [];

        public State(int segments, int periods, SignalGroups groups)
        {
            (this.segments, this.periods, this.groups) = (segments, periods, groups);
            sums = new SignalSums[segments * periods * Stride];
            values = groups.AreQuantiles ? [.. Enumerable.Range(0, segments * periods).Select(_ => new SignalValues())] : null;
            groupOf = groups.AreQuantiles ? [] : [.. Enumerable.Range(0, MostSmall).Select(value => (byte)groups.Between(value))];
            Level = new long[periods];
            Values = new double[periods];
        }

        /// <summary>The revenue of the customer that is read, at the start of each period in which they are at risk.</summary>
        public long[] Level { get; }

        /// <summary>Room for the values of a customer.</summary>
        public double[] Values { get; }

        private int Stride => groups.Count + 1;

        /// <summary>Adds one customer: adjacent periods in which they are at risk.</summary>
        /// <param name="segment">The segment of the customer.</param>
        /// <param name="first">The first of the periods.</param>
        /// <param name="level">The revenue at the start of each.</param>
        /// <param name="value">The value of the signal at the start of each.</param>
        /// <param name="isLost">Whether the customer is lost in the last of them.</param>
        public void Add(int segment, int first, ReadOnlySpan<long> level, ReadOnlySpan<double> value, bool isLost)
        {
            int period = (segment * periods) + first;
            if (values is null)
            {
                AddToGroups(period, level, value);
            }
            else
            {
                AddToValues(period, level, value);
            }

            if (isLost)
            {
                SumsOf(period + value.Length - 1, value[^1]).AddLost(level[^1]);
            }
        }

        private void AddToGroups(int period, ReadOnlySpan<long> level, ReadOnlySpan<double> value)
        {
            ReadOnlySpan<byte> groupOf = this.groupOf;
            int stride = Stride;
            Span<SignalSums> own = sums.AsSpan(period * stride, value.Length * stride);
            for (int i = 0, place = 0; i < value.Length; i++, place += stride)
            {
                int whole = double.ConvertToIntegerNative<int>(value[i]);
                int group = unchecked((uint)whole) < (uint)groupOf.Length && whole == value[i] ? groupOf[whole] : GroupOf(value[i]);
                own[place + group].AddAtRisk(level[i]);
            }
        }

        private void AddToValues(int period, ReadOnlySpan<long> level, ReadOnlySpan<double> value)
        {
            for (int i = 0; i < value.Length; i++)
            {
                SumsOf(period + i, value[i]).AddAtRisk(level[i]);
            }
        }

        private ref SignalSums SumsOf(int period, double value) =>
            ref values is null || double.IsNaN(value) ? ref sums[(period * Stride) + GroupOf(value)] : ref values[period].Of(value);

        private int GroupOf(double value) => double.IsNaN(value) ? groups.Count : groups.Between(value);

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
