using NodaTime;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Purchases as a timeline of orders: each at the start of its day in UTC, so that the days of UTC are the days of the purchases.</summary>
internal static class PurchaseTimeline
{
    public static OrderTimeline Of(IEnumerable<Purchase> purchases)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        var rows = new OrderRowCollector<CustomerId>(purchases.TryGetNonEnumeratedCount(out int count) ? count : 0);
        foreach (Purchase purchase in purchases)
        {
            if (Contradiction(purchase.Amount, out long millionths) is { } contradiction)
            {
                throw new ArgumentException(FormattableString.Invariant($"The amount {purchase.Amount} of customer {purchase.Customer} {contradiction}."), nameof(purchases));
            }

            rows.Add(purchase.Customer.Named(nameof(purchases)), purchase.Date.AtMidnight().InUtc().ToInstant(), millionths);
        }

        return OrderTimeline.Of(rows, MetricPolicy.Default, Currency.None, ExecutionOptions.Default);
    }

    private static string? Contradiction(decimal amount, out long millionths)
    {
        bool isWhole = RecurringRevenue.TryMillionths(amount, out Int128 exact);
        string? contradiction =
            amount < 0m ? "is negative; an amount must be 0 or more, and a refund is subtracted from its order"
            : !isWhole ? "has more than six decimals; round it first"
            : exact > long.MaxValue ? "does not fit; an amount must be at most 9,223,372,036,854.775807"
            : null;
        millionths = contradiction is null ? (long)exact : 0;
        return contradiction;
    }
}
