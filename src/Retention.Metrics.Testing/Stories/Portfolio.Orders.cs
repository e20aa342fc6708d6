using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>Orders.</content>
public sealed partial class Portfolio
{
    /// <summary>The customer orders something.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="amount">For how much; 0 is an order too.</param>
    /// <exception cref="ImpossibleStoryException">There can be no such order.</exception>
    public Portfolio Orders(int year, int month, int day, decimal amount) => Orders(StoryTime.Of(year, month, day), amount);

    /// <summary>The customer orders something.</summary>
    /// <param name="when">When.</param>
    /// <param name="amount">For how much; 0 is an order too.</param>
    /// <exception cref="ImpossibleStoryException">There can be no such order.</exception>
    public Portfolio Orders(StoryTime when, decimal amount) => Orders(when, Currency.Amount(amount));

    /// <summary>The customer orders something in a currency of its own.</summary>
    /// <param name="when">When.</param>
    /// <param name="amount">For how much; 0 is an order too.</param>
    /// <exception cref="ImpossibleStoryException">There can be no such order.</exception>
    public Portfolio Orders(StoryTime when, Money amount)
    {
        string step = $"{nameof(Orders)} on {when}";
        return new(story.Tell(step, new Order(story.Speaks.Customer, story.At(step, when), amount)));
    }

    /// <summary>The last order is refunded in full; a cancelled one stays cancelled.</summary>
    /// <exception cref="ImpossibleStoryException">The last step was no order.</exception>
    public Portfolio Refunded() => Becomes(nameof(Refunded), order => order.Status == OrderStatus.Cancelled ? order with { Refunded = order.Amount } : order with { Status = OrderStatus.Refunded });

    /// <summary>A part of the last order is refunded; the order remains.</summary>
    /// <param name="amount">How much, between 0 and the order's amount.</param>
    /// <exception cref="ImpossibleStoryException">The last step was no order, or the refund is negative or above it.</exception>
    public Portfolio Refunded(decimal amount) =>
        Becomes(string.Create(CultureInfo.InvariantCulture, $"{nameof(Refunded)}({amount})"), order => order with { Refunded = order.Amount with { Amount = amount } });

    /// <summary>The last order is cancelled: its status is <see cref="OrderStatus.Cancelled"/>, and a refund of it stays.</summary>
    /// <exception cref="ImpossibleStoryException">The last step was no order.</exception>
    public Portfolio CalledOff() => Becomes(nameof(CalledOff), order => order with { Status = OrderStatus.Cancelled, Refunded = order.Status == OrderStatus.Refunded ? order.Amount : order.Refunded });

    private Portfolio Becomes(string step, Func<Order, Order> change) => story.Last == LastTold.Order
        ? new(story.Retell(step, change))
        : throw Impossible(step, "it speaks of the order told just before, and the last step was none; Orders tells one");
}
