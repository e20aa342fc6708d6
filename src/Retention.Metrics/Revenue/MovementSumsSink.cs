namespace Retention.Metrics.Revenue;

/// <summary>Adds the movements of customers to sums.</summary>
internal struct MovementSumsSink<TInterval>(MovementSums sums) : IMovementSink
    where TInterval : struct, INettingInterval
{
    private readonly PeriodSums[] periods = sums.Periods;
    private Int128 opening;
    private long openingCustomers;

    /// <summary>The sums, complete after <see cref="Flush"/>.</summary>
    public readonly MovementSums Sums => sums;

    public void Opens(CustomerState state)
    {
        opening += state.Level;
        openingCustomers += state.IsActive ? 1 : 0;
    }

    public readonly void Moves(int period, int row, CustomerState before, CustomerState after, bool returns) =>
        periods[period].Amounts.Add(MovementRule.Of(before, after, returns), Math.Abs(after.Level - before.Level));

    public readonly void Ends(int period, int row, CustomerState opening, CustomerState closing, bool returns, bool everPaid)
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

        // With netting per period the movements contain it. A customer who is paused at the end counts as if they still paid.
        if (!TInterval.IsWholePeriod && opening.Level > 0 && !closing.ActiveAtZero)
        {
            sums.Lost += Math.Max(opening.Level - closing.Level, 0);
            sums.Gained += Math.Max(closing.Level - opening.Level, 0);
        }
    }

    /// <summary>Adds the opening balance, which is kept in the sink while customers are read, to the sums.</summary>
    public void Flush()
    {
        sums.Opening += opening;
        sums.OpeningCustomers += openingCustomers;
        (opening, openingCustomers) = (0, 0);
    }
}
