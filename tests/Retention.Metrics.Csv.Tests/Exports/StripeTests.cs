namespace Retention.Metrics.Csv.Tests.Exports;

public sealed class StripeTests
{
    private const string Further = "Currency,Cancellation Reason,Coupon,Canceled At (UTC),Cancel At Period End";
    private const string Monthly = "Quantity=1; Interval=month; Currency=usd; Current Period Start (UTC)=2026-03-05 10:00";

    [Fact]
    public void Subscriptions_PayFromTheirStart_OrTheEndOfTheirTrial_UntilTheyEnded()
    {
        SubscriptionImport import = Subscriptions(
            $"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Quantity=3; Status=active; Start Date (UTC)=2026-01-05 10:00",
            $"id=s2; Customer ID=b; {Monthly}; Amount=1,200.00; Interval=year; Status=past_due; Start Date (UTC)=2026-01-05 10:00",
            $"id=s3; Customer ID=c; {Monthly}; Amount=10.00; Status=active; Start Date (UTC)=2026-01-20 10:00; Trial End (UTC)=2026-02-03 10:00",
            $"id=s4; Customer ID=d; {Monthly}; Amount=5.00; Status=canceled; Start Date (UTC)=2026-01-20 10:00; Trial End (UTC)=2026-02-03 10:00; Canceled At (UTC)=2026-01-25 10:00; Ended At (UTC)=2026-02-03 10:00",
            $"id=s5; Customer ID=e; {Monthly}; Amount=7.00; Status=canceled; Start Date (UTC)=2026-01-02 10:00; Canceled At (UTC)=2026-01-10 10:00; Ended At (UTC)=2026-03-02 10:00; Cancellation Reason=payment_failed",
            $"id=s6; Customer ID=f; {Monthly}; Amount=9.00; Status=trialing; Start Date (UTC)=2026-03-20 10:00; Trial End (UTC)=2026-04-03 10:00",
            $"id=s7; Customer ID=g; {Monthly}; Amount=90.00; Status=incomplete; Start Date (UTC)=2026-03-20 10:00",
            $"id=s8; Customer ID=h; {Monthly}; Amount=0.00; Status=active; Start Date (UTC)=2026-01-20 10:00");

        Assert.Equal("167 177 170", import.Mrr(3));
        Assert.Equal(3, import.History.OfType<SubscriptionEvent.TrialStarted>().Count());
        Assert.Equal(ChurnKind.Involuntary, import.History.OfType<SubscriptionEvent.Ended>().Single(one => one.Subscription.Value == "s5").Reason.Kind);
        Assert.Equal([new CsvLeftOut("Status incomplete", 1)], import.LeftOut);
        Assert.Equal(new CsvRowCounts(8, 7, 0, 0, 0) { LeftOut = 1 }, import.Rows);
    }

    [Fact]
    public void Unpaid_HasEnded_WithItsEndOrTheStartOfThePeriodThatIsNotPaid()
    {
        SubscriptionImport import = Subscriptions(
            $"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Status=unpaid; Start Date (UTC)=2026-01-05 10:00",
            $"id=s2; Customer ID=b; {Monthly}; Amount=30.00; Status=unpaid; Start Date (UTC)=2026-01-05 10:00; Ended At (UTC)=2026-02-09 10:00");

        Assert.Equal("50 20 0", import.Mrr(3));
    }

    [Fact]
    public void Coupons_AreNamed_WithTheSubscriptionsThatHaveOne()
    {
        SubscriptionImport import = Subscriptions(
            $"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Status=active; Start Date (UTC)=2026-01-05 10:00; Coupon=FOREVER50",
            $"id=s2; Customer ID=b; {Monthly}; Amount=30.00; Status=active; Start Date (UTC)=2026-01-05 10:00");

        CsvMention mention = Assert.Single(import.Mentions);
        Assert.Equal(("Coupon", 1L, "s1"), (mention.Column, mention.Rows, Assert.Single(mention.Ids)));
    }

    [Theory]
    [InlineData("Status=zombie", "Status")]
    [InlineData("Status=", "Status")]
    [InlineData("Status=active; Interval=fortnightish", "Interval")]
    [InlineData("Status=active; Amount=1.200,00", "Amount")]
    public void WhatIsNotKnown_IsRefused(string cells, string column)
    {
        SubscriptionImport import = Subscriptions($"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Start Date (UTC)=2026-01-05 10:00; {cells}");

        Assert.Equal(column, import.OnlyRefusal().Column);
    }

    [Fact]
    public void Canceled_WithoutAnEnd_IsRefused()
    {
        SubscriptionImport import = Subscriptions($"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Status=canceled; Start Date (UTC)=2026-01-05 10:00");

        Assert.Contains("Ended At (UTC) is empty", import.OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_AreUtc_WhateverTheZoneOfTheReport()
    {
        string text = ExportText.Of(ExportFormat.StripeSubscriptions, Further, $"id=s1; Customer ID=a; {Monthly}; Amount=20.00; Status=active; Start Date (UTC)=2026-01-31 23:30");

        SubscriptionImport import = CsvText.Subscriptions(text, new CsvImportOptions { Zone = CsvText.Berlin });

        Assert.Equal(NodaTime.Instant.FromUtc(2026, 1, 31, 23, 30), import.History.FirstEvent);
    }

    [Fact]
    public void Payments_CountWhatWasPaid_LessRefunds_AndGuestsByTheirEmail()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.StripePayments,
            "Mode",
            "id=p1; Created (UTC)=2026-01-05 10:00; Amount=1,060.00; Amount Refunded=60.00; Currency=usd; Status=Paid; Customer ID=a; Captured=true",
            "id=p2; Created (UTC)=2026-01-06 10:00; Amount=30.00; Amount Refunded=30.00; Currency=usd; Status=Refunded; Customer ID=a; Captured=true",
            "id=p3; Created (UTC)=2026-02-05 10:00; Amount=15.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Customer Email=g@example.com; Captured=true",
            "id=p4; Created (UTC)=2026-02-06 10:00; Amount=16.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Customer Email=g@example.com; Captured=true",
            "id=p5; Created (UTC)=2026-02-06 10:00; Amount=17.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Captured=true",
            "id=p6; Created (UTC)=2026-02-06 10:00; Amount=18.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Captured=false",
            "id=p7; Created (UTC)=2026-02-06 10:00; Amount=19.00; Amount Refunded=0.00; Currency=usd; Status=Failed; Captured=false"));

        Assert.Equal("2:1000 3:48", import.Figures(2));
        Assert.Equal(["a", "g@example.com", "guest of order p5"], import.History.Select(order => order.Customer.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([new CsvLeftOut("Captured != false", 1), new CsvLeftOut("Status Failed", 1)], import.LeftOut);
        import.AddsUp();
    }

    [Fact]
    public void Payments_OfTestMode_AreLeftOut_AndARefundOfNothingIsRefused()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.StripePayments,
            "Mode",
            "id=p1; Created (UTC)=2026-01-05 10:00; Amount=10.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Customer ID=a; Captured=true; Mode=Live",
            "id=p2; Created (UTC)=2026-01-06 10:00; Amount=20.00; Amount Refunded=0.00; Currency=usd; Status=Paid; Customer ID=a; Captured=true; Mode=Test",
            "id=p3; Created (UTC)=2026-01-07 10:00; Amount=40.00; Amount Refunded=0.00; Currency=usd; Status=Refunded; Customer ID=b; Captured=true; Mode=Live"));

        Assert.Equal(10m, import.History.Sum(order => (order.Amount - order.Refund).Amount));
        Assert.Equal([new CsvLeftOut("Mode != Test", 1)], import.LeftOut);
        Assert.Equal("Amount Refunded", import.OnlyRefusal().Column);
        import.AddsUp();
    }

    /// <summary>Stripe counts ISK and UGX in hundredths and MGA in whole units, though ISO 4217 says otherwise.</summary>
    [Theory]
    [InlineData("usd", 200)]
    [InlineData("isk", 200)]
    [InlineData("ugx", 200)]
    [InlineData("mga", 20_000)]
    [InlineData("jpy", 20_000)]
    [InlineData("kwd", 20)]
    public void Changes_AreCountedInTheUnitsOfStripe(string currency, int monthly)
    {
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.StripeChanges, "product_id", $"subscription_item_id=si_1; subscription_id=s1; customer_id=a; currency={currency}; event_timestamp=2026-01-10 00:00:00.000; event_type=ACTIVE_START; mrr_change=20000")).RequireValid();

        Assert.Equal(monthly, Assert.IsType<SubscriptionEvent.Started>(Assert.Single(import.History)).Price.Amount.Amount);
    }

    private static SubscriptionImport Subscriptions(params string[] rows) => CsvText.Subscriptions(ExportText.Of(ExportFormat.StripeSubscriptions, Further, [.. rows.Select(Merged)]));

    // Of a cell that is named twice the last counts.
    private static string Merged(string row) =>
        string.Join(';', row.Split(';').GroupBy(entry => entry.Split('=')[0].Trim(), StringComparer.Ordinal).Select(same => same.Last()));
}
