#region known-portfolios
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;
using Xunit;
#endregion

namespace DocumentedCode.Testing;

#region known-portfolios
/// <summary>A pipeline of one's own, that counts who pays from the last thing that happened to each subscription.</summary>
public static class Warehouse
{
    public static int PayingCustomers(IEnumerable<SubscriptionEvent> events, Instant at) => events
        .Where(one => one.At < at)
        .GroupBy(one => one.Subscription, (_, own) => own.MaxBy(one => one.At)!)
        .Where(last => last is SubscriptionEvent.Started or SubscriptionEvent.PriceChanged or SubscriptionEvent.Resumed)
        .Select(last => last.Customer).Distinct().Count();
}

public sealed class WarehouseTests
{
    public static TheoryData<string> Names => [.. KnownPortfolios.All.Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void PayingCustomers_AreThoseKnown(string name)
    {
        KnownPortfolio known = KnownPortfolios.All.Single(one => one.Name == name);
        foreach (KnownRollForward figures in known.RollForwards.Where(one => one.Policy.Pauses == PauseRule.Inactive && one.AsKnownAt is null))
        {
            Assert.Equal(figures.OpeningCustomers, Warehouse.PayingCustomers(known.Portfolio.Events, figures.Period.Start));
            Assert.Equal(figures.ClosingCustomers, Warehouse.PayingCustomers(known.Portfolio.Events, figures.Period.End));
        }
    }
}
#endregion
