namespace Retention.Metrics.Testing.Tests.Simulation;

public sealed class BinomialIntervalTests
{
    [Fact]
    public void HoldsWhatIsLikely_AndLeavesOutWhatIsNot()
    {
        BinomialInterval interval = BinomialInterval.Of(300, 10_000);

        interval.MustHold(0.03m, noWiderThan: 0.015, "the share itself");
        interval.MustHold(0.0245m, noWiderThan: 0.015, "near its edge");
        Assert.ThrowsAny<Exception>(() => interval.MustHold(0.02m, noWiderThan: 0.015, "too low"));
        Assert.ThrowsAny<Exception>(() => interval.MustHold(0.04m, noWiderThan: 0.015, "too high"));
        Assert.ThrowsAny<Exception>(() => interval.MustHold(0.03m, noWiderThan: 0.001, "too wide"));
    }

    [Fact]
    public void HoldsNeverAndAlways()
    {
        BinomialInterval.Of(0, 10_000).MustHold(0m, noWiderThan: 0.002, "never");
        BinomialInterval.Of(10_000, 10_000).MustHold(1m, noWiderThan: 0.002, "always");
    }
}
