using System.IO.Compression;
using System.Text;
using NodaTime;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>A repetition is a row equal in every cell, or one with the event id and the content of another. Rows that differ in a column that is not read are a finding that names it.</summary>
public sealed class RepeatedRowTests
{
    private const string LineItems =
        "order_id,customer_id,ordered_at,amount,sku,batch\n1,ada,2025-01-01,15.30,A,x\n1,ada,2025-01-01,15.30,B,x\n2,bo,2025-01-02,9,A,x\n2,bo,2025-01-02,9.00,A,x\n";

    private const string Items = "customer_id,subscription_id,product,start_date,end_date,monthly_amount\nu,s1,A,2025-01-05,,10\nu,s1,B,2025-01-05,,10\nv,s2,C,2025-01-05,,20\nv,s2,C,2025-01-05,,20\n";

    private const string Levels = "customer_id,subscription_id,product,at,mrr\nu,s1,A,2025-01-05,10\nu,s1,B,2025-01-05,10\nv,s2,C,2025-01-05,20\nv,s2,C,2025-01-05,20\nv,s2,C,2025-02-05,0\n";

    [Fact]
    public void TwoLinesOfAnOrder_WithEqualTotals_AreAFindingThatNamesTheColumn()
    {
        OrderImport import = CsvText.Orders(LineItems);
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal(FindingKind.ConflictingDuplicate, finding.Kind);
        Assert.Equal([2L, 3L], finding.Lines);
        Assert.Contains("differ in sku;", finding.Message, StringComparison.Ordinal);
        Assert.Contains("--order-lines sum", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), import.Rows);
        Assert.Equal([new CsvRepeatedRow(5, 4)], import.RepeatedRows);
        SameInColumns(import, LineItems, OrderLines.Refuse);
    }

    [Fact]
    public void LinesOfAnOrder_AreAddedUp_WhereTheCallerSaysSo()
    {
        OrderImport import = CsvText.Orders(LineItems, new CsvImportOptions { OrderLines = OrderLines.Sum }).RequireValid();

        Assert.Equal([30.60m, 9m], import.History.Select(order => order.Amount.Amount));
        Assert.Equal(new CsvRowCounts(4, 3, 1, 0, 0), import.Rows);
        SameInColumns(import, LineItems, OrderLines.Sum);
    }

    [Fact]
    public void FurtherLinesOfAnOrder_AreLeftOutUnread_WhereTheCallerSaysSo()
    {
        const string Text = "order_id,customer_id,ordered_at,amount,sku\n1,ada,2025-01-01,40,A\n1,,,,B\n2,bo,2025-01-02,9,A\n,cy,2025-01-02,1,A\n,cy,2025-01-02,1,A\n";
        OrderImport import = CsvText.Orders(Text, new CsvImportOptions { OrderLines = OrderLines.First }).RequireValid();

        Assert.Equal([40m, 9m, 1m, 1m], import.History.Select(order => order.Amount.Amount));
        Assert.Equal(new CsvRowCounts(5, 4, 0, 0, 0) { LeftOut = 1 }, import.Rows);
        SameInColumns(import, Text, OrderLines.First);
    }

    [Fact]
    public void ARowAfterARefusedOne_IsNotTheFirstOfItsOrder()
    {
        const string Text = "order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,much\n1,ada,2025-01-01,3\n2,bo,2025-01-01\n2,bo,2025-01-01,3\n";
        OrderImport import = CsvText.Orders(Text, new CsvImportOptions { OrderLines = OrderLines.First });

        Assert.Empty(import.History);
        Assert.Equal(new CsvRowCounts(4, 0, 0, 0, 2) { LeftOut = 2 }, import.Rows);
        SameInColumns(import, Text, OrderLines.First);
    }

    [Theory]
    [InlineData("1,ada,2025-01-01,5,EUR\n1,bo,2025-01-01,6,EUR\n", "customer_id")]
    [InlineData("1,ada,2025-01-01,5,EUR\n1,ada,2025-01-02,6,EUR\n", "ordered_at")]
    public void LinesThatAreNotOfOneOrder_AreNotAddedUp(string rows, string column)
    {
        string text = $"order_id,customer_id,ordered_at,amount,currency\n{rows}";
        OrderImport import = CsvText.Orders(text, new CsvImportOptions { OrderLines = OrderLines.Sum });

        Assert.Contains($"differ in {column}", Assert.Single(import.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), import.Rows);
        SameInColumns(import, text, OrderLines.Sum);
    }

    [Theory]
    [InlineData("amount,currency", "5,EUR", "6,USD", "currency")]
    [InlineData("amount,status", "5,paid", "6,refunded", "status")]
    public void LinesWithDifferentCurrenciesOrStatuses_AreNotAddedUp(string columns, string one, string other, string named) =>
        Assert.Contains(named, Assert.Single(CsvText.Orders($"order_id,customer_id,ordered_at,{columns}\n1,a,2025-01-01,{one}\n1,a,2025-01-01,{other}\n", new CsvImportOptions { OrderLines = OrderLines.Sum }).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void AReturn_IsALineBelowZero_AndTheOrderMustNotBe()
    {
        const string Valid = "order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,40\n1,ada,2025-01-01,-15\n";
        const string Below = "order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,-40\n1,ada,2025-01-01,15\n2,bo,2025-01-01,1\n";
        var sum = new CsvImportOptions { OrderLines = OrderLines.Sum };
        OrderImport below = CsvText.Orders(Below, sum);

        Assert.Equal(25m, CsvText.Orders(Valid, sum).RequireValid().History[0].Amount.Amount);
        Assert.Equal((FindingKind.NegativeOrder, "2 3"), (Assert.Single(below.Findings).Kind, string.Join(' ', below.Findings[0].Lines)));
        Assert.Equal(new CsvRowCounts(3, 1, 0, 0, 2), below.Rows);
        SameInColumns(CsvText.Orders(Valid, sum), Valid, OrderLines.Sum);
        SameInColumns(below, Below, OrderLines.Sum);
    }

    [Theory]
    [InlineData("0.0000001", FindingKind.PriceTooPrecise)]
    [InlineData("79228162514264337593543950335", FindingKind.ConflictingDuplicate)]
    [InlineData("9999999999999999999999999999", FindingKind.PriceOverflow)]
    public void ALine_ThatCannotBe_IsAFindingOfTheOrder(string amount, FindingKind kind)
    {
        OrderImport import = CsvText.Orders($"order_id,customer_id,ordered_at,amount\n1,ada,2025-01-01,{amount}\n1,ada,2025-01-01,1\n", new CsvImportOptions { OrderLines = OrderLines.Sum });

        Assert.True(import.Findings.Any(finding => finding.Kind == kind) || import.Refusals.Count == 1);
        import.AddsUp();
    }

    [Fact]
    public void Refunds_OfLines_AreAddedUp()
    {
        Order order = CsvText.Orders("order_id,customer_id,ordered_at,amount,refunded\n1,ada,2025-01-01,40,5\n1,ada,2025-01-01,10,\n1,ada,2025-01-01,10,2.50\n", new CsvImportOptions { OrderLines = OrderLines.Sum }).RequireValid().History[0];

        Assert.Equal((60m, 7.50m), (order.Amount.Amount, order.Refunded!.Value.Amount));
    }

    [Fact]
    public void LinesRecordedLater_TakeThePlaceOfAllThoseBefore()
    {
        const string Text = "order_id,customer_id,ordered_at,amount,recorded_at\n1,ada,2025-01-01,40,2025-01-01\n1,ada,2025-01-01,10,2025-01-01\n1,ada,2025-01-01,40,2025-01-03\n1,ada,2025-01-01,7,2025-01-03\n";
        OrderImport import = CsvText.Orders(Text, new CsvImportOptions { OrderLines = OrderLines.Sum }).RequireValid();

        Assert.Equal(47m, import.History[0].Amount.Amount);
        Assert.Equal(new CsvRowCounts(4, 2, 0, 2, 0), import.Rows);
        Assert.Equal(50m, Assert.Single(import.History.AsKnownAt(CsvText.Day(2025, 1, 2)).History).Amount.Amount);
    }

    [Fact]
    public void TwoItemsOfASubscription_AtOnePrice_AreAFindingThatNamesTheColumn()
    {
        SubscriptionImport import = CsvText.Subscriptions(Items);
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal(FindingKind.ConflictingDuplicate, finding.Kind);
        Assert.Equal([2L, 3L], finding.Lines);
        Assert.Contains("but for product;", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), import.Rows);
        Assert.Equal([new CsvRepeatedRow(5, 4)], import.RepeatedRows);
        Assert.Equal(20m, import.MrrAt(2025, 2, 1));
    }

    [Fact]
    public void TwoItems_ToldApart_AddUp() =>
        Assert.Equal(40m, CsvText.Subscriptions(Items, new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["subscription_id"] = "product" } }).RequireValid().MrrAt(2025, 2, 1));

    [Theory]
    [InlineData("subscription_id,customer_id,event,at,mrr,item\ns1,u,start,2025-01-05,10,A\ns1,u,start,2025-01-05,10,B\n")]
    [InlineData("customer_id,event,at,mrr,item\nu,start,2025-01-05,10,A\nu,start,2025-01-05,10,B\n")]
    [InlineData("event_id,customer_id,event,at,mrr,item\n,u,start,2025-01-05,10,A\n,u,start,2025-01-05,10,B\n")]
    public void TwoEvents_AtOnePrice_AreAFindingThatNamesTheColumn(string text)
    {
        SubscriptionImport import = CsvText.Subscriptions(text);

        Assert.Contains("but for item;", Assert.Single(import.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(2, 0, 0, 0, 2), import.Rows);
    }

    [Fact]
    public void AnEvent_WithTheSameId_IsARepetition_WhateverElseItSays()
    {
        SubscriptionImport import = CsvText.Subscriptions("event_id,customer_id,event,at,mrr,exported\ne1,u,start,2025-01-05,10,monday\ne1,u,start,2025-01-05,10,tuesday\n").RequireValid();

        Assert.Equal(new CsvRowCounts(2, 1, 1, 0, 0), import.Rows);
        Assert.Equal([new CsvRepeatedRow(3, 2)], import.RepeatedRows);
    }

    [Fact]
    public void TwoPayments_ThatFailAtOneInstant_AreTwo()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "subscription_id,customer_id,event,at,mrr,invoice\ns1,u,start,2025-01-05,10,\ns1,u,payment_failed,2025-02-05,,1\ns1,u,payment_failed,2025-02-05,,2\ns1,u,payment_failed,2025-02-05,,2\ns1,u,payment_recovered,2025-02-06,,1\ns1,u,payment_recovered,2025-02-06,,2\n").RequireValid();

        Assert.Equal(new CsvRowCounts(6, 5, 1, 0, 0), import.Rows);
        Assert.Equal(5, import.History.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TwoLevels_OfOneSubscriptionAtOneInstant_AreAFindingThatNamesTheColumn(int threads)
    {
        TimelineImport import = CsvImport.Levels(CsvText.Utf8(Levels), execution: new ExecutionOptions { Threads = threads });
        CsvFinding finding = Assert.Single(import.Findings);

        Assert.Equal((FindingKind.ConflictingDuplicate, "2 3"), (finding.Kind, string.Join(' ', finding.Lines)));
        Assert.Contains("but for product;", finding.Message, StringComparison.Ordinal);
        Assert.Equal(20m, import.Timeline.MrrAt(CsvText.Day(2025, 2, 1)).Monthly.Amount);
        Assert.Equal(0m, import.Timeline.MrrAt(CsvText.Day(2025, 3, 1)).Monthly.Amount);
        Assert.Equal(new CsvRowCounts(5, 2, 1, 0, 2), import.Rows);
        Assert.Equal([new CsvRepeatedRow(5, 4)], import.RepeatedRows);
    }

    [Fact]
    public void AColumnWithoutAName_AndOneOfANameThatCameBefore_AreCells()
    {
        const string Header = "order_id,customer_id,ordered_at,amount,,note,note\n";

        Assert.Contains("differ in column 5;", Assert.Single(CsvText.Orders($"{Header}1,a,2025-01-01,5,x,,\n1,a,2025-01-01,5,y,,\n").Findings).Message, StringComparison.Ordinal);
        Assert.Contains("differ in note;", Assert.Single(CsvText.Orders($"{Header}1,a,2025-01-01,5,x,,1\n1,a,2025-01-01,5,x,,2\n").Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStream_ThatCannotBeReadTwice_IsComparedAllTheSame()
    {
        using GZipStream zipped = Zipped(LineItems), columns = Zipped(LineItems), levels = Zipped(Levels);

        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), CsvImport.Orders(zipped).Rows);
        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), CsvImport.OrderTimeline(columns).Rows);
        Assert.Equal(new CsvRowCounts(5, 2, 1, 0, 2), CsvImport.Levels(levels).Rows);
    }

    [Fact]
    public void AStream_ReadFromItsMiddle_IsComparedFromThere()
    {
        byte[] before = Encoding.UTF8.GetBytes("not a table\n");
        using var stream = new MemoryStream([.. before, .. Encoding.UTF8.GetBytes(LineItems)]) { Position = before.Length };

        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), CsvImport.Orders(stream).Rows);
    }

    [Fact]
    public void Utf16_IsComparedAsText() =>
        Assert.Equal(new CsvRowCounts(4, 1, 1, 0, 2), CsvImport.Orders(new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(LineItems)])).Rows);

    [Fact]
    public void RepeatedRows_AreListedUpToAThousand_AndAllCounted()
    {
        string text = "order_id,customer_id,ordered_at,amount,sku\n" + string.Concat(Enumerable.Repeat("1,ada,2025-01-01,5,A\n", 3000));

        foreach (CsvImportResult import in new CsvImportResult[] { CsvText.Orders(text), CsvImport.OrderTimeline(CsvText.Utf8(text)) })
        {
            Assert.Equal(new CsvRowCounts(3000, 1, 2999, 0, 0), import.Rows);
            Assert.Equal(Enumerable.Range(3, 1000).Select(line => new CsvRepeatedRow(line, 2)), import.RepeatedRows);
        }
    }

    [Fact]
    public void AnUndefinedKindOfOrderLines_IsAnArgumentException() =>
        Assert.Contains("Refuse, Sum, First", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvImportOptions { OrderLines = (OrderLines)7 }).Message, StringComparison.Ordinal);

    private static void SameInColumns(OrderImport expected, string text, OrderLines lines)
    {
        OrderTimelineImport import = CsvImport.OrderTimeline(CsvText.Utf8(text), new CsvImportOptions { OrderLines = lines });
        ReportingPeriods year = ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2025, 1, 1));

        Assert.Equal(expected.Rows, import.Rows);
        Assert.Equal(expected.RepeatedRows, import.RepeatedRows);
        Assert.Equal(expected.Refusals, import.Refusals);
        Assert.Equal(expected.Findings.Select(finding => finding.ToString()), import.Findings.Select(finding => finding.ToString()));
        if (expected.History.Count > 0)
        {
            Assert.Equal(OrderTimeline.FromHistory(expected.History).Metrics(year), import.Timeline.Metrics(year));
        }
    }

    private static GZipStream Zipped(string text)
    {
        var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        zipped.Position = 0;
        return new GZipStream(zipped, CompressionMode.Decompress);
    }
}
