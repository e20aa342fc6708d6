using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class RevenueRetentionPage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods months = FiveCustomers.Year.Periods;
        RollForwardRow march = FiveCustomers.March;

        #region revenue-retention
        Console.WriteLine(march.GrossRevenueRetention);  // 150/200 = 0.75
        Console.WriteLine(march.NetRevenueRetention);    // 170/200 = 0.85

        TrailingRetentionRow lastTwelveMonths = timeline.TrailingYear(months)[^1];
        Console.WriteLine(lastTwelveMonths.GrossRevenueRetention);  // 155/200 = 0.775
        Console.WriteLine(lastTwelveMonths.NetRevenueRetention);    // 195/200 = 0.975
        Console.WriteLine(lastTwelveMonths.CustomerChurnRate);      // 0/3 = 0
        #endregion
    }

    [Fact]
    public void Pitfall_MinimumOfTotals()
    {
        #region revenue-retention-pitfall
        (decimal Opening, decimal Closing)[] customers = [(100m, 180m), (100m, 40m)];

        decimal wrong = Math.Min(customers.Sum(one => one.Opening), customers.Sum(one => one.Closing)) / customers.Sum(one => one.Opening);
        Console.WriteLine(wrong);  // 1: one customer's growth hides the other's loss

        Ratio right = RevenueRetention.Gross(customers);
        Console.WriteLine(right);  // 140/200 = 0.7
        #endregion
    }

    [Fact]
    public void Pitfall_ChainedMonths()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods months = FiveCustomers.Year.Periods;
        RollForward year = FiveCustomers.Year;

        #region revenue-retention-pitfall-months
        decimal? wrong = year.Aggregate((decimal?)1m, (product, month) => product * month.NetRevenueRetention.Value);
        Console.WriteLine(wrong);  // 0.7083…: Dee's return is nobody's expansion, and Cy, who came after April, counts as a loss

        Ratio right = timeline.TrailingYear(months)[^1].NetRevenueRetention;
        Console.WriteLine(right);  // 195/200 = 0.975
        #endregion
    }
}
