using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class OrderTimelineSummaryTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static Order At(string customer, int month, int day, int hour, decimal amount, string id) =>
        new(customer, Instant.FromUtc(2026, month, day, hour, 30), new Money(amount, Currency.Eur)) { Id = id };

    [Fact]
    public void Summary_OfAHistory_CountsLocalDaysAndWhatTheDefaultPolicyKeeps()
    {
        OrderHistory history =
        [
            At("bo", 1, 30, 9, 12.50m, "1"),
            At("ada", 1, 5, 9, 30m, "2"),
            At("ada", 1, 5, 22, 4m, "3"),
            At("ada", 1, 5, 23, 6m, "4"), // half past midnight of 6 January in Berlin
            At("ada", 1, 19, 9, 50m, "5") with { Refunded = new Money(20m, Currency.Eur) },
            At("bo", 1, 31, 9, 99m, "6") with { Status = OrderStatus.Cancelled },
            At("ada", 7, 1, 22, 8m, "7"), // 2 July in Berlin, in summer
        ];

        PurchaseSummary summary = PurchaseSummary.Of(history, Berlin, new LocalDate(2026, 2, 2), ModelUnit.Day);
        PurchaseSummary summer = PurchaseSummary.Of(history, Berlin, new LocalDate(2026, 7, 2), ModelUnit.Day);

        Assert.Equal(new PurchaseHistory(2, 14.0, 28.0), summary["ada"].History);
        Assert.Equal(34m, summary["ada"].FirstSpend);
        Assert.Equal(36m, summary["ada"].RepeatSpend);
        Assert.Equal(new PurchaseHistory(0, 0.0, 3.0), summary["bo"].History);
        Assert.Equal(new PurchaseHistory(3, 178.0, 178.0), summer["ada"].History);
    }

    [Fact]
    public void Summary_OfATimeline_IsTheSummaryOfTheSameOrders()
    {
        var random = new Random(20260101);
        Purchase[] purchases =
        [
            .. Enumerable.Range(0, 5000).Select(_ => new Purchase(
                FormattableString.Invariant($"c{random.Next(900)}"), new LocalDate(2025, 1, 1).PlusDays(random.Next(500)), random.Next(1, 5000) / 100m)),
        ];
        OrderTimeline orders = OrderTimeline.FromColumns<CustomerId>(
            Currency.Usd,
            [.. purchases.Select(purchase => purchase.Customer)],
            [.. purchases.Select(purchase => purchase.Date.At(new LocalTime(23, 30)).InZoneLeniently(Berlin).ToInstant())],
            [.. purchases.Select(purchase => (long)(purchase.Amount * 100m))]);
        var end = new LocalDate(2026, 1, 31);

        Assert.Equal(
            PurchaseSummary.Of(purchases, end, ModelUnit.Week).Customers,
            PurchaseSummary.Of(orders, Berlin, end, ModelUnit.Week).Customers);

        CalibrationHoldout expected = CalibrationHoldout.Of(purchases, end, end.PlusDays(60), ModelUnit.Week);
        CalibrationHoldout actual = CalibrationHoldout.Of(orders, Berlin, end, end.PlusDays(60), ModelUnit.Week);
        Assert.Equal(expected.Holdout, actual.Holdout);
        Assert.Equal(expected.Length, actual.Length);
        Assert.Equal(expected.NewInHoldout, actual.NewInHoldout);
    }

    [Fact]
    public void Summary_CountsTheDaysThatHaveBegun_WhereClocksShowADateTwice()
    {
        // In St. John's clocks went back from 00:01 on 7 November 2010 to 23:01 on the day before: 7 November has begun, though 6 November is shown.
        DateTimeZone stJohns = DateTimeZoneProviders.Tzdb["America/St_Johns"];
        OrderTimeline orders = OrderTimeline.FromColumns<CustomerId>(
            Currency.Usd, ["ada", "ada"], [Instant.FromUtc(2010, 11, 6, 12, 0), Instant.FromUtc(2010, 11, 7, 3, 0)], [100, 200]);

        PurchaseSummary summary = PurchaseSummary.Of(orders, stJohns, new LocalDate(2010, 11, 7), ModelUnit.Day);

        Assert.Equal(new PurchaseHistory(1, 1.0, 1.0), summary["ada"].History);
        Assert.Equal(new PurchaseHistory(0, 0.0, 0.0), PurchaseSummary.Of(orders, stJohns, new LocalDate(2010, 11, 6), ModelUnit.Day)["ada"].History);
    }

    [Fact]
    public void Request_UntilADay_CountsFromTheEndOfTheSummary()
    {
        PurchaseSummary summary = PurchaseSummary.Of([new Purchase("ada", new LocalDate(2026, 1, 5), 1m)], new LocalDate(2026, 2, 2), ModelUnit.Week);

        Assert.Equal(4.0, PredictionRequest.Until(new LocalDate(2026, 3, 2), summary, Discounting.None).Horizon);
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionRequest.Until(new LocalDate(2026, 2, 1), summary, Discounting.None));
    }
}
