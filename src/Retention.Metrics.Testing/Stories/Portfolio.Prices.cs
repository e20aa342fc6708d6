using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>Changes of price. Each says what changes; interval, quantity and discount stay as they are unless they are what changes.</content>
public sealed partial class Portfolio
{
    /// <summary>The price rises to an amount: <c>UpgradesTo(99).On(2026, 3, 5)</c>.</summary>
    /// <param name="amount">The new amount for one unit and the interval the subscription has.</param>
    public PriceChange UpgradesTo(decimal amount) => new(this, Step(nameof(UpgradesTo), amount), price => price with { Amount = price.Amount with { Amount = amount } }, PriceDirection.Up);

    /// <summary>The price rises to one of any interval and quantity.</summary>
    /// <param name="price">The new price; a year of it is worth more than before.</param>
    public PriceChange UpgradesTo(RecurringPrice price) => To(nameof(UpgradesTo), price, PriceDirection.Up);

    /// <summary>The price falls to an amount: <c>DowngradesTo(29).On(2026, 3, 5)</c>.</summary>
    /// <param name="amount">The new amount for one unit and the interval the subscription has; 0 is a free plan.</param>
    public PriceChange DowngradesTo(decimal amount) => new(this, Step(nameof(DowngradesTo), amount), price => price with { Amount = price.Amount with { Amount = amount } }, PriceDirection.Down);

    /// <summary>The price falls to one of any interval and quantity.</summary>
    /// <param name="price">The new price; a year of it is worth less than before.</param>
    public PriceChange DowngradesTo(RecurringPrice price) => To(nameof(DowngradesTo), price, PriceDirection.Down);

    /// <summary>The price becomes another, whether that is more or less.</summary>
    /// <param name="price">The new price.</param>
    public PriceChange ChangesPriceTo(RecurringPrice price) => To(nameof(ChangesPriceTo), price, PriceDirection.Any);

    /// <summary>Seats, units or licences are added or taken away.</summary>
    /// <param name="quantity">How many there are from then on.</param>
    public PriceChange ChangesQuantityTo(int quantity)
    {
        string step = Step(nameof(ChangesQuantityTo), quantity);
        return quantity >= 0 ? new(this, step, price => price with { Quantity = quantity }, PriceDirection.Any) : throw Impossible(step, "a quantity is 0 or more");
    }

    /// <summary>A percentage is taken off the price, in the place of any discount before.</summary>
    /// <param name="percent">The percentage, 0 to 100.</param>
    /// <param name="until">When the full price counts again; never if left out.</param>
    public PriceChange GetsDiscount(decimal percent, StoryTime? until = null)
    {
        string step = Step(nameof(GetsDiscount), percent);
        Instant? end = until is { } told ? story.At(step, told) : null;
        try
        {
            return new(this, step, Discount.Percent(percent, end));
        }
        catch (ArgumentOutOfRangeException refused)
        {
            throw Impossible(step, refused.Message);
        }
    }

    /// <summary>A discount of any kind is taken off the price, in the place of any discount before.</summary>
    /// <param name="discount">The discount.</param>
    public PriceChange GetsDiscount(Discount discount)
    {
        ArgumentNullException.ThrowIfNull(discount);
        return new(this, nameof(GetsDiscount), discount);
    }

    /// <summary>The discount is gone: the full price counts.</summary>
    public PriceChange LosesDiscount() => new(this, nameof(LosesDiscount), discount: null);

    internal Portfolio Changes(PriceChange change, StoryTime when)
    {
        string step = $"{change.Step} on {when}";
        Instant at = story.At(step, when);
        (RecurringPrice Price, Discount? Discount)? before = story.PriceAt(at);
        (RecurringPrice price, Discount? discount) = change.From(before?.Price ?? RecurringPrice.Monthly(0m, Currency), before?.Discount);

        // The history speaks first: of a subscription that has ended, no price is too low for an upgrade.
        Story told = story.Tell(step, story.Speaks.ChangesPrice(at, price, discount));
        if (before is not { } old)
        {
            return change.NeedsNoPrice ? new(told) : throw Impossible(step, "the subscription has no price yet; Starts gives it one, and so does ChangesPriceTo");
        }

        int compared = price.Revenue.CompareTo(old.Price.Revenue);
        return change.Direction switch
        {
            PriceDirection.Up when compared <= 0 => throw Impossible(step, $"{Text(price)} is not more than the price then, {Text(old.Price)}; UpgradesTo takes more, DowngradesTo less, ChangesPriceTo any"),
            PriceDirection.Down when compared >= 0 => throw Impossible(step, $"{Text(price)} is not less than the price then, {Text(old.Price)}; DowngradesTo takes less, UpgradesTo more, ChangesPriceTo any"),
            _ => new(told),
        };
    }

    private static string Step(string verb, decimal argument) => string.Create(CultureInfo.InvariantCulture, $"{verb}({argument})");

    private static string Text(RecurringPrice price)
    {
        string interval = price.Interval.Count == 1 ? price.Interval.Unit.ToString() : FormattableString.Invariant($"{price.Interval.Count} {price.Interval.Unit}s");
        return FormattableString.Invariant($"{price.Amount} a {interval.ToLowerInvariant()}{(price.Quantity == 1 ? "" : FormattableString.Invariant($" × {price.Quantity}"))}");
    }

    private PriceChange To(string verb, RecurringPrice price, PriceDirection direction)
    {
        ArgumentNullException.ThrowIfNull(price);
        return new(this, $"{verb}({Text(price)})", price, direction);
    }
}
