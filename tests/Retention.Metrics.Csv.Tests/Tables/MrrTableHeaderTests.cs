namespace Retention.Metrics.Csv.Tests.Tables;

public sealed class MrrTableHeaderTests
{
    [Theory]
    [InlineData("2026-3")]
    [InlineData("2026-13")]
    [InlineData("03/2026")]
    public void AColumnThatLooksLikeAMonth_AndIsNone_IsAnError(string column) =>
        Assert.Contains($"'{column}'", Assert.Throws<InvalidDataException>(() => Read($"customer_id,currency,2026-01,{column}\nada,EUR,5,6\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-01")]
    [InlineData("Jan 2026")]
    public void TwoColumnsOfOneMonth_AreAnError(string column) =>
        Assert.Contains("2 columns for one month", Assert.Throws<InvalidDataException>(() => Read($"customer_id,currency,2026-01,{column}\nada,EUR,5,6\n")).Message, StringComparison.Ordinal);

    private static MrrTableImport Read(string text) => MrrTableImport.Read(CsvText.Utf8(text));
}
