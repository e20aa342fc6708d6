using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Hosting;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class HostingExamples
{
    [Fact]
    public void RetentionData_Of()
    {
        #region xml: RetentionData
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
        var data = new RetentionData(history) { Segmentation = Segmentation.By([new Customer("ada", [new("plan", "pro")])], "plan") };
        Show(data.Segmentation.Of("ada")); // pro
        #endregion
    }

    [Fact]
    public void RetentionSnapshot_Create()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];

        #region xml: RetentionSnapshot
        RetentionSnapshot snapshot = RetentionSnapshot.Create(new RetentionData(history), new RetentionMetricsOptions(), Instant.FromUtc(2026, 4, 1, 0, 0));
        Show(snapshot.RollForward(snapshot.LastMonths(3))[2].ClosingMrr.Monthly); // 49.00 EUR
        #endregion
    }

    [Fact]
    public async Task AddRetentionMetrics_Load()
    {
        var services = new ServiceCollection();
        services.AddScoped<BillingDb>();

        #region xml: AddRetentionMetrics
        services.AddRetentionMetrics((scope, cancellation) => scope.GetRequiredService<BillingDb>().LoadRetentionDataAsync(cancellation));
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        RetentionSnapshot snapshot = await provider.GetRequiredService<IRetentionMetrics>().GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, snapshot.Timeline.CustomerCount);
    }

    private sealed class BillingDb
    {
        public Task<RetentionData> LoadRetentionDataAsync(CancellationToken cancellation) => Task.FromResult(new RetentionData(
            SubscriptionHistory.Create(Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)))));
    }
}
