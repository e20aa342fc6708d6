#region policies
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Policies;

/// <summary>The story that every table of the page about policies is worked out on, and what the page does with it.</summary>
public sealed class PoliciesPage
{
    private static readonly (SubscriptionHistory History, ReportingPeriods Months) Told = Story();

    internal static SubscriptionHistory History => Told.History;

    internal static ReportingPeriods Months => Told.Months;

    internal static OrderHistory Orders { get; } = OrdersOfMarch();

    [Fact]
    public void Changing()
    {
        SubscriptionHistory history = History;
        ReportingPeriods months = Months;

        #region policies-change
        MetricPolicy policy = MetricPolicy.Default with { Netting = Netting.PerEvent };
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);
        Console.WriteLine(timeline.RollForward(months)[0].ChurnMrr.Monthly);          // 0.00 EUR
        Console.WriteLine(timeline.RollForward(months, policy)[0].ChurnMrr.Monthly);  // 140.50 EUR

        policy = policy with { Pauses = PauseRule.KeepCustomer };
        RevenueTimeline other = RevenueTimeline.FromHistory(history, policy);
        Console.WriteLine(other.RollForward(months)[1].PausedMrr.Monthly);            // 60.00 EUR: Bo
        #endregion
    }

    [Fact]
    public void Json()
    {
        #region policies-json
        MetricPolicy policy = MetricPolicy.FromJson("""{ "discounts": "onlyForeverSubtracted", "daysPerYear": 360 }""");
        Console.WriteLine(policy.Discounts);                                  // OnlyForeverSubtracted
        Console.WriteLine(MetricPolicy.FromJson(policy.ToJson()) == policy);  // true
        #endregion
    }

    private static (SubscriptionHistory History, ReportingPeriods Months) Story()
    {
        #region policies
        static Instant On(int year, int month, int day, int hour = 0) => Instant.FromUtc(year, month, day, hour, 0);
        static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        RecurringPrice quarterly = RecurringPrice.Every(1, BillingUnit.Quarter, 300m, Currency.Eur);
        RecurringPrice weekly = RecurringPrice.Every(1, BillingUnit.Week, 12m, Currency.Eur);
        RecurringPrice daily = RecurringPrice.Every(1, BillingUnit.Day, 1.20m, Currency.Eur);
        SubscriptionHistory history =
        [
            ada.Starts(On(2025, 2, 10), quarterly),
            ada.ChangesPrice(On(2026, 3, 1), quarterly, Discount.Percent(100m, until: On(2026, 4, 1))),
            ada.SchedulesCancellation(On(2026, 4, 10), effectiveAt: On(2026, 5, 10)),
            bo.Starts(On(2026, 2, 1), Monthly(60m), Discount.Percent(50m, until: On(2026, 3, 16))),
            bo.Pauses(On(2026, 4, 12)),
            bo.Resumes(On(2026, 5, 5)),
            cy.Starts(On(2025, 10, 1), weekly),
            cy.Ends(On(2026, 3, 9)),
            cy.Starts(On(2026, 3, 12), weekly),
            cy.Ends(On(2026, 3, 16, 9)),
            cy.Starts(On(2026, 3, 16, 17), weekly),
            cy.PaymentFails(On(2026, 3, 25)),
            dee.Starts(On(2025, 6, 1), Monthly(40m)),
            dee.Ends(On(2025, 11, 20)),
            dee.Starts(On(2026, 3, 10), Monthly(50m), Discount.Percent(20m)),
            dee.ChangesPrice(On(2026, 4, 20), Monthly(0m)),
            eve.Starts(On(2026, 3, 3), daily),
            eve.Ends(On(2026, 3, 24)),
            eve.Starts(On(2026, 4, 15), daily),
        ];
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 3)).To(new YearMonth(2026, 4));
        #endregion
        return (history, months);
    }

    private static OrderHistory OrdersOfMarch()
    {
        #region policies-orders
        static Order In(string customer, decimal amount) => new(customer, Instant.FromUtc(2026, 3, 5, 10, 0), Currency.Eur.Amount(amount));

        OrderHistory orders =
        [
            In("ada", 40m),
            In("bo", 60m) with { Refunded = Currency.Eur.Amount(10m) },
            In("cy", 50m),
            In("dee", 20m),
            In("eve", 30m) with { Status = OrderStatus.Cancelled },
        ];
        #endregion
        return orders;
    }
}
