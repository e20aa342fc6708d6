using System.Globalization;

namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class AmountTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("49", "49")]
    [InlineData("49.9", "49.9")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("007.50", "7.50")]
    public void AnAmount_OfDigitsAndAPoint_IsRead(string written, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Read(written).History[0].Amount.Amount);

    [Theory]
    [InlineData("1.234,56")]
    [InlineData("1,234.56")]
    [InlineData("1,234")]
    [InlineData("12,50")]
    [InlineData("1 234")]
    [InlineData("1'234")]
    [InlineData("$12")]
    [InlineData("12 EUR")]
    [InlineData("1e3")]
    [InlineData("+5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("(5)")]
    [InlineData("−5")]
    [InlineData("١٢")]
    [InlineData("NaN")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("1.00000000000000000000000000000000000001")]
    [InlineData("79228162514264337593543950336")]
    public void AnAmount_WrittenInAnotherWay_IsRefused(string written)
    {
        CsvRefusal refusal = Read(written).OnlyRefusal();

        Assert.Equal((2L, "amount", written), (refusal.Line, refusal.Column, refusal.Value));
    }

    [Fact]
    public void AnAmount_BelowZero_IsAFindingOfTheOrder()
    {
        OrderImport import = Read("-5");

        Assert.Equal(FindingKind.NegativeOrder, Assert.Single(import.Findings).Kind);
        Assert.Equal(new CsvRowCounts(1, 0, 0, 0, 1), import.Rows);
    }

    [Fact]
    public void AnAmount_ThatIsRefused_IsShownAsItIsWritten()
    {
        string[] said =
        [
            .. Read("-0.001").Findings.Select(finding => finding.Message),
            .. CsvText.Orders("customer_id,ordered_at,amount,refunded\nada,2025-01-01,1,-0.001\nbo,2025-01-01,1,1.001\n").Findings.Select(finding => finding.Message),
            .. CsvText.Subscriptions("customer_id,event,at,mrr\nada,start,2025-01-01,-0.001\n").Findings.Select(finding => finding.Message),
            .. CsvImport.OrderTimeline(CsvText.Utf8("customer_id,ordered_at,amount\nada,2025-01-01,-0.001\n")).Findings.Select(finding => finding.Message),
            .. CsvImport.Levels(CsvText.Utf8("customer_id,at,mrr\nada,2025-01-01,-0.001\n")).Findings.Select(finding => finding.Message),
        ];

        Assert.Equal(6, said.Length);
        Assert.All(said, one => Assert.Matches("(-0|1)[.]001 XXX", one));
    }

    [Theory]
    [InlineData("EUR", 49.99)]
    [InlineData("JPY", 4999)]
    [InlineData("KWD", 4.999)]
    public void AnAmount_InMinorUnits_IsDividedByTheCurrencysOwn(string currency, double expected) =>
        Assert.Equal((decimal)expected, Read("4999", new CsvImportOptions { MinorUnits = true, Currency = Currency.Of(currency) }).History[0].Amount.Amount);

    [Theory]
    [InlineData("49.99")]
    [InlineData("9999999999999999999")]
    public void AnAmount_InMinorUnits_IsAWholeNumber(string written) =>
        Assert.Equal("amount", Read(written, new CsvImportOptions { MinorUnits = true, Currency = Currency.Eur }).OnlyRefusal().Column);

    [Fact]
    public void AFile_InMinorUnits_NeedsACurrency()
    {
        var minor = new CsvImportOptions { MinorUnits = true };
        Func<object>[] reads =
        [
            () => Read("4999", minor),
            () => CsvText.Subscriptions("customer_id,at,mrr\na,2026-01-01,4999\n", minor),
            () => CsvText.Subscriptions("customer_id,at,mrr_change\na,2026-01-01,4999\n", minor),
            () => CsvImport.Levels(CsvText.Utf8("customer_id,at,mrr\na,2026-01-01,4999\n"), minor),
            () => CsvImport.OrderTimeline(CsvText.Utf8("customer_id,ordered_at,amount\na,2026-01-01,4999\n"), minor),
            () => MrrTableImport.Read(CsvText.Utf8("customer_id,2026-01\na,4999\n"), minor),
        ];

        Assert.All(reads, read => Assert.Contains("--currency", Assert.Throws<InvalidDataException>(() => read()).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void IntervalsOfChartMogul_WhichNeverStateACurrency_AreReadInHundredths_OrInTheCurrencyStated()
    {
        const string Text = "CUSTOMER_UUID,MRR,START_DATE,END_DATE,SUBSCRIPTION_UUID,IS_FREE,IS_TRIAL\na,4999,2026-01-05,,s,false,false\n";

        Assert.Equal([(49.99m, "XXX"), (4999m, "JPY")], new[] { Currency.None, Currency.Of("JPY") }
            .Select(currency => Assert.IsType<SubscriptionEvent.Started>(Assert.Single(CsvText.Subscriptions(Text, new CsvImportOptions { Currency = currency }).History)).Price.Amount)
            .Select(amount => (amount.Amount, amount.Currency.Code)));
    }

    [Fact]
    public void ARow_InMinorUnits_WithoutACurrency_IsRefused()
    {
        OrderImport import = CsvText.Orders("customer_id,ordered_at,amount,currency\na,2025-01-01,5,usd\nb,2025-01-01,5,\nc,2025-01-01,5,XXX\n", new CsvImportOptions { MinorUnits = true });

        Assert.Equal([3L, 4L], import.Refusals.Select(refusal => refusal.Line));
        Assert.All(import.Refusals, refusal => Assert.Contains("needs a currency", refusal.Reason, StringComparison.Ordinal));
        Assert.Equal(0.05m, Assert.Single(import.History).Amount.Amount);
    }

    [Fact]
    public void ACurrency_IsThatOfTheRow_ElseThatOfTheOptions_ElseNone()
    {
        const string Text = "customer_id,ordered_at,amount,currency\na,2025-01-01,5,usd\nb,2025-01-01,5,\n";

        Assert.Equal(["USD", "XXX"], CsvText.Orders(Text).History.Select(order => order.Amount.Currency.Code));
        Assert.Equal(["USD", "EUR"], CsvText.Orders(Text, new CsvImportOptions { Currency = Currency.Eur }).History.Select(order => order.Amount.Currency.Code));
    }

    [Fact]
    public void ACurrency_NobodyKnows_IsRefused() =>
        Assert.Equal("Currency", CsvText.Orders("customer_id,ordered_at,amount,Currency\na,2025-01-01,5,EURO\n").OnlyRefusal().Column);

    private static OrderImport Read(string written, CsvImportOptions? options = null) =>
        CsvText.Orders($"customer_id,ordered_at,amount\nc1,2025-01-01,\"{written}\"\n", options);
}
