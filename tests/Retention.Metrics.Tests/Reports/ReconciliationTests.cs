using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Reports;

public sealed class ReconciliationTests
{
    private static readonly YearMonth March = Month("2026-03");

    /// <summary>Each customer differs for a reason of their own; the last agrees.</summary>
    private static readonly SubscriptionHistory Ours =
    [
        Subscription.Of("cent").Starts(Utc("2026-01-05"), Monthly(10m)),
        Subscription.Of("coupon").Starts(Utc("2026-01-05"), Monthly(100m), Discount.Percent(20m)),
        Subscription.Of("due").Starts(Utc("2026-01-05"), Monthly(30m)),
        Subscription.Of("due").PaymentFails(Utc("2026-03-10")),
        Subscription.Of("early").Starts(Utc("2026-04-01T03:00"), Monthly(40m)),
        Subscription.Of("early-bird").Starts(Utc("2026-01-05"), Monthly(1m)),
        Subscription.Of("gone").Starts(Utc("2026-01-05"), Monthly(50m)),
        Subscription.Of("paused").Starts(Utc("2026-01-05"), Monthly(60m)),
        Subscription.Of("paused").Pauses(Utc("2026-03-10")),
        Subscription.Of("requested").Starts(Utc("2026-01-05"), Monthly(70m)),
        Subscription.Of("requested").SchedulesCancellation(Utc("2026-03-10"), Utc("2026-05-05")),
        new Subscription("t1", "trial").Starts(Utc("2026-01-05"), Monthly(5m)),
        new Subscription("t2", "trial").TrialStarts(Utc("2026-03-20")),
        Subscription.Of("dollar").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(80m, Currency.Usd)),
        Subscription.Of("same").Starts(Utc("2026-01-05"), Monthly(90m)),
        Subscription.Of("odd").Starts(Utc("2026-01-05"), Monthly(90m)),
    ];

    private static readonly StatedMrr[] Theirs =
    [
        Stated("cent", 10.01m), Stated("coupon", 100m), Stated("due", 0m), Stated("due", 30m, "2026-02"), Stated("early", 40m), Stated("early-bird", 1m), Stated("new", 15m), Stated("paused", 60m),
        Stated("requested", 0m), Stated("requested", 70m, "2026-02"), Stated("trial", 25m), Stated("dollar", 80m), Stated("same", 90m), Stated("odd", 77m),
    ];

    [Fact]
    public void EachDifference_HasItsCause() =>
        Assert.Equal(
            [
                ("cent", "EUR", 0.01m, DifferenceCause.Rounding),
                ("coupon", "EUR", 20m, DifferenceCause.Discount),
                ("dollar", "EUR", 80m, DifferenceCause.Currency),
                ("dollar", "USD", -80m, DifferenceCause.Currency),
                ("due", "EUR", -30m, DifferenceCause.PastDue),
                ("early", "EUR", 40m, DifferenceCause.TimeZone),
                ("early-bird", "EUR", 0m, null),
                ("gone", "EUR", -50m, DifferenceCause.MissingInTheirs),
                ("new", "EUR", 15m, DifferenceCause.MissingInOurs),
                ("odd", "EUR", -13m, DifferenceCause.Unexplained),
                ("paused", "EUR", 60m, DifferenceCause.Pause),
                ("requested", "EUR", -70m, DifferenceCause.Cancellation),
                ("same", "EUR", 0m, null),
                ("trial", "EUR", 20m, DifferenceCause.Trial),
            ],
            Reconciliation.Of(Ours, Theirs, DateTimeZone.Utc).Rows.Where(row => row.Month == March).Select(row => (row.Customer.Value, row.Ours.Currency.Code, row.Difference.Amount, row.Cause)));

    [Fact]
    public void AHint_IsAskedForWhatNothingExplains()
    {
        Reconciliation hinted = Reconciliation.Of(Ours, Theirs, DateTimeZone.Utc, hint: customer => customer.Value == "odd" ? DifferenceCause.Discount : null);

        Assert.Equal(DifferenceCause.Discount, hinted.Rows.Single(row => row.Month == March && row.Customer.Value == "odd").Cause);
    }

    [Fact]
    public void TheMonth_IsThatOfTheZone()
    {
        // In New York 1 April begins four hours after UTC.
        Reconciliation row = Reconciliation.Of(Ours, [Stated("early", 40m)], Zone("America/New_York"));

        Assert.Null(row.Rows.Single(one => one.Customer.Value == "early").Cause);
    }

    /// <summary>From 40 to 55 so many hours from the end of March in UTC: a month that ends up to 14 hours earlier or later may see the other amount.</summary>
    [Theory]
    [InlineData(-15, 40, DifferenceCause.Unexplained)]
    [InlineData(-14, 40, DifferenceCause.TimeZone)]
    [InlineData(-1, 40, DifferenceCause.TimeZone)]
    [InlineData(13, 55, DifferenceCause.TimeZone)]
    [InlineData(15, 55, DifferenceCause.Unexplained)]
    public void AnotherZone_ExplainsWhatWasPaidUpTo14HoursAway(int hours, int stated, DifferenceCause cause)
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(40m)), Subscription.Of("ada").ChangesPrice(Utc("2026-04-01") + Duration.FromHours(hours), Monthly(55m))];

        Assert.Equal(cause, Assert.Single(Reconciliation.Of(history, [Stated("ada", stated)], DateTimeZone.Utc).Rows).Cause);
    }

    [Fact]
    public void AnotherZone_ExplainsAnAmountBetweenTwoChanges()
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(40m)), Subscription.Of("ada").ChangesPrice(Utc("2026-03-31T10:00"), Monthly(55m)), Subscription.Of("ada").ChangesPrice(Utc("2026-03-31T20:00"), Monthly(70m)),
        ];

        Assert.Equal(DifferenceCause.TimeZone, Assert.Single(Reconciliation.Of(history, [Stated("ada", 55m)], DateTimeZone.Utc).Rows).Cause);
    }

    /// <summary>What happens at the end of the month is not known at it: a trial that begins there is none yet, one that ends there is one still.</summary>
    [Theory]
    [InlineData("2026-04-01T00:00", "2026-05-01", DifferenceCause.Unexplained)]
    [InlineData("2026-03-31T23:59", "2026-05-01", DifferenceCause.Trial)]
    [InlineData("2026-03-20", "2026-04-01", DifferenceCause.Trial)]
    [InlineData("2026-03-20", "2026-03-31", DifferenceCause.Unexplained)]
    public void ATrial_ExplainsADifference_WhereItRunsAtTheEndOfTheMonth(string from, string to, DifferenceCause cause)
    {
        var trial = new Subscription("t2", "ada");
        SubscriptionHistory history = [new Subscription("t1", "ada").Starts(Utc("2026-01-05"), Monthly(5m)), trial.TrialStarts(Utc(from)), trial.Ends(Utc(to))];

        Assert.Equal(cause, Assert.Single(Reconciliation.Of(history, [Stated("ada", 25m)], DateTimeZone.Utc).Rows).Cause);
    }

    [Fact]
    public void AStatedAmount_IsRoundedToTheCurrency_AsOursIs() =>
        Assert.Equal((Eur(90m), null), Reconciliation.Of(Ours, [Stated("same", 90.004m)], DateTimeZone.Utc).Rows.Where(row => row.Customer == "same").Select(row => (row.Theirs, row.Cause)).Single());

    [Fact]
    public void TwoAmountsOfOneCustomerAndMonth_AreRefused() =>
        Assert.Throws<ArgumentException>(() => Reconciliation.Of(Ours, [Stated("same", 1m), Stated("same", 2m)], DateTimeZone.Utc));

    [Fact]
    public void TheCausesOfAnyTable_AddUpToTheWholeDifference() =>
        Laws.Check(
            Arb.Zip(Any.SubscriptionScenario, Arb.From((from customer in Gen.Choose(0, 5) from amount in Gen.Elements(0m, 10m, 20m, 49m, 50m) from month in Gen.Choose(0, 3) select (customer, amount, month)).ListOf())),
            drawn =>
            {
                (SubscriptionScenario scenario, var stated) = drawn;
                CustomerId[] customers = [.. scenario.Events.Select(one => one.Customer).Distinct().Append("stranger")];
                YearMonth first = scenario.Periods.Start.InUtc().Date.ToYearMonth();
                StatedMrr[] theirs =
                [
                    .. stated.Select(one => new StatedMrr(customers[one.customer % customers.Length], first.PlusMonths(one.month), new Money(one.amount, Currency.Eur))).DistinctBy(one => (one.Customer, one.Month)),
                ];
                Reconciliation found = Reconciliation.Of(scenario.History, theirs, DateTimeZone.Utc);

                foreach (YearMonth month in theirs.Select(one => one.Month).Distinct())
                {
                    Instant end = month.OnDayOfMonth(1).PlusMonths(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
                    foreach ((Currency currency, SubscriptionHistory part) in scenario.History.PerCurrency())
                    {
                        RevenueTimeline timeline = RevenueTimeline.FromHistory(part);
                        decimal ours = found.Rows.Where(row => row.Month == month && row.Ours.Currency == currency).Sum(row => row.Ours.Amount);
                        decimal total = timeline.MrrAt(end).Monthly.Amount;
                        // Each customer is rounded alone.
                        decimal rounding = (found.Rows.Count + 1) * (currency.MinorUnits == 0 ? 1m : 0.01m);
                        Assert.InRange(ours, total - rounding, total + rounding);
                    }

                    decimal difference = theirs.Where(one => one.Month == month).Sum(one => one.Mrr.Amount) - found.Rows.Where(row => row.Month == month).Sum(row => row.Ours.Amount);
                    Assert.Equal(difference, found.Totals.Where(total => total.Month == month).Sum(total => total.Difference.Amount));
                    Assert.Equal(difference, found.Totals.Where(total => total.Month == month && total.Cause is not null).Sum(total => total.Difference.Amount));
                }

                Assert.Equal(found.Rows.Count, found.Totals.Sum(total => total.Customers));
                Assert.All(found.Rows, row => Assert.Equal(row.Cause is null, row.Difference.Amount == 0m));
            });

    private static StatedMrr Stated(string customer, decimal amount, string month = "2026-03") => new(customer, Month(month), Eur(amount));
}
