namespace Retention.Metrics;

/// <summary>What one period adds up to, in annual millionths and customers.</summary>
internal record struct PeriodSums
{
    public Int128 New;
    public Int128 Reactivation;
    public Int128 Expansion;
    public Int128 Contraction;
    public Int128 Churn;

    /// <summary>Lost and gained between the two ends of the period by customers who opened it.</summary>
    public Int128 Lost;
    public Int128 Gained;

    public long NewCustomers;
    public long ReactivatedCustomers;
    public long ExpandedCustomers;
    public long ContractedCustomers;
    public long ChurnedCustomers;
    public long NeverRetainedCustomers;

    public void Add(in PeriodSums other)
    {
        New += other.New;
        Reactivation += other.Reactivation;
        Expansion += other.Expansion;
        Contraction += other.Contraction;
        Churn += other.Churn;
        Lost += other.Lost;
        Gained += other.Gained;
        NewCustomers += other.NewCustomers;
        ReactivatedCustomers += other.ReactivatedCustomers;
        ExpandedCustomers += other.ExpandedCustomers;
        ContractedCustomers += other.ContractedCustomers;
        ChurnedCustomers += other.ChurnedCustomers;
        NeverRetainedCustomers += other.NeverRetainedCustomers;
    }
}

/// <summary>What a run of customers adds up to: how much they open with, and each period's sums.</summary>
internal sealed class RollForwardSums(int periods)
{
    public Int128 Opening { get; set; }

    public long OpeningCustomers { get; set; }

    public PeriodSums[] Periods { get; } = new PeriodSums[periods];

    public void Add(RollForwardSums other)
    {
        Opening += other.Opening;
        OpeningCustomers += other.OpeningCustomers;
        for (int period = 0; period < Periods.Length; period++)
        {
            Periods[period].Add(other.Periods[period]);
        }
    }

    public static RollForwardSums Over<TStretch>(RevenueColumns columns, int firstCustomer, int endCustomer, PeriodIndex periods, TStretch stretch)
        where TStretch : struct, INettingStretch
    {
        var sums = new RollForwardSums(periods.Count);
        var sink = new Sink<TStretch>(sums.Periods);
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            RollForwardPass.Follow(columns, customer, periods, stretch, ref sink);
        }

        sums.Opening = sink.Opening;
        sums.OpeningCustomers = sink.OpeningCustomers;
        return sums;
    }

    private struct Sink<TStretch>(PeriodSums[] periods) : IRollForwardSink
        where TStretch : struct, INettingStretch
    {
        public Int128 Opening;
        public long OpeningCustomers;

        public void Opens(long level)
        {
            Opening += level;
            OpeningCustomers += level > 0 ? 1 : 0;
        }

        public readonly void Moves(int period, int row, long before, long after, bool paidBefore)
        {
            ref PeriodSums sums = ref periods[period];
            switch (MovementRule.Of(before, after, paidBefore))
            {
                case MovementKind.New:
                    sums.New += after;
                    break;
                case MovementKind.Reactivation:
                    sums.Reactivation += after;
                    break;
                case MovementKind.Churn:
                    sums.Churn += before;
                    break;
                case MovementKind.Expansion:
                    sums.Expansion += after - before;
                    break;
                default:
                    sums.Contraction += before - after;
                    break;
            }
        }

        public readonly void Ends(int period, int row, long opening, long closing, bool paidBefore)
        {
            ref PeriodSums sums = ref periods[period];
            if (opening == closing)
            {
                sums.NeverRetainedCustomers += closing == 0 && !paidBefore ? 1 : 0;
                return;
            }

            switch (MovementRule.Of(opening, closing, paidBefore))
            {
                case MovementKind.New:
                    sums.NewCustomers++;
                    return;
                case MovementKind.Reactivation:
                    sums.ReactivatedCustomers++;
                    return;
                case MovementKind.Churn:
                    sums.ChurnedCustomers++;
                    sums.Lost += TStretch.IsWholePeriod ? 0 : opening;
                    return;
                case MovementKind.Expansion:
                    sums.ExpandedCustomers++;
                    sums.Gained += TStretch.IsWholePeriod ? 0 : closing - opening;
                    return;
                default:
                    sums.ContractedCustomers++;
                    sums.Lost += TStretch.IsWholePeriod ? 0 : opening - closing;
                    return;
            }
        }
    }
}
