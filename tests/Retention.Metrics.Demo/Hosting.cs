#region hosting
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Hosting;
#endregion

// The code is that of an application, which has no token of a test.
#pragma warning disable xUnit1051

namespace DocumentedCode;

public sealed class Hosting
{
    [Fact]
    public async Task AnApplication()
    {
        #region hosting
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddRetentionMetrics(builder.Configuration, LoadAsync);
        using IHost app = builder.Build();
        await app.StartAsync();

        RetentionSnapshot snapshot = await app.Services.GetRequiredService<IRetentionMetrics>().GetAsync();
        ReportingPeriods quarter = snapshot.Months.From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        Console.WriteLine(snapshot.RollForward(quarter)["2026-03"].ClosingMrr.Monthly); // 49.00 EUR

        static Task<RetentionData> LoadAsync(IServiceProvider scope, CancellationToken cancellation)
        {
            // Usually: scope.GetRequiredService<BillingDb>() and SubscriptionHistory.Create of what it reads.
            SubscriptionHistory history = [Subscription.Of("ada").Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
            Segmentation plans = Segmentation.By([new Customer("ada", [new("plan", "pro")])], "plan");
            return Task.FromResult(new RetentionData(history) { Segmentation = plans });
        }
        #endregion

        await app.StopAsync();
    }
}
