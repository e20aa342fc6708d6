using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class AcquisitionCostPage
{
    [Fact]
    public void Example()
    {
        #region acquisition-cost
        Console.WriteLine(AcquisitionCost.LifetimeValueTo(lifetimeValue: 187.5m, acquisitionCost: 75m).Value);       // 2.5
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost: 75m, arpa: 62.5m, margin: 0.8m).Value);   // 1.5
        Console.WriteLine(AcquisitionCost.OverRetentionCost(acquisitionCost: 75m, retentionCost: 15m).Value);        // 5
        #endregion
    }

    [Fact]
    public void Pitfall_Margin()
    {
        #region acquisition-cost-pitfall
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100).Value);                // 6: wrong where serving the customer costs something
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost: 600, arpa: 100, margin: 0.3m).Value);  // 20
        #endregion
    }
}
