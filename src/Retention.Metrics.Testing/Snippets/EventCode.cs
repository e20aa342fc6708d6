using NodaTime;

namespace Retention.Metrics.Testing.Snippets;

/// <summary>Subscription events as C#.</summary>
internal static class EventCode
{
    /// <summary>What happens to a subscription, in the words of <see cref="Subscription"/>.</summary>
    public static string Of(SubscriptionEvent one, string subscription)
    {
        string at = Literal.Of(one.At);
        string happens = one switch
        {
            SubscriptionEvent.TrialStarted => $"TrialStarts({at})",
            SubscriptionEvent.Started started => $"Starts({at}, {Priced(started.Price, started.Discount)})",
            SubscriptionEvent.PriceChanged changed => $"ChangesPrice({at}, {Priced(changed.Price, changed.Discount)})",
            SubscriptionEvent.Paused => $"Pauses({at})",
            SubscriptionEvent.Resumed => $"Resumes({at})",
            SubscriptionEvent.PaymentFailed => $"PaymentFails({at})",
            SubscriptionEvent.PaymentRecovered => $"PaymentRecovers({at})",
            SubscriptionEvent.CancellationScheduled scheduled => $"SchedulesCancellation({at}, {Literal.Of(scheduled.EffectiveAt)}{Because(scheduled.Reason)})",
            SubscriptionEvent.CancellationRevoked => $"RevokesCancellation({at})",
            SubscriptionEvent.Ended ended => $"Ends({at}{Because(ended.Reason)})",
            _ => throw new NotSupportedException($"An event of type {one.GetType()} has no code yet."),
        };
        return $"{subscription}.{happens}{With(("RecordedAt", one.RecordedAt is { } recorded ? Literal.Of(recorded) : null), ("EventId", one.EventId is { } id ? Literal.Of(id) : null))}";
    }

    private static string Priced(RecurringPrice price, Discount? discount) =>
        discount is null ? Literal.Of(price) : $"{Literal.Of(price)}, {Literal.Of(discount)}";

    private static string Because(ChurnReason reason) => reason == ChurnReason.Unknown ? "" : $", {Literal.Of(reason)}";

    private static string With(params (string Name, string? Code)[] parts)
    {
        string[] set = [.. parts.Where(part => part.Code is not null).Select(part => $"{part.Name} = {part.Code}")];
        return set.Length == 0 ? "" : $" with {{ {string.Join(", ", set)} }}";
    }
}

/// <summary>Orders as C#.</summary>
internal static class OrderCode
{
    public static string Of(Order order, string constructor = "new")
    {
        string[] set =
        [
            .. order.Id is { } id ? [$"Id = {Literal.Of(id.Value)}"] : Array.Empty<string>(),
            .. order.Status == OrderStatus.Completed ? Array.Empty<string>() : [$"Status = OrderStatus.{order.Status}"],
            .. order.Refunded is { } refunded ? [$"Refunded = {Literal.Of(refunded)}"] : Array.Empty<string>(),
            .. order.RecordedAt is { } recorded ? [$"RecordedAt = {Literal.Of(recorded)}"] : Array.Empty<string>(),
        ];
        string made = $"{constructor}({Literal.Of(order.Customer.Value)}, {Literal.Of(order.OrderedAt)}, {Literal.Of(order.Amount)})";
        return set.Length == 0 ? made : $"{made} {{ {string.Join(", ", set)} }}";
    }
}
