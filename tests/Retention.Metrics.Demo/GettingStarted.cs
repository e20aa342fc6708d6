#region usings
using NodaTime;
using Retention.Metrics;
#endregion
#region read-csv
using Retention.Metrics.Csv;
#endregion

namespace DocumentedCode;

public sealed class GettingStarted
{
    [Fact]
    public void FromEvents()
    {
        #region from-events
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.TrialStarts(Instant.FromUtc(2026, 1, 2, 9, 0)),
            ada.Starts(Instant.FromUtc(2026, 1, 16, 9, 0), RecurringPrice.Monthly(10m, Currency.Eur, quantity: 5)),
            ada.ChangesPrice(Instant.FromUtc(2026, 2, 10, 9, 0), RecurringPrice.Monthly(10m, Currency.Eur, quantity: 8)),
            ada.SchedulesCancellation(Instant.FromUtc(2026, 3, 1, 9, 0), effectiveAt: Instant.FromUtc(2026, 4, 16, 9, 0), ChurnReason.Voluntary),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 1, 10, 0, 0)).Monthly);  // 0.00 EUR: a trial pays nothing
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly);   // 50.00 EUR
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 4, 1, 0, 0)).Monthly);   // 80.00 EUR: requested, but not in effect
        Console.WriteLine(timeline.MrrAt(Instant.FromUtc(2026, 5, 1, 0, 0)).Monthly);   // 0.00 EUR
        #endregion
    }

    [Fact]
    public void Findings()
    {
        #region findings
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionEvent[] events =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 1, 9, 9, 0), RecurringPrice.Monthly(20m, Currency.Eur)),
            bo.Ends(Instant.FromUtc(2026, 2, 9, 9, 0)),
            bo.ChangesPrice(Instant.FromUtc(2026, 3, 9, 9, 0), RecurringPrice.Monthly(30m, Currency.Eur)),
        ];
        var check = SubscriptionHistory.Check(events);
        Console.WriteLine(check.Findings[0]);    // ChangedWhileNotLive: subscription bo: PriceChanged at 2026-03-09T09:00:00Z, but it is Ended (row 4, subscription bo)
        Console.WriteLine(check.Used);           // 1: Ada's event
        Console.WriteLine(check.Refused);        // 3: all of Bo's, because half a history is a wrong number
        Console.WriteLine(check.History.Count);  // 1
        #endregion

        Assert.Throws<InvalidHistoryException>(() => SubscriptionHistory.Create(events));
    }

    [Fact]
    public void AsKnownAt()
    {
        #region as-known-at
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 2, 20, 9, 0)) with { RecordedAt = Instant.FromUtc(2026, 3, 15, 9, 0) },
        ];
        Instant firstOfMarch = Instant.FromUtc(2026, 3, 1, 0, 0);
        RevenueTimeline today = RevenueTimeline.FromHistory(history);
        RevenueTimeline asReported = RevenueTimeline.FromHistory(history.AsKnownAt(firstOfMarch).History);
        Console.WriteLine(today.MrrAt(firstOfMarch).Monthly);       // 0.00 EUR
        Console.WriteLine(asReported.MrrAt(firstOfMarch).Monthly);  // 49.00 EUR: the end was entered two weeks later
        #endregion
    }

    [Fact]
    public void FromIntervals()
    {
        #region from-intervals
        RecurringRevenue PerMonth(decimal amount) => RecurringRevenue.PerMonth(Currency.Usd.Amount(amount));

        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Instant.FromUtc(2026, 1, 1, 0, 0), End: null, PerMonth(30m)),
            new("ada", Instant.FromUtc(2026, 2, 1, 0, 0), End: null, PerMonth(15m)),  // a second subscription of Ada's
            new("bo", Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 3, 1, 0, 0), PerMonth(20m)),
        ]);
        RollForward quarter = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Console.WriteLine(string.Join(", ", quarter.Select(month => month.ClosingMrr.Monthly)));       // 50.00 USD, 65.00 USD, 45.00 USD
        Console.WriteLine(string.Join(", ", quarter.Select(month => month.NetRevenueRetention.Value.HasValue))); // False, True, True
        #endregion
    }

    [Fact]
    public void FromColumns()
    {
        #region from-columns
        int[] customers = [17, 42, 17];
        long[] subscriptions = [1001, 1002, 1001];
        Instant[] at = [Instant.FromUtc(2026, 1, 5, 0, 0), Instant.FromUtc(2026, 1, 9, 0, 0), Instant.FromUtc(2026, 3, 5, 0, 0)];
        long[] monthlyCents = [4900, 2000, 0];  // the level from then on; 0 where it ends

        RevenueTimeline timeline = RevenueTimeline.FromColumns(Currency.Eur, customers, subscriptions, at, monthlyCents);
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        Console.WriteLine(timeline.RollForward(march)[0].CustomerChurnRate);  // 1/2 = 0.5
        #endregion
    }

    [Fact]
    public void NightByNight()
    {
        #region incremental-updates
        int[] customers = [17, 42];
        long[] subscriptions = [1001, 1002];
        AppendableTimeline<int, long> yesterday = new AppendableTimeline<int, long>(Currency.Eur)
            .Append(customers, subscriptions, [Instant.FromUtc(2026, 1, 5, 0, 0), Instant.FromUtc(2026, 1, 9, 0, 0)], [4900, 2000]);
        AppendableTimeline<int, long> today = yesterday
            .Append([17], [1001], [Instant.FromUtc(2026, 3, 5, 0, 0)], [0]);

        RevenueReport report = today.Timeline.Report(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Console.WriteLine(report.RollForward[2].CustomerChurnRate);                    // 1/2 = 0.5
        Console.WriteLine(report.Cohorts[0][2]!.CustomerRetention);                    // 1/2 = 0.5
        Console.WriteLine(report.TrailingYear[2].NetRevenueRetention.Value.HasValue);  // False: nobody paid a year ago
        #endregion
    }

    [Fact]
    public void Periods()
    {
        #region periods
        DateTimeZone berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        ReportingCalendar months = ReportingCalendar.Months(berlin);

        ReportingPeriods year = months.Year(2025);
        Console.WriteLine(year.Count);                                                                    // 12
        Console.WriteLine(year[2].LocalStart);                                                            // 2025-03-01T00:00:00 Europe/Berlin (+01)
        Console.WriteLine(year[2].LocalEnd);                                                              // 2025-04-01T00:00:00 Europe/Berlin (+02)

        Console.WriteLine(months.From(new YearMonth(2025, 11)).To(new YearMonth(2026, 2)).Count);         // 4: both ends are included
        Console.WriteLine(months.Last(12, endingBefore: Instant.FromUtc(2026, 10, 17, 9, 30)));           // 2025-10 … 2026-09
        Console.WriteLine(ReportingCalendar.Weeks(berlin).Containing(new DateOnly(2027, 1, 1)));          // 2026-W53
        Console.WriteLine(ReportingCalendar.FiscalQuarters(berlin, firstMonth: 4).Parse("FY2026-Q1").Start);  // 2025-03-31T22:00:00Z
        #endregion
    }

    [Fact]
    public void Explain()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        RollForwardRow march = FiveCustomers.March;
        ReportingPeriods months = FiveCustomers.Year.Periods;

        #region explain
        MrrContribution[] lost = [.. timeline.Explain(months, RevenueFigure.ChurnMrr).Where(one => one.Period == march.Period)];
        Console.WriteLine(string.Join(", ", lost.Select(one => $"{one.Customer} {one.Amount.Monthly}")));  // cy 40.00 EUR
        #endregion
    }

    [Fact]
    public void Merge()
    {
        #region merge
        static RevenueTimeline Of(string customer, decimal amount) =>
            RevenueTimeline.FromIntervals([new(customer, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 3, 9, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(amount)))]);

        RevenueTimeline europe = Of("ada", 30m), asia = Of("bo", 20m);
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        RollForward all = europe.RollForward(march).Merge(asia.RollForward(march));
        Console.WriteLine(all[0].ChurnMrr.Monthly);  // 50.00 EUR
        #endregion
    }

    [Fact]
    public void Orders()
    {
        #region from-orders
        OrderHistory history =
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), Currency.Eur.Amount(30m)),
            new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), Currency.Eur.Amount(50m)),
            new("bo", Instant.FromUtc(2026, 1, 7, 9, 0), Currency.Eur.Amount(40m)) { Status = OrderStatus.Refunded },
        ];
        OrderMetrics quarter = OrderTimeline.FromHistory(history).Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Console.WriteLine(quarter[0].Revenue);                 // 80.00 EUR: Bo's order counts, with 0.00
        Console.WriteLine(quarter[0].RepeatCustomerRate);      // 1/2 = 0.5
        Console.WriteLine(quarter[1].RepeatCustomerRate);      // 0/0 = undefined: nobody ordered in February
        Console.WriteLine(quarter.Overall.AverageOrderValue);  // 26.67 EUR: 80 over 3 orders
        #endregion
    }

    [Fact]
    public void ReadCsv()
    {
        #region read-csv
        SubscriptionImport import = CsvImport.Subscriptions("docs/samples/subscriptions.csv", new CsvImportOptions { Currency = Currency.Eur });
        Console.WriteLine(import.Rows.Read);  // 4

        RevenueTimeline timeline = RevenueTimeline.FromHistory(import.RequireValid().History);
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        Console.WriteLine(timeline.RollForward(march)[0].CustomerChurnRate);  // 1/3 = 0.333333
        #endregion
    }

    [Fact]
    public void ReadBrokenCsv()
    {
        #region read-broken-csv
        SubscriptionImport import = CsvImport.Subscriptions("docs/samples/broken.csv");
        Console.WriteLine(import.IsValid);      // False
        Console.WriteLine(import.Refusals[0]);  // line 4: start_date '2026-02-30': the calendar has no such day; 2026-02 has the days 01 to 28
        Console.WriteLine(import.Rows.Used);    // 1
        Console.WriteLine(import.Rows.Refused); // 2
        #endregion

        Assert.Throws<InvalidDataException>(import.RequireValid);
    }

    [Fact]
    public void PlainNumbers()
    {
        #region plain-numbers
        Ratio churn = CustomerChurn.Rate(lost: 7, opening: 100);
        Console.WriteLine(churn.Value);                                        // 0.07
        Console.WriteLine(Annualized.Churn(churn, periodsPerYear: 12));        // 0.5814…: 58 % a year, not 84 %
        Console.WriteLine(QuickRatio.Of(added: 20000, expansion: 8000, contraction: 3000, churn: 5000).Value);  // 3.5
        #endregion
    }

    [Fact]
    public void Undefined()
    {
        #region undefined
        Ratio nobody = CustomerChurn.Rate(lost: 0, opening: 0);
        Console.WriteLine(nobody.IsDefined);               // False
        Console.WriteLine(nobody.Value is null);           // True
        Console.WriteLine(nobody.Pool(Ratio.Of(1, 4)));    // 1/4 = 0.25: an empty segment changes nothing
        #endregion
    }

    [Fact]
    public void Choices()
    {
        #region choices
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Pauses(Instant.FromUtc(2026, 3, 10, 9, 0)),
        ];
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        RollForwardRow byDefault = RevenueTimeline.FromHistory(history).RollForward(march)[0];
        Console.WriteLine(byDefault.ChurnMrr.Monthly);        // 49.00 EUR: a pause is churn
        Console.WriteLine(byDefault.CustomerChurnRate);       // 1/1 = 1

        MetricPolicy policy = MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer };
        RollForwardRow keeping = RevenueTimeline.FromHistory(history, policy).RollForward(march)[0];
        Console.WriteLine(keeping.PausedMrr.Monthly);         // 49.00 EUR: in a line of its own
        Console.WriteLine(keeping.CustomerChurnRate);         // 0/1 = 0
        #endregion
    }
}
