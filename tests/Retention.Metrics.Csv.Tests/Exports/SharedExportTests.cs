using System.Globalization;
using NodaTime;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Csv.Tests.Exports;

/// <summary>Rows under the headers of real exports, with figures that were computed by hand from the rows.</summary>
public sealed class SharedExportTests
{
    [Theory]
    [InlineData("stripe-subscriptions", "stripe-subscriptions.csv", "190 190 160", "3 3 2")]
    [InlineData("chartmogul-movements", "chartmogul-mrr-movements.csv", "99 129 89", null)]
    [InlineData("chartmogul-intervals", "chartmogul-mrr-intervals.csv", "70 90 60", "2 2 1")]
    [InlineData("baremetrics", "baremetrics-import.csv", "70 70 20", null)]
    [InlineData("recurly-history", "recurly-subscription-history.csv", "70 90 60", null)]
    [InlineData("recurly-subscriptions", "recurly-subscriptions.csv", "90 90 60", null)]
    [InlineData("chargebee", "chargebee-subscriptions.csv", "120 120 90 60", null)]
    [InlineData("woocommerce-subscriptions", "woocommerce-subscriptions.csv", "80 80 50 20", null)]
    [InlineData("killbill", "killbill-analytics_subscription_transitions.csv", "30 90 100", null)]
    [InlineData("stripe-changes", "stripe-sigma-subscription_item_change_events.csv", "99 119 139", "3 3 2")]
    [InlineData("chartmogul-invoice-lines", "chartmogul-import-invoice-line-items.csv", "60 81.54 0", null)]
    [InlineData("revenuecat", "revenuecat-transactions.csv", "14.99 9.99 9.99", "2 1 1")]
    [InlineData("lago", "lago-invoice_fees.csv", "60 60 0", null)]
    public void Subscriptions_HaveTheFiguresOfTheirRows(string name, string file, string mrr, string? customers)
    {
        string path = SharedData.Path("exports", file);
        var options = new CsvImportOptions
        {
            Zone = name.StartsWith("recurly", StringComparison.Ordinal) ? DateTimeZoneProviders.Tzdb["America/Los_Angeles"] : DateTimeZone.Utc,
            Interval = name == "recurly-subscriptions" ? BillingInterval.Monthly : null,
            Currency = Currency.Usd,
        };

        SubscriptionImport stated = CsvImport.Subscriptions(path, options with { Export = ExportFormat.Named(name) }).RequireValid();
        SubscriptionImport recognized = CsvImport.Subscriptions(path, options).RequireValid();

        Assert.Equal(ExportFormat.Named(name), recognized.Export);
        foreach (SubscriptionImport import in new[] { stated, recognized })
        {
            import.AddsUp();
            decimal[] expected = [.. mrr.Split(' ').Select(one => decimal.Parse(one, CultureInfo.InvariantCulture))];
            RollForward report = RevenueTimeline.FromHistory(import.History).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, expected.Length)));
            Assert.Equal(expected, report.Select(row => row.ClosingMrr.Monthly.Amount));
            if (customers is not null)
            {
                Assert.Equal(customers, string.Join(' ', report.Select(row => row.ClosingCustomers)));
            }
        }
    }

    [Fact]
    public void Paddle_HasTheFiguresOfEachCurrency()
    {
        SubscriptionImport import = CsvImport.Subscriptions(SharedData.Path("exports", "paddle-transaction-line-items.csv")).RequireValid();
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

        Assert.Equal(ExportFormat.Paddle, import.Export);
        Assert.Equal(
            [("EUR", "0 30 0"), ("USD", "60 60 0")],
            import.History.PerCurrency().Select(part => (part.Key.Code, string.Join(' ', RevenueTimeline.FromHistory(part.Value).RollForward(months).Select(row => row.ClosingMrr.Monthly.Amount.ToString("0.##", CultureInfo.InvariantCulture))))));
    }

    [Fact]
    public void Lago_HasTheCustomersOfItsInvoices()
    {
        var options = new CsvImportOptions { Aliases = CustomerAliases.FromCsv(SharedData.Path("exports", "lago-invoices.csv")) };
        SubscriptionImport import = CsvImport.Subscriptions(SharedData.Path("exports", "lago-invoice_fees.csv"), options).RequireValid();

        Assert.Equal("ada", Assert.Single(import.Customers).Id.Value);
        Assert.Equal("60 60 0", import.Mrr(3));
    }

    [Theory]
    [InlineData("shopify-orders", "shopify-orders_export.csv", "USD", "2 0 1", "74 0 0")]
    [InlineData("woocommerce-orders", "woocommerce-orders.csv", "USD", "2 1 0", "89 0 0")]
    [InlineData("stripe-payments", "stripe-payments.csv", "USD", "2 2 0", "80 15 0")]
    [InlineData("googleplay-salesreport", "googleplay-salesreport.csv", "USD", "1 1 0", "9.99 0 0")]
    [InlineData("googleplay-salesreport", "googleplay-salesreport.csv", "JPY", "0 1 0", "0 1650 0")]
    public void Orders_HaveTheFiguresOfTheirRows(string name, string file, string currency, string orders, string revenue)
    {
        string path = SharedData.Path("exports", file);
        var options = new CsvImportOptions();

        OrderImport recognized = CsvImport.Orders(path, options).RequireValid();
        OrderImport stated = CsvImport.Orders(path, options with { Export = ExportFormat.Named(name) }).RequireValid();

        Assert.Equal(ExportFormat.Named(name), recognized.Export);
        foreach (OrderImport import in new[] { stated, recognized })
        {
            import.AddsUp();
            OrderHistory own = OrderHistory.Create(import.History.Where(order => order.Amount.Currency.Code == currency));
            OrderMetrics metrics = OrderTimeline.FromHistory(own).Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
            Assert.Equal(orders, string.Join(' ', metrics.Select(row => row.Orders)));
            Assert.Equal(revenue.Split(' ').Select(one => decimal.Parse(one, CultureInfo.InvariantCulture)), metrics.Select(row => row.Revenue.Amount));
        }
    }

    [Fact]
    public void LemonSqueezy_IsRefused_ForItsMissingPrice()
    {
        string path = SharedData.Path("exports", "lemonsqueezy-subscriptions.csv");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => CsvImport.Subscriptions(path));

        Assert.Contains("amount", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Lemon Squeezy", refused.Message, StringComparison.Ordinal);
    }
}
