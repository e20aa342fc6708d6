namespace Retention.Metrics.Testing;

/// <summary>A change of price that does not say yet when it comes; <see cref="On(int, int, int)"/> completes it.</summary>
public sealed class PriceChange
{
    private readonly Portfolio portfolio;

    /// <summary>Makes the new price and discount of the old ones.</summary>
    private readonly Func<RecurringPrice, Discount?, (RecurringPrice Price, Discount? Discount)> change;

    internal PriceChange(Portfolio portfolio, string step, Func<RecurringPrice, RecurringPrice> change, PriceDirection direction)
        : this(portfolio, step, (price, discount) => (change(price), discount), direction)
    {
    }

    internal PriceChange(Portfolio portfolio, string step, Discount? discount)
        : this(portfolio, step, (price, _) => (price, discount), PriceDirection.Any)
    {
    }

    internal PriceChange(Portfolio portfolio, string step, RecurringPrice price, PriceDirection direction)
        : this(portfolio, step, (_, discount) => (price, discount), direction) => NeedsNoPrice = direction == PriceDirection.Any;

    private PriceChange(Portfolio portfolio, string step, Func<RecurringPrice, Discount?, (RecurringPrice Price, Discount? Discount)> change, PriceDirection direction)
    {
        this.portfolio = portfolio;
        this.change = change;
        Step = step;
        Direction = direction;
    }

    internal string Step { get; }

    internal PriceDirection Direction { get; }

    /// <summary>Whether it says all of the new price, so that a trial without one can take it.</summary>
    internal bool NeedsNoPrice { get; }

    /// <summary>Says the day, in the portfolio's zone.</summary>
    /// <exception cref="ImpossibleStoryException">The change cannot come here, or does not go the way it says.</exception>
    public Portfolio On(int year, int month, int day) => On(StoryTime.Of(year, month, day));

    /// <summary>Says when.</summary>
    /// <exception cref="ImpossibleStoryException">The change cannot come here, or does not go the way it says.</exception>
    public Portfolio On(StoryTime when) => portfolio.Changes(this, when);

    internal (RecurringPrice Price, Discount? Discount) From(RecurringPrice price, Discount? discount) => change(price, discount);
}
