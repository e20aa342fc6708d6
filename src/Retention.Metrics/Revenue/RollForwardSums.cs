namespace Retention.Metrics;

/// <summary>What one period adds up to, in annual millionths and customers.</summary>
internal record struct PeriodSums
{
    public Int128 New;
    public Int128 Reactivation;
    public Int128 Resumed;
    public Int128 Expansion;
    public Int128 Contraction;
    public Int128 Churn;
    public Int128 Paused;
    public Int128 Fx;

    /// <summary>Lost and gained between the two ends of the period by customers who opened it paying.</summary>
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
        Resumed += other.Resumed;
        Expansion += other.Expansion;
        Contraction += other.Contraction;
        Churn += other.Churn;
        Paused += other.Paused;
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

/// <summary>What a run of customers adds up to: how much they open with, and each period's sums.</summary>
internal sealed class RollForwardSums(int periods) : IEquatable<RollForwardSums>
{
    public Int128 Opening { get; set; }

    public long OpeningCustomers { get; set; }

    public PeriodSums[] Periods { get; } = new PeriodSums[periods];

    public bool IsEmpty => OpeningCustomers == 0 && Periods.AsSpan().IndexOfAnyExcept(default(PeriodSums)) < 0;

    public void Add(RollForwardSums other)
    {
        Opening += other.Opening;
        OpeningCustomers += other.OpeningCustomers;
        for (int period = 0; period < Periods.Length; period++)
        {
            Periods[period].Add(other.Periods[period]);
        }
    }

    public bool Equals(RollForwardSums? other) =>
        other is not null && Opening == other.Opening && OpeningCustomers == other.OpeningCustomers && Periods.AsSpan().SequenceEqual(other.Periods);

    public override bool Equals(object? obj) => Equals(obj as RollForwardSums);

    public override int GetHashCode() => HashCode.Combine(Opening, OpeningCustomers, Periods.Length);
}

/// <summary>Adds up what happened to customers.</summary>
internal struct RollForwardSink<TStretch>(RollForwardSums sums) : IRollForwardSink
    where TStretch : struct, INettingStretch
{
    private readonly PeriodSums[] periods = sums.Periods;
    private Int128 opening;
    private long openingCustomers;

    public void Opens(Standing standing)
    {
        opening += standing.Level;
        openingCustomers += standing.IsActive ? 1 : 0;
    }

    public readonly void Moves(int period, int row, Standing before, Standing after, bool returns)
    {
        ref PeriodSums sums = ref periods[period];
        switch (MovementRule.Of(before, after, returns))
        {
            case MovementKind.New:
                sums.New += after.Level;
                break;
            case MovementKind.Reactivation:
                sums.Reactivation += after.Level;
                break;
            case MovementKind.Resumed:
                sums.Resumed += after.Level;
                break;
            case MovementKind.Expansion:
                sums.Expansion += after.Level - before.Level;
                break;
            case MovementKind.Contraction:
                sums.Contraction += before.Level - after.Level;
                break;
            case MovementKind.Churn:
                sums.Churn += before.Level;
                break;
            default:
                sums.Paused += before.Level;
                break;
        }
    }

    public readonly void Ends(int period, int row, Standing opening, Standing closing, bool returns, bool everPaid)
    {
        ref PeriodSums sums = ref periods[period];
        sums.NeverRetainedCustomers += !everPaid && !closing.IsActive ? 1 : 0;
        if (opening.IsActive != closing.IsActive)
        {
            if (!closing.IsActive)
            {
                sums.ChurnedCustomers++;
            }
            else if (returns)
            {
                sums.ReactivatedCustomers++;
            }
            else
            {
                sums.NewCustomers++;
            }
        }
        else if (opening.Level > 0 && closing.Level > 0)
        {
            sums.ExpandedCustomers += closing.Level > opening.Level ? 1 : 0;
            sums.ContractedCustomers += closing.Level < opening.Level ? 1 : 0;
        }

        // Over whole periods the netted movements say it already. Who is paused at the end counts as if they still paid.
        if (!TStretch.IsWholePeriod && opening.Level > 0 && !closing.Idle)
        {
            sums.Lost += Math.Max(opening.Level - closing.Level, 0);
            sums.Gained += Math.Max(closing.Level - opening.Level, 0);
        }
    }

    /// <summary>Hands over what was added up outside the periods.</summary>
    public readonly void Complete()
    {
        sums.Opening += opening;
        sums.OpeningCustomers += openingCustomers;
    }
}
