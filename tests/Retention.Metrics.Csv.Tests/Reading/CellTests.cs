namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>Spaces around a value are no part of it, inside quotes too; a blank cell is not given.</summary>
public sealed class CellTests
{
    public static TheoryData<string> Around => [" ", "  ", "\t", "\u00A0"];

    [Theory]
    [MemberData(nameof(Around))]
    public void SpacesAroundAWord_AreNoPartOfIt(string space)
    {
        SubscriptionImport import = CsvText.Subscriptions(
            $"customer_id,event,at,amount,interval,currency,reason\nada,{Quoted("start")},2025-01-01,120,{Quoted("year")},{Quoted("EUR")},\nada,cancel,2025-02-01,,,,{Quoted("voluntary")}\n").RequireValid();
        OrderHistory orders = CsvText.Orders($"customer_id,ordered_at,amount,status\nada,2025-01-01,5,{Quoted("cancelled")}\n").RequireValid().History;

        Assert.Equal(RecurringPrice.Yearly(120m, Currency.Eur), Assert.IsType<SubscriptionEvent.Started>(import.History[0]).Price);
        Assert.Equal(ChurnReason.Voluntary, Assert.IsType<SubscriptionEvent.Ended>(import.History[1]).Reason);
        Assert.Equal(OrderStatus.Cancelled, orders[0].Status);

        string Quoted(string word) => $"\"{space}{word}{space}\"";
    }

    [Fact]
    public void SpacesAroundADateOrAnAmount_AreNoPartOfIt()
    {
        const string Text = "customer_id,ordered_at,amount\nada,\" 2025-01-02 \",\" 5.50 \"\n";
        Order order = CsvText.Orders(Text).RequireValid().History[0];

        Assert.Equal((CsvText.Day(2025, 1, 2), 5.50m), (order.OrderedAt, order.Amount.Amount));
        Assert.Equal(1, CsvImport.OrderTimeline(CsvText.Utf8(Text)).RequireValid().Timeline.CustomerCount);
    }

    [Theory]
    [MemberData(nameof(Around))]
    public void ABlankStatus_IsNotGiven(string space) =>
        Assert.Equal(OrderStatus.Completed, CsvText.Orders($"customer_id,ordered_at,amount,status\nada,2025-01-01,5,\"{space}\"\n").RequireValid().History[0].Status);

    [Theory]
    [MemberData(nameof(Around))]
    public void ABlankReason_IsNotKnown(string space)
    {
        SubscriptionHistory events = CsvText.Subscriptions($"customer_id,event,at,mrr,reason\nada,start,2025-01-01,10,\nada,cancel,2025-02-01,,\"{space}\"\n").RequireValid().History;
        SubscriptionHistory intervals = CsvText.Subscriptions($"customer_id,start_date,end_date,mrr,reason\nada,2025-01-01,2025-02-01,10,\"{space}\"\n").RequireValid().History;

        Assert.Equal(ChurnReason.Unknown, Assert.IsType<SubscriptionEvent.Ended>(events[1]).Reason);
        Assert.Equal(ChurnReason.Unknown, Assert.IsType<SubscriptionEvent.Ended>(intervals[1]).Reason);
    }

    [Fact]
    public void ABlankCell_IsNotGiven()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,start_date,end_date,amount,interval,interval_count,quantity,currency,reason\nada,2025-01-01,\" \",10,month,\" \",\" \",\" \",\" \"\n").RequireValid();
        OrderHistory orders = CsvText.Orders("order_id,customer_id,ordered_at,amount,refunded,recorded_at\n\" \",ada,2025-01-01,5,\" \",\" \"\n").RequireValid().History;

        Assert.Equal(10m, import.MrrAt(2025, 2, 1));
        Assert.Equal((null, null, null), (orders[0].Id, orders[0].Refunded, orders[0].RecordedAt));
    }

    [Fact]
    public void ARefusedCell_IsShownAsItIsWritten() =>
        Assert.Equal(" 5 EUR", CsvText.Orders("customer_id,ordered_at,amount\nada,2025-01-01,\" 5 EUR\"\n").OnlyRefusal().Value);
}
