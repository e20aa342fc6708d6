using System.Text;
using System.Text.Json;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Tests;

public sealed class CellTests
{
    [Theory]
    [InlineData(1_234_567_890_123, 1, "1234567890120")]
    [InlineData(12_345_678_901_234, 10, "1234567890120")]
    [InlineData(-98_765_432_109_876, 1, "-98765432109900")]
    [InlineData(1, 3, "0.333333333333")]
    public void Values_HaveTwelveSignificantDigits_HoweverLarge(long numerator, long denominator, string value)
    {
        Cell cell = Cell.Each(AverageMoney.Of(Currency.Eur.Amount(numerator), denominator));

        Assert.Equal(value, cell.Plain);
        Assert.Equal(value, Json(cell).GetProperty("value").GetRawText());
        Assert.Equal((numerator, denominator), (Json(cell).GetProperty("numerator").GetInt64(), Json(cell).GetProperty("denominator").GetInt64()));
    }

    /// <summary>Money is exact, with the currency's decimals.</summary>
    [Fact]
    public void Amounts_KeepAllDigits() => Assert.Equal("1234567890123456.78", Json(Cell.Amount(Currency.Eur.Amount(1_234_567_890_123_456.78m))).GetRawText());

    private static JsonElement Json(Cell cell)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            cell.WriteJson(writer);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement.Clone();
    }
}
