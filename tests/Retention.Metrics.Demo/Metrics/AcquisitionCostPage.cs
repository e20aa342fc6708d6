using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class AcquisitionCostPage
{
    [Fact]
    public void Example()
    {
        #region acquisition-cost
        Money acquisitionCost = Currency.Eur.Amount(75m), arpa = Currency.Eur.Amount(62.5m);
        Console.WriteLine(AcquisitionCost.LifetimeValueTo(lifetimeValue: Currency.Eur.Amount(187.5m), acquisitionCost).Value);       // 2.5
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost, arpa, margin: 0.8m).Value);                               // 1.5
        Console.WriteLine(AcquisitionCost.OverRetentionCost(acquisitionCost, retentionCost: Currency.Eur.Amount(15m)).Value);        // 5
        #endregion
    }

    [Fact]
    public void Pitfall_Margin()
    {
        #region acquisition-cost-pitfall
        Money acquisitionCost = Currency.Eur.Amount(600m), arpa = Currency.Eur.Amount(100m);
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost, arpa).Value);                // 6: wrong where serving the customer costs something
        Console.WriteLine(AcquisitionCost.MonthsToRecover(acquisitionCost, arpa, margin: 0.3m).Value);  // 20
        #endregion
    }
}
