using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Csv.Tests.Exports;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>A column that names the product of prices: read where it is mapped, an attribute of the customer elsewhere.</summary>
public sealed class ProductColumnTests
{
    private const string Events =
        "customer_id,subscription_id,event,at,mrr,currency,plan\na,a,started,2026-01-05,20,EUR,basic\na,a,price_changed,2026-02-10,49,EUR,pro\nb,b,started,2026-01-07,30,EUR,\"x, \"\"y\"\"\"\nb,b,ended,2026-02-20,,EUR,\nc,c,started,2026-02-02,10,EUR,\n";

    private const string Intervals =
        "customer_id,subscription_id,start_date,end_date,mrr,currency,plan\na,a,2026-02-10,,49,EUR,pro\nb,b,2026-01-07,2026-02-20,30,EUR,\"x, \"\"y\"\"\"\na,a,2026-01-05,2026-02-10,20,EUR,basic\nc,c,2026-02-02,,10,EUR,  \n";

    private const string Levels =
        "customer_id,subscription_id,at,mrr,currency,plan\na,a,2026-01-05,20,EUR,basic\na,a,2026-02-10,49,EUR,pro\nb,b,2026-01-07,30,EUR,\"x, \"\"y\"\"\"\nb,b,2026-02-20,0,EUR,\nc,c,2026-02-02,10,EUR,\n";

    private static readonly CsvImportOptions OfPlan = new() { Columns = new Dictionary<string, string> { ["product"] = "plan" } };

    [Theory]
    [InlineData(Events)]
    [InlineData(Intervals)]
    [InlineData(Levels)]
    public void AMappedColumn_IsTheProductOfThePrice_InEveryKindOfFile(string text)
    {
        SubscriptionImport import = CsvText.Subscriptions(text, OfPlan).RequireValid();
        RollForwardByProduct products = ByProduct(import);

        Assert.Equal(["basic", "pro", "unknown", "x, \"y\""], products.Products);
        Assert.Equal((20m, 20m, 29m), (Monthly(products["basic"][1].TransferOutMrr), Monthly(products["pro"][1].TransferInMrr), Monthly(products["pro"][1].ExpansionMrr)));
        Assert.Equal((30m, 10m), (Monthly(products["x, \"y\""][1].ChurnMrr), Monthly(products["unknown"][1].NewMrr)));
        Assert.All(import.Customers, customer => Assert.Empty(customer.Attributes));
        import.AddsUp();
    }

    [Theory]
    [InlineData(Events)]
    [InlineData(Intervals)]
    [InlineData(Levels)]
    public void WithoutAMapping_ItIsAnAttributeOfTheCustomer(string text)
    {
        SubscriptionImport import = CsvText.Subscriptions(text).RequireValid();

        Assert.Equal(["unknown"], ByProduct(import).Products);
        Assert.Equal("pro", import.Customers[0]["plan"]);
        Assert.Equal(["unknown"], ByProduct(CsvText.Subscriptions(text.Replace(",plan", ",product", StringComparison.Ordinal))).Products);
    }

    [Fact]
    public void TextsForNoValue_AreNoProduct() =>
        Assert.Equal(["basic", "unknown", "x, \"y\""], ByProduct(CsvText.Subscriptions(Levels, OfPlan with { NullWords = ["pro"] })).Products);

    [Fact]
    public void TwoRows_ThatDifferInTheProductAlone_ContradictEachOther()
    {
        SubscriptionImport levels = CsvText.Subscriptions("customer_id,at,mrr,plan\na,2026-01-01,5,x\na,2026-01-01,5,y\n", OfPlan);
        SubscriptionImport events = CsvText.Subscriptions("customer_id,event,at,mrr,plan\na,started,2026-01-01,5,x\na,price_changed,2026-02-01,5,x\na,price_changed,2026-02-01,5,y\n", OfPlan);
        SubscriptionImport repeated = CsvText.Subscriptions("customer_id,at,mrr,plan\na,2026-01-01,5,x\na,2026-01-01,5.00,x\n", OfPlan);

        Assert.Equal(FindingKind.TwoPricesAtOneInstant, Assert.Single(levels.Findings).Kind);
        Assert.Equal(FindingKind.TwoPricesAtOneInstant, Assert.Single(events.Findings).Kind);
        Assert.Equal(new CsvRowCounts(2, 1, 1, 0, 0), repeated.RequireValid().Rows);
    }

    [Fact]
    public void AnotherPlan_OfTheSameAmount_IsAChangeOfPrice()
    {
        SubscriptionImport import = CsvText.Subscriptions("subscription_id,customer_id,start_date,end_date,amount,interval,percent_off,currency,plan\ns,a,2026-01-05,2026-02-05,10,month,,EUR,x\ns,a,2026-02-05,,10,month,50,EUR,y\n", OfPlan).RequireValid();

        Assert.Equal(["x", "y"], import.History.Select(one => one is SubscriptionEvent.Started started ? started.Price.Product : ((SubscriptionEvent.PriceChanged)one).Price.Product));
    }

    /// <summary>A rise names the product of the level, also beside the fall of another; a fall alone is a move down.</summary>
    [Fact]
    public void ChangesOfMrr_MoveTheLevelToTheirProduct()
    {
        const string Text = """
            subscription_id,customer_id,at,mrr_change,currency,plan
            s,ada,2026-01-05,20,EUR,basic
            s,ada,2026-02-10,20,EUR,pro
            s,ada,2026-02-10,-20,EUR,basic
            t,bo,2026-01-06,49,EUR,pro
            t,bo,2026-02-11,-29,EUR,basic
            u,cy,2026-01-07,33.333333,EUR,pro
            u,cy,2026-02-20,-33.333333,EUR,pro
            v,dee,2026-02-02,10,EUR,
            """;
        RollForwardByProduct products = ByProduct(CsvText.Subscriptions(Text, OfPlan).RequireValid());

        Assert.Equal(["basic", "pro", "unknown"], products.Products);
        Assert.Equal((20m, 20m, 20m), (Monthly(products["basic"][1].TransferInMrr), Monthly(products["basic"][1].TransferOutMrr), Monthly(products["basic"][1].ClosingMrr)));
        Assert.Equal((20m, 20m, 29m), (Monthly(products["pro"][1].TransferInMrr), Monthly(products["pro"][1].ClosingMrr), Monthly(products["pro"][1].ContractionMrr)));
        Assert.Equal(33.33m, Monthly(products["pro"][1].ChurnMrr));
        Assert.Equal(10m, Monthly(products["unknown"][1].NewMrr));
    }

    [Fact]
    public void ALedger_HasNoProduct_AndAMappedOneIsRefused()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => CsvImport.Levels(CsvText.Utf8("customer_id,at,mrr,plan\na,2026-01-01,5,x\n"), OfPlan));

        Assert.StartsWith("a product is mapped (Columns, --map product=...), and ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExport_IsRecognized_WhereTheProductAloneIsMapped()
    {
        string text = ExportText.Of(
            ExportFormat.Baremetrics, "plan", "plan_currency=eur; plan_amount=3000; plan_interval=month; plan_interval_count=1; customer_oid=c1; subscription_oid=s1; subscription_started_at=2026-01-05; subscription_quantity=1; plan=gold");

        Assert.Equal(["gold"], ByProduct(CsvText.Subscriptions(text, OfPlan).RequireValid()).Products);
    }

    /// <summary>Lines of one product have it; lines of several at one time are a product of their own.</summary>
    [Fact]
    public void InvoiceLines_HaveTheProductOfTheirColumn()
    {
        const string Header = "subscription_id,customer_id,line_id,period_start,period_end,amount,currency,product\n";
        RollForwardByProduct products = ByProduct(CsvText.Subscriptions(
            Header + "s,ada,1,2026-01-01,2026-02-01,10,EUR,mail\ns,ada,2,2026-02-01,2026-03-01,10,EUR,mail\ns,ada,3,2026-02-01,2026-03-01,30,EUR,drive\nt,bo,4,2026-01-01,2026-03-01,8,EUR,\n").RequireValid());

        Assert.Equal(["drive + mail", "mail", "unknown"], products.Products);
        Assert.Equal((10m, 30m, 10m), (Monthly(products["mail"][1].TransferOutMrr), Monthly(products["drive + mail"][1].ExpansionMrr), Monthly(products["drive + mail"][1].TransferInMrr)));
    }

    /// <summary>However the file is cut into pieces, and on any number of threads, each row has its own product.</summary>
    [Fact]
    public void EachRow_HasItsProduct_HoweverTheFileIsCut() => Prop.ForAll(
        Arb.From(from products in Gen.Elements("", "p", "q", " p", "\"q,r\"", "é").ListOf(60) from amounts in Gen.Elements("5", "5.00", "1e1", "7.5").ListOf(60) select (products, amounts)),
        one =>
        {
            string text = "customer_id,at,mrr,currency,plan\n" + string.Concat(one.products.Zip(one.amounts).Select((row, number) => $"c{number},2026-01-05,{row.Second},EUR,{row.First}\n"));
            text = text.Replace("1e1", "10", StringComparison.Ordinal);
            string?[] expected = [.. one.products.Select(name => name.Trim(' ', '"') is { Length: > 0 } named ? named : null)];
            foreach (int size in new[] { 64, 1 << 16 })
            {
                SubscriptionHistory history = CsvImport.Subscriptions(CsvText.Utf8(text), OfPlan, execution: null, size).RequireValid().History;
                Dictionary<string, string?> read = history.OfType<SubscriptionEvent.Started>().ToDictionary(start => start.Customer.Value, start => start.Price.Product, StringComparer.Ordinal);
                Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(number => read[$"c{number}"]));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(60)).WithQuietOnSuccess(true));

    private static decimal Monthly(RecurringRevenue revenue) => revenue.Monthly.Amount;

    private static RollForwardByProduct ByProduct(SubscriptionImport import) =>
        ProductTimeline.FromHistory(import.History).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2)));
}
