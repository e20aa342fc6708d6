using NodaTime;

namespace Retention.Metrics.Testing.Tests.Stories;

/// <summary>Each step tells the event, order or attribute it says.</summary>
public sealed class StoryStepTests
{
    private static readonly Portfolio Ada = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);

    [Fact]
    public void TheSentence_IsTheHistoryItSays()
    {
        Portfolio told = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49).UpgradesTo(99).On(2026, 3, 5).Cancels(2026, 6, 5, ChurnReason.Voluntary);

        Subscription ada = Subscription.Of("ada");
        Assert.Equal(
            [ada.Starts(Day(1, 5), Monthly(49m)), ada.ChangesPrice(Day(3, 5), Monthly(99m)), ada.Ends(Day(6, 5), ChurnReason.Voluntary)],
            told.History);
    }

    [Fact]
    public void EveryKindOfEvent_CanBeTold()
    {
        Portfolio told = Portfolio.With("ada")
            .TrialStarts(2026, 1, 1)
            .Starts(2026, 1, 15, monthly: 49)
            .UpgradesTo(99).On(2026, 2, 1)
            .Pauses(2026, 3, 1)
            .Resumes(2026, 4, 1)
            .PaymentFails(2026, 5, 1)
            .PaymentRecovers(2026, 5, 4)
            .SchedulesCancellation(2026, 6, 1).For(2026, 7, 1)
            .RevokesCancellation(2026, 6, 10)
            .Ends(2026, 8, 1);

        Subscription ada = Subscription.Of("ada");
        Assert.Equal(
            [
                ada.TrialStarts(Day(1, 1)), ada.Starts(Day(1, 15), Monthly(49m)), ada.ChangesPrice(Day(2, 1), Monthly(99m)), ada.Pauses(Day(3, 1)), ada.Resumes(Day(4, 1)),
                ada.PaymentFails(Day(5, 1)), ada.PaymentRecovers(Day(5, 4)), ada.SchedulesCancellation(Day(6, 1), Day(7, 1), ChurnReason.Voluntary), ada.RevokesCancellation(Day(6, 10)), ada.Ends(Day(8, 1)),
            ],
            told.History);
        Assert.Equal(typeof(SubscriptionEvent).GetNestedTypes().Length, told.History.Select(one => one.GetType()).Distinct().Count());
    }

    [Fact]
    public void Ends_HasNoReason_AndCancels_IsTheCustomersDecision_UnlessTheySay()
    {
        static ChurnReason Last(Portfolio told) => ((SubscriptionEvent.Ended)told.History[^1]).Reason;

        Assert.Equal(ChurnReason.Unknown, Last(Ada.Ends(2026, 2, 1)));
        Assert.Equal(ChurnReason.Involuntary, Last(Ada.Ends(2026, 2, 1, ChurnReason.Involuntary)));
        Assert.Equal(ChurnReason.Voluntary, Last(Ada.Cancels(2026, 2, 1)));
        Assert.Equal(ChurnReason.Of("too dear"), Last(Ada.Cancels(2026, 2, 1, ChurnReason.Of("too dear"))));
        Assert.Equal(ChurnReason.Unknown, Last(Ada.Cancels(2026, 2, 1, ChurnReason.Unknown)));
    }

    [Fact]
    public void AScheduledCancellation_EndsTheSubscription_UnlessItIsRevoked()
    {
        Portfolio asks = Ada.SchedulesCancellation(2026, 2, 1).For(2026, 3, 1, ChurnReason.Of("moving"));

        Assert.Equal(ChurnReason.Of("moving"), ((SubscriptionEvent.CancellationScheduled)asks.History[^1]).Reason);
        Assert.Equal(49m, Mrr(asks, 3, 1));
        Assert.Equal(0m, Mrr(asks, 3, 2));
        Assert.Equal(49m, Mrr(asks.RevokesCancellation(2026, 2, 20), 3, 2));
    }

    [Fact]
    public void AStart_MayBeYearly_OfSeveralSeats_AndWithADiscount()
    {
        Assert.Equal(100m, Mrr(Portfolio.With("ada").Starts(2026, 1, 5, yearly: 1200), 2, 1));
        Assert.Equal(45m, Mrr(Portfolio.With("ada").Starts(2026, 1, 5, monthly: 9, quantity: 5), 2, 1));
        Assert.Equal(40m, Mrr(Portfolio.With("ada").Starts(2026, 1, 5, monthly: 50, discount: Discount.Percent(20m)), 2, 1));
        Assert.Equal(30m, Mrr(Portfolio.With("ada").Starts(2026, 1, 5, RecurringPrice.Every(3, BillingUnit.Month, 90m, Currency.Eur)), 2, 1));
    }

    [Fact]
    public void AChange_KeepsIntervalQuantityAndDiscount_UnlessItIsTheirs()
    {
        Portfolio yearly = Portfolio.With("ada").Starts(2026, 1, 5, yearly: 1200, quantity: 2, discount: Discount.Percent(50m));

        Assert.Equal((RecurringPrice.Yearly(1500m, Currency.Eur, 2), Discount.Percent(50m)), LastPrice(yearly.UpgradesTo(1500).On(2026, 2, 1)));
        Assert.Equal((RecurringPrice.Yearly(900m, Currency.Eur, 2), Discount.Percent(50m)), LastPrice(yearly.DowngradesTo(900).On(2026, 2, 1)));
        Assert.Equal((RecurringPrice.Yearly(1200m, Currency.Eur, 3), Discount.Percent(50m)), LastPrice(yearly.ChangesQuantityTo(3).On(2026, 2, 1)));
        Assert.Equal((Monthly(1m), Discount.Percent(50m)), LastPrice(yearly.ChangesPriceTo(Monthly(1m)).On(2026, 2, 1)));
        Assert.Equal((RecurringPrice.Yearly(1200m, Currency.Eur, 2), Discount.Percent(10m)), LastPrice(yearly.GetsDiscount(10).On(2026, 2, 1)));
        Assert.Equal((RecurringPrice.Yearly(1200m, Currency.Eur, 2), Discount.Amount(new Money(5m, Currency.Eur))), LastPrice(yearly.GetsDiscount(Discount.Amount(new Money(5m, Currency.Eur))).On(2026, 2, 1)));
        Assert.Equal((RecurringPrice.Yearly(1200m, Currency.Eur, 2), null), LastPrice(yearly.LosesDiscount().On(2026, 2, 1)));
    }

    [Fact]
    public void AnUpgrade_MayBeToAnotherInterval_WhereAYearOfItIsWorthMore()
    {
        Assert.Equal(50m, Mrr(Ada.UpgradesTo(RecurringPrice.Yearly(600m, Currency.Eur)).On(2026, 2, 1), 2, 2));
        Assert.Equal(48m, Mrr(Ada.DowngradesTo(RecurringPrice.Yearly(576m, Currency.Eur)).On(2026, 2, 1), 2, 2));
        Assert.Equal(0m, Mrr(Ada.DowngradesTo(0).On(2026, 2, 1), 2, 2));
    }

    [Fact]
    public void ADiscount_MayEndOnALocalDay()
    {
        DateTimeZone berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        Portfolio told = Portfolio.In(berlin).With("ada").Starts(2026, 1, 5, monthly: 50).GetsDiscount(20, until: new LocalDate(2026, 4, 1)).On(2026, 3, 1);

        Assert.Equal(Instant.FromUtc(2026, 3, 31, 22, 0), LastPrice(told).Discount!.Until);
        Assert.Equal(10m, told.Timeline().RollForward(told.Month(2026, 4))[0].ExpansionMrr.Monthly.Amount);
    }

    [Fact]
    public void APriceChange_IsComparedWithThePriceOfItsDay_NotWithTheOneToldLast()
    {
        Portfolio told = Ada.UpgradesTo(99).On(2026, 5, 1).UpgradesTo(60).On(2026, 3, 1);

        Assert.Equal([49m, 60m, 99m], told.History.Select(one => PriceOf(one)!.Amount.Amount));
        Assert.Equal("UpgradesTo(60) on 2026-06-01", Assert.Throws<ImpossibleStoryException>(() => told.UpgradesTo(60).On(2026, 6, 1)).Step);
    }

    [Fact]
    public void ACustomer_MayStartAgain()
    {
        Portfolio told = Ada.Cancels(2026, 2, 10).Starts(2026, 4, 10, monthly: 25);

        Assert.Equal(25m, told.Timeline().RollForward(told.Month(2026, 4))[0].ReactivationMrr.Monthly.Amount);
    }

    [Fact]
    public void ACustomer_MayHaveSeveralSubscriptions_AndTheStoryMayComeBackToEach()
    {
        Portfolio told = Ada.WithSubscription("storage").Starts(2026, 2, 1, monthly: 10)
            .WithSubscription("ada").UpgradesTo(60).On(2026, 3, 1)
            .WithSubscription("storage").Cancels(2026, 4, 1);

        Assert.Equal([("ada", "ada"), ("ada", "ada"), ("storage", "ada"), ("storage", "ada")], told.History.Select(one => (one.Subscription.Value, one.Customer.Value)));
        Assert.Equal([49m, 59m, 70m, 60m], new[] { Mrr(told, 2, 1), Mrr(told, 2, 2), Mrr(told, 3, 2), Mrr(told, 4, 2) });
    }

    [Fact]
    public void And_GoesOnWithAnotherCustomer_OrComesBackToOne()
    {
        Portfolio told = Ada.And("bo").Starts(2026, 2, 1, monthly: 20).And("ada").Cancels(2026, 3, 1);

        Assert.Equal(["ada", "bo"], told.Customers.Select(customer => customer.Id.Value));
        Assert.Equal(20m, Mrr(told, 3, 2));
    }

    [Fact]
    public void Attributes_StandWithTheirCustomer_AndTheLastWordHolds()
    {
        Portfolio told = Portfolio.With("ada").Has("country", "DE").Has("plan", "basic").And("bo").Has("country", "FR").And("ada").Has("plan", "team");

        Assert.Equal([new Customer("ada", [new("country", "DE"), new("plan", "team")]), new Customer("bo", [new("country", "FR")])], told.Customers);
    }

    [Fact]
    public void Orders_StandAlone_OrAreRefundedOrCalledOff()
    {
        Portfolio told = Portfolio.With("ada")
            .Orders(2026, 1, 7, 40m)
            .Orders(2026, 1, 8, 30m).Refunded(10m)
            .Orders(2026, 1, 9, 20m).Refunded()
            .Orders(2026, 1, 10, 50m).CalledOff();

        Assert.Equal(
            [
                new Order("ada", Day(1, 7), new Money(40m, Currency.Eur)),
                new Order("ada", Day(1, 8), new Money(30m, Currency.Eur)) { Refunded = new Money(10m, Currency.Eur) },
                new Order("ada", Day(1, 9), new Money(20m, Currency.Eur)) { Status = OrderStatus.Refunded },
                new Order("ada", Day(1, 10), new Money(50m, Currency.Eur)) { Status = OrderStatus.Cancelled },
            ],
            told.OrderHistory);
        OrderMetricsRow january = told.OrderTimeline().Metrics(told.Month(2026, 1))[0];
        Assert.Equal((3L, 60m), (january.Orders, january.Revenue.Amount));
        Assert.Equal(4, told.OrderTimeline(MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted }).OrderCount);
    }

    [Fact]
    public void AnOrder_CalledOffAndRefunded_IsBoth_InAnyOrder()
    {
        Portfolio one = Portfolio.With("ada").Orders(2026, 1, 7, 40m).CalledOff().Refunded(), other = Portfolio.With("ada").Orders(2026, 1, 7, 40m).Refunded().CalledOff();

        Assert.Equal(one.OrderHistory, other.OrderHistory);
        Assert.Equal(0, one.OrderTimeline().OrderCount);
        Assert.Equal(0m, one.OrderTimeline(MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted }).Metrics(one.Month(2026, 1))[0].Revenue.Amount);
    }

    [Fact]
    public void CurrencyAndZone_AreChosenOnce_EurosAndUtcIfNot()
    {
        DateTimeZone tokyo = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];
        Portfolio told = Portfolio.In(Currency.Jpy, tokyo).With("ada").Starts(2026, 1, 1, monthly: 4900).Orders(2026, 1, 2, 100);

        Assert.Equal((Currency.Eur, DateTimeZone.Utc), (Ada.Currency, Ada.Zone));
        Assert.Equal((Currency.Usd, DateTimeZone.Utc), (Portfolio.In(Currency.Usd).With("ada").Currency, Portfolio.In(Currency.Usd).With("ada").Zone));
        Assert.Equal(tokyo, Portfolio.In(tokyo).With("ada").Zone);
        Assert.Equal((RecurringPrice.Monthly(4900m, Currency.Jpy), Instant.FromUtc(2025, 12, 31, 15, 0)), (PriceOf(told.History[0]), told.History[0].At));
        Assert.Equal(new Money(100m, Currency.Jpy), told.OrderHistory[0].Amount);
        Assert.Equal(4900m, told.Timeline().RollForward(told.MonthsOf(2026))[0].NewMrr.Monthly.Amount);
    }

    [Fact]
    public void APortfolio_SaysHowMuchItTells() =>
        Assert.Equal("2 customers, 1 event and 1 order in EUR, UTC", Ada.And("bo").Orders(2026, 1, 1, 5).ToString());

    internal static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);

    internal static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

    internal static decimal Mrr(Portfolio portfolio, int month, int day) => portfolio.Timeline().MrrAt(Day(month, day)).Monthly.Amount;

    private static RecurringPrice? PriceOf(SubscriptionEvent one) => (one as SubscriptionEvent.Started)?.Price ?? (one as SubscriptionEvent.PriceChanged)?.Price;

    private static (RecurringPrice Price, Discount? Discount) LastPrice(Portfolio portfolio)
    {
        var changed = (SubscriptionEvent.PriceChanged)portfolio.History[^1];
        return (changed.Price, changed.Discount);
    }
}
