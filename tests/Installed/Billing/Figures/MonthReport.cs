using Harbour.Billing.Books;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Retention.Metrics;

namespace Harbour.Billing.Figures;

/// <summary>The figures of one month, as they go to the board.</summary>
/// <param name="Revenue">How recurring revenue got from the start of the month to its end.</param>
/// <param name="TrailingYear">Retention over the twelve months up to its end.</param>
/// <param name="ByCountry">The same by country of the marina.</param>
/// <param name="Leavers">The customers who left, for the account managers.</param>
/// <param name="Sales">What was sold once.</param>
public sealed record MonthReport(
    RollForwardRow Revenue,
    TrailingRetentionRow TrailingYear,
    BySegment<RollForward> ByCountry,
    IReadOnlyList<ExplainedChurn> Leavers,
    OrderMetricsRow Sales)
{
    #region billing-month
    /// <exception cref="InvalidHistoryException">The books say what cannot be true; nothing is published before it is put right.</exception>
    public static async Task<MonthReport> OfAsync(BillingBooks books, YearMonth month, CancellationToken cancellation = default)
    {
        ReportingPeriods period = OurDefinition.Months.From(month).To(month);
        SubscriptionHistory contracts = SubscriptionHistory.Create(await FactsAsync(books, cancellation));
        List<Invoice> invoices = await books.Invoices.AsNoTracking().Include(invoice => invoice.Account).ToListAsync(cancellation);
        List<Account> accounts = await books.Accounts.AsNoTracking().ToListAsync(cancellation);

        RevenueTimeline timeline = RevenueTimeline.FromHistory(contracts, OurDefinition.Policy);
        RevenueReport report = timeline.Report(period);
        return new MonthReport(
            report.RollForward[0],
            report.TrailingYear[0],
            timeline.By(Segmentation.By(accounts.Select(account => account.Customer()), "country")).RollForward(period),
            [.. ChurnAnalysis.Of(contracts, OurDefinition.Policy).Explain(period)],
            OrderTimeline.FromHistory(OrderHistory.Create(invoices.Select(invoice => invoice.Order())), OurDefinition.Policy).Metrics(period)[0]);
    }

    public static async Task<IReadOnlyList<SubscriptionEvent>> FactsAsync(BillingBooks books, CancellationToken cancellation = default)
    {
        var facts = new List<SubscriptionEvent>();
        IAsyncEnumerable<ContractChange> changes = books.ContractChanges.AsNoTracking().Include(change => change.Contract.Account).AsAsyncEnumerable();
        await foreach (ContractChange change in changes.WithCancellation(cancellation))
        {
            facts.Add(change.Fact());
        }

        return facts;
    }
    #endregion
}
