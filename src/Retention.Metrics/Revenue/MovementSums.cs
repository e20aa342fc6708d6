namespace Retention.Metrics.Revenue;

/// <summary>The sums of one period while they are accumulated: amounts in annual millionths, and customers.</summary>
internal struct PeriodSums
{
    public MovementAmounts Amounts;

    public Int128 Fx;

    /// <summary>Lost and gained between the two ends of the period by customers who paid at its start.</summary>
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
        Amounts.Add(in other.Amounts);
        Fx += other.Fx;
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

/// <summary>The sums of some customers while they are accumulated: the opening balance, and the sums of each period.</summary>
internal sealed class MovementSums(int periods)
{
    public Int128 Opening { get; set; }

    public long OpeningCustomers { get; set; }

    public PeriodSums[] Periods { get; } = new PeriodSums[periods];

    /// <summary>One sum for each segment, or one for all customers.</summary>
    public static MovementSums[] PerSegment(SegmentColumn? segments, int periods) => [.. Enumerable.Range(0, segments?.Segments.Length ?? 1).Select(_ => new MovementSums(periods))];

    public static void AddAll(MovementSums[] to, MovementSums[] from)
    {
        for (int segment = 0; segment < to.Length; segment++)
        {
            to[segment].Add(from[segment]);
        }
    }

    /// <summary>Turns the sums into the totals of each period.</summary>
    /// <param name="policy">Whether amounts are netted over whole periods.</param>
    /// <param name="churn">Lost customers and customers at risk, where the policy counts them otherwise than at the two ends of a period.</param>
    public RollForwardTotals[] ToTotals(MetricPolicy policy, ChurnCounts? churn)
    {
        var totals = new RollForwardTotals[Periods.Length];
        (Int128 opening, long customers) = (Opening, OpeningCustomers);
        for (int period = 0; period < totals.Length; period++)
        {
            ref readonly PeriodSums sums = ref Periods[period];
            ref readonly MovementAmounts amounts = ref sums.Amounts;
            bool netted = policy.Netting == Netting.PerPeriod;
            totals[period] = new RollForwardTotals
            {
                OpeningMrr = opening,
                Movements = amounts,
                FxMrr = sums.Fx,
                LostMrr = netted ? RollForwardFigure.NetRetention(in amounts, sign: -1) : sums.Lost,
                GainedMrr = netted ? RollForwardFigure.NetRetention(in amounts, sign: 1) : sums.Gained,
                OpeningCustomers = customers,
                NewCustomers = sums.NewCustomers,
                ReactivatedCustomers = sums.ReactivatedCustomers,
                ExpandedCustomers = sums.ExpandedCustomers,
                ContractedCustomers = sums.ContractedCustomers,
                ChurnedCustomers = sums.ChurnedCustomers,
                NeverRetainedCustomers = sums.NeverRetainedCustomers,
                LostCustomers = churn?.Lost(period) ?? sums.ChurnedCustomers,
                CustomersAtRisk = churn?.AtRisk(period) ?? customers,
            }.Closed();
            (opening, customers) = (totals[period].ClosingMrr, totals[period].ClosingCustomers);
        }

        return totals;
    }

    private void Add(MovementSums other)
    {
        Opening += other.Opening;
        OpeningCustomers += other.OpeningCustomers;
        for (int period = 0; period < Periods.Length; period++)
        {
            Periods[period].Add(other.Periods[period]);
        }
    }
}
