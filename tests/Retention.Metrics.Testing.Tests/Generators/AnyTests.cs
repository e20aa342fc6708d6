using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Tests.Generators;

public sealed class AnyTests
{
    [Fact]
    public void EveryArbitrary_IsFoundByItsType_OnceMerged()
    {
        IArbMap map = ArbMap.Default.Merge(typeof(Any)).Merge(typeof(AnyEvent));

        Assert.All(
            typeof(Any).GetProperties().Concat(typeof(AnyEvent).GetProperties()),
            property => Assert.IsAssignableFrom<object>(map.ArbFor(property.PropertyType.GetGenericArguments()[0])));
        Assert.IsType<SubscriptionHistory>(map.ArbFor<SubscriptionHistory>().Generator.Sample(1)[0]);
        Assert.IsType<SubscriptionEvent.Paused>(map.ArbFor<SubscriptionEvent.Paused>().Generator.Sample(1)[0]);
    }

    [Fact]
    public void AScene_HasInstants_AndTheyRise()
    {
        PeriodScenario scenario = Samples.Of(Any.PeriodScenario, 20).First(one => one.Instants.Length > 1);

        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => scenario with { Instants = [] }).Message, StringComparison.Ordinal);
        Assert.Contains("instants rise", Assert.Throws<ArgumentException>(() => new PeriodScenario(scenario.Periods, [.. scenario.Instants.Reverse()])).Message, StringComparison.Ordinal);
        Assert.True(scenario[scenario.Instants.Length] > scenario.Instants[^1]);
    }

    [Fact]
    public void InstantsAroundPeriods_LieOnTheirBounds()
    {
        ReportingPeriods periods = Samples.Of(Any.ReportingPeriods, 1)[0];

        Assert.Contains(periods.Start, Samples.Of(PeriodScenario.InstantAround(periods), 200));
        Assert.Throws<ArgumentNullException>(() => PeriodScenario.InstantAround(null!));
    }

    [Fact]
    public void OneSeed_DrawsTheSame() =>
        Assert.Equal(Samples.Of(Any.SubscriptionScenario, 20).Select(scenario => scenario.ToString()), Samples.Of(Any.SubscriptionScenario, 20).Select(scenario => scenario.ToString()));
}
