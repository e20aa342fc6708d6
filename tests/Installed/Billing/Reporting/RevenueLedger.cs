using Acme.Billing.Data;
#region billing-usings
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Retention.Metrics;
#endregion

namespace Acme.Billing.Reporting;

/// <summary>Reads the revenue ledger into a timeline with integer keys, without an object for each row.</summary>
public static class RevenueLedger
{
    #region billing-ledger
    public static async Task<RevenueTimeline> TimelineAsync(BillingDbContext database, CancellationToken cancellation = default)
    {
        var builder = new RevenueTimelineBuilder<int, int>(MetricSettings.Currency, expectedRows: await database.Ledger.CountAsync(cancellation));
        var rows = database.Ledger.AsNoTracking().Select(entry => new { entry.CustomerId, entry.SubscriptionId, entry.FromUtc, entry.MonthlyCents });
        await builder.AddRangeAsync(
            rows.AsAsyncEnumerable(), static (to, row) => to.Add(row.CustomerId, row.SubscriptionId, Instant.FromDateTimeUtc(row.FromUtc), row.MonthlyCents), cancellation);
        return builder.Build();
    }
    #endregion
}
