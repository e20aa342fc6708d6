using System.Text.Json;
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Csv;
using Retention.Metrics.Modeling;
using Retention.Metrics.Stripe;

// Touches what trimming could break: records, generic columns, JSON of policies and fits, time zones, threads, a reader of files.
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
OrderTimeline book = OrderTimeline.FromColumns<Guid>(Currency.Eur, [Guid.Empty, Guid.Empty], [Instant.FromUtc(2026, 1, 5, 9, 0), Instant.FromUtc(2026, 2, 5, 9, 0)], [1999, 3001]);

Console.WriteLine(report.RollForward[2].ClosingMrr.Monthly);
Console.WriteLine(report.RollForward[2].CustomerChurnRate);
Console.WriteLine(report.Cohorts[0].Size);
Console.WriteLine(policy == PolicyPreset.ChartMogul.Policy);
Console.WriteLine(book.Report(quarter).Metrics.Overall.AverageOrderValue);
Console.WriteLine(JsonSerializer.Serialize(report.RollForward[2].CustomerChurnRate, RetentionJsonContext.Default.Ratio));
Console.WriteLine(JsonSerializer.Serialize(report, RetentionJsonContext.Default.RevenueReport).Length > 1000);
Console.WriteLine(JsonSerializer.Deserialize(JsonSerializer.Serialize(history, RetentionJsonContext.Default.SubscriptionHistory), RetentionJsonContext.Default.SubscriptionHistory)!.SequenceEqual(history));
Console.WriteLine(SubscriptionHistory.Check([ada.Ends(Instant.FromUtc(2026, 1, 1, 0, 0))]).Findings[0].Kind);

string file = Path.GetTempFileName();
File.WriteAllText(file, "subscription_id,customer_id,start_date,end_date,monthly_amount\ns-1,ada,2026-01-01,,49.00\ns-2,bo,2026-01-01,2026-03-01,20.00\n");
RevenueTimeline read = RevenueTimeline.FromHistory(CsvImport.Subscriptions(file, new CsvImportOptions { Currency = Currency.Eur }).RequireValid().History);
File.Delete(file);
Console.WriteLine(read.RollForward(quarter)[2].ChurnMrr.Monthly);

var events = new StripeEventReader();
events.Add("""{"object":"subscription","id":"sub_1","customer":"cus_1","status":"active","created":1767604320,"items":{"data":[{"quantity":2,"price":{"unit_amount":1000,"currency":"usd","recurring":{"interval":"month"}}}]}}""");
Console.WriteLine(RevenueTimeline.FromHistory(events.Complete().RequireValid().History).RollForward(quarter)[2].ClosingMrr.Monthly);

KaplanMeier tenure = KaplanMeier.Estimate(RiskTable.FromTimeline(read, new ObservationWindow(new LocalDate(2026, 4, 1), DateTimeZone.Utc) { Unit = BillingInterval.Monthly }));
Console.WriteLine(tenure.SurvivalAt(2));
Fit<BgNbd> fit = BgNbd.Fit(PurchaseSummary.Of([.. Enumerable.Range(0, 60).Select(i => new CustomerPurchases($"c{i}", new PurchaseHistory(i % 7, i % 7 == 0 ? 0 : 5 + (i % 11), 20 + (i % 5)), 20m * (i % 7)))], ModelUnit.Week));
Console.WriteLine(FitJson.Read<BgNbd>(FitJson.Write(fit)).Equals(fit));
