using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class OpportunitySummaryTests
{
    private static readonly ReportingPeriods Years = ReportingPeriods.Between(
        DateTimeZone.Utc,
        Instant.FromUtc(2020, 1, 1, 0, 0),
        Instant.FromUtc(2021, 1, 1, 0, 0),
        Instant.FromUtc(2022, 1, 1, 0, 0),
        Instant.FromUtc(2023, 1, 1, 0, 0),
        Instant.FromUtc(2024, 1, 1, 0, 0));

    private static Order In(string customer, int year, int month = 5) =>
        new(customer, Instant.FromUtc(year, month, 1, 9, 0), new Money(10m, Currency.Eur));

    [Fact]
    public void Opportunities_AreThePeriodsAfterTheFirstOrder()
    {
        OrderHistory history =
        [
            In("ada", 2022), In("ada", 2020), In("ada", 2022, 8), In("ada", 2021), // acquired 2020, used 2021 and 2022 of three
            In("bo", 2021), In("bo", 2021, 7),                                     // acquired 2021, never again
            In("cy", 2019), In("cy", 2022),                                        // acquired before the periods
            In("di", 2023), In("di", 2024),                                        // acquired in the last period: no opportunity yet
            In("ed", 2024),                                                        // acquired after them
        ];

        OpportunitySummary summary = OpportunitySummary.Of(OrderTimeline.FromHistory(history), Years);

        Assert.Equal(1, summary.AcquiredBefore);
        Assert.Equal(
            [
                new CustomerOpportunities("ada", new OpportunityHistory(2, 2, 3)),
                new CustomerOpportunities("bo", new OpportunityHistory(0, 0, 2)),
                new CustomerOpportunities("di", new OpportunityHistory(0, 0, 0)),
            ],
            summary.Customers);
    }

    [Fact]
    public void Fit_OfASummary_IsTheFitOfItsCounts()
    {
        var random = new Random(20260101);
        var orders = new List<Order>();
        for (int i = 0; i < 400; i++)
        {
            string customer = FormattableString.Invariant($"c{i}");
            double loyalty = random.NextDouble();
            orders.Add(In(customer, 2020));
            for (int year = 2021; year < 2024 && random.NextDouble() < 0.5 + (0.5 * loyalty); year++)
            {
                if (random.NextDouble() < loyalty)
                {
                    orders.Add(In(customer, year));
                }
            }
        }

        OpportunitySummary summary = OpportunitySummary.Of(OrderTimeline.FromHistory(OrderHistory.Create(orders)), Years);
        ModelUnit year1 = ModelUnit.Named("year");

        Fit<BgBb> bySummary = BgBb.Fit(summary, year1);
        Fit<BgBb> byCounts = BgBb.Fit(summary.Customers.GroupBy(customer => customer.History).Select(group => (group.Key, group.LongCount())), year1);

        Assert.Equal(400, bySummary.Customers);
        Assert.Equal(byCounts, bySummary);
    }
}
