using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Exports;

/// <summary>The formats of exports of subscriptions. docs/exports has a page for each, with the reasons.</summary>
internal static class SubscriptionExports
{
    public static readonly ExportFormat Stripe = new(
        "stripe-subscriptions",
        "Stripe's subscriptions export",
        FileKind.SubscriptionIntervals,
        ["id", "Customer ID", "Quantity", "Interval", "Amount", "Status", "Start Date (UTC)", "Current Period Start (UTC)", "Trial End (UTC)", "Ended At (UTC)"],
        new CsvImportOptions
        {
            Zone = DateTimeZone.Utc,
            ThousandsSeparator = ',',
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "id",
                ["customer_id"] = "Customer ID",
                ["start_date"] = "Start Date (UTC)",
                ["end_date"] = "Ended At (UTC)",
                ["amount"] = "Amount",
                ["interval"] = "Interval",
                ["quantity"] = "Quantity",
                ["currency"] = "Currency",
                ["reason"] = "Cancellation Reason",
                ["status"] = "Status",
                ["trial_end"] = "Trial End (UTC)",
            },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "Current Period Start (UTC)" },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["active"] = StatusKind.Active,
                ["past_due"] = StatusKind.Active,
                ["canceled"] = StatusKind.Ended,
                ["unpaid"] = StatusKind.Ended,
                ["trialing"] = StatusKind.Trial,
                ["paused"] = StatusKind.Trial,
                ["incomplete"] = StatusKind.Ignored,
                ["incomplete_expired"] = StatusKind.Ignored,
            },
            Reasons = new Dictionary<string, ChurnKind>
            {
                ["cancellation_requested"] = ChurnKind.Voluntary,
                ["payment_failed"] = ChurnKind.Involuntary,
                ["payment_disputed"] = ChurnKind.Involuntary,
            },
            Rules = [RowRule.Require("Status != canceled or \"Ended At (UTC)\" is not empty", "it is canceled, and Ended At (UTC) is empty: when it stopped to pay is unknown")],
            Mentioned = ["Coupon"],
        })
    {
        HasOwnZone = true,
        WithoutMeaning = ["Trial Start (UTC)", "Cancel At Period End", "Canceled At (UTC)"],
    };

    public static readonly ExportFormat ChartMogulIntervals = new(
        "chartmogul-intervals",
        "ChartMogul's export of MRR intervals",
        FileKind.SubscriptionIntervals,
        ["CUSTOMER_UUID", "MRR", "START_DATE", "END_DATE", "SUBSCRIPTION_UUID", "IS_FREE", "IS_TRIAL"],
        new CsvImportOptions
        {
            MinorUnits = true,

            // The file never states its currency; without one it is read in the hundredths of most.
            OtherMinorUnits = new Dictionary<Currency, int> { [Currency.None] = 2 },
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "SUBSCRIPTION_UUID",
                ["customer_id"] = "CUSTOMER_UUID",
                ["start_date"] = "START_DATE",
                ["end_date"] = "END_DATE",
                ["monthly_amount"] = "MRR",
                ["quantity"] = "",
                ["interval"] = "",
                ["is_trial"] = "IS_TRIAL",
            },
            Rules = [SharedExportRules.IsFlag("IS_FREE"), RowRule.Require("IS_FREE != true or MRR <= 0 or IS_TRIAL in true,t,yes,y,1", "the interval is free, and it has an MRR: whether that is paid is unknown")],
        });

    public static readonly ExportFormat ChartMogulMovements = new(
        "chartmogul-movements",
        "ChartMogul's export of MRR movements",
        FileKind.SubscriptionLevels,
        ["DATE", "MRR_MOVEMENT", "MRR", "MOVEMENT_TYPE", "CURRENCY_CODE", "CUSTOMER_UUID", "RANK"],
        new CsvImportOptions
        {
            MinorUnits = true,
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "",
                ["customer_id"] = "CUSTOMER_UUID",
                ["at"] = "DATE",
                ["monthly_amount"] = "MRR",
                ["currency"] = "CURRENCY_CODE",
                ["sequence"] = "RANK",
                ["quantity"] = "",
                ["interval"] = "",
            },
        });

    public static readonly ExportFormat Baremetrics = new(
        "baremetrics",
        "Baremetrics' file of subscriptions",
        FileKind.SubscriptionIntervals,
        ["plan_oid", "plan_currency", "plan_amount", "plan_interval", "plan_interval_count", "customer_oid", "subscription_oid", "subscription_started_at", "subscription_canceled_at", "subscription_quantity"],
        new CsvImportOptions
        {
            MinorUnits = true,
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscription_oid",
                ["customer_id"] = "customer_oid",
                ["start_date"] = "subscription_started_at",
                ["end_date"] = "subscription_canceled_at",
                ["amount"] = "plan_amount",
                ["interval"] = "plan_interval",
                ["interval_count"] = "plan_interval_count",
                ["quantity"] = "subscription_quantity",
                ["currency"] = "plan_currency",
            },
        });

    public static readonly ExportFormat RecurlyHistory = new(
        "recurly-history",
        "Recurly's export of subscription history",
        FileKind.SubscriptionIntervals,
        ["subscription_uuid", "version_uuid", "account_code", "subscription_state", "subscription_expires_at", "version_started_at", "version_ended_at", "version_plan_interval_unit", "version_total_recurring_amount", "version_in_trial"],
        new CsvImportOptions
        {
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscription_uuid",
                ["customer_id"] = "account_code",
                ["start_date"] = "version_started_at",
                ["end_date"] = "version_ended_at",
                ["amount"] = "version_total_recurring_amount",
                ["interval"] = "version_plan_interval_unit",
                ["interval_count"] = "version_plan_interval_length",
                ["quantity"] = "",
                ["currency"] = "subscription_currency",
                ["status"] = "subscription_state",
                ["is_trial"] = "version_in_trial",
            },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "subscription_expires_at" },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["active"] = StatusKind.Active,
                ["canceled"] = StatusKind.Active,
                ["past_due"] = StatusKind.Active,
                ["expired"] = StatusKind.Active,
                ["in_trial"] = StatusKind.Trial,
                ["trial"] = StatusKind.Trial,
                ["paused"] = StatusKind.Ignored,
                ["future"] = StatusKind.Ignored,
                ["pending"] = StatusKind.Ignored,
                ["failed"] = StatusKind.Ignored,
            },
            Rules =
            [
                RowRule.Require(
                    "subscription_state != canceled or version_ended_at is not empty or subscription_expires_at is not empty",
                    "the subscription is canceled, and version_ended_at and subscription_expires_at are empty: when it stops to pay is unknown"),
                RowRule.Require("subscription_state != expired or subscription_expires_at is not empty", "the subscription is expired, and subscription_expires_at is empty: when it stopped to pay is unknown"),
                RowRule.Of("the version after the subscription expired", ["subscription_state", "version_started_at", "subscription_expires_at"], cells => !IsAfterExpiry(cells)),
            ],
        })
    {
        WithoutMeaning = ["version_state"],
    };

    public static readonly ExportFormat RecurlySubscriptions = new(
        "recurly-subscriptions",
        "Recurly's subscriptions export",
        FileKind.SubscriptionIntervals,
        ["uuid", "account_code", "plan_code", "state", "total_recurring_amount", "current_period_started_at", "trial_ends_at", "activated_at", "canceled_at", "expires_at"],
        new CsvImportOptions
        {
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "uuid",
                ["customer_id"] = "account_code",
                ["start_date"] = "activated_at",
                ["end_date"] = "expires_at",
                ["amount"] = "total_recurring_amount",
                ["quantity"] = "",
                ["currency"] = "currency",
                ["status"] = "state",
                ["trial_end"] = "trial_ends_at",
            },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "paused_at" },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["active"] = StatusKind.Active,
                ["live"] = StatusKind.Active,
                ["past_due"] = StatusKind.Active,
                ["canceled"] = StatusKind.Ended,
                ["expired"] = StatusKind.Ended,
                ["paused"] = StatusKind.Ended,
                ["in_trial"] = StatusKind.Trial,
                ["trial"] = StatusKind.Trial,
                ["future"] = StatusKind.Ignored,
                ["pending"] = StatusKind.Ignored,
                ["failed"] = StatusKind.Ignored,
            },
            Rules = [RowRule.Require("state not in canceled,expired or expires_at is not empty", "expires_at is empty: when it stopped to pay is unknown")],
        })
    {
        WithoutMeaning = ["trial_started_at"],
    };

    public static readonly ExportFormat Chargebee = new(
        "chargebee",
        "Chargebee's subscriptions export",
        FileKind.SubscriptionIntervals,
        ["subscriptions.id", "subscriptions.plan_quantity", "subscriptions.plan_unit_price", "subscriptions.status", "subscriptions.started_at", "subscriptions.activated_at", "subscriptions.cancelled_at", "subscriptions.billing_period", "subscriptions.billing_period_unit", "customers.id"],
        new CsvImportOptions
        {
            DateFormat = DateFormat.Parse("dd-MMM-yyyy"),
            ThousandsSeparator = ',',
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "subscriptions.id",
                ["customer_id"] = "customers.id",
                ["start_date"] = "subscriptions.activated_at",
                ["end_date"] = "subscriptions.cancelled_at",
                ["amount"] = "subscriptions.plan_unit_price",
                ["interval"] = "subscriptions.billing_period_unit",
                ["interval_count"] = "subscriptions.billing_period",
                ["quantity"] = "subscriptions.plan_quantity",
                ["currency"] = "subscriptions.currency_code",
                ["status"] = "subscriptions.status",
                ["trial_end"] = "subscriptions.trial_end",
            },
            Fallbacks = new Dictionary<string, string> { ["start_date"] = "subscriptions.started_at", ["end_date"] = "subscriptions.pause_date" },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["Active"] = StatusKind.Active,
                ["Non Renewing"] = StatusKind.Ended,
                ["Cancelled"] = StatusKind.Ended,
                ["Transferred"] = StatusKind.Ended,
                ["Paused"] = StatusKind.Ended,
                ["In Trial"] = StatusKind.Trial,
                ["Future"] = StatusKind.Ignored,
            },
            Rules = [RowRule.Require("subscriptions.status not in \"Non Renewing\",non_renewing,Cancelled,Transferred or subscriptions.cancelled_at is not empty", "subscriptions.cancelled_at is empty: when it stops to pay is unknown")],
        })
    {
        WithoutMeaning = ["subscriptions.trial_start"],
    };

    public static readonly ExportFormat WooCommerce = new(
        "woocommerce-subscriptions",
        "WooCommerce's subscriptions export",
        FileKind.SubscriptionIntervals,
        ["subscription_id", "subscription_status", "customer_id", "start_date", "trial_end_date", "last_payment_date", "cancelled_date", "end_date", "billing_period", "billing_interval", "order_total", "order_currency"],
        new CsvImportOptions
        {
            NullWords = ["0"],
            Columns = new Dictionary<string, string>
            {
                ["amount"] = "order_total",
                ["interval"] = "billing_period",
                ["interval_count"] = "billing_interval",
                ["currency"] = "order_currency",
                ["status"] = "subscription_status",
                ["trial_end"] = "trial_end_date",
                ["discount"] = "",
            },
            Fallbacks = new Dictionary<string, string> { ["end_date"] = "cancelled_date" },
            Statuses = SharedExportRules.WithPrefix(new Dictionary<string, StatusKind>
            {
                ["active"] = StatusKind.Active,
                ["on-hold"] = StatusKind.Active,
                ["pending-cancel"] = StatusKind.Active,
                ["cancelled"] = StatusKind.Ended,
                ["expired"] = StatusKind.Ended,
                ["switched"] = StatusKind.Ended,
                ["pending"] = StatusKind.Ignored,
                ["auto-draft"] = StatusKind.Ignored,
                ["draft"] = StatusKind.Ignored,
                ["trash"] = StatusKind.Ignored,
            }),
            Rules =
            [
                RowRule.Of("on hold and never paid", ["subscription_status", "last_payment_date"], cells => !(SharedExportRules.IsWord(cells[0], "on-hold") && cells[1].Length == 0)),
                RowRule.Require("subscription_status not in wc-pending-cancel,pending-cancel or end_date is not empty", "its cancellation is pending, and end_date is empty: when it stops to pay is unknown"),
            ],
        })
    {
        WithoutMeaning = ["coupon_items"],
    };

    public static readonly ExportFormat KillBill = new(
        "killbill",
        "Kill Bill's analytics of subscription transitions",
        FileKind.SubscriptionLevels,
        ["record_id", "subscription_id", "event", "prev_service", "next_mrr", "next_currency", "next_service", "next_start_date", "next_end_date", "account_id"],
        new CsvImportOptions
        {
            Columns = new Dictionary<string, string>
            {
                ["customer_id"] = "account_id",
                ["at"] = "next_start_date",
                ["end_date"] = "next_end_date",
                ["monthly_amount"] = "next_mrr",
                ["currency"] = "next_currency",
                ["event"] = "event",
                ["sequence"] = "record_id",
                ["interval"] = "",
            },
            Events = Transitions(),
            Rules =
            [
                RowRule.Require("next_service is not empty or prev_service is not empty", "next_service and prev_service are empty: of which service the transition is, is unknown"),
                RowRule.Of("a service other than entitlement-service", ["next_service", "prev_service"], cells => string.Equals(cells[0].Length > 0 ? cells[0] : cells[1], "entitlement-service", StringComparison.OrdinalIgnoreCase)),
            ],
        })
    {
        RulesWherePresent =
        [
            RowRule.Require(
                "next_billing_period not in DAILY,WEEKLY,BIWEEKLY,THIRTY_DAYS or next_mrr > 0 or next_price <= 0",
                "Kill Bill's MRR of prices by weeks and days is 0, which is not what is paid: leave such plans out by a rule (--where), or write their MRR into the file"),
        ],
    };

    public static readonly ExportFormat LemonSqueezy = new(
        "lemonsqueezy-subscriptions",
        "Lemon Squeezy's subscriptions export",
        FileKind.SubscriptionIntervals,
        ["id", "store_id", "customer_id", "variant_id", "status", "trial_ends_at", "renews_at", "ends_at", "created_at", "test_mode"],
        new CsvImportOptions
        {
            Columns = new Dictionary<string, string>
            {
                ["subscription_id"] = "id",
                ["start_date"] = "created_at",
                ["end_date"] = "ends_at",
                ["status"] = "status",
                ["trial_end"] = "trial_ends_at",
            },
            Statuses = new Dictionary<string, StatusKind>
            {
                ["active"] = StatusKind.Active,
                ["past_due"] = StatusKind.Active,
                ["cancelled"] = StatusKind.Ended,
                ["expired"] = StatusKind.Ended,
                ["on_trial"] = StatusKind.Trial,
            },
            Rules = [SharedExportRules.IsFlag("test_mode"), RowRule.Where("test_mode != true")],
        })
    {
        WithoutMeaning = ["status_formatted"],
    };

    public static IReadOnlyList<ExportFormat> All { get; } =
        [Stripe, ChartMogulIntervals, ChartMogulMovements, Baremetrics, RecurlyHistory, RecurlySubscriptions, Chargebee, WooCommerce, KillBill, LemonSqueezy];

    /// <summary>The version that begins with the expiry says that there is nothing any more; those before it were paid.</summary>
    private static bool IsAfterExpiry(IReadOnlyList<string> cells)
    {
        const int Clock = 19;
        (string state, string started, string expires) = (cells[0], cells[1], cells[2]);
        return state.Equals("expired", StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(started, 0, expires, 0, Clock) >= 0;
    }

    private static Dictionary<string, EventKind> Transitions()
    {
        (string Verb, EventKind Kind)[] verbs =
        [
            ("START_ENTITLEMENT", EventKind.Started),
            ("CHANGE", EventKind.PriceChanged),
            ("SYSTEM_CHANGE", EventKind.PriceChanged),
            ("PAUSE_ENTITLEMENT", EventKind.Paused),
            ("RESUME_ENTITLEMENT", EventKind.Resumed),
            ("STOP_ENTITLEMENT", EventKind.Ended),
            ("ADD", EventKind.Started),
            ("RE_ADD", EventKind.Started),
            ("TRANSFER", EventKind.Started),
            ("CANCEL", EventKind.Ended),
            ("SYSTEM_CANCEL", EventKind.Ended),
        ];
        string[] categories = ["BASE", "ADD_ON", "STANDALONE"];
        return verbs.SelectMany(verb => categories.Select(category => KeyValuePair.Create($"{verb.Verb}_{category}", verb.Kind))).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }
}
