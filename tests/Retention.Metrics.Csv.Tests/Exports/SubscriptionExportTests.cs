using NodaTime;

namespace Retention.Metrics.Csv.Tests.Exports;

/// <summary>Rows of our own under the columns of each export of subscriptions.</summary>
public sealed class SubscriptionExportTests
{
    private static readonly DateTimeZone Pacific = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    [Fact]
    public void Chargebee_PaysFromItsActivation_UntilItIsCancelledOrPaused()
    {
        const string Plan = "subscriptions.billing_period=1; subscriptions.billing_period_unit=month; subscriptions.currency_code=EUR";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.Chargebee,
            "subscriptions.trial_start,subscriptions.trial_end,subscriptions.currency_code,subscriptions.pause_date",
            $"subscriptions.id=s1; customers.id=a; {Plan}; subscriptions.plan_quantity=2; subscriptions.plan_unit_price=10.00; subscriptions.status=Active; subscriptions.started_at=20-Dec-2025 09:00; subscriptions.trial_end=03-Jan-2026 09:00; subscriptions.activated_at=03-Jan-2026 09:00",
            $"subscriptions.id=s2; customers.id=b; {Plan}; subscriptions.plan_quantity=1; subscriptions.plan_unit_price=30.00; subscriptions.status=Non Renewing; subscriptions.started_at=03-Jan-2026 09:00; subscriptions.activated_at=03-Jan-2026 09:00; subscriptions.cancelled_at=03-Mar-2026 09:00",
            $"subscriptions.id=s3; customers.id=c; {Plan}; subscriptions.plan_quantity=1; subscriptions.plan_unit_price=5.00; subscriptions.status=Cancelled; subscriptions.started_at=03-Jan-2026 09:00; subscriptions.trial_end=17-Jan-2026 09:00; subscriptions.cancelled_at=15-Jan-2026 09:00",
            $"subscriptions.id=s4; customers.id=d; {Plan}; subscriptions.plan_quantity=1; subscriptions.plan_unit_price=7.00; subscriptions.status=Paused; subscriptions.started_at=03-Jan-2026; subscriptions.activated_at=03-Jan-2026; subscriptions.pause_date=10-Feb-2026 00:00",
            $"subscriptions.id=s5; customers.id=e; {Plan}; subscriptions.plan_quantity=1; subscriptions.plan_unit_price=8.00; subscriptions.status=In Trial; subscriptions.started_at=03-Jan-2026 09:00; subscriptions.trial_end=17-Jan-2026 09:00",
            $"subscriptions.id=s6; customers.id=f; {Plan}; subscriptions.plan_quantity=1; subscriptions.plan_unit_price=8.00; subscriptions.status=Future"));

        Assert.Equal("57 50 20", import.Mrr(3));
        Assert.Equal([new CsvLeftOut("subscriptions.status Future", 1)], import.LeftOut);
        Assert.Equal(ExportFormat.Chargebee, import.Export);
        Assert.Empty(import.UnreadColumns);
    }

    [Fact]
    public void RecurlyHistory_HasAVersionForEachPrice_AndEndsWithTheExpiry()
    {
        const string Plan = "subscription_currency=USD; version_plan_interval_unit=months; version_in_trial=N";
        SubscriptionImport import = CsvText.Subscriptions(
            ExportText.Of(
                ExportFormat.RecurlyHistory,
                "subscription_currency,version_plan_interval_length,version_subscription_quantity,version_state",
                $"subscription_uuid=s1; account_code=a; {Plan}; version_plan_interval_length=1; subscription_state=active; version_started_at=2026-01-05 01:00:00 PST; version_ended_at=2026-01-19 01:00:00 PST; version_total_recurring_amount=20; version_subscription_quantity=2; version_in_trial=Y".Replace("; version_in_trial=N", "", StringComparison.Ordinal),
                $"subscription_uuid=s1; account_code=a; {Plan}; version_plan_interval_length=1; subscription_state=active; version_started_at=2026-01-19 01:00:00 PST; version_ended_at=2026-03-19 01:00:00 PDT; version_total_recurring_amount=20; version_subscription_quantity=2",
                $"subscription_uuid=s1; account_code=a; {Plan}; version_plan_interval_length=3; subscription_state=canceled; version_started_at=2026-03-19 01:00:00 PDT; subscription_expires_at=2026-04-10 00:00:00 PDT; version_total_recurring_amount=120; version_subscription_quantity=2",
                $"subscription_uuid=s2; account_code=b; {Plan}; version_plan_interval_length=1; subscription_state=expired; version_started_at=2026-01-05 01:00:00 PST; version_ended_at=2026-02-05 01:00:00 PST; subscription_expires_at=2026-02-05 01:00:00 PST; version_total_recurring_amount=9; version_subscription_quantity=1",
                $"subscription_uuid=s2; account_code=b; {Plan}; version_plan_interval_length=1; subscription_state=expired; version_started_at=2026-02-05 01:00:00 PST; subscription_expires_at=2026-02-05 01:00:00 PST; version_total_recurring_amount=9; version_subscription_quantity=1"),
            new CsvImportOptions { Zone = Pacific });

        Assert.Equal("29 20 40 0", import.Mrr(4, Pacific));
        Assert.Single(import.History.OfType<SubscriptionEvent.TrialStarted>());
        Assert.Equal([new CsvLeftOut("the version after the subscription expired", 1)], import.LeftOut);
    }

    [Theory]
    [InlineData("subscription_state=canceled", "version_ended_at and subscription_expires_at are empty")]
    [InlineData("subscription_state=expired; version_ended_at=2026-02-05 01:00:00", "subscription_expires_at is empty")]
    public void RecurlyHistory_WithoutTheEndOfWhatHasEnded_IsRefused(string cells, string reason)
    {
        string row = $"subscription_uuid=s1; account_code=a; subscription_currency=USD; version_plan_interval_unit=months; version_plan_interval_length=1; version_in_trial=N; version_started_at=2026-01-05 01:00:00; version_total_recurring_amount=20; {cells}";

        Assert.Contains(reason, CsvText.Subscriptions(ExportText.Of(ExportFormat.RecurlyHistory, "subscription_currency,version_plan_interval_length", row)).OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RecurlySubscriptions_AskForTheInterval()
    {
        string text = ExportText.Of(
            ExportFormat.RecurlySubscriptions,
            "currency,quantity,paused_at",
            "uuid=s1; account_code=a; plan_code=p; state=active; total_recurring_amount=60; currency=USD; quantity=3; activated_at=2026-01-05 09:00:00",
            "uuid=s2; account_code=b; plan_code=p; state=paused; total_recurring_amount=12; currency=USD; quantity=1; activated_at=2026-01-05 09:00:00; paused_at=2026-02-05 09:00:00");

        InvalidDataException asked = Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(text));
        SubscriptionImport monthly = CsvText.Subscriptions(text, new CsvImportOptions { Interval = BillingInterval.Monthly });
        SubscriptionImport yearly = CsvText.Subscriptions(text, new CsvImportOptions { Interval = BillingInterval.Yearly });

        Assert.Contains("--billing-interval", asked.Message, StringComparison.Ordinal);
        Assert.Equal(("72 60", "6 5"), (monthly.Mrr(2), yearly.Mrr(2)));
    }

    [Fact]
    public void WooCommerceSubscriptions_HaveZeroForNoDate()
    {
        const string Monthly = "billing_period=month; order_currency=USD; trial_end_date=0";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.WooCommerceSubscriptions,
            "cart_discount",
            $"subscription_id=1; subscription_status=wc-active; customer_id=1; start_date=2026-01-05 09:00:00; {Monthly}; last_payment_date=2026-03-05 09:00:00; cancelled_date=0; end_date=0; billing_interval=1; order_total=20.00; cart_discount=5",
            $"subscription_id=2; subscription_status=wc-active; customer_id=2; start_date=2026-01-20 09:00:00; {Monthly.Replace("trial_end_date=0", "trial_end_date=2026-02-03 09:00:00", StringComparison.Ordinal)}; last_payment_date=2026-02-03 09:00:00; cancelled_date=0; end_date=0; billing_interval=2; order_total=20.00",
            $"subscription_id=3; subscription_status=wc-cancelled; customer_id=3; start_date=2026-01-05 09:00:00; {Monthly}; last_payment_date=0; cancelled_date=2026-02-20 09:00:00; end_date=0; billing_interval=1; order_total=7.00",
            $"subscription_id=4; subscription_status=wc-on-hold; customer_id=4; start_date=2026-01-05 09:00:00; {Monthly}; last_payment_date=0; cancelled_date=0; end_date=0; billing_interval=1; order_total=50.00",
            $"subscription_id=5; subscription_status=wc-on-hold; customer_id=5; start_date=2026-01-05 09:00:00; {Monthly}; last_payment_date=2026-01-05 09:00:00; cancelled_date=0; end_date=0; billing_interval=1; order_total=3.00",
            $"subscription_id=6; subscription_status=wc-pending; customer_id=6; start_date=2026-01-05 09:00:00; {Monthly}; last_payment_date=0; cancelled_date=0; end_date=0; billing_interval=1; order_total=50.00"));

        Assert.Equal("30 33 33", import.Mrr(3));
        Assert.Equal(["subscription_status wc-pending: 1", "on hold and never paid: 1"], import.LeftOut.OrderByDescending(one => one.Rule, StringComparer.Ordinal).Select(one => $"{one.Rule}: {one.Rows}"));
    }

    [Fact]
    public void WooCommerceSubscriptions_WithAPendingCancellation_NeedTheirEnd()
    {
        string row = "subscription_id=1; subscription_status=wc-pending-cancel; customer_id=1; start_date=2026-01-05; trial_end_date=0; billing_period=month; billing_interval=1; order_currency=USD; order_total=5; last_payment_date=0; cancelled_date=2026-02-01";

        Assert.Contains("end_date is empty", CsvText.Subscriptions(ExportText.Of(ExportFormat.WooCommerceSubscriptions, "", $"{row}; end_date=0")).OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal("5 5 0", CsvText.Subscriptions(ExportText.Of(ExportFormat.WooCommerceSubscriptions, "", $"{row}; end_date=2026-03-05")).Mrr(3));
    }

    [Fact]
    public void KillBill_HasLevels_OfEntitlementsAlone()
    {
        const string Service = "next_service=entitlement-service; next_currency=USD; account_id=a";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.KillBill,
            "next_billing_period",
            $"record_id=1; subscription_id=s1; event=START_ENTITLEMENT_BASE; {Service}; next_mrr=0.0000; next_start_date=2026-01-05",
            $"record_id=2; subscription_id=s1; event=SYSTEM_CHANGE_BASE; {Service}; next_mrr=60.0000; next_start_date=2026-02-04",
            $"record_id=4; subscription_id=s1; event=CHANGE_BASE; {Service}; next_mrr=100.0000; next_start_date=2026-02-04",
            $"record_id=3; subscription_id=s1; event=CHANGE_BASE; {Service}; next_mrr=80.0000; next_start_date=2026-02-04",
            "record_id=5; subscription_id=s1; event=STOP_ENTITLEMENT_BASE; prev_service=entitlement-service; account_id=a; next_start_date=2026-03-10",
            "record_id=6; subscription_id=s1; event=START_BILLING_BASE; next_service=billing-service; account_id=a; next_mrr=70; next_currency=USD; next_start_date=2026-01-05"));

        Assert.Equal("0 100 0", import.Mrr(3));
        Assert.Equal(new CsvRowCounts(6, 5, 0, 0, 0) { LeftOut = 1 }, import.Rows);
    }

    [Fact]
    public void KillBill_GoesOnWithoutAnEndOfItsLastRow_AndEndsWithAFixedTerm()
    {
        const string Service = "next_service=entitlement-service; next_currency=USD; account_id=a";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.KillBill,
            "next_phase",
            $"record_id=1; subscription_id=s1; event=START_ENTITLEMENT_BASE; {Service}; next_mrr=10; next_phase=DISCOUNT; next_start_date=2026-01-05; next_end_date=2026-02-05",
            $"record_id=2; subscription_id=s1; event=SYSTEM_CHANGE_BASE; {Service}; next_mrr=20; next_phase=EVERGREEN; next_start_date=2026-02-05",
            $"record_id=3; subscription_id=s2; event=START_ENTITLEMENT_BASE; {Service}; next_mrr=300; next_phase=FIXEDTERM; next_start_date=2026-01-05; next_end_date=2026-03-05"));

        Assert.Equal("310 320 20 20", import.Mrr(4));
        Assert.Equal("s2", Assert.Single(import.History.OfType<SubscriptionEvent.Ended>()).Subscription.Value);
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
    }

    [Fact]
    public void KillBill_CountsNothingOfPricesByTheWeek_WhichAreRefused()
    {
        const string Row = "subscription_id=s1; event=START_ENTITLEMENT_BASE; next_service=entitlement-service; next_currency=USD; account_id=a; next_start_date=2026-01-05";
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.KillBill,
            "next_billing_period,next_price",
            $"record_id=1; {Row}; next_billing_period=WEEKLY; next_price=9.0000; next_mrr=0.0000",
            $"record_id=2; {Row.Replace("s1", "s2", StringComparison.Ordinal)}; next_billing_period=WEEKLY; next_price=0.0000; next_mrr=0.0000",
            $"record_id=3; {Row.Replace("s1", "s3", StringComparison.Ordinal)}; next_billing_period=MONTHLY; next_price=9.0000; next_mrr=9.0000"));

        Assert.Contains("prices by weeks and days is 0", import.OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (import.OnlyRefusal().Line, import.Rows.Used));
    }

    [Fact]
    public void KillBill_WithAnEventThatIsNotKnown_IsRefused() =>
        Assert.Equal("event", CsvText.Subscriptions(ExportText.Of(
            ExportFormat.KillBill,
            "",
            "record_id=1; subscription_id=s1; event=DISCOVER_BASE; next_service=entitlement-service; next_currency=USD; account_id=a; next_mrr=5; next_start_date=2026-01-05")).OnlyRefusal().Column);

    [Fact]
    public void ChartMogulMovements_HaveWhatTheCustomerPaysAfterEach()
    {
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.ChartMogulMovements,
            "ACTIVE_SUBSCRIPTION_QUANTITY",
            "DATE=2026-01-05T09:00:00Z; MRR_MOVEMENT=4000; MRR=4000; MOVEMENT_TYPE=new_biz; CURRENCY_CODE=USD; CUSTOMER_UUID=c1; RANK=1",
            "DATE=2026-02-05T09:00:00Z; MRR_MOVEMENT=5000; MRR=7000; MOVEMENT_TYPE=expansion; CURRENCY_CODE=USD; CUSTOMER_UUID=c1; RANK=2",
            "DATE=2026-02-05T09:00:00Z; MRR_MOVEMENT=-2000; MRR=2000; MOVEMENT_TYPE=contraction; CURRENCY_CODE=USD; CUSTOMER_UUID=c1; RANK=1",
            "DATE=2026-03-05T09:00:00Z; MRR_MOVEMENT=-7000; MRR=0; MOVEMENT_TYPE=churn; CURRENCY_CODE=USD; CUSTOMER_UUID=c1; RANK=1",
            "DATE=2026-04-05T09:00:00Z; MRR_MOVEMENT=1000; MRR=1000; MOVEMENT_TYPE=reactivation; CURRENCY_CODE=USD; CUSTOMER_UUID=c1; RANK=1"));

        Assert.Equal("40 70 0 10", import.Mrr(4));
        import.AddsUp();
    }

    [Fact]
    public void ChartMogulIntervals_HaveTrialsThatPayNothing()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            ExportText.Of(
                ExportFormat.ChartMogulIntervals,
                "QUANTITY",
                "CUSTOMER_UUID=c1; MRR=2500; START_DATE=2026-01-05; END_DATE=2026-01-19; SUBSCRIPTION_UUID=s1; IS_FREE=false; IS_TRIAL=true; QUANTITY=5",
                "CUSTOMER_UUID=c1; MRR=2500; START_DATE=2026-01-19; SUBSCRIPTION_UUID=s1; IS_FREE=false; IS_TRIAL=false; QUANTITY=5",
                "CUSTOMER_UUID=c2; MRR=900; START_DATE=2026-01-05; END_DATE=2026-02-09; SUBSCRIPTION_UUID=s2; IS_FREE=false; IS_TRIAL=false; QUANTITY=1"),
            new CsvImportOptions { Currency = Currency.Eur });

        Assert.Equal("34 25", import.Mrr(2));
        Assert.Equal(2, import.History.Count(one => one is SubscriptionEvent.TrialStarted or SubscriptionEvent.Started { Price.Amount.Amount: 25m }));
        Assert.Empty(import.UnreadColumns);
    }

    [Fact]
    public void ChartMogulIntervals_ThatAreFreeAndHaveAnAmount_AreRefused()
    {
        const string Row = "START_DATE=2026-01-05; IS_FREE=true";
        SubscriptionImport import = CsvText.Subscriptions(
            ExportText.Of(
                ExportFormat.ChartMogulIntervals,
                "",
                $"CUSTOMER_UUID=c1; SUBSCRIPTION_UUID=s1; {Row}; MRR=0; IS_TRIAL=false",
                $"CUSTOMER_UUID=c2; SUBSCRIPTION_UUID=s2; {Row}; MRR=2500; IS_TRIAL=true",
                $"CUSTOMER_UUID=c3; SUBSCRIPTION_UUID=s3; {Row}; MRR=900; IS_TRIAL=false"),
            new CsvImportOptions { Currency = Currency.Eur });

        Assert.Equal(("IS_FREE", 4L), (import.OnlyRefusal().Column, import.OnlyRefusal().Line));
        Assert.Equal((2L, 0m), (import.Rows.Used, import.MrrAt(2026, 2, 1)));
    }

    [Fact]
    public void ChartMogulIntervals_WithAFlagThatIsNone_AreRefused() =>
        Assert.Equal("IS_FREE", CsvText.Subscriptions(
            ExportText.Of(ExportFormat.ChartMogulIntervals, "", "CUSTOMER_UUID=c1; SUBSCRIPTION_UUID=s1; START_DATE=2026-01-05; IS_FREE=perhaps; IS_TRIAL=false; MRR=100"), new CsvImportOptions { Currency = Currency.Eur }).OnlyRefusal().Column);

    [Fact]
    public void Baremetrics_MultipliesPlansOfSeveralUnits()
    {
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(
            ExportFormat.Baremetrics,
            "",
            "plan_oid=p; plan_currency=eur; plan_amount=3000; plan_interval=month; plan_interval_count=3; customer_oid=c1; subscription_oid=s1; subscription_started_at=2026-01-05; subscription_quantity=4",
            "plan_oid=q; plan_currency=eur; plan_amount=12000; plan_interval=year; plan_interval_count=1; customer_oid=c2; subscription_oid=s2; subscription_started_at=2026-01-05; subscription_canceled_at=2026-02-05; subscription_quantity=1"));

        Assert.Equal("50 40", import.Mrr(2));
    }

    [Fact]
    public void LemonSqueezy_IsRefusedForItsPrice_AndReadWhereOneIsAdded()
    {
        string row = "id=1; store_id=1; customer_id=c1; variant_id=2; status=cancelled; created_at=2026-01-05T09:00:00.000000Z; ends_at=2026-02-05T09:00:00.000000Z; test_mode=false";

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(ExportText.Of(ExportFormat.LemonSqueezySubscriptions, "", row)));
        SubscriptionImport import = CsvText.Subscriptions(ExportText.Of(ExportFormat.LemonSqueezySubscriptions, "amount,interval,currency", $"{row}; amount=9.00; interval=month; currency=USD", $"{row}; amount=90.00; interval=month; currency=USD".Replace("id=1;", "id=2;", StringComparison.Ordinal).Replace("test_mode=false", "test_mode=true", StringComparison.Ordinal)));

        Assert.Contains("no price: the column amount is missing", refused.Message, StringComparison.Ordinal);
        Assert.Equal("9 0", import.Mrr(2));
        Assert.Equal([new CsvLeftOut("test_mode != true", 1)], import.LeftOut);
    }
}
