using Acme.Billing.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>The metrics of one month.</summary>
/// <param name="Revenue">Recurring revenue from the start of the month to its end, by kind of movement.</param>
/// <param name="TrailingYear">Retention over the twelve months up to the end of the month.</param>
/// <param name="ByCountry">Recurring revenue by the customer's country.</param>
/// <param name="Churned">The customers who left, with reasons.</param>
/// <param name="Sales">The single sales of the month.</param>
public sealed record MonthReport(
    RollForwardRow Revenue,
    TrailingRetentionRow TrailingYear,
    BySegment<RollForward> ByCountry,
    IReadOnlyList<ExplainedChurn> Churned,
    OrderMetricsRow Sales)
{
    #region billing-month
    /// <exception cref="InvalidHistoryException">The database has impossible changes or orders; nothing is reported until they are corrected.</exception>
    public static async Task<MonthReport> CreateAsync(BillingDbContext database, YearMonth month, CancellationToken cancellation = default)
    {
        ReportingPeriods period = MetricSettings.Months.From(month).To(month);
        SubscriptionHistory subscriptions = await SubscriptionHistory.CreateAsync(SubscriptionFacts(database), cancellation);
        OrderHistory orders = await OrderHistory.CreateAsync(database.Orders.AsNoTracking().Include(order => order.Customer).AsAsyncEnumerable().Select(order => order.ToFact()), cancellation);
        List<Customer> customers = await database.Customers.AsNoTracking().ToListAsync(cancellation);

        RevenueTimeline timeline = RevenueTimeline.FromHistory(subscriptions, MetricSettings.Policy);
        RevenueReport report = timeline.Report(period);
        return new MonthReport(
            report.RollForward[0],
            report.TrailingYear[0],
            timeline.By(Segmentation.By(customers.Select(customer => customer.ToFact()), "country")).RollForward(period),
            [.. ChurnAnalysis.Of(subscriptions, MetricSettings.Policy).Explain(period)],
            OrderTimeline.FromHistory(orders, MetricSettings.Policy).Metrics(period)[0]);
    }

    /// <summary>The facts, one after another as the database returns its rows.</summary>
    public static IAsyncEnumerable<SubscriptionEvent> SubscriptionFacts(BillingDbContext database) =>
        database.SubscriptionChanges.AsNoTracking().Include(change => change.Subscription.Customer).AsAsyncEnumerable().Select(change => change.ToFact());
    #endregion
}
