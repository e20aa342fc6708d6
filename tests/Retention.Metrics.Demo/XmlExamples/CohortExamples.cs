using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class CohortExamples
{
    [Fact]
    public void RevenueCohortTable_OfTwoCustomers()
    {
        RevenueTimeline timeline = TypeExamples.TwoCustomers();

        #region xml: RevenueCohortTable
        RevenueCohortTable cohorts = timeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Show(cohorts[0].Size);                               // 2
        Show(cohorts[0][2]!.CustomerRetention.Value);        // 0.5
        Show(cohorts.Average[1]!.NetRevenueRetention.Value); // 1
        #endregion
    }

    [Fact]
    public void OrderCohortTable_OfTwoCustomers()
    {
        OrderHistory orders =
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), Currency.Eur.Amount(60m)),
            new("bo", Instant.FromUtc(2026, 1, 9, 9, 0), Currency.Eur.Amount(40m)),
            new("ada", Instant.FromUtc(2026, 2, 3, 9, 0), Currency.Eur.Amount(50m)),
        ];
        OrderTimeline orderTimeline = OrderTimeline.FromHistory(orders);

        #region xml: OrderCohortTable
        OrderCohortTable cohorts = orderTimeline.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Show(cohorts[0].Size);                        // 2
        Show(cohorts[0][1]!.CustomerRetention.Value); // 0.5
        Show(cohorts[0][1]!.RevenuePerMember.Value);  // 75
        #endregion
    }

    [Fact]
    public void Segmentation_OfThreeCustomers()
    {
        #region xml: Segmentation
        Customer[] customers =
        [
            new("ada", [new("plan", "pro"), new("country", "DE")]),
            new("bo", [new("plan", "team")]),
        ];
        Segmentation segmentation = Segmentation.By(customers, "plan", "country");
        Show(segmentation.Of("ada")); // pro / DE
        Show(segmentation.Of("bo"));  // team / unknown
        Show(segmentation.Of("cy"));  // unknown / unknown
        #endregion
    }
}
