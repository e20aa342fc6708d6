using System.Globalization;
using NodaTime;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Csv.Tests.Orders;

public sealed class OrderFileTests
{
    private const string Header = "order_id,customer_id,ordered_at,amount,status,refunded\n";

    [Fact]
    public void AnOrder_IsReadWithItsStatusAndRefund()
    {
        OrderHistory orders = CsvText.Orders($"{Header}1,ada,2025-01-05,10.50,Completed,\n2,ada,2025-01-06,7,cancelled,\n3,ada,2025-01-07,8,refunded,\n4,ada,2025-01-08,9,partially refunded,2.50\n5,ada,2025-01-09,0,,\n").RequireValid().History;

        Assert.Equal([OrderStatus.Completed, OrderStatus.Cancelled, OrderStatus.Refunded, OrderStatus.Completed, OrderStatus.Completed], orders.Select(order => order.Status));
        Assert.Equal((10.50m, 2.50m, 0m), (orders[0].Amount.Amount, orders[3].Refunded!.Value.Amount, orders[4].Amount.Amount));
    }

    [Theory]
    [InlineData("1,ada,2025-01-05,10,shipped to the moon,", "status")]
    [InlineData("1,ada,2025-01-05,10,partially_refunded,", "status")]
    [InlineData("1,ada,2025-01-05,10,completed,all", "refunded")]
    [InlineData("1,,2025-01-05,10,completed,", "customer_id")]
    public void ARow_ThatCannotBeRead_IsRefused(string row, string column)
    {
        OrderImport import = CsvText.Orders($"{Header}{row}\n2,ada,2025-01-06,7,,\n");

        Assert.Equal((2L, column), (import.OnlyRefusal().Line, import.OnlyRefusal().Column));
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
    }

    [Fact]
    public void Findings_PointToTheirLines()
    {
        OrderImport import = CsvText.Orders($"{Header}1,ada,2025-01-05,10,,\n2,bo,2025-01-06,7,,8\n1,ada,2025-01-05,11,,\n");

        Assert.Equal([FindingKind.ConflictingDuplicate, FindingKind.RefundAboveOrder], import.Findings.Select(finding => finding.Kind));
        Assert.Equal([2L, 4L], import.Findings[0].Lines);
        Assert.Equal([3L], import.Findings[1].Lines);
        Assert.Equal(new CsvRowCounts(3, 0, 0, 0, 3), import.Rows);
    }

    [Fact]
    public void AnOrder_ThatComesAgain_IsRepeated_OneWithoutIdNever()
    {
        OrderImport import = CsvText.Orders($"{Header}1,ada,2025-01-05,10,,\n1,ada,2025-01-05,10,,\n,ada,2025-01-05,10,,\n,ada,2025-01-05,10,,\n").RequireValid();

        Assert.Equal(3, import.History.Count);
        Assert.Equal(new CsvRowCounts(4, 3, 1, 0, 0), import.Rows);
    }

    [Fact]
    public void Orders_HaveTheCurrencyOfTheirRow_BesideRowsThatAreRefused()
    {
        OrderImport import = CsvText.Orders("order_id,customer_id,ordered_at,amount,currency,status\n1,ada,2025-01-05,10,EUR,\n2,bo,2025-01-06,7,USD,lost\n3,cy,2025-01-07,8,EUR,\n4,di,2025-01-08,0.1234567,USD,\n5,ed,2025-01-09,9,USD,\n6,fay,2025-01-10,1,GBP,lost\n");

        Assert.Equal([Currency.Eur.Amount(10), Currency.Eur.Amount(8), Currency.Usd.Amount(9)], import.History.Select(order => order.Amount));
        Assert.Equal([3L, 7L], import.Refusals.Select(refusal => refusal.Line));
        Assert.Equal([5L], Assert.Single(import.Findings).Lines);
    }

    [Fact]
    public void AnOrderId_ThatIsAWordForNone_IsNone_WithSpacesAroundItToo()
    {
        OrderImport import = CsvText.Orders("order_id,customer_id,ordered_at,amount\n\" none \",ada,2025-01-05,10\nnone,ada,2025-01-06,7\n", new CsvImportOptions { NullWords = ["none"] }).RequireValid();

        Assert.Equal([null, null], import.History.Select(order => order.Id));
    }

    [Fact]
    public void AnOrder_RecordedLater_TakesThePlaceOfTheEarlier()
    {
        OrderImport import = CsvText.Orders("order_id,customer_id,ordered_at,amount,status,recorded_at\n1,ada,2025-01-05,10,refunded,2025-01-09\n1,ada,2025-01-05,10,,2025-01-05\n").RequireValid();

        Assert.Equal(OrderStatus.Refunded, Assert.Single(import.History).Status);
        Assert.Equal(new CsvRowCounts(2, 1, 0, 1, 0), import.Rows);
    }

    [Fact]
    public void Cdnow_IsReadToTheLastRow()
    {
        string path = SharedData.Path("data", "cdnow-sample-transactions.csv");
        OrderImport import = CsvImport.Orders(path, new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["ordered_at"] = "date" }, Currency = Currency.Usd }).RequireValid();
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(','))];

        Assert.Equal(new CsvRowCounts(6919, 6919, 0, 0, 0), import.Rows);
        Assert.Equal(rows.Sum(row => decimal.Parse(row[4], CultureInfo.InvariantCulture)), import.History.Sum(order => order.Amount.Amount));
        Assert.Equal(rows.Select(row => row[0]).Distinct(StringComparer.Ordinal).Count(), import.Customers.Count);
        Assert.Equal(Instant.FromUtc(1997, 1, 1, 0, 0), import.History.Min(order => order.OrderedAt));
        Assert.Equal("4", import.Customers[0]["master_id"]);
    }
}
