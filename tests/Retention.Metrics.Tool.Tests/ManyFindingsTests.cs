using System.Globalization;
using System.Text;
using System.Text.Json;
using Retention.Metrics.Csv;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Tests;

/// <summary>What is wrong with very many rows is made into texts while it is printed.</summary>
public sealed class ManyFindingsTests
{
    [Fact]
    public void Json_OfManyRows_IsWrittenInParts_AndIsWhole()
    {
        const int Many = 20_000;
        var answer = new Answer
        {
            Rows = "findings",
            Columns = [new AnswerColumn("message")],
            Data = new RowsOnDemand<int>([.. Enumerable.Range(0, Many)], row => new AnswerRow([Cell.Text(FormattableString.Invariant($"a\u200Bä😀 {row}"))])),
            Head = [],
            Notes = [],
        };
        using var writer = new LongestWrite();
        JsonFormat.Write(answer, writer);

        using var json = JsonDocument.Parse(writer.ToString());
        Assert.Equal(Enumerable.Range(0, Many).Select(row => FormattableString.Invariant($"a\u200Bä😀 {row}")), json.RootElement.GetProperty("findings").EnumerateArray().Select(row => row.GetProperty("message").GetString()));
        Assert.InRange(writer.Longest, 1, 1 << 17);
    }

    [Fact]
    public void Problems_AreInTheOrderOfTheLines_WhicheverKindTheyAre()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("order_id,customer_id,ordered_at,amount,refunded\n1,ada,2026-01-01,five,\n2,ada,2026-01-02,5,6\n3,bo,2026-01-32,5,\n4,bo,2026-01-03,5,7\n5,bo,2026-01-04,5,\n"));
        OrderImport import = CsvImport.Orders(file);
        var problems = new FileProblems("orders.csv", import, []);

        Assert.Equal(["orders.csv:2: Refused", "orders.csv:3: RefundAboveOrder", "orders.csv:4: Refused", "orders.csv:5: RefundAboveOrder"], problems.Select(problem => string.Join(':', problem.ToString().Split(':')[..3])));
        Assert.Equal(problems.Select(problem => problem.ToString()), Enumerable.Range(0, problems.Count).Select(i => problems[i].ToString()));
    }

    [Fact]
    public void JoinedLists_AreReadAsOne()
    {
        JoinedLists<int> joined = JoinedLists<int>.Of([], [1, 2], [], [3]);

        Assert.Equal([1, 2, 3], joined);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, joined.Count).Select(i => joined[i]));
    }

    /// <summary>Notes the longest text that is written at once.</summary>
    private sealed class LongestWrite() : StringWriter(CultureInfo.InvariantCulture)
    {
        public int Longest { get; private set; }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Longest = Math.Max(Longest, buffer.Length);
            base.Write(buffer);
        }
    }
}
