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
    public void OneSeed_DrawsTheSame() =>
        Assert.Equal(Samples.Of(Any.SubscriptionScene, 20).Select(scene => scene.ToString()), Samples.Of(Any.SubscriptionScene, 20).Select(scene => scene.ToString()));
}
