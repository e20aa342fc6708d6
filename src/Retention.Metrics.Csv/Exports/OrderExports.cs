using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Exports;

/// <summary>The formats of exports of orders. docs/exports has a page for each, with the reasons.</summary>
internal static class OrderExports
{
    public static readonly ExportFormat Shopify = new(
        "shopify-orders",
        "Shopify's orders export",
        FileKind.Orders,
        ["Name", "Email", "Financial Status", "Paid at", "Currency", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Refunded Amount"],
        new CsvImportOptions
        {
            OrderLines = OrderLines.First,
            GuestColumn = "Email",
            Columns = new Dictionary<string, string>
            {
                ["order_id"] = "Name",
                ["customer_id"] = "Email",
                ["ordered_at"] = "Created at",
                ["amount"] = "Total",
                ["currency"] = "Currency",
                ["status"] = "Financial Status",
                ["refunded"] = "Refunded Amount",
                ["discount"] = "",
            },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["paid"] = StatusKind.Completed,
                ["partially_refunded"] = StatusKind.PartiallyRefunded,
                ["refunded"] = StatusKind.Refunded,
                ["pending"] = StatusKind.Ignored,
                ["authorized"] = StatusKind.Ignored,
                ["partially_paid"] = StatusKind.Ignored,
                ["unpaid"] = StatusKind.Ignored,
                ["expired"] = StatusKind.Ignored,
                ["voided"] = StatusKind.Ignored,
            },
            Rules = [HasStatus("Financial Status")],
        })
    {
        RulesWherePresent = [RowRule.Where("\"Cancelled at\" is empty")],
        WithoutMeaning = ["Fulfillment Status", "Lineitem fulfillment status"],
    };

    public static readonly ExportFormat WooCommerce = new(
        "woocommerce-orders",
        "WooCommerce's orders export",
        FileKind.Orders,
        ["order_id", "order_number", "order_date", "paid_date", "status", "order_total", "order_currency", "customer_id", "customer_email", "refund_items"],
        new CsvImportOptions
        {
            NullWords = ["0"],
            GuestColumn = "customer_email",
            Columns = new Dictionary<string, string>
            {
                ["order_id"] = "order_id",
                ["customer_id"] = "customer_id",
                ["ordered_at"] = "order_date",
                ["amount"] = "order_total",
                ["currency"] = "order_currency",
                ["status"] = "status",
                ["refunded"] = "refund_items",
                ["discount"] = "",
            },
            Parts = new Dictionary<string, CellPart> { ["refunded"] = CellPart.Between("amount:", "|") },
            Statuses = SharedExportRules.WithPrefix(new Dictionary<string, StatusKind>
            {
                ["completed"] = StatusKind.Completed,
                ["processing"] = StatusKind.Completed,
                ["refunded"] = StatusKind.Refunded,
                ["cancelled"] = StatusKind.Ignored,
                ["failed"] = StatusKind.Ignored,
                ["pending"] = StatusKind.Ignored,
                ["on-hold"] = StatusKind.Ignored,
                ["checkout-draft"] = StatusKind.Ignored,
                ["draft"] = StatusKind.Ignored,
                ["auto-draft"] = StatusKind.Ignored,
                ["trash"] = StatusKind.Ignored,
            }),
            Rules = [HasStatus("status")],
        })
    {
        WithoutMeaning = ["coupon_items"],
    };

    public static readonly ExportFormat StripePayments = new(
        "stripe-payments",
        "Stripe's payments export",
        FileKind.Orders,
        ["id", "Created (UTC)", "Amount", "Amount Refunded", "Currency", "Status", "Customer ID", "Customer Email", "Captured"],
        new CsvImportOptions
        {
            Zone = DateTimeZone.Utc,
            ThousandsSeparator = ',',
            GuestColumn = "Customer Email",
            Columns = new Dictionary<string, string>
            {
                ["order_id"] = "id",
                ["customer_id"] = "Customer ID",
                ["ordered_at"] = "Created (UTC)",
                ["amount"] = "Amount",
                ["currency"] = "Currency",
                ["status"] = "Status",
                ["refunded"] = "Amount Refunded",
            },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["Paid"] = StatusKind.Completed,
                ["Succeeded"] = StatusKind.Completed,
                ["Refunded"] = StatusKind.Refunded,
                ["Partial Refund"] = StatusKind.PartiallyRefunded,
                ["Partially Refunded"] = StatusKind.PartiallyRefunded,
                ["Failed"] = StatusKind.Ignored,
                ["Blocked"] = StatusKind.Ignored,
                ["Canceled"] = StatusKind.Ignored,
                ["Pending"] = StatusKind.Ignored,
                ["Incomplete"] = StatusKind.Ignored,
                ["Uncaptured"] = StatusKind.Ignored,
                ["Expired"] = StatusKind.Ignored,
                ["Requires Payment Method"] = StatusKind.Ignored,
                ["Requires Confirmation"] = StatusKind.Ignored,
                ["Requires Action"] = StatusKind.Ignored,
                ["Requires Capture"] = StatusKind.Ignored,
                ["Processing"] = StatusKind.Ignored,
            },
            Rules = [HasStatus("Status"), SharedExportRules.IsFlag("Captured"), RowRule.Where("Captured != false")],
        })
    {
        HasOwnZone = true,
        RulesWherePresent = [RowRule.Where("Mode != Test")],
    };

    public static readonly ExportFormat GooglePlay = new(
        "googleplay-salesreport",
        "Google Play's sales report",
        FileKind.Orders,
        ["Order Number", "Order Charged Date", "Order Charged Timestamp", "Financial Status", "Product ID", "SKU ID", "Currency of Sale", "Item Price", "Charged Amount"],
        new CsvImportOptions
        {
            DateFormat = DateFormat.UnixSeconds,
            ThousandsSeparator = ',',
            Columns = new Dictionary<string, string>
            {
                ["order_id"] = "Order Number",
                ["customer_id"] = "Order Number",
                ["ordered_at"] = "Order Charged Timestamp",
                ["amount"] = "Charged Amount",
                ["currency"] = "Currency of Sale",
                ["status"] = "Financial Status",
                ["discount"] = "",
            },
            Parts = new Dictionary<string, CellPart> { ["customer_id"] = CellPart.Before("..") },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["Charged"] = StatusKind.Completed,
                ["Refund"] = StatusKind.Refund,
                ["Partial Refund"] = StatusKind.Refund,
            },
            Rules = [HasStatus("Financial Status")],
        })
    {
        WithoutMeaning = ["Promotion ID", "Coupon Value"],
    };

    public static IReadOnlyList<ExportFormat> All { get; } = [Shopify, WooCommerce, StripePayments, GooglePlay];

    private static RowRule HasStatus(string column) => RowRule.Require($"\"{column}\" is not empty", $"{column} is empty: whether the order was paid is unknown");
}
