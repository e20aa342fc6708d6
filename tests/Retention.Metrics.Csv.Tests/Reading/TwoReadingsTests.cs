namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>An amount beside a quantity, an interval or a discount has two readings; until the caller says which, the file is an error.</summary>
public sealed class TwoReadingsTests
{
    private const string Intervals = "customer_id,start_date,end_date,monthly_amount,quantity\nada,2025-01-01,,10,5\nbo,2025-01-01,,10,1\n";
    private const string Events = "customer_id,event,at,mrr,quantity\nada,start,2025-01-01,10,5\nbo,start,2025-01-01,10,1\n";
    private const string Levels = "customer_id,at,mrr,quantity\nada,2025-01-01,10,5\nbo,2025-01-01,10,1\n";

    [Theory]
    [InlineData(Intervals)]
    [InlineData(Events)]
    [InlineData(Levels)]
    public void AQuantity_BesideAMonthlyAmount_IsAnErrorThatNamesBothReadings(string text)
    {
        string message = Assert.Throws<InvalidDataException>(() => MrrOf(text, new CsvImportOptions())).Message;

        Assert.Contains("--map quantity=", message, StringComparison.Ordinal);
        Assert.Contains("--amount-per-unit", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Intervals)]
    [InlineData(Events)]
    [InlineData(Levels)]
    public void AQuantity_IsIgnoredOrMultiplied_AsTheCallerSays(string text)
    {
        Assert.Equal(20m, MrrOf(text, Ignoring("quantity")));
        Assert.Equal(60m, MrrOf(text, new CsvImportOptions { AmountPerUnit = true }));
    }

    [Theory]
    [InlineData("customer_id,start_date,end_date,monthly_amount\nada,2025-01-01,,10\n")]
    [InlineData("customer_id,at,mrr\nada,2025-01-01,10\n")]
    public void AnAmountPerUnit_NeedsAQuantity(string text) =>
        Assert.Contains("no column quantity", Assert.Throws<InvalidDataException>(() => MrrOf(text, new CsvImportOptions { AmountPerUnit = true })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("customer_id,start_date,end_date,monthly_amount,quantity\nada,2025-01-01,,10,some\n")]
    [InlineData("customer_id,at,mrr,quantity\nada,2025-01-01,10,-1\n")]
    public void AQuantity_ThatCannotBe_IsRefused(string text)
    {
        var perUnit = new CsvImportOptions { AmountPerUnit = true };
        CsvImportResult import = text.Contains("start_date", StringComparison.Ordinal) ? CsvText.Subscriptions(text, perUnit) : CsvImport.Levels(CsvText.Utf8(text), perUnit);

        Assert.Equal("quantity", import.OnlyRefusal().Column);
    }

    [Fact]
    public void AnInterval_BesideAMonthlyAmount_IsAnErrorThatNamesBothReadings()
    {
        const string Text = "customer_id,start_date,end_date,monthly_amount,interval,interval_count\nada,2025-01-01,,120,year,1\n";
        string message = Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(Text)).Message;

        Assert.Contains("--map interval= --map interval_count=", message, StringComparison.Ordinal);
        Assert.Contains("--map \"amount=monthly_amount\"", message, StringComparison.Ordinal);
        Assert.Equal(120m, MrrOf(Text, Ignoring("interval", "interval_count")));
        Assert.Equal(10m, MrrOf(Text, new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["amount"] = "monthly_amount" } }));
    }

    [Fact]
    public void AnAmountAndAnInterval_BesideAMonthlyAmount_AreTheOtherReading()
    {
        const string Text = "customer_id,start_date,end_date,mrr,amount,interval\nada,2025-01-01,,11,120,year\n";

        Assert.Contains("--map monthly_amount=", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions(Text)).Message, StringComparison.Ordinal);
        Assert.Equal(11m, MrrOf(Text, Ignoring("interval")));
        Assert.Equal(10m, MrrOf(Text, Ignoring("mrr")));
    }

    [Fact]
    public void AnInterval_InALedger_IsAnError() =>
        Assert.Contains("--map interval=", Assert.Throws<InvalidDataException>(() => MrrOf("customer_id,at,mrr,interval\nada,2025-01-01,10,year\n", new CsvImportOptions())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("discount")]
    [InlineData("Discount Amount")]
    [InlineData("percent_off")]
    [InlineData("coupon_amount")]
    public void ADiscount_BesideAnAmount_IsAnErrorThatNamesBothReadings(string name)
    {
        string[] texts =
        [
            $"customer_id,start_date,end_date,monthly_amount,{name}\nada,2025-01-01,,10,5\n",
            $"customer_id,start_date,end_date,amount,interval,{name}\nada,2025-01-01,,10,month,5\n",
            $"customer_id,event,at,mrr,{name}\nada,start,2025-01-01,10,5\n",
            $"customer_id,at,mrr,{name}\nada,2025-01-01,10,5\n",
        ];
        foreach (string text in texts)
        {
            Assert.Contains("--map discount=", Assert.Throws<InvalidDataException>(() => MrrOf(text, new CsvImportOptions())).Message, StringComparison.Ordinal);
            Assert.Equal(10m, MrrOf(text, Ignoring("discount")));
        }

        string orders = $"customer_id,ordered_at,amount,{name}\nada,2025-01-01,10,5\n";
        Assert.Throws<InvalidDataException>(() => CsvText.Orders(orders));
        Assert.Throws<InvalidDataException>(() => CsvImport.OrderTimeline(CsvText.Utf8(orders)));
        Assert.Equal("5", CsvText.Orders(orders, Ignoring("discount")).RequireValid().Customers[0][name]);
        Assert.Equal(1, CsvImport.OrderTimeline(CsvText.Utf8(orders), Ignoring("discount")).RequireValid().Book.CustomerCount);
    }

    [Fact]
    public void ACodeOfADiscount_IsAnAttribute() =>
        Assert.Equal("SPRING", CsvText.Orders("customer_id,ordered_at,amount,discount_code\nada,2025-01-01,10,SPRING\n").RequireValid().Customers[0]["discount_code"]);

    [Fact]
    public void ADiscount_CanOnlyBeIgnored() =>
        Assert.Contains("not read", Assert.Throws<ArgumentException>(() => new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["discount"] = "rebate" } }).Message, StringComparison.Ordinal);

    private static decimal MrrOf(string text, CsvImportOptions options) => text.Contains("start_date", StringComparison.Ordinal) || text.Contains("event", StringComparison.Ordinal)
        ? CsvText.Subscriptions(text, options).RequireValid().MrrAt(2025, 2, 1)
        : CsvImport.Levels(CsvText.Utf8(text), options).RequireValid().Timeline.MrrAt(CsvText.Day(2025, 2, 1)).Monthly.Amount;

    private static CsvImportOptions Ignoring(params string[] names) => new() { Columns = names.ToDictionary(name => name, _ => "", StringComparer.Ordinal) };
}
