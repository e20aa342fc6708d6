#region product-segments
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Metrics;

public sealed class ProductSegmentsPage
{
    [Fact]
    public void ByProduct()
    {
        #region product-segments
        static RecurringPrice Of(string product, decimal monthly) => RecurringPrice.Monthly(monthly, Currency.Eur) with { Product = product };
        static Instant At(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);

        var ada = Subscription.Of("ada");
        Subscription bo = new("bo-1", "bo"), boStorage = new("bo-2", "bo");
        var cy = Subscription.Of("cy");
        var dee = Subscription.Of("dee");
        Subscription eve = new("eve-1", "eve"), eveStorage = new("eve-2", "eve");
        SubscriptionHistory history =
        [
            ada.Starts(At(1, 5), Of("basic", 20m)), ada.ChangesPrice(At(2, 10), Of("pro", 49m)),
            bo.Starts(At(1, 6), Of("pro", 49m)), bo.ChangesPrice(At(2, 11), Of("pro", 29m)),
            boStorage.Starts(At(1, 6), Of("storage", 10m)), boStorage.ChangesPrice(At(2, 20), Of("storage", 25m)),
            cy.Starts(At(1, 7), Of("storage", 30m)), cy.Ends(At(2, 12)),
            dee.Starts(At(2, 13), Of("basic", 20m)),
            eve.Starts(At(1, 8), Of("pro", 60m)), eve.ChangesPrice(At(2, 14), Of("basic", 20m)), eveStorage.Starts(At(2, 14), Of("storage", 20m)),
        ];

        ProductTimeline timeline = ProductTimeline.FromHistory(history);
        RollForwardByProduct products = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 2, 1)));
        ProductRollForwardRow pro = products["pro"][0];
        #endregion

        #region product-segments-figures
        Console.WriteLine(string.Join(", ", products.Products));  // basic, pro, storage
        Console.WriteLine(pro.TransferInMrr);                     // 20.00 EUR/month: Ada
        Console.WriteLine(pro.ExpansionMrr);                      // 29.00 EUR/month: what Ada pays more
        Console.WriteLine(pro.TransferOutMrr);                    // 55.00 EUR/month: 15 of Bo, 40 of Eve
        Console.WriteLine(pro.ContractionMrr);                    // 25.00 EUR/month: 5 of Bo, 20 of Eve
        Console.WriteLine(pro.ClosingMrr);                        // 78.00 EUR/month
        Console.WriteLine(products.Total[0].ExpansionMrr);        // 29.00 EUR/month
        Console.WriteLine(products.Total[0].ContractionMrr);      // 25.00 EUR/month
        #endregion

        #region product-segments-retention
        Console.WriteLine(pro.NetRevenueRetention(ProductScope.Product));   // 29/109 = 0.266055
        Console.WriteLine(pro.NetRevenueRetention(ProductScope.Customer));  // 94/119 = 0.789916
        Console.WriteLine(pro.CustomerChurnRate(ProductScope.Product));     // 1/2 = 0.5: Eve left the product
        Console.WriteLine(pro.CustomerChurnRate(ProductScope.Customer));    // 0/2 = 0: and is still a customer
        Console.WriteLine(pro.OpeningCustomers);                            // 2
        #endregion

        #region product-segments-cohorts
        Segmentation firstProduct = Segmentation.ByFirstProduct(history);
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));
        BySegment<RevenueCohortTable> cohorts = timeline.Total.By(firstProduct).Cohorts(months);
        Console.WriteLine(firstProduct.Of("eve"));                                      // pro: where she began
        Console.WriteLine(cohorts[new Segment("pro")][0][1]!.NetRevenueRetention);      // 94/119 = 0.789916
        #endregion

        #region product-segments-pitfall
        long sum = products.Sum(product => product.Value[0].ClosingCustomers);
        Console.WriteLine(sum);                                 // 6: Bo and Eve have two products each
        Console.WriteLine(products.Total[0].ClosingCustomers);  // 4
        #endregion
    }
}
