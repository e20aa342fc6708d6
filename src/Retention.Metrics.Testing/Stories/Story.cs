using System.Collections.Immutable;
using NodaTime;

namespace Retention.Metrics.Testing.Stories;

/// <summary>The steps of a portfolio so far and its current customer. Immutable: every step returns another story.</summary>
/// <param name="Currency">The currency of every amount without one.</param>
/// <param name="Zone">The zone of every local day.</param>
/// <param name="Customers">The customers, in the order they came.</param>
/// <param name="Events">The events, in the order of the steps.</param>
/// <param name="Orders">The orders, in the order of the steps.</param>
/// <param name="Speaks">The subscription, and with it the customer, of the next step.</param>
/// <param name="Last">What the last step added.</param>
/// <param name="Corrects">The id and instant of recording that the next fact carries, inside a correction.</param>
internal sealed record Story(
    Currency Currency,
    DateTimeZone Zone,
    ImmutableArray<Customer> Customers,
    ImmutableArray<SubscriptionEvent> Events,
    ImmutableArray<Order> Orders,
    Subscription Speaks,
    LastTold Last,
    (string Id, Instant RecordedAt)? Corrects)
{
    public int FactCount => Events.Length + Orders.Length;

    /// <summary>The story after another event, or the exception that says why it cannot come.</summary>
    public Story Tell(string step, SubscriptionEvent next)
    {
        if (Corrects is { } correction)
        {
            next = next with { EventId = correction.Id, RecordedAt = correction.RecordedAt };
        }

        StoryCheck.Require(Speaks, step, Events, next);
        return this with { Events = Events.Add(next), Last = LastTold.Event };
    }

    /// <summary>The story after another order, or the exception that says why it cannot come.</summary>
    public Story Tell(string step, Order next)
    {
        if (Corrects is { } correction)
        {
            next = next with { Id = new OrderId(correction.Id), RecordedAt = correction.RecordedAt };
        }

        StoryCheck.Require(Speaks, step, Orders, next);
        return this with { Orders = Orders.Add(next), Last = LastTold.Order };
    }

    /// <summary>The story with its last event replaced.</summary>
    public Story Retell(string step, Func<SubscriptionEvent, SubscriptionEvent> change)
    {
        SubscriptionEvent next = change(Events[^1]);
        return (this with { Events = Events.RemoveAt(Events.Length - 1), Corrects = null }).Tell(step, next) with { Corrects = Corrects };
    }

    /// <summary>The story with its last order replaced.</summary>
    public Story Retell(string step, Func<Order, Order> change)
    {
        Order next = change(Orders[^1]);
        return (this with { Orders = Orders.RemoveAt(Orders.Length - 1), Corrects = null }).Tell(step, next) with { Corrects = Corrects };
    }

    /// <summary>The instant of a moment in the story's zone.</summary>
    public Instant At(string step, StoryTime when) =>
        when.In(Zone) is { Problem: null } found ? found.At : throw new ImpossibleStoryException(Speaks, step, when.In(Zone).Problem!);

    /// <summary>The price the subscription has at an instant, what happens at it included; nothing where it has none yet.</summary>
    /// <remarks>A step that corrects an event is compared with what would hold without that event.</remarks>
    public (RecurringPrice Price, Discount? Discount)? PriceAt(Instant at)
    {
        IEnumerable<SubscriptionEvent> own = Events.Where(one => one.Subscription == Speaks.Id && !(Corrects is { } correction && string.Equals(one.EventId, correction.Id, StringComparison.Ordinal)));
        (RecurringPrice, Discount?)? price = null;
        foreach (SubscriptionEvent one in SubscriptionHistory.Check(own).History.Where(one => one.At <= at))
        {
            price = one switch
            {
                SubscriptionEvent.Started started => (started.Price, started.Discount),
                SubscriptionEvent.PriceChanged changed => (changed.Price, changed.Discount),
                _ => price,
            };
        }

        return price;
    }
}

/// <summary>What the last step added, and so what <c>RecordedOn</c> and <c>Refunded</c> speak of.</summary>
internal enum LastTold
{
    Nothing,
    Event,
    Order,
}
