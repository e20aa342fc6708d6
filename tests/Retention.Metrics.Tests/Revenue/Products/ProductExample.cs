using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Products;

/// <summary>Figures by product that can be checked on paper, and input that is odd.</summary>
public sealed class ProductExample
{
    private static readonly ReportingPeriods February = Months("2026-02", "2026-02");

    /// <summary>A move to a dearer product is a transfer and an expansion, in the midst of other moves.</summary>
    [Fact]
    public void AMove_IsATransfer_AndTheRestIsExpansionOrContraction()
    {
        RollForwardByProduct products = Of(
            Subscription.Of("up").Starts(Utc("2026-01-05"), Price(20m, "basic")),
            Subscription.Of("up").ChangesPrice(Utc("2026-02-05"), Price(49m, "pro")),
            Subscription.Of("down").Starts(Utc("2026-01-05"), Price(49m, "pro")),
            Subscription.Of("down").ChangesPrice(Utc("2026-02-05"), Price(20m, "basic")),
            Subscription.Of("same").Starts(Utc("2026-01-05"), Price(49m, "pro")),
            Subscription.Of("same").ChangesPrice(Utc("2026-02-05"), Price(49m, "max")));

        AssertRow(products["basic"], opening: 20m, transferIn: 20m, transferOut: 20m, expansion: 0m, contraction: 0m, closing: 20m);
        AssertRow(products["pro"], opening: 98m, transferIn: 20m, transferOut: 69m, expansion: 29m, contraction: 29m, closing: 49m);
        AssertRow(products["max"], opening: 0m, transferIn: 49m, transferOut: 0m, expansion: 0m, contraction: 0m, closing: 49m);
        Assert.Equal(1m, products["pro"][0].NetRevenueRetention(ProductScope.Customer).Numerator - 68m); // 20 and 49 of 98
    }

    /// <summary>Who leaves one product of two and pays no more for the other has contracted; who leaves both has churned in both.</summary>
    [Fact]
    public void LeavingOneOfTwoProducts_IsContraction_AndLeavingBothIsChurnOfEach()
    {
        Subscription mail = new("m", "ada"), drive = new("d", "ada"), both = new("b1", "bo"), other = new("b2", "bo");
        RollForwardByProduct products = Of(
            mail.Starts(Utc("2026-01-05"), Price(10m, "mail")), drive.Starts(Utc("2026-01-05"), Price(30m, "drive")), drive.Ends(Utc("2026-02-03")),
            both.Starts(Utc("2026-01-05"), Price(10m, "mail")), other.Starts(Utc("2026-01-05"), Price(30m, "drive")), both.Ends(Utc("2026-02-03")), other.Ends(Utc("2026-02-09")));

        ProductRollForwardRow ofDrive = products["drive"][0], ofMail = products["mail"][0];
        Assert.Equal((Mrr(30m), Mrr(30m), Mrr(10m), Mrr(0m)), (ofDrive.ContractionMrr, ofDrive.ChurnMrr, ofMail.ChurnMrr, ofMail.ContractionMrr));
        Assert.Equal((2L, 2L, 0L, 1L), (ofDrive.OpeningCustomers, ofDrive.LeftCustomers, ofDrive.ClosingCustomers, ofMail.ClosingCustomers));
        Assert.Equal((Ratio.Of(2, 2), Ratio.Of(1, 2)), (ofDrive.CustomerChurnRate(ProductScope.Product), ofDrive.CustomerChurnRate(ProductScope.Customer)));
        Assert.Equal((Ratio.Of(0, 60), Ratio.Of(10, 80)), (ofDrive.NetRevenueRetention(ProductScope.Product), ofDrive.GrossRevenueRetention(ProductScope.Customer)));
    }

    /// <summary>100 millionths a year leave one product for three of equal size: 34, 33 and 33, the first by name.</summary>
    [Fact]
    public void TheRemainderOfASplit_GoesByLargestRemainder_ThenByName()
    {
        Subscription[] three = [.. new[] { "c", "a", "b" }.Select(id => new Subscription(id, "ada"))];
        RecurringPrice Tiny(string product, decimal yearly) => RecurringPrice.Yearly(yearly, Currency.Eur) with { Product = product };
        RollForwardByProduct products = Of(
            [
                new Subscription("old", "ada").Starts(Utc("2026-01-05"), Tiny("old", 0.000101m)), new Subscription("old", "ada").ChangesPrice(Utc("2026-02-05"), Tiny("old", 0.000001m)),
                .. three.Select(one => one.Starts(Utc("2026-02-05"), Tiny(one.Id.Value, 0.0001m))),
            ]);

        Assert.Equal([34, 33, 33], new[] { "a", "b", "c" }.Select(product => (int)products[product][0].TransferInMrr.AnnualMillionths));
        Assert.Equal([66, 67, 67], new[] { "a", "b", "c" }.Select(product => (int)products[product][0].ExpansionMrr.AnnualMillionths));
        Assert.Equal(100, (int)products["old"][0].TransferOutMrr.AnnualMillionths);
    }

    [Fact]
    public void APauseThatKeepsTheCustomer_IsNoLossOfTheProduct()
    {
        var ada = Subscription.Of("ada");
        MetricPolicy keeps = MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer };
        SubscriptionHistory history = [ada.Starts(Utc("2026-01-05"), Price(20m, "basic")), ada.Pauses(Utc("2026-02-05")), ada.Resumes(Utc("2026-03-05"))];
        RollForwardByProduct products = ProductTimeline.FromHistory(history, keeps).RollForward(Months("2026-02", "2026-03"));

        ProductRollForwardRow february = products["basic"]["2026-02"];
        Assert.Equal((Mrr(20m), Mrr(0m), 1L, 0L), (february.PausedMrr, february.ChurnMrr, february.LeftCustomers, february.ClosingCustomers));
        Assert.All(Enum.GetValues<ProductScope>(), scope => Assert.Equal((1m, 1m, 0m), (february.NetRevenueRetention(scope).Value, february.GrossRevenueRetention(scope).Value, february.CustomerChurnRate(scope).Value)));
        Assert.Equal(Mrr(20m), products["basic"]["2026-03"].ResumedMrr);
    }

    /// <summary>Net per event, a move there and back is two transfers; net per period it is none.</summary>
    [Fact]
    public void AMoveThereAndBack_CountsAsTheNettingSays()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
            [ada.Starts(Utc("2026-01-05"), Price(20m, "basic")), ada.ChangesPrice(Utc("2026-02-05"), Price(49m, "pro")), ada.ChangesPrice(Utc("2026-02-15"), Price(20m, "basic"))];
        var timeline = ProductTimeline.FromHistory(history);

        Assert.Equal(Mrr(0m), timeline.RollForward(February)["pro"][0].TransferInMrr);
        foreach (Netting netting in new[] { Netting.PerDay, Netting.PerEvent })
        {
            ProductRollForwardRow pro = timeline.RollForward(February, MetricPolicy.Default with { Netting = netting })["pro"][0];
            Assert.Equal((Mrr(20m), Mrr(20m), Mrr(29m), Mrr(29m)), (pro.TransferInMrr, pro.TransferOutMrr, pro.ExpansionMrr, pro.ContractionMrr));
        }
    }

    /// <summary>Product and quantity of one instant are one price; two prices that differ in the product alone contradict each other.</summary>
    [Fact]
    public void AnotherProductAtTheInstantOfAnotherQuantity_IsOnePrice()
    {
        var ada = Subscription.Of("ada");
        SubscriptionEvent start = ada.Starts(Utc("2026-01-05"), Price(10m, "basic")), more = ada.ChangesPrice(Utc("2026-02-05"), Price(10m, "pro") with { Quantity = 3 });
        ProductRollForwardRow pro = Of(start, more)["pro"][0];
        Assert.Equal((Mrr(10m), Mrr(20m)), (pro.TransferInMrr, pro.ExpansionMrr));

        SubscriptionEvent other = ada.ChangesPrice(Utc("2026-02-05"), Price(10m, "basic") with { Quantity = 3 });
        Assert.Equal(FindingKind.TwoPricesAtOneInstant, Assert.Single(SubscriptionHistory.Check([start, more, other]).Findings).Kind);
        Assert.Equal(["basic"], Of(start, more with { RecordedAt = Utc("2026-02-05") }, other with { RecordedAt = Utc("2026-02-06") }).Products);
    }

    [Fact]
    public void APriceWithoutAProduct_IsUnknown_AndSoIsOneOfThatName()
    {
        RollForwardByProduct products = Of(
            Subscription.Of("ada").Starts(Utc("2026-02-05"), Monthly(10m)),
            Subscription.Of("bo").Starts(Utc("2026-02-05"), Price(20m, "unknown")),
            Subscription.Of("free").Starts(Utc("2026-02-05"), Price(0m, "free")));

        Assert.Equal(["unknown"], products.Products);
        Assert.Equal(Mrr(30m), products["unknown"][0].NewMrr);
        KeyNotFoundException missing = Assert.Throws<KeyNotFoundException>(() => products["free"]);
        Assert.Equal("There is no product 'free'; there are 'unknown'.", missing.Message);
        Assert.False(products.TryGetValue("free", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void ABlankProduct_IsRefused(string name) =>
        Assert.Contains("expected its name, or null where it is not known", Assert.Throws<ArgumentException>(() => Price(10m, name)).Message, StringComparison.Ordinal);

    [Fact]
    public void AThousandProducts_OfOneCustomer_AddUp()
    {
        SubscriptionEvent[] events =
        [
            .. Enumerable.Range(0, 1000).SelectMany(number => new[]
            {
                new Subscription($"s{number}", "ada").Starts(Utc("2026-01-05"), Price(1 + number, $"p\n\"{number}\"")),
                new Subscription($"s{number}", "ada").ChangesPrice(Utc("2026-02-05"), Price(1000 - number, $"p\n\"{number}\"")),
            }),
        ];
        RollForwardByProduct products = Of(events);

        Assert.Equal(1000, products.Count);
        Assert.Equal(products.Total[0].ClosingMrr, products.Aggregate(RecurringRevenue.Zero(Currency.Eur), (sum, product) => sum + product.Value[0].ClosingMrr));
        Assert.Equal(Mrr(250_000m), products.Aggregate(RecurringRevenue.Zero(Currency.Eur), (sum, product) => sum + product.Value[0].TransferInMrr));
        Assert.Equal(Mrr(0m), products.Total[0].ExpansionMrr);
    }

    /// <summary>An answer takes memory for products and periods: none for customers and events.</summary>
    [Fact]
    public void TwentyTimesTheCustomers_TakeNoMoreMemory()
    {
        long few = Allocated(100), many = Allocated(2_000);

        Assert.InRange(many - few, -10_000, 10_000);

        static long Allocated(int customers)
        {
            string[] products = ["a", "b", "c"];
            var timeline = ProductTimeline.FromHistory(SubscriptionHistory.Create(Enumerable.Range(0, customers).SelectMany(number => new[]
            {
                Subscription.Of($"c{number}").Starts(Utc("2026-01-05"), Price(10 + (number % 7), products[number % 3])),
                Subscription.Of($"c{number}").ChangesPrice(Utc("2026-02-05"), Price(10 + (number % 5), products[number % 2])),
            })));
            _ = timeline.RollForward(February, execution: ExecutionOptions.Sequential);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = timeline.RollForward(February, execution: ExecutionOptions.Sequential);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void NoEvents_HaveNoProducts()
    {
        RollForwardByProduct none = Of();

        Assert.Empty(none);
        Assert.Equal(0, none.Total[0].ClosingCustomers);
        Assert.Equal("0 changes of 0 customers in 0 products, XXX", ProductTimeline.FromHistory(SubscriptionHistory.Create()).ToString());
    }

    [Fact]
    public void TheFirstProduct_IsThatOfTheFirstPayment()
    {
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Utc("2026-01-05"), Price(0m, "free")), ada.ChangesPrice(Utc("2026-01-09"), Price(20m, "basic")), ada.ChangesPrice(Utc("2026-02-05"), Price(49m, "pro")),
            Subscription.Of("bo").Starts(Utc("2026-01-05"), Monthly(10m)),
        ];
        var first = Segmentation.ByFirstProduct(history);

        Assert.Equal(["basic", "unknown"], first.Segments.Select(segment => segment.Name));
        Assert.Equal("basic", first.Of("ada").Name);
    }

    /// <summary>All of a customer's products in a scope that is none of the two is a mistake of the caller.</summary>
    [Fact]
    public void AScopeThatIsNotDefined_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(Subscription.Of("ada").Starts(Utc("2026-01-05"), Price(10m, "pro")))["pro"][0].NetRevenueRetention((ProductScope)7));

    private static RecurringPrice Price(decimal monthly, string product) => Monthly(monthly) with { Product = product };

    private static RollForwardByProduct Of(params SubscriptionEvent[] events) => ProductTimeline.FromHistory(SubscriptionHistory.Create(events)).RollForward(February);

    private static void AssertRow(ProductRollForward rows, decimal opening, decimal transferIn, decimal transferOut, decimal expansion, decimal contraction, decimal closing)
    {
        ProductRollForwardRow row = Assert.Single(rows);
        Assert.Equal(
            (Mrr(opening), Mrr(transferIn), Mrr(transferOut), Mrr(expansion), Mrr(contraction), Mrr(closing)),
            (row.OpeningMrr, row.TransferInMrr, row.TransferOutMrr, row.ExpansionMrr, row.ContractionMrr, row.ClosingMrr));
    }
}
