using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>The engine says what the naive reference says.</summary>
public sealed class RollForwardReferenceLaws
{
    [Theory]
    [InlineData(Netting.PerPeriod)]
    [InlineData(Netting.PerDay)]
    [InlineData(Netting.PerEvent)]
    public void RollForward_OfAnyHistory_IsTheReferences(Netting netting) =>
        Laws.Check(
            Any.SubscriptionScenario,
            portfolio =>
            {
                RollForward engine = portfolio.Timeline().RollForward(portfolio.Periods, MetricPolicy.Default with { Netting = netting });
                Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);

                Assert.Equal(portfolio.Periods.Count, engine.Count);
                foreach (RollForwardRow row in engine)
                {
                    ReferenceRow reference = ReferenceRollForward.Of(levels, row.Period.Start, row.Period.End, portfolio.Scenario.Zone, netting);
                    Assert.Equal(reference, Reading.Of(row) with { Kept = reference.Kept, KeptAndGained = reference.KeptAndGained });
                    Assert.Equal(reference.Gross, row.GrossRevenueRetention.Value);
                    Assert.Equal(reference.Net, row.NetRevenueRetention.Value);
                    Assert.Equal(reference.CustomerChurn, row.CustomerChurnRate.Value);
                    Assert.Equal(1m - reference.CustomerChurn, row.CustomerRetentionRate.Value);
                }
            },
            times: 2000);

    [Fact]
    public void TrailingYear_OfAnyHistory_IsTheReferences() =>
        Laws.Check(
            Any.SubscriptionScenario,
            portfolio =>
            {
                TrailingRetention engine = portfolio.Timeline().TrailingYear(portfolio.Periods);
                Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);

                Assert.Equal(portfolio.Periods.Count, engine.Count);
                foreach (TrailingRetentionRow row in engine)
                {
                    ReferenceRow reference = ReferenceRollForward.OfYearUpTo(levels, row.Period.LocalEnd);
                    Assert.Equal(reference.Gross, row.GrossRevenueRetention.Value);
                    Assert.Equal(reference.Net, row.NetRevenueRetention.Value);
                    Assert.Equal(reference.CustomerChurn, row.CustomerChurnRate.Value);
                }
            },
            times: 2000);

    [Fact]
    public void MrrAt_AnyInstant_IsTheReferences() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RevenueTimeline timeline = portfolio.Timeline();
            Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);
            foreach (Instant at in portfolio.Scenario.Instants)
            {
                Assert.Equal(ReferenceRollForward.Of(levels, at, at, portfolio.Scenario.Zone, Netting.PerPeriod).Opening, timeline.MrrAt(at).Annual.Amount);
            }
        });
}
