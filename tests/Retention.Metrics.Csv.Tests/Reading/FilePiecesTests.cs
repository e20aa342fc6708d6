using System.Text;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>Where a file is cut changes nothing that is read of it.</summary>
public sealed class FilePiecesTests
{
    [Theory]
    [InlineData("\u00EF\u00BB\u00BF")]
    [InlineData("\u00FF\u00FE")]
    [InlineData("\u00FE\u00FF")]
    [InlineData("\0\0\u00FE\u00FF")]
    public void AMark_AtTheStartOfARow_IsPartOfItsFirstCell_WhereverTheFileIsCut(string bytes)
    {
        byte[] mark = Encoding.Latin1.GetBytes(bytes);
        byte[] row = [.. mark, .. "\"Ada, of the town of Ashby-de-la-Zouch (GB)\n\",\nx\",2025-01-01,,5\n"u8];
        byte[] file = [.. "customer_id,start_date,end_date,mrr\n"u8, .. "bo,2025-01-01,,5\nb2,2025-01-01,,5\nb3,2025-01-01,,5\n"u8, .. row, .. "cy,2025-01-01,,5\n"u8, .. mark, .. "dee,2025-01-01,,5\n"u8];
        string whole = Read(file, pieceSize: 1 << 20);

        Assert.Contains(mark.Length == 3 ? "\uFEFFdee" : "not UTF-8", whole, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, file.Length), size => Assert.Equal(whole, Read(file, size)));
    }

    [Theory]
    [InlineData(",", "\n")]
    [InlineData(";", "\r\n")]
    [InlineData("\t", "\n")]
    [InlineData(",", "\r")]
    public void RowsWithoutQuotes_HaveTheSameCellsAndLines_WhereverTheFileIsCut(string separator, string lineEnd)
    {
        string[] rows =
        [
            "customer_id,start_date,end_date,mrr", "ada,2025-01-01,,5", "", " bo ,2025-01-01\t, ,5", " \t ", "c y,2025-01-01,,5", "\u00A0dee\u00A0,2025-01-01,,5", "\u00A0,2025-01-01,,5", " ,2025-01-01,,5",
            "e,2025-01-01,,", "", "", "f,2025-01-01,", "\u00A0", "g", "h,2025-01-01,,5,,", "i,2025-01-01,,5,6", "sep=,", "\fj\v,\f2025-01-01\v,\v,\f5\f", "k,2025-02-30,,5", "l,2025-01-01,,5 \"inches\"", "m,x,,5", "n,2025-01-01,,5\0", "", "o,2025-01-01,,5", " ",
        ];
        byte[] file = Encoding.UTF8.GetBytes(string.Join(lineEnd, rows).Replace(",", separator, StringComparison.Ordinal));
        string whole = Read(file, pieceSize: 1 << 20);

        Assert.Contains("line 22", whole, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, file.Length), size => Assert.Equal(whole, Read(file, size)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFile_ThatIsCutWhileItIsRead_IsRefused_AndOneThatGrowsIsReadToItsEnd(bool grows)
    {
        const int Rows = 10_000;
        var file = new MemoryStream();
        file.Write("customer_id,start_date,end_date,mrr\n"u8);
        for (int row = 0; row < Rows; row++)
        {
            file.Write("ada,2025-01-01,2025-01-02,5\n"u8);
        }

        long length = file.Length;
        file.Position = 0;
        var change = RowRule.Of("change", ["customer_id"], _ =>
        {
            if (file.Length == length)
            {
                long position = file.Position;
                file.SetLength(grows ? length : length - 100);
                file.Position = file.Length;
                file.Write(grows ? "bo,2025-01-01,,5\n"u8 : []);
                file.Position = position;
            }

            return true;
        });
        SubscriptionImport Import() => CsvImport.Subscriptions(file, new CsvImportOptions { Currency = Currency.Eur, Rules = [change] }, ExecutionOptions.Sequential);

        if (grows)
        {
            Assert.Equal(Rows + 1, Import().Rows.Read);
        }
        else
        {
            Assert.Contains("became shorter", Assert.Throws<InvalidDataException>(Import).Message, StringComparison.Ordinal);
        }
    }

    private static string Read(byte[] file, int pieceSize)
    {
        SubscriptionImport import = CsvImport.Subscriptions(new MemoryStream(file), new CsvImportOptions { Currency = Currency.Eur }, ExecutionOptions.Sequential, pieceSize);
        return new StringBuilder().Append(import.Rows).AppendJoin('\n', import.Refusals).AppendJoin('\n', import.History.Select(one => one.Customer.Value)).ToString();
    }
}
