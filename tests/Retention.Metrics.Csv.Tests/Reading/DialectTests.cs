using System.Text;

namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class DialectTests
{
    private const string Plain = "order_id,customer_id,ordered_at,amount,plan\n1,ada,2025-01-05,10.50,pro\n2,bo,2025-01-06,7,\n3,ada,2025-02-01,8,basic\n";

    public static TheoryData<string> Delimiters => [",", ";", "\t", "|"];

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void AnyDelimiter_GivesTheSameOrders(string delimiter) => SameAsPlain(Encoding.UTF8.GetBytes(Plain.Replace(",", delimiter, StringComparison.Ordinal)));

    [Fact]
    public void AByteOrderMark_WindowsLineEnds_EmptyLinesAndQuotes_ChangeNothing()
    {
        string quoted = string.Concat(Plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"\"{line.Replace(",", "\",\"", StringComparison.Ordinal)}\"\r\n\r\n"));

        SameAsPlain([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(quoted)]);
    }

    [Theory]
    [InlineData("1,ada,2025-01-05,\"1,5\"", "--thousands; DecimalComma, --decimal-comma; CurrencySigns, --currency-signs")]
    [InlineData("1,ada,05/01/2025,5", "(DateFormat, --date-format)")]
    [InlineData("1,ada", "the row has 2 cells, the header 4; a cell is missing")]
    [InlineData("1,ada,2025-01-05,5,5", "the row has 5 cells, the header 4; a value with a delimiter in it needs quotes")]
    public void ARefusal_SaysWhatToDo(string row, string expected) =>
        Assert.Contains(expected, CsvText.Orders($"order_id,customer_id,ordered_at,amount\n{row}\n").OnlyRefusal().Reason, StringComparison.Ordinal);

    [Fact]
    public void Utf16_WithAByteOrderMark_IsRead() => SameAsPlain([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)]);

    [Fact]
    public void NoLineEnd_AfterTheLastRow_ChangesNothing() => SameAsPlain(Encoding.UTF8.GetBytes(Plain.TrimEnd('\n')));

    [Theory]
    [InlineData("Order ID,Customer ID,Ordered At,Amount,plan")]
    [InlineData("orderId,customerId,orderedAt,amount,plan")]
    [InlineData(" ORDER-ID , CUSTOMER-ID , ORDERED-AT , AMOUNT ,plan")]
    public void AHeader_InAnotherSpelling_IsRecognized(string header) =>
        SameAsPlain(Encoding.UTF8.GetBytes(Plain.Replace("order_id,customer_id,ordered_at,amount,plan", header, StringComparison.Ordinal)));

    [Fact]
    public void Spaces_AroundValues_AreNoPartOfThem() => SameAsPlain(Encoding.UTF8.GetBytes(Plain.Replace(",", " , ", StringComparison.Ordinal)));

    [Fact]
    public void ADelimiterAtTheEndOfEachLine_ChangesNothing() => SameAsPlain(Encoding.UTF8.GetBytes(Plain.Replace("\n", ",\n", StringComparison.Ordinal)));

    [Fact]
    public void Cells_BeyondTheHeader_AreRefused()
    {
        CsvRefusal refusal = CsvText.Orders("customer_id,ordered_at,amount\nada,2025-01-01,1,234\nbo,2025-01-01,5\n").OnlyRefusal();

        Assert.Equal((2L, ""), (refusal.Line, refusal.Column));
        Assert.Contains("4 cells", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ARow_CutShort_IsRefused() => // a missing last cell would otherwise be an end that is open
        Assert.Equal(3L, CsvText.Subscriptions("customer_id,start_date,monthly_amount,end_date\na,2025-01-01,5,2025-02-01\nb,2025-01-01,5\n").OnlyRefusal().Line);

    [Fact]
    public void AQuoteAmidText_StandsForItself() =>
        Assert.Equal("5\" pipe", CsvText.Orders("customer_id,ordered_at,amount,item\nada,2025-01-01,5,5\" pipe\n").Customers[0]["item"]);

    [Fact]
    public void ADoubledQuote_AndALineBreakInQuotes_AreText()
    {
        OrderImport import = CsvText.Orders("customer_id,ordered_at,amount\n\"ada \"\"the\"\"\nfirst\",2025-01-01,5\nbo,x,5\n");

        Assert.Equal("ada \"the\"\nfirst", import.History[0].Customer.Value);
        Assert.Equal(4L, Assert.Single(import.Refusals).Line);
    }

    [Fact]
    public void TextAfterAClosingQuote_IsRefused() => Assert.Equal(2L, CsvText.Orders("customer_id,ordered_at,amount\n\"ada\"x,2025-01-01,5\n").OnlyRefusal().Line);

    [Theory]
    [InlineData("customer_id,ordered_at,amount\nada,2025-01-01,5\n\"bo,2025-01-01,5\ncy,2025-01-01,5\n", "line 3")]
    [InlineData("customer_id,ordered_at,amount\n\"ada,2025-01-01,5\n\"bo\",2025-01-01,5\ncy,2025-01-01,5\n", "line 2")]
    public void AMissingQuote_ThatSwallowsRows_IsAnErrorOfTheFile(string text, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => CsvText.Orders(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void AnId_ThatIsNotUtf8_IsRefused()
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes("customer_id,ordered_at,amount\nMüller,2025-01-01,5\nMöller,2025-01-01,5\n"));
        OrderImport import = CsvImport.Orders(stream);

        Assert.Equal([2L, 3L], import.Refusals.Select(refusal => refusal.Line));
        Assert.All(import.Refusals, refusal => Assert.Contains("UTF-8", refusal.Reason, StringComparison.Ordinal));
    }

    private static void SameAsPlain(byte[] file)
    {
        OrderImport expected = CsvText.Orders(Plain);
        using var stream = new MemoryStream(file);
        OrderImport import = CsvImport.Orders(stream).RequireValid();

        Assert.Equal(expected.History, import.History);
        Assert.Equal(expected.Customers, import.Customers);
        Assert.Equal(new CsvRowCounts(3, 3, 0, 0, 0), import.Rows);
    }
}
