using NodaTime;

namespace Retention.Metrics.Csv.Tests.Exports;

/// <summary>Rows of our own under the columns of each export of changes, of paid periods and of invoice lines.</summary>
public sealed class InvoiceExportTests
{
    [Fact]
    public void StripeChanges_AddUpPerItem_AndAMoveBetweenItemsIsNoChurn()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            ExportText.Of(
                ExportFormat.StripeChanges,
                "local_event_timestamp,quantity_change,price_id",
                "customer_id=a; subscription_item_id=i1; subscription_id=s1; currency=jpy; event_timestamp=2026-01-04 23:30:00.000; event_type=ACTIVE_START; mrr_change=1500",
                "customer_id=a; subscription_item_id=i1; subscription_id=s1; currency=jpy; event_timestamp=2026-02-05 10:00:00.000; event_type=ACTIVE_END; mrr_change=-1500",
                "customer_id=a; subscription_item_id=i2; subscription_id=s1; currency=jpy; event_timestamp=2026-02-05 10:00:00.000; event_type=ACTIVE_START; mrr_change=2500",
                "customer_id=b; subscription_item_id=i3; subscription_id=s2; currency=jpy; event_timestamp=2026-02-06 10:00:00.000; event_type=ACTIVE_START; mrr_change=300",
                "customer_id=b; subscription_item_id=i3; subscription_id=s2; currency=jpy; event_timestamp=2026-03-06 10:00:00.000; event_type=ACTIVE_END; mrr_change=-300"),
            new CsvImportOptions { Zone = CsvText.Berlin });

        Assert.Equal("1500 2800 2500", import.Mrr(3));
        Assert.Equal(ExportFormat.StripeChanges, import.Export);
        Assert.Empty(import.UnreadColumns);
        Assert.Equal(Instant.FromUtc(2026, 1, 4, 23, 30), import.History.FirstEvent);
    }

    [Fact]
    public void RevenueCat_JoinsRenewals_AndLeavesOutWhatPaysNothing()
    {
        const string Bought = "is_trial_period=false; is_sandbox=false; ownership_type=PURCHASED; store=play_store; purchased_currency=EUR";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.RevenueCat,
            "store,is_trial_conversion",
            $"{Bought}; rc_original_app_user_id=a; original_store_transaction_id=o1; product_duration=P1M; start_time=2026-01-05 09:00:00; effective_end_time=2026-02-05 09:00:00; purchase_price_in_purchased_currency=4.99",
            $"{Bought}; rc_original_app_user_id=a; original_store_transaction_id=o1; product_duration=P1M; start_time=2026-02-05 10:55:00; effective_end_time=2026-03-05 09:00:00; purchase_price_in_purchased_currency=4.99",
            $"{Bought}; rc_original_app_user_id=b; original_store_transaction_id=o2; product_duration=P1Y; start_time=2026-01-20 10:00:00; effective_end_time=2026-03-02 00:00:00; purchase_price_in_purchased_currency=120",
            $"{Bought}; rc_original_app_user_id=h; original_store_transaction_id=o8; product_duration=P1M; start_time=2026-02-05 09:00:00; end_time=2026-04-05 09:00:00; purchase_price_in_purchased_currency=7",
            $"{Bought}; rc_original_app_user_id=c; original_store_transaction_id=o3; start_time=2026-01-20 10:00:00; purchase_price_in_purchased_currency=3",
            $"{Bought.Replace("is_trial_period=false", "is_trial_period=true", StringComparison.Ordinal)}; rc_original_app_user_id=d; original_store_transaction_id=o4; product_duration=P1M; start_time=2026-01-20 10:00:00; effective_end_time=2026-01-27 10:00:00; purchase_price_in_purchased_currency=0",
            $"{Bought.Replace("is_sandbox=false", "is_sandbox=true", StringComparison.Ordinal)}; rc_original_app_user_id=e; original_store_transaction_id=o5; product_duration=P1M; start_time=2026-01-20 10:00:00; effective_end_time=2026-02-20 10:00:00; purchase_price_in_purchased_currency=9",
            $"{Bought.Replace("PURCHASED", "FAMILY_SHARED", StringComparison.Ordinal)}; rc_original_app_user_id=f; original_store_transaction_id=o6; product_duration=P1M; start_time=2026-01-20 10:00:00; effective_end_time=2026-02-20 10:00:00; purchase_price_in_purchased_currency=9",
            $"{Bought.Replace("play_store", "promotional", StringComparison.Ordinal)}; rc_original_app_user_id=g; original_store_transaction_id=o7; product_duration=P1M; start_time=2026-01-20 10:00:00; effective_end_time=2026-02-20 10:00:00; purchase_price_in_purchased_currency=9"));

        Assert.Equal("14.99 21.99 7 0", import.Mrr(4));
        Assert.Equal(3, import.History.OfType<SubscriptionEvent.Started>().Count());
        Assert.Equal(5, import.Rows.LeftOut);
        Assert.Empty(import.UnreadColumns);
        import.AddsUp();
    }

    [Fact]
    public void RevenueCat_WithoutAnyEnd_IsRefused_UnlessTheRowIsLeftOut()
    {
        const string Row = "is_sandbox=false; ownership_type=PURCHASED; rc_original_app_user_id=a; product_duration=P1M; start_time=2026-01-05 09:00:00; purchased_currency=EUR; purchase_price_in_purchased_currency=4.99";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.RevenueCat,
            "store",
            $"{Row}; original_store_transaction_id=o1; is_trial_period=false; store=app_store",
            $"{Row}; original_store_transaction_id=o2; is_trial_period=true; store=app_store"));

        Assert.Equal(("effective_end_time", 2L), (import.OnlyRefusal().Column, import.OnlyRefusal().Line));
        Assert.Equal(1, import.Rows.LeftOut);
    }

    [Fact]
    public void Paddle_SubtractsTax_AndReadsProrations()
    {
        const string Line = "transaction_status=completed; customer_id=a; subscription_id=s1; transaction_currency_code=USD; price_billing_cycle_interval=month; price_billing_cycle_frequency=1";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.Paddle,
            "id,price_billing_cycle_interval,price_billing_cycle_frequency,transaction_origin,quantity,subtotal,discount",
            $"{Line}; transaction_id=t1; id=l1; price_id=p1; total=5400; tax=400; subtotal=6000; discount=1000; quantity=3; transaction_origin=web; transaction_billing_period_starts_at=2026-01-05T09:00:00Z; transaction_billing_period_ends_at=2026-02-05T09:00:00Z",
            $"{Line}; transaction_id=t2; id=l2; price_id=p1; total=1548; tax=0; quantity=1; transaction_origin=subscription_update; transaction_billing_period_starts_at=2026-01-20T09:00:00Z; transaction_billing_period_ends_at=2026-02-05T09:00:00Z",
            $"{Line}; transaction_id=t3; id=l3; price_id=p1; total=8000; tax=0; quantity=4; transaction_origin=subscription_recurring; transaction_billing_period_starts_at=2026-02-05T09:00:00Z; transaction_billing_period_ends_at=2026-03-05T09:00:00Z",
            $"{Line}; transaction_id=t4; id=l4; price_id=p2; total=999; tax=0; quantity=1; transaction_origin=subscription_charge; transaction_billing_period_starts_at=2026-02-05T09:00:00Z; transaction_billing_period_ends_at=2026-03-05T09:00:00Z",
            $"{Line.Replace("completed", "canceled", StringComparison.Ordinal)}; transaction_id=t5; id=l5; price_id=p1; total=8000; tax=0; quantity=4; transaction_origin=subscription_recurring; transaction_billing_period_starts_at=2026-03-05T09:00:00Z; transaction_billing_period_ends_at=2026-04-05T09:00:00Z"));

        Assert.Equal("80 80 0", import.Mrr(3));
        Assert.Equal((50m, 80m), (import.MrrAt(2026, 1, 20), import.MrrAt(2026, 1, 21)));
        Assert.Equal((5L, 3L, 2L), (import.Rows.Read, import.Rows.Used, import.Rows.LeftOut));
    }

    [Theory]
    [InlineData("transaction_status=disputed", "transaction_status")]
    [InlineData("transaction_status=", "transaction_status")]
    public void Paddle_WithAStatusThatIsNotKnown_IsRefused(string cells, string column) =>
        Assert.Equal(column, CsvText.Subscriptions(ExportText.Of(
            ExportFormat.Paddle,
            "id,price_billing_cycle_interval,price_billing_cycle_frequency,transaction_origin",
            $"{cells}; customer_id=a; subscription_id=s1; transaction_currency_code=USD; price_billing_cycle_interval=month; price_billing_cycle_frequency=1; transaction_id=t1; id=l1; price_id=p1; total=5400; tax=0; transaction_origin=web; transaction_billing_period_starts_at=2026-01-05T09:00:00Z; transaction_billing_period_ends_at=2026-02-05T09:00:00Z")).OnlyRefusal().Column);

    [Theory]
    [InlineData("is_sandbox=t", "is_sandbox")]
    [InlineData("is_sandbox=false; is_trial_period=1", "is_trial_period")]
    public void RevenueCat_WithAFlagThatIsNone_IsRefused(string cells, string column) =>
        Assert.Equal(column, CsvText.Subscriptions(ExportText.Of(
            ExportFormat.RevenueCat,
            "store",
            $"{cells}; ownership_type=PURCHASED; store=app_store; rc_original_app_user_id=a; original_store_transaction_id=o1; product_duration=P1M; start_time=2026-01-05 09:00:00; end_time=2026-02-05 09:00:00; purchased_currency=EUR; purchase_price_in_purchased_currency=4.99")).OnlyRefusal().Column);

    [Fact]
    public void Lago_EndsAreInclusive_TaxIsSubtracted_AndUsageIsLeftOut()
    {
        const string Fee = "invoice_lago_id=v1; subscription_external_id=s1; fee_amount_currency=USD";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.Lago,
            "fee_item_code",
            $"{Fee}; fee_lago_id=f1; fee_item_type=subscription; fee_from_date_utc=2026-01-31T00:00:00Z; fee_to_date_utc=2026-02-27T23:59:59Z; fee_taxes_amount_cents=600; fee_total_amount_cents=3600",
            $"{Fee}; fee_lago_id=f2; fee_item_type=charge; fee_from_date_utc=2026-01-31T00:00:00Z; fee_to_date_utc=2026-02-27T23:59:59Z; fee_taxes_amount_cents=0; fee_total_amount_cents=50",
            $"{Fee}; fee_lago_id=f3; fee_item_type=add_on; fee_taxes_amount_cents=0; fee_total_amount_cents=50"));

        Assert.Equal("30 0 0", import.Mrr(3));
        Assert.Equal([new CsvLeftOut("invoice lines of usage", 1), new CsvLeftOut("invoice lines that are charged once", 1)], import.LeftOut);
    }

    [Fact]
    public void ChartMogulInvoiceLines_HaveTheCustomersOfTheirInvoices_WhereAliasesNameThem()
    {
        string text = ExportText.Of(
            ExportFormat.ChartMogulInvoiceLines,
            "Plan External ID,Quantity,Discount Amount",
            "Invoice External ID=v1; External ID=l1; Type=subscription; Amount=20; Currency=EUR; Subscription External ID=s1; Service Period Start=2026-01-05; Service Period End=2026-02-05; Proration=false; Discount Amount=5",
            "Invoice External ID=v2; External ID=l2; Type=subscription; Amount=7; Currency=EUR; Subscription External ID=s2; Service Period Start=2026-01-06; Service Period End=2026-02-06; Proration=false",
            "Invoice External ID=v2; External ID=l3; Type=one_time; Amount=99; Currency=EUR; Proration=false");
        var aliases = CustomerAliases.Of(new Dictionary<string, string>(StringComparer.Ordinal) { ["v1"] = "acme", ["v2"] = "acme" });

        Assert.Equal("27 0", CsvText.Subscriptions(text).Mrr(2));
        Assert.Equal(["s1", "s2"], CsvText.Subscriptions(text).Customers.Select(customer => customer.Id.Value));
        Assert.Equal("acme", Assert.Single(CsvText.Subscriptions(text, new CsvImportOptions { Aliases = aliases }).Customers).Id.Value);
    }
}
