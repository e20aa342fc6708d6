using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class RecordEndsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a,b", 0)]
    [InlineData("a,b\n", 4)]
    [InlineData("a,b\nc", 4)]
    [InlineData("a\nb\r\nc", 5)]
    [InlineData("\"a\nb\"\nc", 6)]
    [InlineData("a\n\"b\nc", 2)]
    [InlineData("a\n\"b\nc\"", 2)]
    [InlineData("a\n\"b\"\"\nc\",d\ne", 12)]
    [InlineData("a,\"\"\nb", 5)]
    [InlineData("a\n5\" pipe\nb", -1)]
    [InlineData("a\n \"b\"\nc", -1)]
    [InlineData("a\n\"b\" c\nd", -1)]
    [InlineData("a\n\"b\";c\nd", -1)]
    public void ALastLineFeed_EndsARecord_OutsideOfQuotes(string text, int length) => Assert.Equal(length, RecordEnds.LastIn(Encoding.UTF8.GetBytes(text), (byte)',', isStart: true));

    [Fact]
    public void AByteOrderMark_IsNoPartOfACell_AtTheStartOfAFileAlone()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "\"a\nb\"\n"u8, .. "c"u8];

        Assert.Equal(9, RecordEnds.LastIn(bytes, (byte)',', isStart: true));
        Assert.Equal(-1, RecordEnds.LastIn(bytes, (byte)',', isStart: false));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a\nb\n", 2)]
    [InlineData("a\r\nb\r\n", 2)]
    [InlineData("a\rb\r\n\n", 3)]
    public void Lines_EndWithCarriageReturnLineFeedOrBoth(string text, int lines) => Assert.Equal(lines, RecordEnds.LinesIn(Encoding.UTF8.GetBytes(text)));
}
