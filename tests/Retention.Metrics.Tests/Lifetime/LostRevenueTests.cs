using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Revenue;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class LostRevenueTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3));

    // bo pays 60 and then 50; cy leaves with 40 in March, dee with 60 in February, eve with 40 in February; ada stays.
    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals(
    [
        Paid(40m, "cy", 1, 3), Paid(60m, "dee", 1, 2), Paid(40m, "eve", 1, 2), Paid(50m, "bo", 1, null), Paid(10m, "bo", 1, 3), Paid(120m, "ada", 1, null),
    ]);

    [Fact]
    public void Losses_StandLargestFirst_ThenByCustomer_ChurnApartFromContraction()
    {
        LostRevenue lost = Timeline.LostRevenue(Months);

        Assert.Equal([("dee", 60m, "2026-02"), ("cy", 40m, "2026-03"), ("eve", 40m, "2026-02")], lost.Churned.Select(One));
        Assert.Equal([("bo", 10m, "2026-03")], lost.Contracted.Select(One));
        Assert.Equal((140m, 10m), (lost.ChurnMrr.Monthly.Amount, lost.ContractionMrr.Monthly.Amount));

        static (string, decimal, string) One(RevenueLoss loss) => (loss.Customer.Value, loss.Mrr.Monthly.Amount, loss.Movement.Period.Name);
    }

    [Fact]
    public void LifetimeValue_IsThatOfTheFunctionNamed()
    {
        var valuation = new LifetimeValuation("two years of what was paid before", loss => loss.Before.Annual * 2m);
        LostRevenue lost = Timeline.LostRevenue(Months, valuation);

        Assert.Equal("two years of what was paid before", lost.Valuation?.Name);
        Assert.Equal([1440m, 960m, 960m], lost.Churned.Select(loss => loss.LifetimeValue?.Amount));
        Assert.Equal((Eur(3360m), Eur(1440m)), (lost.ChurnedLifetimeValue, lost.ContractedLifetimeValue));
    }

    [Fact]
    public void LifetimeValue_ByThePlainFormulas()
    {
        Assert.Equal(Eur(60m * 24m * 0.8m), Timeline.LostRevenue(Months, LifetimeValuation.MrrTimesMonths(24m, margin: 0.8m)).Churned[0].LifetimeValue);
        Assert.Equal(Eur(1200m), Timeline.LostRevenue(Months, LifetimeValuation.MrrOverCustomerChurn(Ratio.Of(5, 100))).Churned[0].LifetimeValue);
        Assert.Equal("MRR / customer churn", LifetimeValuation.MrrOverCustomerChurn(Ratio.Of(5, 100)).ToString());
    }

    [Fact]
    public void LifetimeValue_WithoutAFunction_OrUndefinedOnce_HasNoTotal()
    {
        LostRevenue without = Timeline.LostRevenue(Months);
        LostRevenue noChurn = Timeline.LostRevenue(Months, LifetimeValuation.MrrOverCustomerChurn(Ratio.Of(0, 100)));
        LostRevenue once = Timeline.LostRevenue(Months, new LifetimeValuation("all but eve's", loss => loss.Customer == "eve" ? null : Eur(1m)));

        Assert.All([without, noChurn, once], lost => Assert.Null(lost.ChurnedLifetimeValue));
        Assert.Null(without.Churned[0].LifetimeValue);
        Assert.Null(noChurn.Churned[0].LifetimeValue);
        Assert.Equal(2, once.Churned.Count(loss => loss.LifetimeValue == Eur(1m)));
        Assert.Equal(Eur(1m), once.ContractedLifetimeValue);
    }

    [Fact]
    public void NothingLost_IsZero_NotUndefined()
    {
        LostRevenue nothing = Timeline.LostRevenue(ReportingCalendar.Months(DateTimeZone.Utc).Containing(Instant.FromUtc(2026, 5, 1, 0, 0)), LifetimeValuation.MrrTimesMonths(24m));

        Assert.Empty(nothing.Churned);
        Assert.Equal((Eur(0m), true), (nothing.ChurnedLifetimeValue, nothing.ChurnMrr.IsZero));
    }

    [Fact]
    public void AnotherCurrency_IsRefused_WithTheNameOfTheFunction() =>
        Assert.Contains(
            "'in dollars' values the loss of dee",
            Assert.Throws<ArgumentException>(() => Timeline.LostRevenue(Months, new LifetimeValuation("in dollars", _ => Currency.Usd.Amount(1m)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ACustomerWhoLeavesTwice_StandsThereTwice_WhereEveryEventCounts()
    {
        RevenueTimeline twice = RevenueTimeline.FromIntervals([Paid(30m, "ada", 1, 2), new("ada", Day(2, 20), Day(2, 25), Monthly(20m))]);
        LostRevenue lost = twice.LostRevenue(Months, policy: MetricPolicy.Default with { Netting = Netting.PerEvent });

        Assert.Equal([30m, 20m], lost.Churned.Select(loss => loss.Mrr.Monthly.Amount));
        Assert.Single(twice.LostRevenue(Months).Churned);
    }

    [Fact]
    public void EqualLossesOfOneCustomer_StandInTheOrderOfTheirPeriodsAndInstants()
    {
        RevenueTimeline again = RevenueTimeline.FromIntervals([Paid(30m, "ada", 1, 2), new("ada", Day(2, 20), Day(2, 25), Monthly(30m)), new("ada", Day(3, 1), Day(3, 4), Monthly(30m))]);
        IReadOnlyList<RevenueLoss> churned = again.LostRevenue(Months, policy: MetricPolicy.Default with { Netting = Netting.PerEvent }).Churned;

        Assert.Equal([Day(2, 12), Day(2, 25), Day(3, 4)], churned.Select(loss => loss.Movement.At));
        Assert.Equal(churned, Metrics.LostRevenue.Of(Currency.Eur, churned.Select(loss => loss.Movement).Reverse(), []).Churned);
    }

    [Fact]
    public void NothingLost_AndNothingAsked_HasNoTotalOfLifetimeValues() =>
        Assert.Null(Timeline.LostRevenue(ReportingCalendar.Months(DateTimeZone.Utc).Containing(Instant.FromUtc(2026, 5, 1, 0, 0))).ChurnedLifetimeValue);

    [Fact]
    public void Totals_AreThoseOfTheRollForward_UnderEveryNetting() =>
        Prop.ForAll(SmallPortfolio.Any, portfolio =>
        {
            foreach (Netting netting in Enum.GetValues<Netting>())
            {
                MetricPolicy policy = MetricPolicy.Default with { Netting = netting };
                LostRevenue lost = portfolio.Timeline.LostRevenue(SmallPortfolio.Months, LifetimeValuation.MrrTimesMonths(12m), policy);
                RollForward rollForward = portfolio.Timeline.RollForward(SmallPortfolio.Months, policy);

                Assert.Equal(rollForward.Sum(row => row.ChurnMrr.Annual.Amount), lost.ChurnMrr.Annual.Amount);
                Assert.Equal(rollForward.Sum(row => row.ContractionMrr.Annual.Amount), lost.ContractionMrr.Annual.Amount);
                Assert.Equal(lost.Churned.Sum(loss => loss.Mrr.Annual.Amount), lost.ChurnMrr.Annual.Amount);
                Assert.Equal(lost.Churned.Select(loss => loss.Mrr).OrderDescending(), lost.Churned.Select(loss => loss.Mrr));
                Assert.Equal(lost.ChurnMrr.Annual.Amount, lost.ChurnedLifetimeValue?.Amount ?? -1m, 15);
            }
        }).Check(Settings);

    [Fact]
    public void SeveralCurrencies_AreLostInTheOneAskedFor()
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Day(1, 5), RecurringPrice.Monthly(30m, Currency.Usd)),
            Subscription.Of("ada").Ends(Day(2, 5), ChurnReason.Voluntary),
            Subscription.Of("bo").Starts(Day(1, 5), RecurringPrice.Monthly(20m, Currency.Eur)),
            Subscription.Of("bo").Ends(Day(3, 5), ChurnReason.Voluntary),
        ];
        var timeline = MultiCurrencyTimeline.FromHistory(history);
        LostRevenue lost = Metrics.LostRevenue.Of(
            Currency.Eur,
            timeline.Explain(Months, Currency.Eur, new HalfAUnit(), RevenueFigure.ChurnMrr),
            timeline.Explain(Months, Currency.Eur, new HalfAUnit(), RevenueFigure.ContractionMrr));

        Assert.Equal([("bo", Eur(20m)), ("ada", Eur(15m))], lost.Churned.Select(loss => (loss.Customer.Value, loss.Mrr.Monthly)));
        Assert.Equal(timeline.RollForward(Months, Currency.Eur, new HalfAUnit()).Sum(row => row.ChurnMrr.Annual.Amount), lost.ChurnMrr.Annual.Amount);
        Assert.Throws<ArgumentException>(() => Metrics.LostRevenue.Of(Currency.Usd, lost.Churned.Select(loss => loss.Movement), []));
    }

    [Fact]
    public void OrderOfInput_DoesNotMatter() =>
        Prop.ForAll(SmallPortfolio.Any, portfolio =>
            Assert.Equal(portfolio.Timeline.LostRevenue(SmallPortfolio.Months), new SmallPortfolio([.. portfolio.Intervals.Reverse()]).Timeline.LostRevenue(SmallPortfolio.Months))).Check(Settings);

    private static RevenueInterval Paid(decimal amount, CustomerId customer, int fromMonth, int? toMonth) =>
        new(customer, Day(fromMonth, 5), toMonth is { } month ? Day(month, 12) : null, Monthly(amount));

    private static Instant Day(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);

    private static RecurringRevenue Monthly(decimal amount) => RecurringRevenue.PerMonth(Eur(amount));

    private static Money Eur(decimal amount) => Currency.Eur.Amount(amount);

    private sealed class HalfAUnit : IExchangeRates
    {
        public decimal Rate(Currency from, Currency to, Instant at) => 0.5m;
    }
}
