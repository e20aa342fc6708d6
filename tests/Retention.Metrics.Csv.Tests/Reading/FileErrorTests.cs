using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class FileErrorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n")]
    [InlineData("\uFEFF")]
    public void AnEmptyFile_IsAnError(string text) =>
        Assert.Contains("empty", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1F8B0800000000000003", "gzip")]
    [InlineData("504B030414000600080000002100", ".xlsx")]
    [InlineData("D0CF11E0A1B11AE1", ".xls")]
    public void AFileOfAnotherFormat_SaysWhatItIs_WithoutItsBytes(string head, string named)
    {
        byte[] bytes = [.. Convert.FromHexString(head), .. Enumerable.Repeat((byte)0xE9, 300), (byte)'"', (byte)'\n'];

        foreach (Action<Stream> read in new Action<Stream>[] { file => CsvImport.Subscriptions(file), file => CsvImport.Orders(file), file => MrrTableImport.Read(file) })
        {
            Assert.Contains(named, Problem(read, new MemoryStream(bytes)), StringComparison.Ordinal);
            Assert.Contains(named, Problem(read, new PrefixedStream(bytes, Stream.Null)), StringComparison.Ordinal);
        }

        static string Problem(Action<Stream> read, Stream file)
        {
            string message = Assert.Throws<InvalidDataException>(() => read(file)).Message;
            Assert.DoesNotContain('\uFFFD', message);
            return message;
        }
    }

    [Fact]
    public void AHeaderThatIsNoText_IsShownInPart()
    {
        string message = Assert.Throws<InvalidDataException>(() => CsvImport.Subscriptions(new MemoryStream([.. Enumerable.Repeat((byte)0xE9, 5_000), (byte)'\n']))).Message;

        Assert.InRange(message.Length, 100, 300);
        Assert.Contains("encoding", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderOnly_IsAnEmptyHistory()
    {
        SubscriptionImport import = CsvText.Subscriptions("customer_id,start_date,end_date,monthly_amount").RequireValid();

        Assert.Empty(import.History);
        Assert.Equal(default, import.Rows);
    }

    [Theory]
    [InlineData("start_date,end_date,monthly_amount", "customer_id")]
    [InlineData("customer_id,start_date,monthly_amount", "end_date")]
    [InlineData("customer_id,start_date,end_date", "monthly_amount")]
    [InlineData("customer_id,start_date,end_date,amount", "interval")]
    [InlineData("customer_id,event", "start_date")]
    [InlineData("customer_id,event,at", "mrr")]
    [InlineData("customer_id,ordered_at,amount", "orders")]
    [InlineData("a,b,c", "it has a, b, c")]
    [InlineData("customer_id,Customer ID,start_date,end_date,mrr", "2 columns for customer_id")]
    public void AHeader_ThatDoesNotSayWhatItMust_IsAnError(string header, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions($"{header}\n1,2,3\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void AMappedColumn_ThatIsNotThere_IsAnError()
    {
        var options = new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["end_date"] = "until" } };

        Assert.Contains("until", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions("customer_id,start_date,ended,mrr\n", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMapping_OfANameThatIsNotOurs_IsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["finish"] = "until" } });

    [Theory]
    [InlineData("")]
    [InlineData("customer_id,ordered_at,amount\nada,2025-01-01,5\nbo,2025-01-01,")]
    public void ALineOfAHundredMegabytes_IsAnError_AndDoesNotFillMemory(string before)
    {
        using var endless = new EndlessLine(Encoding.UTF8.GetBytes(before), length: 100_000_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("longer than", Assert.Throws<InvalidDataException>(() => CsvImport.Orders(endless)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 10_000_000);
    }

    [Fact]
    public void TheFile_IsClosedAfterwards()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "customer_id,ordered_at,amount\nada,2025-01-01,5\n");

        Assert.Single(CsvImport.Orders(path).History);
        File.Delete(path); // would fail on some systems were it open
        Assert.Throws<FileNotFoundException>(() => CsvImport.Orders(path));
    }

    [Fact]
    public void RequireValid_ListsWhatIsWrong()
    {
        OrderImport import = CsvText.Orders("customer_id,ordered_at,amount\nada,2025-01-01,-5\nbo,2025-01-01,five\n");
        string message = Assert.Throws<InvalidDataException>(() => import.RequireValid()).Message;

        Assert.Contains("line 3: amount 'five'", message, StringComparison.Ordinal);
        Assert.Contains("line 2: NegativeOrder", message, StringComparison.Ordinal);
    }

    /// <summary>Some text, then x after x.</summary>
    private sealed class EndlessLine(byte[] before, long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - position);
            for (int i = 0; i < read; i++, position++)
            {
                buffer[offset + i] = position < before.Length ? before[position] : (byte)'x';
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
