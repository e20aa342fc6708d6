namespace Retention.Metrics.Csv.Tests.Exports;

/// <summary>Rows of our own under the columns of each export of orders.</summary>
public sealed class OrderExportTests
{
    [Fact]
    public void Shopify_HasTheTotalsInTheFirstRowOfAnOrder()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.ShopifyOrders,
            "Discount Amount,Fulfillment Status",
            "Name=#1; Email=a@example.com; Financial Status=paid; Currency=USD; Total=59.00; Created at=2026-01-31 23:12:44 -0500; Lineitem quantity=1; Lineitem name=Mug; Refunded Amount=0.00; Discount Amount=5.00",
            "Name=#1; Email=a@example.com; Created at=2026-01-31 23:12:44 -0500; Lineitem quantity=2; Lineitem name=Tea",
            "Name=#2; Email=a@example.com; Financial Status=voided; Currency=USD; Total=9.00; Created at=2026-02-01 09:00:00 -0500; Lineitem quantity=1; Lineitem name=Tea; Refunded Amount=0.00",
            "Name=#2; Email=a@example.com; Created at=2026-02-01 09:00:00 -0500; Lineitem quantity=1; Lineitem name=Mug",
            "Name=#3; Financial Status=partially_refunded; Currency=USD; Total=20.00; Created at=2026-02-02 09:00:00 -0500; Lineitem quantity=1; Lineitem name=Tea; Refunded Amount=5.00",
            "Name=#4; Financial Status=refunded; Currency=USD; Total=20.00; Created at=2026-02-02 09:00:00 -0500; Lineitem quantity=1; Lineitem name=Tea; Refunded Amount=20.00"));

        Assert.Equal("0:0 3:74", import.Figures(2));
        Assert.Equal(3, import.History.Select(order => order.Customer).Distinct().Count());
        Assert.Equal(new CsvRowCounts(6, 3, 0, 0, 0) { LeftOut = 3 }, import.Rows);
    }

    [Fact]
    public void Shopify_Cancelled_IsLeftOutAndCounted_WhateverWasPaid()
    {
        const string Row = "Email=a@example.com; Financial Status=paid; Currency=USD; Total=40.00; Created at=2026-01-05 09:12:44 -0500; Lineitem quantity=1; Lineitem name=Sofa; Refunded Amount=0.00";
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.ShopifyOrders, "Cancelled at", $"Name=#1; {Row}", $"Name=#2; {Row}; Cancelled at=2026-01-06 09:12:44 -0500", "Name=#2; Email=a@example.com; Lineitem quantity=1; Lineitem name=Lamp"));

        Assert.Equal("1:40", import.Figures(1));
        Assert.Contains(new CsvLeftOut("\"Cancelled at\" is empty", 1), import.LeftOut);
        import.AddsUp();
    }

    [Fact]
    public void Shopify_PaidInPart_IsLeftOutAndCounted_UnlessTheCallerCountsIt()
    {
        string text = ExportText.Of(ExportFormat.ShopifyOrders, "Outstanding Balance", "Name=#1; Email=a@example.com; Financial Status=partially_paid; Currency=USD; Total=40.00; Outstanding Balance=30.00; Created at=2026-01-05 09:12:44 -0500; Lineitem quantity=1; Lineitem name=Sofa; Refunded Amount=0.00");

        OrderImport import = CsvText.Orders(text), counted = CsvText.Orders(text, new CsvImportOptions { Statuses = new Dictionary<string, StatusKind> { ["partially_paid"] = StatusKind.Completed } });

        Assert.Equal(new CsvLeftOut("Financial Status partially_paid", 1), Assert.Single(import.LeftOut));
        Assert.Equal(("0:0", "1:40"), (import.Figures(1), counted.Figures(1)));
    }

    [Fact]
    public void Shopify_WithoutAStatus_OrWithANewOne_IsRefused()
    {
        const string Row = "Name=#1; Email=a@example.com; Currency=USD; Total=59.00; Created at=2026-01-05 09:12:44 -0500; Lineitem quantity=1; Lineitem name=Mug";

        Assert.Equal("Financial Status", CsvText.Orders(ExportText.Of(ExportFormat.ShopifyOrders, "", Row)).OnlyRefusal().Column);
        Assert.Equal("Financial Status", CsvText.Orders(ExportText.Of(ExportFormat.ShopifyOrders, "", $"{Row}; Financial Status=disputed")).OnlyRefusal().Column);
    }

    [Fact]
    public void WooCommerce_RefusesATextOfRefundsWithoutAnAmount()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.WooCommerceOrders, "", "order_id=1; order_number=1; order_date=2026-01-05 09:00:00; status=completed; order_total=30; order_currency=USD; customer_id=17; refund_items=five dollars"));

        Assert.Equal("refund_items", import.OnlyRefusal().Column);
    }

    [Fact]
    public void WooCommerce_CountsProcessing_AndRefundsInTheirText()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.WooCommerceOrders,
            "cart_discount",
            "order_id=1; order_number=1; order_date=2026-01-05 09:00:00; status=wc-processing; order_total=30; order_currency=USD; customer_id=17; refund_items=amount:5.00|reason:late|date:2026-01-09;amount:2.50|reason:|date:2026-01-10".Replace(";amount", "#amount", StringComparison.Ordinal),
            "order_id=2; order_number=2; order_date=2026-01-06 09:00:00; status=completed; order_total=10; order_currency=USD; customer_id=0; customer_email=g@example.com; cart_discount=3",
            "order_id=3; order_number=3; order_date=2026-01-07 09:00:00; status=completed; order_total=11; order_currency=USD; customer_id=0; customer_email=g@example.com",
            "order_id=17; order_number=17; order_date=2026-01-07 09:00:00; status=completed; order_total=12; order_currency=USD; customer_id=0",
            "order_id=5; order_number=5; order_date=2026-02-07 09:00:00; status=refunded; order_total=12; order_currency=USD; customer_id=17",
            "order_id=6; order_number=6; order_date=2026-02-07 09:00:00; status=on-hold; order_total=12; order_currency=USD; customer_id=17"));

        Assert.Equal("4:55.5 1:0", import.Figures(2));
        Assert.Equal(["17", "g@example.com", "guest of order 17"], import.History.Select(order => order.Customer.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void GooglePlay_HasRefundsInRowsOfTheirOwn()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.GooglePlaySales,
            "Discount Rate,Coupon Value",
            "Order Number=GPA.1; Order Charged Timestamp=1767604364; Financial Status=Charged; Currency of Sale=USD; Charged Amount=9.99",
            "Order Number=GPA.1..0; Order Charged Timestamp=1770282764; Financial Status=Charged; Currency of Sale=USD; Charged Amount=9.99",
            "Order Number=GPA.1..0; Order Charged Timestamp=1770455564; Financial Status=Refund; Currency of Sale=USD; Charged Amount=-4.99",
            "Order Number=GPA.1..0; Order Charged Timestamp=1770455564; Financial Status=Refund; Currency of Sale=USD; Charged Amount=-4.99",
            "Order Number=GPA.2; Order Charged Timestamp=1767604364; Financial Status=Charged; Currency of Sale=USD; Charged Amount=1,000.00"));

        Assert.Equal("2:1009.99 1:5", import.Figures(2));
        Assert.Equal(2, import.History.Select(order => order.Customer).Distinct().Count());
        Assert.Equal(new CsvRowCounts(5, 4, 1, 0, 0), import.Rows);
        Assert.Equal([new CsvRepeatedRow(5, 4)], import.RepeatedRows);
    }

    [Fact]
    public void ARefund_WithoutItsOrder_IsRefused()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.GooglePlaySales,
            "",
            "Order Number=GPA.1; Order Charged Timestamp=1767604364; Financial Status=Charged; Currency of Sale=USD; Charged Amount=9.99",
            "Order Number=GPA.7; Order Charged Timestamp=1767604364; Financial Status=Refund; Currency of Sale=USD; Charged Amount=-9.99"));

        Assert.Equal((3L, "Order Number", "GPA.7"), (import.OnlyRefusal().Line, import.OnlyRefusal().Column, import.OnlyRefusal().Value));
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
    }

    [Fact]
    public void ARefund_AboveItsOrder_IsAFinding()
    {
        OrderImport import = CsvText.Orders(ExportText.Of(
            ExportFormat.GooglePlaySales,
            "",
            "Order Number=GPA.1; Order Charged Timestamp=1767604364; Financial Status=Charged; Currency of Sale=USD; Charged Amount=9.99",
            "Order Number=GPA.1; Order Charged Timestamp=1767604364; Financial Status=Refund; Currency of Sale=USD; Charged Amount=-10.00"));

        Assert.Equal(FindingKind.RefundAboveOrder, Assert.Single(import.Findings).Kind);
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), import.Rows);
    }
}
