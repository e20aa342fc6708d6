using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>Values that are written in a way that the caller states, and what is refused all the same.</summary>
public sealed class StatedValueTests
{
    private static readonly DateTimeZone Pacific = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    [Theory]
    [InlineData("dd-MMM-yyyy", "05-Jan-2026", "2026-01-05T00:00:00")]
    [InlineData("dd-MMM-yyyy", "05-JAN-2026 09:12", "2026-01-05T09:12:00")]
    [InlineData("dd-MMM-yyyy", "05-Jan-2026 09:12:44+02:00", "2026-01-05T07:12:44")]
    [InlineData("d MMMM yyyy", "5 September 2026", "2026-09-05T00:00:00")]
    [InlineData("M/d/yyyy", "3/4/2026", "2026-03-04T00:00:00")]
    [InlineData("dd/MM/yyyy HH:mm:ss", "03/04/2026 23:59:58", "2026-04-03T23:59:58")]
    [InlineData("M/d/yyyy h:mm tt", "3/4/2026 12:05 AM", "2026-03-04T00:05:00")]
    [InlineData("M/d/yyyy h:mm tt", "3/4/2026 12:05 pm", "2026-03-04T12:05:00")]
    [InlineData("yyyyMMdd", "20260304", "2026-03-04T00:00:00")]
    [InlineData("unix", "1767604364", "2026-01-05T09:12:44")]
    [InlineData("unix-ms", "1767604364500", "2026-01-05T09:12:44.5")]
    public void ADate_OfTheStatedFormat_IsRead(string format, string written, string expected) =>
        Assert.Equal(expected, Order(written, DateFormat.Parse(format)).History[0].OrderedAt.ToString("uuuu-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("dd-MMM-yyyy", "2026-01-05")]
    [InlineData("dd-MMM-yyyy", "05-Mai-2026")]
    [InlineData("dd-MMM-yyyy", "31-Feb-2026")]
    [InlineData("dd-MMM-yyyy", "5-Jan-2026")]
    [InlineData("dd-MMM-yyyy", "05-Jan-2026 25:00")]
    [InlineData("dd-MMM-yyyy", "05-Jan-26")]
    [InlineData("M/d/yyyy", "13/1/2026")]
    [InlineData("M/d/yyyy h:mm tt", "3/4/2026 13:05 PM")]
    [InlineData("unix", "1767604364000")]
    [InlineData("unix", "1767604364.5")]
    [InlineData("unix", "2026-01-05")]
    [InlineData("unix", "-5")]
    [InlineData("unix-ms", "1767604364")]
    public void ADate_OfAnotherFormat_IsRefused(string format, string written)
    {
        CsvRefusal refusal = Order(written, DateFormat.Parse(format)).OnlyRefusal();

        Assert.Equal(("ordered_at", written), (refusal.Column, refusal.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dd-MM")]
    [InlineData("dd-MM-yy")]
    [InlineData("dd-MM-yyyy-dd")]
    [InlineData("dd-MM-yyyy HH")]
    [InlineData("dd-MM-yyyy hh:mm")]
    [InlineData("dd-MM-yyyy xx")]
    public void APattern_ThatIsNone_IsRefused(string pattern) => Assert.Contains("dd-MMM-yyyy", Assert.Throws<FormatException>(() => DateFormat.Parse(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-01-05 09:00:00 PST", 17)]
    [InlineData("2026-07-05 09:00:00 PDT", 16)]
    [InlineData("2026-07-05 09:00:00 PST", 17)]
    [InlineData("2026-11-01 01:30:00 PDT", 8)]
    [InlineData("2026-11-01 01:30:00 PST", 9)]
    [InlineData("2026-03-08 02:30:00 PST", 10)]
    [InlineData("2026-01-05 09:00:00 UTC", 9)]
    [InlineData("2026-01-05 09:00:00 GMT", 9)]
    public void LettersOfAZone_AreAnOffset_InThatZone(string written, int hour) =>
        Assert.Equal(hour, CsvText.Orders($"customer_id,ordered_at,amount\nada,{written},1\n", new CsvImportOptions { Zone = Pacific }).RequireValid().History[0].OrderedAt.InUtc().Hour);

    [Theory]
    [InlineData("2026-01-05 09:00:00 CET")]
    [InlineData("2026-01-05 09:00:00 pst")]
    [InlineData("2026-01-05 09:00:00 XX")]
    public void LettersOfAnotherZone_AreRefused(string written)
    {
        Assert.Equal(written, CsvText.Orders($"customer_id,ordered_at,amount\nada,{written},1\n", new CsvImportOptions { Zone = Pacific }).OnlyRefusal().Value);
        Assert.Single(CsvText.Orders("customer_id,ordered_at,amount\nada,2026-01-05 09:00:00 PST,1\n").Refusals);
    }

    [Theory]
    [InlineData(true, null, "1234,56", "1234.56")]
    [InlineData(true, '.', "1.234,56", "1234.56")]
    [InlineData(true, '.', "1.234.567", "1234567")]
    [InlineData(true, ' ', "1 234,5", "1234.5")]
    [InlineData(true, ' ', "1\u00A0234,5", "1234.5")]
    [InlineData(false, ',', "1,234,567.89", "1234567.89")]
    [InlineData(false, ',', "12", "12")]
    [InlineData(false, '\'', "1'234.50", "1234.5")]
    [InlineData(false, '\'', "1’234.50", "1234.5")]
    public void AnAmount_OfTheStatedSigns_IsRead(bool decimalComma, char? thousands, string written, string expected) =>
        Assert.Equal(
            decimal.Parse(expected, CultureInfo.InvariantCulture),
            Amount(written, new CsvImportOptions { DecimalComma = decimalComma, ThousandsSeparator = thousands }).RequireValid().History[0].Amount.Amount);

    [Theory]
    [InlineData(true, null, "1234.56")]
    [InlineData(true, null, "1.234")]
    [InlineData(true, '.', "1.23,5")]
    [InlineData(true, '.', "12.34")]
    [InlineData(true, null, "12,")]
    [InlineData(false, ',', "1,23")]
    [InlineData(false, ',', ",123")]
    [InlineData(false, ',', "1,,234")]
    [InlineData(false, ',', "1234,567")]
    [InlineData(false, ',', "1.234,56")]
    [InlineData(false, ',', "$5")]
    public void AnAmount_OfOtherSigns_IsRefused(bool decimalComma, char? thousands, string written) =>
        Assert.Equal(written, Amount(written, new CsvImportOptions { DecimalComma = decimalComma, ThousandsSeparator = thousands }).OnlyRefusal().Value);

    [Theory]
    [InlineData("€12.50", "EUR")]
    [InlineData("12.50 €", "EUR")]
    [InlineData("EUR 12.50", "EUR")]
    [InlineData("12.50 EUR", "EUR")]
    [InlineData("$12.50", "USD")]
    [InlineData("$12.50", "CAD")]
    [InlineData("CA$12.50", "CAD")]
    [InlineData("£12.50", "GBP")]
    [InlineData("12.50", "GBP")]
    public void ACurrencySign_OfTheRowsCurrency_IsRead(string written, string currency) =>
        Assert.Equal(12.5m, Signed(written, currency).RequireValid().History[0].Amount.Amount);

    [Theory]
    [InlineData("$12.50", "EUR")]
    [InlineData("€12.50", "USD")]
    [InlineData("CA$12.50", "USD")]
    [InlineData("USD 12.50", "EUR")]
    [InlineData("€12.50", "")]
    [InlineData("¢12.50", "USD")]
    [InlineData("€", "EUR")]
    public void ACurrencySign_OfAnotherCurrency_IsRefused(string written, string currency) => Assert.Equal(written, Signed(written, currency).OnlyRefusal().Value);

    [Fact]
    public void ADecimalSign_ThatIsTheThousandsSeparatorToo_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Amount("1", new CsvImportOptions { DecimalComma = true, ThousandsSeparator = ',' }));

    [Theory]
    [InlineData("month", 1, "12")]
    [InlineData("P1M", 1, "12")]
    [InlineData("P3M", 1, "4")]
    [InlineData("p1y6m", 1, "0.6667")]
    [InlineData("P1Y", 1, "1")]
    [InlineData("P7D", 1, "52.1429")]
    [InlineData("P1W", 1, "52")]
    [InlineData("3 months", 1, "4")]
    [InlineData("every 3 months", 1, "4")]
    [InlineData("Every 2 Weeks", 1, "26")]
    [InlineData("every year", 1, "1")]
    [InlineData("12-month", 1, "1")]
    [InlineData("semiannual", 1, "2")]
    [InlineData("semiannual", 2, "1")]
    [InlineData("biennial", 1, "0.5")]
    [InlineData("quarterly", 2, "2")]
    [InlineData("fortnightly", 1, "26")]
    public void AnInterval_IsReadAsItIsWritten(string written, int count, string chargesAYear)
    {
        SubscriptionImport import = CsvText.Subscriptions($"customer_id,start_date,end_date,amount,interval,interval_count\na,2026-01-01,,12,{written},{count}\nb,2026-01-01,,12,{written},{count}\n");

        decimal annual = RevenueTimeline.FromHistory(import.RequireValid().History).MrrAt(CsvText.Day(2026, 2, 1)).Annual.Amount / 24;
        Assert.Equal(decimal.Parse(chargesAYear, CultureInfo.InvariantCulture), Math.Round(annual, 4));
    }

    [Theory]
    [InlineData("biweekly", 1)]
    [InlineData("bimonthly", 1)]
    [InlineData("biannual", 1)]
    [InlineData("P0M", 1)]
    [InlineData("P1M2D", 1)]
    [InlineData("PT1H", 1)]
    [InlineData("0 months", 1)]
    [InlineData("three months", 1)]
    [InlineData("3 months", 3)]
    [InlineData("P3M", 2)]
    public void AnInterval_OfTwoReadings_IsRefused(string written, int count) =>
        Assert.StartsWith("interval", CsvText.Subscriptions($"customer_id,start_date,end_date,amount,interval,interval_count\na,2026-01-01,,12,{written},{count}\n").OnlyRefusal().Column, StringComparison.Ordinal);

    [Fact]
    public void AnInterval_IsStated_WhereTheFileHasNone_AndNotBesideOne()
    {
        const string Without = "customer_id,start_date,end_date,amount\na,2026-01-01,,12\n";

        Assert.Contains("--billing-interval", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(Without)).Message, StringComparison.Ordinal);
        Assert.Equal(4m, CsvText.Subscriptions(Without, new CsvImportOptions { Interval = BillingInterval.Quarterly }).MrrAt(2026, 2, 1));
        Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions("customer_id,start_date,end_date,amount,interval\na,2026-01-01,,12,month\n", new CsvImportOptions { Interval = BillingInterval.Quarterly }));
    }

    [Fact]
    public void NullWords_AreNoValue_AndNumbersStayNumbersInColumnsOfNumbers()
    {
        SubscriptionImport import = CsvText.Subscriptions(
            "customer_id,start_date,end_date,amount,interval,quantity\na,2026-01-01,0,12,month,NULL\nb,2026-01-01,\\N,12,month,0\n",
            new CsvImportOptions { NullWords = ["0", "NULL", "\\N"] });

        Assert.Equal(12m, import.RequireValid().MrrAt(2026, 2, 1));
        Assert.Equal(2, CsvText.Subscriptions("customer_id,start_date,end_date,mrr\na,2026-01-01,0,12\nb,2026-01-01,NULL,12\n").Refusals.Count);
    }

    [Fact]
    public void ARow_WithTooFewCells_IsRefused_WhereValuesAreStatedToo()
    {
        SubscriptionImport import = CsvText.Subscriptions("start_date,end_date,mrr,subscription_id,customer_id\n2026-01-01,,5,s1,a\n2026-01-01,2026-02-01\n", new CsvImportOptions { NullWords = ["NULL"] });

        Assert.Equal(3L, import.OnlyRefusal().Line);
        Assert.Equal(new CsvRowCounts(2, 1, 0, 0, 1), import.Rows);
    }

    private static OrderImport Order(string written, DateFormat format) => CsvText.Orders($"customer_id,ordered_at,amount\nada,{written},1\n", new CsvImportOptions { DateFormat = format });

    private static OrderImport Amount(string written, CsvImportOptions options) => CsvText.Orders($"customer_id;ordered_at;amount\nada;2026-01-01;{written}\n", options);

    private static OrderImport Signed(string written, string currency) =>
        CsvText.Orders($"customer_id,ordered_at,amount,currency\nada,2026-01-01,{written},{currency}\n", new CsvImportOptions { CurrencySigns = true });
}
