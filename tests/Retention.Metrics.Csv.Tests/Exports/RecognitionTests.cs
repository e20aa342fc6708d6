namespace Retention.Metrics.Csv.Tests.Exports;

public sealed class RecognitionTests
{
    public static TheoryData<string> Names => [.. ExportFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachFormat_IsRecognized_ByItsColumnsInAnyOrder_AndByNoOtherFormats(string name)
    {
        var format = ExportFormat.Named(name);
        string header = string.Join(',', format.RecognizedBy.Reverse().Append("a column of our own"));

        Assert.Equal([name], ExportFormat.All.Where(one => one.RecognizedBy.All(column => header.Split(',').Contains(column))).Select(one => one.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EachFormat_IsNamed_WhereAColumnIsMissing(string name)
    {
        var format = ExportFormat.Named(name);
        string[] columns = [.. format.RecognizedBy.SkipLast(1)];

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Read(format, string.Join(',', columns) + "\n"));

        Assert.Contains($"--from-export {name}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(format.RecognizedBy[^1], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFormat_IsNotRecognized_WhereTheCallerMapsColumns()
    {
        string text = ExportText.Of(ExportFormat.Baremetrics, "", "plan_currency=eur; plan_amount=3000; plan_interval=month; plan_interval_count=1; customer_oid=c1; subscription_oid=s1; subscription_started_at=2026-01-05; subscription_quantity=1");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(text, new CsvImportOptions { Columns = new Dictionary<string, string> { ["customer_id"] = "customer_oid" } }));

        Assert.Contains("--from-export baremetrics", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheCallerStates_TakesPrecedenceOverTheFormat()
    {
        string text = ExportText.Of(
            ExportFormat.ShopifyOrders,
            "Subtotal",
            "Name=#1; Email=a@example.com; Financial Status=pending; Currency=USD; Total=59.00; Subtotal=50.00; Created at=2026-01-05 09:12:44 -0500; Lineitem quantity=1; Lineitem name=Mug; Refunded Amount=0.00");

        OrderImport import = CsvText.Orders(text, new CsvImportOptions
        {
            Export = ExportFormat.ShopifyOrders,
            Columns = new Dictionary<string, string> { ["amount"] = "Subtotal" },
            Statuses = new Dictionary<string, StatusKind> { ["Pending"] = StatusKind.Completed },
        });

        Assert.Equal("1:50", import.Figures(1));
    }

    [Fact]
    public void AnExportOfOrders_IsNotReadAsSubscriptions() =>
        Assert.Contains("holds orders", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(ExportText.Of(ExportFormat.ShopifyOrders, ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void AnUnknownName_IsRefused_WithTheNamesThereAre() =>
        Assert.Contains("stripe-subscriptions", Assert.Throws<ArgumentException>(() => ExportFormat.Named("stripe")).Message, StringComparison.Ordinal);

    private static void Read(ExportFormat format, string text)
    {
        if (format.Content == ExportContent.Orders)
        {
            CsvText.Orders(text);
        }
        else
        {
            CsvText.Subscriptions(text);
        }
    }
}
