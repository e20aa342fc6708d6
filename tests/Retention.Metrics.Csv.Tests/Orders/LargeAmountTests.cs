namespace Retention.Metrics.Csv.Tests.Orders;

public sealed class LargeAmountTests
{
    /// <summary>52 bits of millionths are stored with the row, and any larger amount in a table.</summary>
    [Theory]
    [InlineData("4503599627.370494")]
    [InlineData("4503599627.370495")]
    [InlineData("4503599627.370496")]
    [InlineData("4503599627.370497")]
    [InlineData("4503599628")]
    [InlineData("9007199254.740991")]
    [InlineData("9007199254.740992")]
    [InlineData("99999999999.99")]
    [InlineData("9223372036854.775807")]
    public void AnAmount_AroundWhatARowHolds_IsReadExactly(string amount)
    {
        OrderImport import = CsvText.Orders($"order_id,customer_id,ordered_at,amount\n1,ada,2026-01-01,{amount}\n2,bo,2026-01-02,1\n");

        Assert.True(import.IsValid, import.ToString());
        Assert.Equal([amount, "1"], import.History.Select(order => FormattableString.Invariant($"{order.Amount.Amount}")));
        Assert.Equal([OrderStatus.Completed, OrderStatus.Completed], import.History.Select(order => order.Status));
    }

    /// <summary>A row holds the number of one of 32 currencies; orders in others are stored in a table.</summary>
    [Fact]
    public void MoreCurrencies_ThanARowCanNumber_AreReadExactly()
    {
        string[] codes = "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW MAD MXN MYR NGN NOK NZD PEN PHP PLN QAR RON SEK SGD THB TRY TWD UAH USD VND ZAR".Split(' ');
        OrderImport import = CsvText.Orders("order_id,customer_id,ordered_at,amount,currency\n" + string.Concat(codes.Select((code, i) => FormattableString.Invariant($"{i},c{i:d2},2026-01-01,{i + 1},{code}\n"))));

        Assert.True(import.IsValid, import.ToString());
        Assert.Equal(codes.Select((code, i) => Currency.Of(code).Amount(i + 1)), import.History.Select(order => order.Amount));
    }
}
