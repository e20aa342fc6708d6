using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class GrowthPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region growth-and-expansion-share
        Console.WriteLine(march.GrowthRate);      // 50/200 = 0.25
        Console.WriteLine(march.ExpansionShare);  // 20/100 = 0.2
        #endregion
    }

    [Fact]
    public void Pitfall_MeanOfMonths()
    {
        #region growth-and-expansion-share-pitfall
        Ratio up = MrrGrowth.Rate(opening: 100, closing: 200);
        Ratio down = MrrGrowth.Rate(opening: 200, closing: 100);

        decimal? wrong = (up.Value + down.Value) / 2;
        Console.WriteLine(wrong);                                     // 0.25: growth of a quarter, where nothing grew

        Console.WriteLine(MrrGrowth.Rate(opening: 100, closing: 100)); // 0/100 = 0
        #endregion
    }
}
