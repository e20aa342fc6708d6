using Retention.Metrics.Modeling;

namespace DocumentedCode.Models;

public sealed class LogRankPage
{
    [Fact]
    public void Example()
    {
        #region log-rank
        SurvivalGroups strategies = SurvivalGroups.Create(
        [
            new("phone call", RiskTable.FromSurvivors(400, 371, 340, 322)),
            new("nothing", RiskTable.FromSurvivors(400, 352, 310, 285)),
        ]);

        LogRankTest test = LogRank.Test(strategies);
        Console.WriteLine(test.ChiSquare);                                       // 9.534…: on one degree of freedom
        Console.WriteLine(test.PValue);                                          // 0.00201…: more than chance
        Console.WriteLine(LogRank.Test(strategies, LogRankWeights.Gehan).PValue); // 0.00191…
        #endregion
    }
}
