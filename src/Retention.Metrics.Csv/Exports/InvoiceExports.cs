using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Exports;

/// <summary>The formats of exports of changes of MRR, of paid periods and of invoice lines. docs/exports has a page for each, with the reasons.</summary>
internal static class InvoiceExports
{
    public static readonly ExportFormat StripeChanges = new(
        "stripe-changes",
        "Stripe's subscription item change events",
        FileKind.SubscriptionChanges,
        ["customer_id", "subscription_item_id", "subscription_id", "currency", "event_timestamp", "event_type", "mrr_change"],
        new CsvImportOptions
        {
            Zone = DateTimeZone.Utc,
            MinorUnits = true,

            // "Special cases" of Stripe's documentation of currencies: no minor unit and counted in hundredths, or the other way round.
            OtherMinorUnits = new Dictionary<Currency, int> { [Currency.Of("ISK")] = 2, [Currency.Of("UGX")] = 2, [Currency.Of("MGA")] = 0 },
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscription_item_id",
                ["customer_id"] = "customer_id",
                ["at"] = "event_timestamp",
                ["mrr_change"] = "mrr_change",
                ["currency"] = "currency",
            },
        })
    {
        HasOwnZone = true,
        WithoutMeaning = ["subscription_id", "event_type", "local_event_timestamp", "quantity_change"],
    };

    public static readonly ExportFormat RevenueCat = new(
        "revenuecat",
        "RevenueCat's export of transactions",
        FileKind.SubscriptionIntervals,
        ["rc_original_app_user_id", "product_duration", "start_time", "end_time", "effective_end_time", "is_trial_period", "is_sandbox", "original_store_transaction_id", "purchased_currency", "purchase_price_in_purchased_currency", "ownership_type"],
        new CsvImportOptions
        {
            Zone = DateTimeZone.Utc,
            JoinGaps = Duration.FromHours(2),
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "original_store_transaction_id",
                ["customer_id"] = "rc_original_app_user_id",
                ["start_date"] = "start_time",
                ["end_date"] = "effective_end_time",
                ["amount"] = "purchase_price_in_purchased_currency",
                ["interval"] = "product_duration",
                ["interval_count"] = "",
                ["quantity"] = "",
                ["currency"] = "purchased_currency",
            },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "end_time" },
            Rules =
            [
                SharedExportRules.IsFlag("is_sandbox"),
                RowRule.Where("is_sandbox != true"),
                SharedExportRules.IsFlag("is_trial_period"),
                RowRule.Where("is_trial_period != true"),
                RowRule.Where("ownership_type != FAMILY_SHARED"),
                RowRule.Where("store != promotional"),
                RowRule.Of("purchases that do not recur", ["product_duration"], cells => cells[0].Length > 0),
                RowRule.Require("effective_end_time is not empty or end_time is not empty", "effective_end_time and end_time are empty: when the paid period ends is unknown"),
            ],
        })
    {
        HasOwnZone = true,
        WithoutMeaning = ["grace_period_end_time", "price_in_usd", "purchase_price_in_usd", "price_in_purchased_currency", "refunded_at", "unsubscribe_detected_at", "billing_issues_detected_at", "is_in_intro_offer_period", "is_trial_conversion"],
    };

    public static readonly ExportFormat Paddle = new(
        "paddle",
        "Paddle's export of transaction line items",
        FileKind.InvoiceLines,
        ["transaction_id", "transaction_status", "customer_id", "subscription_id", "price_id", "total", "tax", "transaction_currency_code", "transaction_billing_period_starts_at", "transaction_billing_period_ends_at"],
        new CsvImportOptions
        {
            Zone = DateTimeZone.Utc,
            MinorUnits = true,
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscription_id",
                ["customer_id"] = "customer_id",
                ["period_start"] = "transaction_billing_period_starts_at",
                ["period_end"] = "transaction_billing_period_ends_at",
                ["amount"] = "total",
                ["tax"] = "tax",
                ["currency"] = "transaction_currency_code",
                ["line_id"] = "id",
                ["product"] = "price_id",
                ["interval"] = "price_billing_cycle_interval",
                ["interval_count"] = "price_billing_cycle_frequency",
                ["proration"] = "transaction_origin",
                ["discount"] = "",
            },
            ProrationWords = ["subscription_update"],
            Rules =
            [
                RowRule.Require("transaction_status in completed,paid,billed,past_due,draft,ready,canceled", "it is no status of a transaction, of which there are draft, ready, billed, paid, completed, past_due and canceled"),
                RowRule.Where("transaction_status in completed,paid,billed,past_due"),
                RowRule.Of(
                    "line items that do not recur",
                    ["subscription_id", "price_billing_cycle_interval", "transaction_origin"],
                    cells => cells[0].Length > 0 && cells[1].Length > 0 && !string.Equals(cells[2], "subscription_charge", StringComparison.OrdinalIgnoreCase)),
            ],
        })
    {
        WithoutMeaning = ["quantity", "subtotal", "discount"],
    };

    public static readonly ExportFormat Lago = new(
        "lago",
        "Lago's export of invoice fees",
        FileKind.InvoiceLines,
        ["invoice_lago_id", "fee_lago_id", "fee_item_type", "subscription_external_id", "fee_from_date_utc", "fee_to_date_utc", "fee_amount_currency", "fee_taxes_amount_cents", "fee_total_amount_cents"],
        new CsvImportOptions
        {
            MinorUnits = true,
            InclusiveEnds = true,
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscription_external_id",
                ["customer_id"] = "subscription_external_id",
                ["kind"] = "fee_item_type",
                ["period_start"] = "fee_from_date_utc",
                ["period_end"] = "fee_to_date_utc",
                ["amount"] = "fee_total_amount_cents",
                ["tax"] = "fee_taxes_amount_cents",
                ["currency"] = "fee_amount_currency",
                ["line_id"] = "fee_lago_id",
                ["product"] = "fee_item_code",
            },
            LineKinds = new Dictionary<string, InvoiceLineKind>
            {
                ["charge"] = InvoiceLineKind.Usage,
                ["commitment"] = InvoiceLineKind.Usage,
                ["add_on"] = InvoiceLineKind.OneTime,
                ["credit"] = InvoiceLineKind.OneTime,
            },
        })
    {
        ColumnsWithAliases = new Dictionary<string, string> { ["customer_id"] = "invoice_lago_id" },
        WithoutMeaning = ["fee_units", "fee_precise_unit_amount", "invoice_issuing_date"],
    };

    public static readonly ExportFormat ChartMogulInvoiceLines = new(
        "chartmogul-invoice-lines",
        "ChartMogul's file of invoice line items",
        FileKind.InvoiceLines,
        ["Invoice External ID", "External ID", "Type", "Amount", "Currency", "Subscription External ID", "Service Period Start", "Service Period End", "Proration"],
        new CsvImportOptions
        {
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "Subscription External ID",
                ["customer_id"] = "Subscription External ID",
                ["kind"] = "Type",
                ["period_start"] = "Service Period Start",
                ["period_end"] = "Service Period End",
                ["amount"] = "Amount",
                ["currency"] = "Currency",
                ["proration"] = "Proration",
                ["line_id"] = "External ID",
                ["product"] = "Plan External ID",
                ["discount"] = "",
            },
        })
    {
        ColumnsWithAliases = new Dictionary<string, string> { ["customer_id"] = "Invoice External ID" },
        WithoutMeaning = ["Quantity", "Discount Amount", "Discount Code", "Tax Amount", "Transaction Fees"],
    };

    public static IReadOnlyList<ExportFormat> All { get; } = [StripeChanges, RevenueCat, Paddle, Lago, ChartMogulInvoiceLines];
}
