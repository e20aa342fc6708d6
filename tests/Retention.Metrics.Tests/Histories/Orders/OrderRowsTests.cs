using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Tests.Histories.Orders;

/// <summary>Orders of many rows, with currencies mixed and some refused: what words of 64 rows say is what each row says.</summary>
public sealed class OrderRowsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);

    // More currencies than contents have numbers for, and one that most orders have.
    private static readonly Currency[] Currencies = [.. new[] { "EUR", "USD", "JPY" }.Select(Currency.Of), .. Enumerable.Range(1, 40).Select(number => Currency.OfNumber((byte)number))];

    private static readonly Order[] Orders = [.. Enumerable.Range(0, 1_000).Select(OrderOf)];

    [Fact]
    public void TheParts_PerCurrency_HoldTheOrdersOfEach_AlsoAsKnown()
    {
        Instant early = Start + Duration.FromHours(300), late = Start + Duration.FromHours(500);
        OrderHistory history = OrderHistory.Check(Orders).History, known = history.AsKnownAt(late).History;

        Assert.InRange(history.Count, 800, 950);
        Assert.All(new[] { history, known }, whole =>
        {
            IReadOnlyList<KeyValuePair<Currency, OrderHistory>> parts = whole.PerCurrency();
            Assert.Equal(Currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal), parts.Select(part => part.Key.Code));
            Assert.All(parts, part =>
            {
                Order[] own = [.. whole.Where(order => order.Amount.Currency == part.Key)];
                Assert.Equal(own, part.Value);
                Assert.Equal((own.Min(order => order.OrderedAt), own.Max(order => order.OrderedAt)), (part.Value.FirstOrder, part.Value.LastOrder));
                Assert.Equal(OrderHistory.Check(Orders.Where(order => order.Amount.Currency == part.Key && order.RecordedAt <= early)).History, part.Value.AsKnownAt(early).History);
                Assert.Same(part.Value, Assert.Single(part.Value.PerCurrency()).Value);
            });
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ATimelineOfAPart_HasItsOrdersThatCount(int threads)
    {
        OrderHistory history = OrderHistory.Check(Orders).History;
        foreach (CancelledOrders cancelled in Enum.GetValues<CancelledOrders>())
        {
            MetricPolicy policy = MetricPolicy.Default with { CancelledOrders = cancelled };
            Assert.All(history.PerCurrency(), part =>
            {
                var timeline = OrderTimeline.FromHistory(part.Value, policy, new ExecutionOptions { Threads = threads });
                Assert.Equal(part.Key, timeline.Currency);
                Assert.Equal(part.Value.Where(order => cancelled == CancelledOrders.Counted || order.Status != OrderStatus.Cancelled).Select(order => order.OrderedAt.ToUnixTimeTicks()).Order(), timeline.Columns.Time.Order());
            });
        }
    }

    [Fact]
    public void OneCurrencyOfValidOrders_IsThatOfTheTimeline_WhereAnotherHasNone()
    {
        Order refused = new("ada", Start, Currency.Usd.Amount(-1m));
        OrderHistory history = OrderHistory.Check([refused, .. Orders.Where(order => order.Amount.Currency == Currency.Eur)]).History;

        Assert.Equal(Currency.Eur, OrderTimeline.FromHistory(history).Currency);
        Assert.Equal([Currency.Eur, Currency.Usd], history.PerCurrency().Select(part => part.Key));
        Assert.Empty(history.PerCurrency()[1].Value);
    }

    private static Order OrderOf(int row) =>
        new(FormattableString.Invariant($"c{row * 37 % 300}"), Start + Duration.FromHours(row * 7 % 1_000), Amount(row))
        {
            Id = row % 11 == 0 ? default(OrderId?) : new OrderId((row % 13 == 0 ? row - 1 : row).ToString(CultureInfo.InvariantCulture)),
            Status = row % 9 == 0 ? OrderStatus.Cancelled : OrderStatus.Completed,
            Refunded = row % 5 == 0 ? Amount(row) with { Amount = 1m } : null,
            RecordedAt = Start + Duration.FromHours(row % 600),
        };

    private static Money Amount(int row) => new(row % 17 == 0 ? -5m : 5m + row, Currencies[row % 3 == 0 ? row / 3 % Currencies.Length : 0]);
}
