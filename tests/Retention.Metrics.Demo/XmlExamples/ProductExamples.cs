using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ProductExamples
{
    [Fact]
    public void Products_OfAMove()
    {
        #region xml: ProductTimeline
        var ada = Subscription.Of("ada");
        RecurringPrice basic = RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic" }, pro = RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" };
        SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), basic), ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 0, 0), pro)];
        ProductTimeline products = ProductTimeline.FromHistory(history);
        RollForwardByProduct february = products.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));
        Show(february["basic"][0].TransferOutMrr.Monthly); // 20.00 EUR
        Show(february["pro"][0].ExpansionMrr.Monthly); // 29.00 EUR
        #endregion

        #region xml: ProductRollForwardRow.NetRevenueRetention
        Show(february["basic"][0].NetRevenueRetention(ProductScope.Product).Value);  // 0
        Show(february["basic"][0].NetRevenueRetention(ProductScope.Customer).Value); // 2.45
        #endregion

        #region xml: ProductRollForwardRow.GrossRevenueRetention
        Show(february["basic"][0].GrossRevenueRetention(ProductScope.Product).Value);  // 0
        Show(february["basic"][0].GrossRevenueRetention(ProductScope.Customer).Value); // 1
        #endregion

        #region xml: ProductRollForwardRow.CustomerChurnRate
        Show(february["basic"][0].CustomerChurnRate(ProductScope.Product).Value);  // 1
        Show(february["basic"][0].CustomerChurnRate(ProductScope.Customer).Value); // 0
        #endregion
    }

    [Fact]
    public void RollForwardByProduct_OfAMove()
    {
        SubscriptionHistory history = Move();

        #region xml: RollForwardByProduct
        ProductTimeline products = ProductTimeline.FromHistory(history);
        RollForwardByProduct february = products.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));
        Show(february["basic"][0].TransferOutMrr.Monthly); // 20.00 EUR
        Show(february["pro"][0].TransferInMrr.Monthly); // 20.00 EUR
        Show(february.Total[0].ExpansionMrr.Monthly); // 29.00 EUR
        #endregion
    }

    [Fact]
    public void ProductTotals_OfAMove()
    {
        #region xml: ProductTotals
        ProductTotals basic = new() { OpeningMrr = 240_000_000, TransferOutMrr = 240_000_000, LostMrr = 240_000_000, HolderMrr = 240_000_000, OpeningCustomers = 1, LeftCustomers = 1, LostCustomers = 1 };
        #endregion

        Assert.Equal(Int128.Zero, basic.ClosingMrr);
    }

    [Fact]
    public void Figures_OfAProduct()
    {
        RollForwardByProduct february = ProductTimeline.FromHistory(Move()).RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));

        #region xml: ProductFigure
        foreach (ProductFigure figure in ProductFigure.All.Where(figure => figure.Sign != 0 && !figure.IsOptional))
        {
            Console.WriteLine($"{figure.Name} {figure.ValueOf(february["pro"][0])}");
        }
        #endregion

        Assert.Contains("transferInMrr 20.00 EUR/month", Console.Printed);
        Assert.Contains("joinedCustomers 1", Console.Printed);
    }

    [Fact]
    public void Segmentation_ByFirstProduct()
    {
        #region xml: Segmentation.ByFirstProduct
        var ada = Subscription.Of("ada");
        RecurringPrice basic = RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic" }, pro = RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" };
        SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), basic), ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 0, 0), pro)];
        Show(Segmentation.ByFirstProduct(history).Of("ada")); // basic
        #endregion
    }

    private static SubscriptionHistory Move()
    {
        var ada = Subscription.Of("ada");
        RecurringPrice basic = RecurringPrice.Monthly(20m, Currency.Eur) with { Product = "basic" }, pro = RecurringPrice.Monthly(49m, Currency.Eur) with { Product = "pro" };
        return [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), basic), ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 0, 0), pro)];
    }

    /// <summary>The example prints a list without saying what is in it.</summary>
    private static class Console
    {
        public static List<string> Printed { get; } = [];

        public static void WriteLine(string line) => Printed.Add(line);
    }
}
