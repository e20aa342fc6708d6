using System.Text.Json;

namespace Retention.Metrics.Tests.Json;

public sealed class RfmTotalsJsonTests
{
    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    public void ARevenueBeyond64Bits_IsRefused_WithFieldAndValue(string millionths)
    {
        string json = $$"""{"frequency":1,"recencyDays":2,"ageDays":3,"firstRevenue":"5","repeatRevenue":"{{millionths}}"}""";

        JsonException refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RfmTotals>(json));

        Assert.Contains("repeatRevenue", refused.Message, StringComparison.Ordinal);
        Assert.Contains(millionths, refused.Message, StringComparison.Ordinal);
    }
}
