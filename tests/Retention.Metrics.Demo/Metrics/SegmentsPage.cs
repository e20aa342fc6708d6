#region segments
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Metrics;

public sealed class SegmentsPage
{
    [Fact]
    public void ByAttributes()
    {
        #region segments
        static RevenueInterval Pays(string customer, int month, int? until, decimal monthly) => new(
            customer,
            Instant.FromUtc(2026, month, 5, 0, 0),
            until is { } end ? Instant.FromUtc(2026, end, 5, 0, 0) : null,
            RecurringRevenue.PerMonth(Currency.Eur.Amount(monthly)));

        Customer[] customers =
        [
            new("ada", [new("plan", "pro"), new("country", "DE")]),
            new("bo", [new("plan", "basic"), new("country", "DE")]),
            new("cy", [new("plan", "pro"), new("country", "FR")]),
            new("dee", [new("country", "FR")]),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([Pays("ada", 1, null, 100m), Pays("bo", 1, 2, 20m), Pays("cy", 1, 3, 80m), Pays("dee", 2, null, 30m), Pays("eve", 2, 3, 10m)]);
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

        BySegment<RevenueCohortTable> byPlan = timeline.By(Segmentation.By(customers, "plan")).Cohorts(quarter);
        #endregion

        #region segments-figures
        Console.WriteLine(string.Join(", ", byPlan.Segments));                               // basic, pro, unknown
        Console.WriteLine(byPlan[new Segment("pro")].Average[1]!.CustomerRetention);         // 2/2 = 1
        Console.WriteLine(byPlan[new Segment("pro")].Average[2]!.CustomerRetention);         // 1/2 = 0.5: Cy left in March
        Console.WriteLine(byPlan[new Segment("unknown")].Average[1]!.CustomerRetention);     // 1/2 = 0.5: Dee has no plan, and of Eve nothing is known
        Console.WriteLine(byPlan.Total.Average[1]!.CustomerRetention);                       // 3/5 = 0.6
        #endregion

        #region segments-several
        Segmentation both = Segmentation.By(customers, "plan", "country");
        Console.WriteLine(both.Of("ada"));  // pro / DE
        Console.WriteLine(both.Of("dee"));  // unknown / FR
        Console.WriteLine(both.Of("eve"));  // unknown / unknown
        #endregion

        #region segments-pitfall
        decimal? wrong = byPlan.Average(one => one.Value.Average[1]!.CustomerRetention.Value);
        Console.WriteLine(wrong);  // 0.5: a plan of one customer counts like a plan of two

        Ratio right = byPlan.Select(one => one.Value.Average[1]!.CustomerRetention).Aggregate((sum, segment) => sum.Pool(segment));
        Console.WriteLine(right);  // 3/5 = 0.6; Total has it already
        #endregion
    }

    [Fact]
    public void ByFirstSubscription()
    {
        #region segments-first-subscription
        static SubscriptionEvent Starts(string subscription, int day, decimal monthly) =>
            new Subscription(subscription, "ada").Starts(Instant.FromUtc(2026, 1, day, 0, 0), RecurringPrice.Monthly(monthly, Currency.Eur));

        var products = new Dictionary<string, string> { ["s-1"] = "mail", ["s-2"] = "calendar", ["s-3"] = "drive" };
        SubscriptionHistory history = [Starts("s-1", 9, 99m), Starts("s-2", 5, 10m), Starts("s-3", 5, 20m)];
        Segmentation byProduct = Segmentation.ByFirstSubscription(history, id => new Dictionary<string, string> { ["product"] = products[id.Value] }, "product");
        Console.WriteLine(byProduct.Of("ada"));  // drive: paid for first, and of the two on 5 January the larger
        #endregion
    }
}
