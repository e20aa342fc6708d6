using NodaTime;

namespace Retention.Metrics.Csv.Tests.Tables;

public sealed class ExchangeRateFileTests
{
    [Fact]
    public void ARowForEachRate_IsRead()
    {
        ExchangeRateImport import = Read("Date,From,To,Rate\n2026-01-05,usd,EUR,0.9\n2026-01-05,usd,EUR,0.90\n2026-02-05,USD,EUR,0.8\n");

        Assert.Equal((3L, 2L, 1L, 0L), (import.Rows.Read, import.Rows.Used, import.Rows.Repeated, import.Rows.Refused));
        Assert.Equal(0.9m, import.RequireValid().Rates.Rate(Currency.Usd, Currency.Eur, CsvText.Day(2026, 2, 4)));
        Assert.Equal(0.8m, import.Rates.Rate(Currency.Usd, Currency.Eur, CsvText.Day(2026, 2, 5)));
    }

    [Fact]
    public void TheReferenceRatesOfTheCentralBank_AreThoseOfAEuro()
    {
        ExchangeRateImport import = Read("Date,USD,JPY,CYP,\n2026-01-05,1.25,160,N/A,\n2026-01-02,1.20,N/A,0.58,\n").RequireValid();

        Assert.Equal((2L, 2L, 3), (import.Rows.Read, import.Rows.Used, import.Rates.Count));
        Assert.Equal(0.8m, import.Rates.Rate(Currency.Usd, Currency.Eur, CsvText.Day(2026, 1, 5)));
        Assert.Equal(1.2m, import.Rates.Rate(Currency.Eur, Currency.Usd, CsvText.Day(2026, 1, 4)));
        Assert.Equal(128m, import.Rates.Rate(Currency.Usd, Currency.Jpy, CsvText.Day(2026, 1, 6)));
        Assert.Throws<MissingExchangeRateException>(() => import.Rates.Rate(Currency.Eur, Currency.Jpy, CsvText.Day(2026, 1, 4)));
    }

    [Theory]
    [InlineData("2026-01-05,USD,EUR,0", "Rate")]
    [InlineData("2026-01-05,USD,EUR,-1", "Rate")]
    [InlineData("2026-01-05,USD,EUR,\"0,9\"", "Rate")]
    [InlineData("2026-01-05,USD,EUR,N/A", "Rate")]
    [InlineData("05.01.2026,USD,EUR,0.9", "Date")]
    [InlineData("2026-01-05,EURO,EUR,0.9", "From")]
    [InlineData("2026-01-05,EUR,EUR,1", "To")]
    public void ACellThatIsNoRate_IsRefused(string row, string column)
    {
        ExchangeRateImport import = Read($"Date,From,To,Rate\n{row}\n2026-01-06,USD,EUR,0.9\n");

        Assert.Equal((2L, column), (import.OnlyRefusal().Line, import.OnlyRefusal().Column));
        Assert.Equal((1L, 1L), (import.Rows.Used, import.Rows.Refused));
        Assert.Throws<InvalidDataException>(import.RequireValid);
    }

    [Fact]
    public void TwoRatesOfOneDate_AreAFinding()
    {
        ExchangeRateImport import = Read("date,from,to,rate\n2026-01-05,USD,EUR,0.9\n2026-01-05,USD,EUR,0.8\n");

        CsvFinding finding = Assert.Single(import.Findings);
        Assert.Equal([2L, 3L], finding.Lines);
        Assert.Equal((1L, 1L), (import.Rows.Used, import.Rows.Refused));
    }

    [Theory]
    [InlineData("date,from,rate\n2026-01-05,USD,0.9\n")]
    [InlineData("date,plan\n2026-01-05,pro\n")]
    [InlineData("USD,JPY\n1.2,160\n")]
    public void AnotherHeader_IsAnError(string text) => Assert.Contains("exchange rates", Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static ExchangeRateImport Read(string text) => ExchangeRateImport.Read(CsvText.Utf8(text), DateTimeZone.Utc);
}
