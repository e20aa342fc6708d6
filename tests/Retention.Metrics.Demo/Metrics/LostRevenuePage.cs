using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class LostRevenuePage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods months = FiveCustomers.Year.Periods;

        #region lost-revenue
        LostRevenue lost = timeline.LostRevenue(months, LifetimeValuation.MrrTimesMonths(24));

        Console.WriteLine(lost.ChurnMrr);                     // 100.00 EUR/month
        Console.WriteLine(lost.Churned[0].Customer);          // dee: 60 is more than 40
        Console.WriteLine(lost.Churned[0].Movement.Period);   // 2025-11
        Console.WriteLine(lost.ChurnedLifetimeValue);         // 2400.00 EUR
        Console.WriteLine(lost.ContractionMrr);               // 10.00 EUR/month
        Console.WriteLine(lost.Contracted[0].LifetimeValue);  // 240.00 EUR
        #endregion

        #region lost-revenue-own-function
        var valuation = new LifetimeValuation("what they paid in a year", movement => movement.Before.Annual);

        Console.WriteLine(timeline.LostRevenue(months, valuation).Churned[1].LifetimeValue);  // 480.00 EUR: Cy, 40 a month
        #endregion
    }

    [Fact]
    public void Pitfall_NoChurn()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForward year = FiveCustomers.Year;
        ReportingPeriods months = year.Periods;

        #region lost-revenue-pitfall
        RollForwardRow february = year[^2];
        LostRevenue undefined = timeline.LostRevenue(months, LifetimeValuation.MrrOverCustomerChurn(february.CustomerChurnRate));

        Console.WriteLine(february.CustomerChurnRate);      // 0/3 = 0
        Console.WriteLine(undefined.ChurnedLifetimeValue);  // null
        #endregion
    }
}
