#region order-export
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Testing;

#region order-export
/// <summary>Billing code that keeps orders as lines of JSON, as a queue or a table would.</summary>
public static class OrderExport
{
    public static string Write(IEnumerable<Order> orders) => string.Join('\n', orders.Select(order => JsonSerializer.Serialize(new Line(
        order.Customer.Value, InstantPattern.ExtendedIso.Format(order.OrderedAt), order.Amount.Amount, order.Amount.Currency.Code,
        order.Id?.Value, order.Status, order.Refunded?.Amount, order.RecordedAt is { } recorded ? InstantPattern.ExtendedIso.Format(recorded) : null))));

    public static IEnumerable<Order> Read(string text) =>
        from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let read = JsonSerializer.Deserialize<Line>(line)!
        let currency = Currency.Of(read.Currency)
        select new Order(read.Customer, At(read.OrderedAt), currency.Amount(read.Amount))
        {
            Id = read.Id is { } id ? new OrderId(id) : default(OrderId?),
            Status = read.Status,
            Refunded = read.Refunded is { } refunded ? currency.Amount(refunded) : null,
            RecordedAt = read.RecordedAt is { } recorded ? At(recorded) : null,
        };

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private sealed record Line(string Customer, string OrderedAt, decimal Amount, string Currency, string? Id, OrderStatus Status, decimal? Refunded, string? RecordedAt);
}
#endregion
