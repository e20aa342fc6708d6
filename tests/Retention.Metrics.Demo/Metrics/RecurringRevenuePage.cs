using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class RecurringRevenuePage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;

        #region recurring-revenue
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 4, 1, 0, 0)).Monthly);  // 250.00 EUR
        Console.WriteLine(march.ClosingMrr.Monthly);                                   // 250.00 EUR
        Console.WriteLine(march.ClosingArr);                                           // 3000.00 EUR
        #endregion
    }

    [Fact]
    public void Intervals()
    {
        #region recurring-revenue-intervals
        Console.WriteLine(RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Eur).Revenue.Monthly);           // 30.00 EUR
        Console.WriteLine(RecurringPrice.Every(1, BillingUnit.Week, 10m, Currency.Usd).Revenue.Monthly);            // 43.33 USD: 52 weeks, not 48
        Console.WriteLine(RecurringPrice.Monthly(12.5m, Currency.Eur, quantity: 4).Revenue.Annual);                 // 600.00 EUR
        #endregion
    }

    [Fact]
    public void Pitfall_RoundingEarly()
    {
        #region recurring-revenue-pitfall
        RecurringRevenue one = RecurringPrice.Yearly(100m, Currency.Eur).Revenue;

        Money wrong = one.Monthly + one.Monthly + one.Monthly;
        Console.WriteLine(wrong);  // 24.99 EUR: three roundings

        Money right = (one + one + one).Monthly;
        Console.WriteLine(right);  // 25.00 EUR: one
        #endregion
    }
}
