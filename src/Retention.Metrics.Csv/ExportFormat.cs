using NodaTime;
using Retention.Metrics.Csv.Exports;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv;

/// <summary>How the export of a billing system or a shop is read: its columns, its words, and the rows that are left out.</summary>
/// <remarks>
/// It is composed of what <see cref="CsvImportOptions"/> can say, and <see cref="Options"/> shows it. A file that lacks a column of the format, or has a word that
/// the format does not know, is refused. Each format has a page under docs/exports, with what the export cannot say.
/// </remarks>
/// <example><code>
/// var options = new CsvImportOptions { Export = ExportFormat.StripeSubscriptions };
/// SubscriptionImport import = CsvImport.Subscriptions("stripe-subscriptions.csv", options);
/// </code></example>
public sealed class ExportFormat
{
    internal ExportFormat(string name, string title, FileKind kind, IReadOnlyList<string> recognizedBy, CsvImportOptions options)
    {
        Name = name;
        Title = title;
        Kind = kind;
        RecognizedBy = recognizedBy;
        Options = options;
    }

    /// <summary>Subscriptions of Stripe, as its dashboard exports them.</summary>
    public static ExportFormat StripeSubscriptions => SubscriptionExports.Stripe;

    /// <summary>Payments of Stripe, as its dashboard exports them.</summary>
    public static ExportFormat StripePayments => OrderExports.StripePayments;

    /// <summary>Intervals of monthly recurring revenue of ChartMogul. The file has no currency: it is that of the options.</summary>
    public static ExportFormat ChartMogulIntervals => SubscriptionExports.ChartMogulIntervals;

    /// <summary>Movements of monthly recurring revenue of ChartMogul, with what the customer pays after each.</summary>
    public static ExportFormat ChartMogulMovements => SubscriptionExports.ChartMogulMovements;

    /// <summary>Subscriptions as Baremetrics imports them.</summary>
    public static ExportFormat Baremetrics => SubscriptionExports.Baremetrics;

    /// <summary>The versions of subscriptions of Recurly.</summary>
    public static ExportFormat RecurlyHistory => SubscriptionExports.RecurlyHistory;

    /// <summary>Subscriptions of Recurly. The file does not say how often a price is charged: <see cref="CsvImportOptions.Interval"/> does.</summary>
    public static ExportFormat RecurlySubscriptions => SubscriptionExports.RecurlySubscriptions;

    /// <summary>Subscriptions of Chargebee.</summary>
    public static ExportFormat Chargebee => SubscriptionExports.Chargebee;

    /// <summary>Subscriptions of WooCommerce.</summary>
    public static ExportFormat WooCommerceSubscriptions => SubscriptionExports.WooCommerce;

    /// <summary>Orders of WooCommerce.</summary>
    public static ExportFormat WooCommerceOrders => OrderExports.WooCommerce;

    /// <summary>Orders of Shopify.</summary>
    public static ExportFormat ShopifyOrders => OrderExports.Shopify;

    /// <summary>Transitions of subscriptions of Kill Bill's analytics.</summary>
    public static ExportFormat KillBill => SubscriptionExports.KillBill;

    /// <summary>Sales of Google Play.</summary>
    public static ExportFormat GooglePlaySales => OrderExports.GooglePlay;

    /// <summary>Subscriptions of Lemon Squeezy. The file has no price: it is refused unless columns <c>amount</c> and <c>interval</c> are added to it.</summary>
    public static ExportFormat LemonSqueezySubscriptions => SubscriptionExports.LemonSqueezy;

    /// <summary>The change events of subscription items of Stripe, as Sigma has them: how much each changes the monthly recurring revenue.</summary>
    public static ExportFormat StripeChanges => InvoiceExports.StripeChanges;

    /// <summary>Transactions of RevenueCat: a row for each paid period, in the currency of the purchase.</summary>
    public static ExportFormat RevenueCat => InvoiceExports.RevenueCat;

    /// <summary>Line items of the transactions of Paddle.</summary>
    public static ExportFormat Paddle => InvoiceExports.Paddle;

    /// <summary>Fees of the invoices of Lago. The file has no customer: a subscription is one, unless <see cref="CsvImportOptions.Aliases"/> are Lago's export of invoices.</summary>
    public static ExportFormat Lago => InvoiceExports.Lago;

    /// <summary>Line items of invoices as ChartMogul imports them. The file has no customer: a subscription is one, unless <see cref="CsvImportOptions.Aliases"/> name that of each invoice.</summary>
    public static ExportFormat ChartMogulInvoiceLines => InvoiceExports.ChartMogulInvoiceLines;

    /// <summary>All formats, by name.</summary>
    public static IReadOnlyList<ExportFormat> All => ExportHeaders.All;

    /// <summary>The name, such as <c>stripe-subscriptions</c>.</summary>
    public string Name { get; }

    /// <summary>The name as a sentence has it, such as "Stripe's subscriptions export".</summary>
    public string Title { get; }

    /// <summary>Whether the export holds subscriptions or orders.</summary>
    public ExportContent Content => Kind == FileKind.Orders ? ExportContent.Orders : ExportContent.Subscriptions;

    /// <summary>The columns by which a file is recognized: all of them are there.</summary>
    public IReadOnlyList<string> RecognizedBy { get; }

    /// <summary>What the format states of its files.</summary>
    public CsvImportOptions Options { get; }

    internal FileKind Kind { get; }

    /// <summary>Columns that look as if they mattered, and do not.</summary>
    internal IReadOnlyList<string> WithoutMeaning { get; init; } = [];

    /// <summary>The columns that are others where the caller has aliases of customers, because then they name an invoice.</summary>
    internal IReadOnlyDictionary<string, string> ColumnsWithAliases { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Rules of columns that not every file of the format has.</summary>
    internal IReadOnlyList<RowRule> RulesWherePresent { get; init; } = [];

    /// <summary>Whether dates without an offset are of the zone that the format states, whatever the caller's is.</summary>
    internal bool HasOwnZone { get; init; }

    /// <summary>The format of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static ExportFormat Named(string name) =>
        All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no export format '{name}'; valid names: {string.Join(", ", All.Select(format => format.Name))}.", nameof(name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>What the format states, and over it what the caller does.</summary>
    internal CsvImportOptions Under(CsvImportOptions own) => own with
    {
        Export = this,
        Zone = HasOwnZone ? Options.Zone : own.Zone,
        MinorUnits = own.MinorUnits || Options.MinorUnits,
        OtherMinorUnits = Options.OtherMinorUnits,
        AmountPerUnit = own.AmountPerUnit || Options.AmountPerUnit,
        DecimalComma = own.DecimalComma || Options.DecimalComma,
        ThousandsSeparator = own.ThousandsSeparator ?? (own.DecimalComma ? null : Options.ThousandsSeparator),
        CurrencySigns = own.CurrencySigns || Options.CurrencySigns,
        DateFormat = own.DateFormat ?? Options.DateFormat,
        Interval = own.Interval ?? Options.Interval,
        JoinGaps = own.JoinGaps > Duration.Zero ? own.JoinGaps : Options.JoinGaps,
        InclusiveEnds = own.InclusiveEnds || Options.InclusiveEnds,
        LineKinds = Over(Options.LineKinds, own.LineKinds),
        GuestColumn = own.GuestColumn ?? Options.GuestColumn,
        OrderLines = own.OrderLines == OrderLines.Refuse ? Options.OrderLines : own.OrderLines,
        NullWords = [.. Options.NullWords, .. own.NullWords],
        Mentioned = [.. Options.Mentioned, .. own.Mentioned],
        Rules = [.. Options.Rules, .. own.Rules],
        ProrationWords = [.. Options.ProrationWords, .. own.ProrationWords],
        Columns = Over(own.Aliases is null ? Options.Columns : Over(Options.Columns, ColumnsWithAliases), own.Columns),
        Statuses = Over(Options.Statuses, own.Statuses),
        Events = Over(Options.Events, own.Events),
        Reasons = Over(Options.Reasons, own.Reasons),
        Fallbacks = Over(Options.Fallbacks, own.Fallbacks),
        Parts = Over(Options.Parts, own.Parts),
    };

    private static Dictionary<string, TValue> Over<TValue>(IReadOnlyDictionary<string, TValue> stated, IReadOnlyDictionary<string, TValue> own)
    {
        var names = own.Keys.Select(ColumnNames.Key).ToHashSet(StringComparer.Ordinal);
        return stated.Where(entry => !names.Contains(ColumnNames.Key(entry.Key))).Concat(own).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }
}
