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
    [InlineData("cart_discount")]
    [InlineData("Discount %")]
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
            // Beside a price our own column is its discount.
            if (name == "percent_off" && text.Contains("interval", StringComparison.Ordinal))
            {
                Assert.Equal(9.5m, MrrOf(text, new CsvImportOptions()));
                Assert.Equal(10m, MrrOf(text, Ignoring("discount")));
                continue;
            }

            Assert.Contains("--map discount=", Assert.Throws<InvalidDataException>(() => MrrOf(text, new CsvImportOptions())).Message, StringComparison.Ordinal);
            Assert.Equal(10m, MrrOf(text, Ignoring("discount")));
        }

        string orders = $"customer_id,ordered_at,amount,{name}\nada,2025-01-01,10,5\n";
        Assert.Throws<InvalidDataException>(() => CsvText.Orders(orders));
        Assert.Throws<InvalidDataException>(() => CsvImport.OrderTimeline(CsvText.Utf8(orders)));
        Assert.Equal("5", CsvText.Orders(orders, Ignoring("discount")).RequireValid().Customers[0][name]);
        Assert.Equal(1, CsvImport.OrderTimeline(CsvText.Utf8(orders), Ignoring("discount")).RequireValid().Timeline.CustomerCount);
    }

    [Theory]
    [InlineData("plan_quantity")]
    [InlineData("Subscription Quantity")]
    [InlineData("qty")]
    public void AQuantityOfAnotherName_IsAnErrorThatNamesBothReadings(string name)
    {
        string text = Intervals.Replace("quantity", name, StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => MrrOf(text, new CsvImportOptions())).Message;

        Assert.Contains("--map quantity=", message, StringComparison.Ordinal);
        Assert.Contains($"--map \"quantity={name}\"", message, StringComparison.Ordinal);
        Assert.Equal(20m, MrrOf(text, Ignoring("quantity")));
        Assert.Equal(60m, MrrOf(text, Mapping("quantity", name) with { AmountPerUnit = true }));
    }

    [Theory]
    [InlineData("plan_interval")]
    [InlineData("billing_period")]
    [InlineData("version_plan_interval_unit")]
    public void AnIntervalOfAnotherName_BesideAMonthlyAmount_IsAnErrorThatNamesBothReadings(string name)
    {
        string text = $"customer_id,start_date,end_date,plan_amount,{name}\nada,2025-01-01,,120,year\n";
        string message = Assert.Throws<InvalidDataException>(() => MrrOf(text, Mapping("monthly_amount", "plan_amount"))).Message;

        Assert.Contains("--map interval=", message, StringComparison.Ordinal);
        Assert.Contains($"--map \"interval={name}\"", message, StringComparison.Ordinal);
        Assert.Equal(120m, MrrOf(text, Mapping("monthly_amount", "plan_amount", "interval", "")));
        Assert.Equal(10m, MrrOf(text, Mapping("amount", "plan_amount", "interval", name)));
    }

    [Fact]
    public void AQuantityOrACountOfAnotherName_BesideAnInterval_IsAnErrorThatNamesBothReadings()
    {
        const string Text = "customer_id,start_date,end_date,amount,billing_period,billing_interval,plan_quantity\nada,2025-01-01,,90,month,3,2\n";

        Assert.Contains("--map \"quantity=plan_quantity\"", Refusal(Mapping("interval", "billing_period")), StringComparison.Ordinal);
        Assert.Contains("--map \"interval_count=billing_interval\"", Refusal(Mapping("interval", "billing_period", "quantity", "")), StringComparison.Ordinal);
        Assert.Equal(90m, MrrOf(Text, Mapping("interval", "billing_period", "quantity", "", "interval_count", "")));
        Assert.Equal(60m, MrrOf(Text, Mapping("interval", "billing_period", "quantity", "plan_quantity", "interval_count", "billing_interval")));

        static string Refusal(CsvImportOptions options) => Assert.Throws<InvalidDataException>(() => MrrOf(Text, options)).Message;
    }

    [Fact]
    public void AQuantityOfOrders_IsAnAttribute() =>
        Assert.Equal("6", CsvText.Orders("customer_id,ordered_at,amount,item_quantity\nada,2025-01-01,10,6\n").RequireValid().Customers[0]["item_quantity"]);

    [Fact]
    public void ACodeOfADiscount_IsAnAttribute() =>
        Assert.Equal("SPRING", CsvText.Orders("customer_id,ordered_at,amount,discount_code\nada,2025-01-01,10,SPRING\n").RequireValid().Customers[0]["discount_code"]);

    [Fact]
    public void ADiscount_CanOnlyBeIgnored() =>
        Assert.Contains("not read", Assert.Throws<ArgumentException>(() => new CsvImportOptions { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["discount"] = "rebate" } }).Message, StringComparison.Ordinal);

    private static decimal MrrOf(string text, CsvImportOptions options) => text.Contains("start_date", StringComparison.Ordinal) || text.Contains("event", StringComparison.Ordinal)
        ? CsvText.Subscriptions(text, options).RequireValid().MrrAt(2025, 2, 1)
        : CsvImport.Levels(CsvText.Utf8(text), options).RequireValid().Timeline.MrrAt(CsvText.Day(2025, 2, 1)).Monthly.Amount;

    /// <summary>Our names, each before what the file calls it.</summary>
    private static CsvImportOptions Mapping(params string[] names) => new() { Columns = names.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal) };

    private static CsvImportOptions Ignoring(params string[] names) => new() { Columns = names.ToDictionary(name => name, _ => "", StringComparer.Ordinal) };
}
