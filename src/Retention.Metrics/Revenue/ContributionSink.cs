namespace Retention.Metrics.Revenue;

/// <summary>A contribution to a figure, with the index of its row in the columns; a balance has no row.</summary>
internal readonly record struct MrrContributionRow(int Period, int Row, long Before, long After, long Amount);

/// <summary>Collects what one customer adds to a figure.</summary>
internal struct ContributionSink(RevenueFigure figure, int periodCount, List<MrrContributionRow> found) : IMovementSink
{
    private CustomerState state;
    private int reached;

    public void Opens(CustomerState state) => this.state = state;

    public readonly void Moves(int period, int row, CustomerState before, CustomerState after, bool returns)
    {
        if (figure == MovementRule.Of(before, after, returns))
        {
            found.Add(new MrrContributionRow(period, row, before.Level, after.Level, Math.Abs(after.Level - before.Level)));
        }
    }

    public void Ends(int period, int row, CustomerState opening, CustomerState closing, bool returns, bool everPaid)
    {
        BalancesUpTo(period);
        Balances(period, opening, closing);
        (state, reached) = (closing, period + 1);
        if (Counts(opening, closing, returns, everPaid))
        {
            found.Add(new MrrContributionRow(period, row, opening.Level, closing.Level, Math.Abs(closing.Level - opening.Level)));
        }
    }

    public void Complete() => BalancesUpTo(periodCount);

    private readonly bool Counts(CustomerState opening, CustomerState closing, bool returns, bool everPaid)
    {
        bool joins = !opening.IsActive && closing.IsActive, bothPay = opening.Level > 0 && closing.Level > 0;
        return figure switch
        {
            RevenueFigure.NewCustomers => joins && !returns,
            RevenueFigure.ReactivatedCustomers => joins && returns,
            RevenueFigure.ChurnedCustomers => opening.IsActive && !closing.IsActive,
            RevenueFigure.ExpandedCustomers => bothPay && closing.Level > opening.Level,
            RevenueFigure.ContractedCustomers => bothPay && closing.Level < opening.Level,
            RevenueFigure.NeverRetainedCustomers => !everPaid && !closing.IsActive,
            _ => false,
        };
    }

    private void BalancesUpTo(int period)
    {
        for (; reached < period; reached++)
        {
            Balances(reached, state, state);
        }
    }

    private readonly void Balances(int period, CustomerState opening, CustomerState closing)
    {
        CustomerState? counted = figure switch
        {
            RevenueFigure.OpeningMrr when opening.Level > 0 => opening,
            RevenueFigure.ClosingMrr when closing.Level > 0 => closing,
            RevenueFigure.OpeningCustomers when opening.IsActive => opening,
            RevenueFigure.ClosingCustomers when closing.IsActive => closing,
            _ => null,
        };
        if (counted is { } balance)
        {
            found.Add(new MrrContributionRow(period, -1, opening.Level, closing.Level, balance.Level));
        }
    }
}
