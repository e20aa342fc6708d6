using Harbour.Billing.Books;
#region billing-usings
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Retention.Metrics;
#endregion

namespace Harbour.Billing.Figures;

/// <summary>The revenue ledger as a timeline: numbers for keys, no object for a row.</summary>
public static class RevenueLedger
{
    #region billing-ledger
    public static async Task<RevenueTimeline> TimelineAsync(BillingBooks books, CancellationToken cancellation = default)
    {
        var builder = new RevenueTimelineBuilder<int, int>(OurDefinition.Currency, expectedRows: await books.Ledger.CountAsync(cancellation));
        var lines = books.Ledger.AsNoTracking().Select(line => new { line.AccountId, line.ContractId, line.FromUtc, line.MonthlyCents });
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            builder.Add(line.AccountId, line.ContractId, Instant.FromDateTimeUtc(line.FromUtc), line.MonthlyCents);
        }

        return builder.Build();
    }
    #endregion
}
