using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class TypeExamples
{
    [Fact]
    public void ReportingCalendar_Months()
    {
        #region xml: ReportingCalendar
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        ReportingPeriods year = ReportingCalendar.Months(berlin).Year(2025);
        Show(year.Count);          // 12
        Show(year[2].Name);        // 2025-03
        Show(year[2].Length);      // 743 hours: the clocks go forward in March
        #endregion
    }

    [Fact]
    public void ReportingCalendar_Parse()
    {
        #region xml: ReportingCalendar.Parse
        ReportingCalendar weeks = ReportingCalendar.Weeks(DateTimeZone.Utc);
        Show(weeks.Parse("2026-W02").Start);    // 2026-01-05T00:00:00Z
        Show(weeks.TryParse("2026-10", out _)); // false: that is a month
        #endregion
    }

    [Fact]
    public void RecurringPrice_Revenue()
    {
        #region xml: RecurringPrice.Revenue
        Show(RecurringPrice.Yearly(1200m, Currency.Eur).Revenue.Monthly);               // 100.00 EUR
        Show(RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Eur).Revenue.Monthly); // 30.00 EUR
        #endregion
    }

    [Fact]
    public void Subscription_Factories()
    {
        #region xml: Subscription
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
        ];
        #endregion

        Assert.Equal(ChurnReason.Voluntary, Assert.IsType<SubscriptionEvent.Ended>(history[1]).Reason);
    }

    [Fact]
    public void SubscriptionHistory_CollectionExpression()
    {
        #region xml: SubscriptionHistory
        var ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0), ChurnReason.Voluntary),
        ];
        Show(history.Count); // 2
        #endregion
    }

    [Fact]
    public void OrderHistory_AndItsBook()
    {
        #region xml: OrderHistory
        OrderHistory orders =
        [
            new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), new Money(30m, Currency.Eur)),
            new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), new Money(50m, Currency.Eur)),
        ];
        Show(orders.Count); // 2
        #endregion
    }

    [Fact]
    public void OrderTimeline_Metrics()
    {
        OrderHistory orders =
        [
            new("ada", Instant.FromUtc(2026, 3, 5, 9, 0), new Money(30m, Currency.Eur)),
            new("ada", Instant.FromUtc(2026, 3, 9, 9, 0), new Money(50m, Currency.Eur)),
        ];

        #region xml: OrderTimeline
        OrderTimeline timeline = OrderTimeline.FromHistory(orders);
        OrderMetrics march = timeline.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)));
        Show(march[0].AverageOrderValue.Value); // 40
        #endregion
    }

    [Fact]
    public void MetricPolicy_With()
    {
        #region xml: MetricPolicy
        MetricPolicy policy = MetricPolicy.Default with { Netting = Netting.PerEvent, ReactivationInNetChurn = true };
        #endregion

        Assert.NotEqual(MetricPolicy.Default, policy);
    }

    [Fact]
    public void MetricPolicy_ToJson()
    {
        #region xml: MetricPolicy.ToJson
        string json = MetricPolicy.Default.ToJson();
        Show(MetricPolicy.FromJson(json) == MetricPolicy.Default); // true
        #endregion
    }

    [Fact]
    public void PolicyPreset_Settings()
    {
        #region xml: PolicyPreset
        MetricPolicy stripe = PolicyPreset.Stripe.Policy;
        Show(PolicyPreset.Stripe.Settings.Count(setting => setting.Source is null)); // 10: so many settings are ours
        #endregion

        Assert.NotEqual(MetricPolicy.Default, stripe);
    }

    [Fact]
    public void PolicyComparison_OfPresets()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 3, 5, 0, 0), RecurringPrice.Monthly(20m, Currency.Eur)),
            bo.Ends(Instant.FromUtc(2026, 3, 25, 0, 0)),
        ];
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        #region xml: PolicyComparison
        PolicyComparison comparison = PolicyComparison.Of(history, march, PolicyPreset.Default, PolicyPreset.Stripe);
        Show(comparison.Settings[0].Name);                                         // discounts
        Show(comparison.Customers(RevenueFigure.LostCustomers)[0].Customer);       // bo: he came and went in March, and Stripe counts joiners
        #endregion
    }

    [Fact]
    public void RevenueTimeline_FromHistory()
    {
        #region xml: RevenueTimeline
        var ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur))];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        Show(timeline.MrrAt(Instant.FromUtc(2026, 2, 1, 0, 0)).Monthly); // 49.00 EUR
        #endregion
    }

    [Fact]
    public void RollForward_OfAQuarter()
    {
        RevenueTimeline timeline = TwoCustomers();

        #region xml: RollForward
        RollForward q1 = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));
        Show(q1[2].ChurnMrr.Monthly);         // 49.00 EUR
        Show(q1[2].CustomerChurnRate.Value);  // 0.5
        #endregion
    }

    [Fact]
    public void TrailingRetention_OfAYear()
    {
        RevenueTimeline timeline = TwoCustomers();

        #region xml: TrailingRetention
        TrailingRetention january2027 = timeline.TrailingYear(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2027, 1, 1)));
        Show(january2027[0].NetRevenueRetention.Value); // 0.2898…
        #endregion
    }

    [Fact]
    public void OrderMetrics_OfAMonth()
    {
        OrderTimeline orders = TwoOrders();

        #region xml: OrderMetrics
        OrderMetrics january = orders.Metrics(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
        Show(january[0].PurchaseFrequency.Value);   // 2
        Show(january[0].RepeatCustomerRate.Value);  // 1
        #endregion
    }

    [Fact]
    public void DaysBetweenOrders_OfAMonth()
    {
        OrderTimeline orders = TwoOrders();

        #region xml: DaysBetweenOrders
        DaysBetweenOrders january = orders.DaysBetweenOrders(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)));
        Show(january[0].Count);       // 1
        Show(january.Overall.Median); // 4
        #endregion
    }

    [Fact]
    public void OrderTimeline_RepeatWithin()
    {
        OrderTimeline orders = TwoOrders();

        #region xml: OrderTimeline.RepeatWithin
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        Show(orders.RepeatWithin(january, days: 30, asOf: Instant.FromUtc(2026, 3, 1, 0, 0))[0].Value); // 1
        #endregion
    }

    [Fact]
    public void RfmTable_Columns()
    {
        OrderTimeline orders = TwoOrders();

        #region xml: RfmTable
        RfmTable table = orders.Rfm(DateTimeZone.Utc, end: new LocalDate(2026, 1, 31));
        Show(table[0].Frequency);       // 1
        Show(table[0].RecencyDays);     // 4
        Show(table[0].AgeDays);         // 26
        #endregion
    }

    [Fact]
    public async Task Builders_TakeStreams()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var builder = new RevenueTimelineBuilder<Guid, long>(Currency.Eur);
        var ledger = Rows();

        #region xml: RevenueTimelineBuilder.AddRangeAsync
        await builder.AddRangeAsync(ledger, static (to, row) => to.Add(row.Customer, row.Subscription, row.From, row.MonthlyCents), patience.Token);
        RevenueTimeline timeline = builder.Build();
        #endregion

        Assert.Equal(1, timeline.CustomerCount);

        static async IAsyncEnumerable<(Guid Customer, long Subscription, Instant From, long MonthlyCents)> Rows()
        {
            await Task.Yield();
            yield return (Guid.NewGuid(), 7L, Instant.FromUtc(2026, 1, 5, 0, 0), 4900L);
        }
    }

    [Fact]
    public void Builders_TakeRowsOneByOne()
    {
        (Guid Customer, long Subscription, Instant From, long MonthlyCents)[] charges = [(Guid.NewGuid(), 7L, Instant.FromUtc(2026, 1, 5, 0, 0), 4900L)];
        (long Customer, Instant At, long Cents)[] sales = [(1L, Instant.FromUtc(2026, 1, 5, 0, 0), 1999L)];

        #region xml: RevenueTimelineBuilder
        var builder = new RevenueTimelineBuilder<Guid, long>(Currency.Eur);
        foreach (var charge in charges)
        {
            builder.Add(charge.Customer, charge.Subscription, charge.From, charge.MonthlyCents);
        }

        RevenueTimeline timeline = builder.Build();
        #endregion

        #region xml: OrderTimelineBuilder
        var orders = new OrderTimelineBuilder<long>(Currency.Eur);
        foreach (var sale in sales)
        {
            orders.Add(sale.Customer, sale.At, sale.Cents);
        }

        OrderTimeline orderTimeline = orders.Build();
        #endregion

        Assert.Equal(1, timeline.ChangeCount);
        Assert.Equal(1, orderTimeline.OrderCount);
    }

    [Fact]
    public void ActivityTimeline_FromActivities()
    {
        #region xml: Activity
        var login = new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 30), "login");
        var import = new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 45), "rows imported", quantity: 1200);
        Show(login.Quantity);  // 1
        Show(import.Quantity); // 1200
        #endregion

        #region xml: ActivityTimeline
        ActivityTimeline timeline = ActivityTimeline.FromActivities(
        [
            new Activity("ada", Instant.FromUtc(2026, 1, 5, 9, 0), "login"),
            new Activity("ada", Instant.FromUtc(2026, 1, 6, 9, 0), "export"),
            new Activity("bo", Instant.FromUtc(2026, 2, 1, 9, 0), "login"),
        ]);
        Show(timeline.ActivityCount);                  // 3
        Show(timeline.CustomerCount);                  // 2
        Show(string.Join(", ", timeline.Kinds));       // export, login
        Show(timeline.OfKind("export").CustomerCount); // 1
        #endregion
    }

    [Fact]
    public void ActivityTimelineBuilder_Add()
    {
        (long Customer, Instant At, string Feature)[] uses = [(7, Instant.FromUtc(2026, 1, 5, 9, 0), "login")];

        #region xml: ActivityTimelineBuilder
        var activities = new ActivityTimelineBuilder<long>();
        foreach (var use in uses)
        {
            activities.Add(use.Customer, use.At, use.Feature);
        }

        ActivityTimeline timeline = activities.Build();
        #endregion

        Assert.Equal(1, timeline.ActivityCount);
    }

    [Fact]
    public void TimelinesOfResponses()
    {
        #region xml: SurveyResponse
        var response = new SurveyResponse("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", Score: 9) { Touchpoint = "email" };
        #endregion

        #region xml: SurveyTimeline
        SurveyTimeline responses = SurveyTimeline.FromResponses(
        [
            new SurveyResponse("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", Score: 9),
            new SurveyResponse("bo", Instant.FromUtc(2026, 3, 6, 14, 0), "relationship", Score: 4) { Touchpoint = "support" },
        ], SurveyKind.Nps);
        Show(responses.ResponseCount); // 2
        Show(responses.OfSurvey("relationship").AtTouchpoint("support").CustomerCount); // 1
        #endregion

        #region xml: SurveyTimelineBuilder
        var answers = new SurveyTimelineBuilder<long>(SurveyKind.Nps);
        answers.Add(customer: 17, Instant.FromUtc(2026, 3, 5, 9, 30), survey: "relationship", score: 9);
        answers.Add(customer: 18, Instant.FromUtc(2026, 3, 6, 14, 0), survey: "relationship", score: 4, touchpoint: "support");
        SurveyTimeline surveyTimeline = answers.Build();
        #endregion

        Assert.Equal("email", response.Touchpoint);
        Assert.Equal(2, surveyTimeline.CustomerCount);
    }

    [Fact]
    public void Builder_TakesRevenueOfAnyUnit()
    {
        RevenueTimeline levels = Levels(), intervals = Intervals();

        Assert.Equal(2, levels.ChangeCount);
        ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026);
        Assert.Equal(levels.RollForward(year), intervals.RollForward(year));

        static RevenueTimeline Levels()
        {
            #region xml: RevenueTimelineBuilder.Add
            var builder = new RevenueTimelineBuilder<long, long>(Currency.Eur);
            builder.Add(7, 70, Instant.FromUtc(2026, 1, 5, 0, 0), RecurringRevenue.PerYear(Currency.Eur.Amount(588m)));
            builder.Add(7, 70, Instant.FromUtc(2026, 9, 5, 0, 0), RecurringRevenue.Zero(Currency.Eur));
            #endregion

            return builder.Build();
        }

        static RevenueTimeline Intervals()
        {
            #region xml: RevenueTimelineBuilder.AddInterval
            var builder = new RevenueTimelineBuilder<long, long>(Currency.Eur);
            builder.AddInterval(7, Instant.FromUtc(2026, 1, 5, 0, 0), end: Instant.FromUtc(2026, 9, 5, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(49m)));
            #endregion

            return builder.Build();
        }
    }

    internal static OrderTimeline TwoOrders() => OrderTimeline.FromHistory(
    [
        new("ada", Instant.FromUtc(2026, 1, 5, 9, 0), new Money(30m, Currency.Eur)),
        new("ada", Instant.FromUtc(2026, 1, 9, 9, 0), new Money(50m, Currency.Eur)),
    ]);

    internal static RevenueTimeline TwoCustomers()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        return RevenueTimeline.FromHistory(
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 1, 5, 0, 0), RecurringPrice.Monthly(20m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 0, 0)),
        ]);
    }
}
