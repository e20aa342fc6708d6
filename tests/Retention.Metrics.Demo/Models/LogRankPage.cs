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

    [Fact]
    public void WithinStrata()
    {
        #region log-rank-strata
        SurvivalStrata bySize = SurvivalStrata.Create(
        [
            new("small", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(40, 20, 10)), new("nothing", RiskTable.FromSurvivors(160, 80, 40))])),
            new("large", SurvivalGroups.Create([new("call", RiskTable.FromSurvivors(160, 152, 144)), new("nothing", RiskTable.FromSurvivors(40, 38, 36))])),
        ]);
        SurvivalGroups mixed = SurvivalGroups.Create(
            bySize.GroupNames.Select(name => KeyValuePair.Create(name, bySize["small"][name].Merge(bySize["large"][name]))));

        Console.WriteLine(LogRank.Test(mixed).PValue < 1e-10);                  // true: calls went to large customers, who stay anyway
        Console.WriteLine(Math.Round(LogRank.Test(bySize).PValue!.Value, 6));   // 1: within a size there is no difference
        #endregion
    }
}
