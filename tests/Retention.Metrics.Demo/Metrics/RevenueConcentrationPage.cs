using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class RevenueConcentrationPage
{
    [Fact]
    public void Example()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;

        #region revenue-concentration
        RevenueConcentration two = timeline.ConcentrationAt(march.Period.End, largest: 2);

        Console.WriteLine(two.Share);                                                      // 175/250 = 0.7
        Console.WriteLine(string.Join(", ", two.Largest.Select(one => one.Customer)));     // ada, eve
        Console.WriteLine(two.PayingCustomers);                                            // 4
        Console.WriteLine(timeline.ConcentrationAt(march.Period.End, largest: 1).Share);   // 120/250 = 0.48
        Console.WriteLine(timeline.ConcentrationAt(march.Period.End, largest: 10).Share);  // 250/250 = 1: fewer pay than were asked for
        #endregion

        Assert.Equal(0.9m, timeline.ConcentrationAt(march.Period.End, largest: 3).Share.Value);
    }

    [Fact]
    public void Pitfall_Pooling()
    {
        #region revenue-concentration-pitfall
        Ratio large = Ratio.Of(120, 175);  // the largest of Ada and Eve
        Ratio small = Ratio.Of(50, 75);    // the largest of Bo and Dee

        Console.WriteLine(large.Pool(small));  // 170/250 = 0.68: wrong, the two largest of all hold 175
        #endregion
    }
}
