using System.Text;

namespace Retention.Metrics.Csv.Tests;

/// <summary>Whatever bytes a file is made of: no exception but the promised one, and every row is accounted for.</summary>
public sealed class HostileFiles
{
    private static readonly int Cases = LawCases.ShareOf(4000);
    private const int MostRows = 12;

    private static readonly string[] Headers =
    [
        "subscription_id,customer_id,start_date,end_date,monthly_amount,reason,plan",
        "customer_id,start_date,end_date,amount,interval,interval_count,quantity,currency,,plan",
        "subscription_id,customer_id,event,at,mrr,effective_at,event_id,recorded_at,reason,plan",
        "customer_id,event,at,amount,interval,quantity,plan,plan",
        "order_id,customer_id,ordered_at,amount,status,refunded,recorded_at,currency,sku",
        "order_id,customer_id,ordered_at,amount,sku",
        "subscription_id,customer_id,at,mrr,item",
        "customer_id,at,mrr,quantity",
        "Customer ID , amount ¢,ordered-at,discount",
    ];

    private static readonly string[] Cells =
    [
        "a", "b", "s1", "e1", "e1 price", "e1\u001Fprice", "", " ", "\u00A0", "\" \"", "2025-01-01", "2025-01-01", "2025-02-01", "2025-02-01T09:30:00+01:00", "9999-12-31T23:59:59.999999999", "0000-00-00",
        "10", "10", "10.00", "-0.001", "-5", "0", "0.0000001", "79228162514264337593543950335", "9223372036854775807", "1e3", "99999999999", "start", "change", "pause", "resume", "cancel", "cancellation_scheduled",
        "payment_failed", "month", "\" year \"", "day", "EUR", "jpy", "XXX", "paid", "refunded", "partially refunded", "cancelled", "\"a,b\"", "\"a\nb\"", "\"", "\"\"", "\"a\"b", "5\" pipe", "=1+1", "\u001B[31m", "\uFFFE", "\uFFFD",
        "ẞ", "İ", "K", "😀", "\0", "\uFEFF",
    ];

    private static readonly byte[][] Bytes = [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF8], [0x00], [0x80], [0x0D], [0x0A], [0x22], [0x2C], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]];

    private static readonly Encoding?[] Encodings = [null, null, null, Encoding.UTF8, Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];

    [Fact]
    public void AFile_IsReadOrIsAnInvalidFile_AndItsRowsAddUp()
    {
        var random = new Random(20260314);
        int read = 0, repeated = 0, superseded = 0, leftOut = 0, refused = 0;
        for (int at = 0; at < Cases; at++)
        {
            byte[] file = FileOf(random);
            CsvImportOptions options = OptionsOf(random);
            foreach (Func<Stream, CsvImportResult> reader in ReadersOf(options))
            {
                using Stream stream = random.Next(3) == 0 ? new OneByteAtATime(file) : new MemoryStream(file);
                try
                {
                    CsvImportResult import = reader(stream);
                    import.AddsUp();
                    Assert.True(import.Rows is { Used: >= 0, Repeated: >= 0, Superseded: >= 0, LeftOut: >= 0, Refused: >= 0 });
                    Assert.True(import.RepeatedRows.Count == import.Rows.Repeated || (import is TimelineImport && import.RepeatedRows.Count == 0));
                    Assert.Equal(import.IsValid, import.Rows.Refused == 0);
                    Assert.All(import.Findings, finding => Assert.NotEmpty(finding.Lines));
                    (read, repeated, superseded, leftOut, refused) = (read + 1, repeated + Math.Sign(import.Rows.Repeated), superseded + Math.Sign(import.Rows.Superseded), leftOut + Math.Sign(import.Rows.LeftOut), refused + Math.Sign(import.Rows.Refused));
                }
                catch (InvalidDataException invalid)
                {
                    Assert.NotEmpty(invalid.Message);
                }
                catch (Exception other)
                {
                    Assert.Fail(FormattableString.Invariant($"case {at}, {Convert.ToBase64String(file)}: {other}"));
                }
            }
        }

        // A generator of files that are all refused at their headers would prove nothing.
        Assert.True(read > Cases / 4 && repeated > Cases / 80 && superseded > Cases / 800 && leftOut > Cases / 80 && refused > Cases / 8, FormattableString.Invariant($"{read} read, {repeated} repeated, {superseded} superseded, {leftOut} left out, {refused} refused"));
    }

    private static IEnumerable<Func<Stream, CsvImportResult>> ReadersOf(CsvImportOptions options) =>
    [
        stream => CsvImport.Subscriptions(stream, options),
        stream => CsvImport.Orders(stream, options),
        stream => CsvImport.OrderTimeline(stream, options, ExecutionOptions.Sequential),
        stream => CsvImport.Levels(stream, options, ExecutionOptions.Sequential),
    ];

    private static CsvImportOptions OptionsOf(Random random) => new()
    {
        Encoding = Encodings[random.Next(Encodings.Length)],
        Zone = random.Next(2) == 0 ? NodaTime.DateTimeZone.Utc : CsvText.Berlin,
        MinorUnits = random.Next(4) == 0,
        Currency = random.Next(4) == 0 ? Currency.None : Currency.Eur,
        AmountPerUnit = random.Next(4) == 0,
        OrderLines = (OrderLines)random.Next(3),
        Columns = random.Next(3) == 0
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["discount"] = "", ["quantity"] = random.Next(2) == 0 ? "" : "quantity", ["subscription_id"] = random.Next(2) == 0 ? "" : "customer_id" }
            : new Dictionary<string, string>(StringComparer.Ordinal),
    };

    private static byte[] FileOf(Random random)
    {
        string header = Headers[random.Next(Headers.Length)];
        char delimiter = ",;|\t"[random.Next(4)];
        string[] names = header.Split(',');
        var text = new StringBuilder(string.Join(delimiter, names)).Append('\n');
        string before = "";
        for (int rows = random.Next(MostRows); rows > 0; rows--)
        {
            string row = before.Length > 0 && random.Next(3) == 0 ? before : string.Join(delimiter, names.Select(name => CellOf(random, name)));
            _ = text.Append(before = random.Next(8) == 0 ? ChangedEnd(row, delimiter) : row).Append(random.Next(10) == 0 ? "\r\n" : "\n");
        }

        Encoding encoding = Encodings[random.Next(Encodings.Length)] ?? Encoding.UTF8;
        var bytes = new List<byte>([.. random.Next(2) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.ToString())]);
        for (int hits = random.Next(4) == 0 ? random.Next(1, 4) : 0; hits > 0; hits--)
        {
            bytes.InsertRange(random.Next(bytes.Count + 1), Bytes[random.Next(Bytes.Length)]);
        }

        return [.. random.Next(20) == 0 ? bytes.Take(random.Next(bytes.Count)) : bytes];
    }

    /// <summary>Mostly what the column is for, else anything.</summary>
    private static string CellOf(Random random, string name) => random.Next(12) == 0 ? Cells[random.Next(Cells.Length)] : name switch
    {
        "customer_id" => random.Next(4) == 0 ? "b" : "a",
        "subscription_id" => random.Next(3) == 0 ? "s2" : "s1",
        "order_id" or "event_id" => random.Next(3) switch { 0 => "", 1 => "1", _ => "2" },
        "start_date" or "at" or "ordered_at" => random.Next(3) == 0 ? "2025-02-01" : "2025-01-01",
        "end_date" or "effective_at" => random.Next(3) switch { 0 => "", 1 => "2025-02-01", _ => "2025-03-01" },
        "recorded_at" => random.Next(3) switch { 0 => "", 1 => "2025-04-01", _ => "2025-05-01" },
        "amount" or "mrr" or "monthly_amount" => random.Next(3) == 0 ? "20" : "10",
        "interval" => "month",
        "event" => random.Next(4) switch { 0 => "resume", 1 => "pause", 2 => "change", _ => "start" },
        "currency" => "EUR",
        "sku" or "item" or "plan" => random.Next(3) == 0 ? "y" : "x",
        _ => "",
    };

    private static string ChangedEnd(string row, char delimiter) => row[..(row.LastIndexOf(delimiter) + 1)] + "z";

    /// <summary>A stream that cannot seek and gives little at a time.</summary>
    private sealed class OneByteAtATime(byte[] bytes) : Stream
    {
        private int position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (count == 0 || position == bytes.Length)
            {
                return 0;
            }

            buffer[offset] = bytes[position++];
            return 1;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
