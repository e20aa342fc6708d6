using System.IO.Compression;
using System.Text;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>Bytes that are no text in the encoding of the file are a refusal with line and column; the encoding can be stated.</summary>
public sealed class EncodingTests
{
    private const string Ended = "customer_id,start_date,end_date,mrr,reason,city\nada,2025-01-01,2025-02-01,5,{0},{1}\nbo,2025-01-01,,5,,Rome\n";

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("zu teuer für uns", "Rome", "reason")]
    [InlineData("voluntary", "Köln", "city")]
    public void ACell_ThatIsNotUtf8_IsRefusedWithLineAndColumn(string reason, string city, string column)
    {
        SubscriptionImport import = CsvImport.Subscriptions(In(Encoding.Latin1, Text(reason, city)));

        Assert.Equal((2L, column), (import.OnlyRefusal().Line, import.OnlyRefusal().Column));
        Assert.Contains("--encoding", import.OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Equal(["bo"], import.History.Select(one => one.Customer.Value));
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
    }

    [Theory]
    [InlineData("customer_id,event,at,mrr,plan\nada,start,2025-01-01,5,größer\n", "plan")]
    [InlineData("customer_id,event,at,mrr,plan\nada,größer,2025-01-01,5,\n", "event")]
    [InlineData("customer_id,event,at,amount,interval\nada,start,2025-01-01,5,für immer\n", "interval")]
    [InlineData("customer_id,event,at,mrr,reason\nada,start,2025-01-01,5,für immer\n", "reason")]
    public void AnEvent_ThatIsNotUtf8_IsRefused(string text, string column)
    {
        CsvRefusal refusal = CsvImport.Subscriptions(In(Encoding.Latin1, text)).OnlyRefusal();

        Assert.Equal(column, refusal.Column);
        Assert.Contains("not UTF-8", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOrder_ThatIsNotUtf8_IsRefused() =>
        Assert.Equal("plan", CsvImport.Orders(In(Encoding.Latin1, "customer_id,ordered_at,amount,plan\nada,2025-01-01,5,größer\n")).OnlyRefusal().Column);

    [Fact]
    public void AReaderIntoColumns_RefusesWhatItReads_AndOnlyThat()
    {
        Assert.Equal("customer_id", CsvImport.OrderTimeline(In(Encoding.Latin1, "customer_id,ordered_at,amount,plan\nMüller,2025-01-01,5,größer\n")).OnlyRefusal().Column);
        Assert.Equal(1, CsvImport.OrderTimeline(In(Encoding.Latin1, "customer_id,ordered_at,amount,plan\nMiller,2025-01-01,5,größer\n")).RequireValid().Rows.Used);
    }

    [Fact]
    public void AHeader_ThatIsNotUtf8_IsAnErrorThatNamesTheColumn() =>
        Assert.Contains("column 2 in the header", Assert.Throws<InvalidDataException>(() => CsvImport.Orders(In(Encoding.Latin1, "customer_id,größe,ordered_at,amount\n"))).Message, StringComparison.Ordinal);

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "iso-8859-1", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void AStatedEncoding_IsRead(string name)
    {
        Encoding encoding = name == "windows-1252" ? Windows1252 : Encoding.GetEncoding(name);
        string reason = name == "windows-1252" ? "50 € für uns" : "zu teuer für uns";
        SubscriptionImport import = CsvImport.Subscriptions(In(encoding, Text(reason, "Köln")), new CsvImportOptions { Encoding = encoding }).RequireValid();

        Assert.Equal(reason, import.History.OfType<SubscriptionEvent.Ended>().Single().Reason.Code);
        Assert.Equal("Köln", import.Customers[0]["city"]);
    }

    [Fact]
    public void AnEncoding_ThatThrows_IsReadAllTheSame()
    {
        var strict = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
        byte[] bytes = [.. strict.GetBytes(Text("zu teuer für uns", "K")), 0x00];

        Assert.NotNull(CsvImport.Subscriptions(new MemoryStream(bytes), new CsvImportOptions { Encoding = strict }));
    }

    [Fact]
    public void AByteOrderMark_OverridesTheStatedEncoding() =>
        Assert.Equal("Köln", CsvImport.Subscriptions(In(Encoding.Unicode, "\uFEFF" + Text("", "Köln")), new CsvImportOptions { Encoding = Encoding.Latin1 }).RequireValid().Customers[0]["city"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HalfACharacterOfUtf16_IsRefused(bool zipped)
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text("", "K?"))];
        bytes[bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("?")) + 1] = 0xD8;
        using Stream stream = zipped ? Unseekable(bytes) : new MemoryStream(bytes);
        CsvRefusal refusal = CsvImport.Subscriptions(stream).OnlyRefusal();

        Assert.Equal((2L, "city"), (refusal.Line, refusal.Column));
        Assert.Contains("byte order mark", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_WithoutAMark_IsAnErrorThatSaysHowToReadIt() =>
        Assert.Contains("--encoding utf-16", Assert.Throws<InvalidDataException>(() => CsvImport.Subscriptions(In(Encoding.Unicode, Text("", "")))).Message, StringComparison.Ordinal);

    [Fact]
    public void TheReplacementCharacter_InUtf8_IsText() =>
        Assert.Equal("K\uFFFDln", CsvText.Subscriptions(Text("", "K\uFFFDln")).RequireValid().Customers[0]["city"]);

    private static string Text(string reason, string city) =>
        Ended.Replace("{0}", reason, StringComparison.Ordinal).Replace("{1}", city, StringComparison.Ordinal);

    private static MemoryStream In(Encoding encoding, string text) => new(encoding.GetBytes(text));

    private static GZipStream Unseekable(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        zipped.Position = 0;
        return new GZipStream(zipped, CompressionMode.Decompress);
    }
}
