namespace Retention.Metrics.Tests.Policies;

public sealed class MetricPolicyTests
{
    [Fact]
    public void Default_NetsPerPeriod_LeavesCancelledOut_SubtractsRefunds() =>
        Assert.Equal(
            (Netting.PerPeriod, CancelledOrders.LeftOut, Refunds.Subtracted),
            (MetricPolicy.Default.Netting, MetricPolicy.Default.CancelledOrders, MetricPolicy.Default.Refunds));

    [Fact]
    public void AChoiceThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricPolicy.Default with { Netting = (Netting)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricPolicy.Default with { CancelledOrders = (CancelledOrders)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricPolicy.Default with { Refunds = (Refunds)9 });
    }

    [Fact]
    public void Policies_CompareByTheirChoices()
    {
        Assert.Equal(MetricPolicy.Default, MetricPolicy.Default with { Netting = Netting.PerPeriod });
        Assert.NotEqual(MetricPolicy.Default, MetricPolicy.Default with { Netting = Netting.PerDay });
    }
}
