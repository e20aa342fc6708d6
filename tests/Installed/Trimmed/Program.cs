using NodaTime;
using Retention.Metrics;

// Touches what trimming could break: records, generic columns, JSON of policies, time zones, threads.
var ada = Subscription.Of("ada");
var bo = Subscription.Of("bo");
SubscriptionHistory history =
[
    ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
    bo.Starts(Instant.FromUtc(2026, 1, 20, 9, 0), RecurringPrice.Yearly(1200m, Currency.Eur)),
    ada.Ends(Instant.FromUtc(2026, 3, 5, 9, 0), ChurnReason.Voluntary),
];
ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
RevenueReport report = RevenueTimeline.FromHistory(history).Report(quarter);
MetricPolicy policy = MetricPolicy.FromJson(PolicyPreset.ChartMogul.Policy.ToJson());
OrderBook book = OrderBook.FromColumns<Guid>(Currency.Eur, [Guid.Empty, Guid.Empty], [Instant.FromUtc(2026, 1, 5, 9, 0), Instant.FromUtc(2026, 2, 5, 9, 0)], [1999, 3001]);

Console.WriteLine(report.RollForward[2].ClosingMrr.Monthly);
Console.WriteLine(report.RollForward[2].CustomerChurnRate);
Console.WriteLine(report.Cohorts[0].Size);
Console.WriteLine(policy == PolicyPreset.ChartMogul.Policy);
Console.WriteLine(book.Report(quarter).Metrics.Overall.AverageOrderValue);
Console.WriteLine(SubscriptionHistory.Check([ada.Ends(Instant.FromUtc(2026, 1, 1, 0, 0))]).Findings[0].Kind);
