using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Currencies;

public sealed class MultiCurrencyTimelineTests
{
    /// <summary>A dollar is worth 0.90 EUR up to March, 0.80 after it; a pound 1.20, then 1.25.</summary>
    private static readonly RateTable Rates = new((currency, at) => (currency == Currency.Usd, at <= Utc("2026-03-01")) switch
    {
        (true, true) => 0.90m,
        (true, false) => 0.80m,
        (false, true) => 1.20m,
        _ => 1.25m,
    });

    /// <summary>Ada pays in euros and dollars and adds pounds; Bo pays more dollars; Cy leaves; Dee is new; Eve changes nothing.</summary>
    private static readonly SubscriptionHistory Paper =
    [
        new Subscription("ada-eur", "ada").Starts(Utc("2026-01-05"), Monthly(10m)),
        new Subscription("ada-usd", "ada").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(20m, Currency.Usd)),
        new Subscription("ada-gbp", "ada").Starts(Utc("2026-03-10"), RecurringPrice.Monthly(4m, Currency.Gbp)),
        Subscription.Of("bo").Starts(Utc("2026-01-07"), RecurringPrice.Monthly(100m, Currency.Usd)),
        Subscription.Of("bo").ChangesPrice(Utc("2026-03-12"), RecurringPrice.Monthly(150m, Currency.Usd)),
        Subscription.Of("cy").Starts(Utc("2026-01-09"), RecurringPrice.Monthly(50m, Currency.Usd)),
        Subscription.Of("cy").Ends(Utc("2026-03-20")),
        Subscription.Of("dee").Starts(Utc("2026-03-15"), RecurringPrice.Monthly(10m, Currency.Gbp)),
        Subscription.Of("eve").Starts(Utc("2026-02-01"), RecurringPrice.Monthly(200m, Currency.Usd)),
    ];

    private static readonly ReportingPeriods March = Months("2026-03", "2026-03");

    [Fact]
    public void Paper_MovementsAtTheRatesOfTheStart_AndAnFxLineThatCloses()
    {
        RollForwardRow row = MultiCurrencyTimeline.FromHistory(Paper).RollForward(March, Currency.Eur, Rates)[0];

        // Opening: Ada 10 + 18, Bo 90, Cy 45, Eve 180. Closing: Ada 10 + 16 + 5, Bo 120, Dee 12.50, Eve 160.
        Assert.Equal((343m, 323.50m), (row.OpeningMrr.Monthly.Amount, row.ClosingMrr.Monthly.Amount));
        Assert.Equal(12.50m, row.NewMrr.Monthly.Amount);       // Dee, at the end's rate
        Assert.Equal(50m, row.ExpansionMrr.Monthly.Amount);    // Ada's pounds 5 at the end's rate, Bo's dollars 45 at the start's
        Assert.Equal(45m, row.ChurnMrr.Monthly.Amount);        // Cy
        Assert.Equal(-37m, row.FxMrr.Monthly.Amount);          // Ada 16 − 18, Bo 120 − 135, Eve 160 − 180
        Assert.Equal((298m / 343m, 348m / 343m), (row.GrossRevenueRetention.Value, row.NetRevenueRetention.Value));
    }

    [Fact]
    public void Paper_WhoIsBehindTheFxLine() =>
        Assert.Equal(
            [("ada", -2m), ("bo", -15m), ("eve", -20m)],
            MultiCurrencyTimeline.FromHistory(Paper).Explain(March, Currency.Eur, Rates, RevenueFigure.FxMrr).Select(one => (one.Customer.Value, one.Amount.Monthly.Amount)));

    [Fact]
    public void Paper_ConstantCurrency_HasNoFx()
    {
        RollForwardRow row = MultiCurrencyTimeline.FromHistory(Paper).AtConstantRates(Currency.Eur, Rates, Utc("2026-03-01")).RollForward(March)[0];

        Assert.Equal((343m, 12m, 49.80m, 45m, 0m, 359.80m), (row.OpeningMrr.Monthly.Amount, row.NewMrr.Monthly.Amount, row.ExpansionMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, row.FxMrr.Monthly.Amount, row.ClosingMrr.Monthly.Amount));
    }

    [Fact]
    public void LostCustomers_ComeWithTheMoneyTheyPaid()
    {
        MrrContribution cy = Assert.Single(MultiCurrencyTimeline.FromHistory(Paper).Explain(March, Currency.Eur, Rates, RevenueFigure.LostCustomers));

        Assert.Equal(("cy", 45m, 0m, 45m, 1m), (cy.Customer.Value, cy.Before.Monthly.Amount, cy.After.Monthly.Amount, cy.Amount.Monthly.Amount, cy.Count));
        Assert.Equal(
            [("ada", 31m), ("bo", 120m), ("cy", 0m), ("eve", 160m)],
            MultiCurrencyTimeline.FromHistory(Paper).Explain(March, Currency.Eur, Rates, RevenueFigure.CustomersAtRisk).Select(one => (one.Customer.Value, one.Amount.Monthly.Amount)));
    }

    [Fact]
    public void EveryMovement_NamesItsInstant_AndABalanceNone()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(Paper);

        Assert.Equal([Utc("2026-03-15")], InstantsOf(RevenueFigure.NewMrr));
        Assert.Equal([Utc("2026-03-20")], InstantsOf(RevenueFigure.ChurnMrr));
        Assert.Equal([Utc("2026-03-10"), Utc("2026-03-12")], InstantsOf(RevenueFigure.ExpansionMrr));
        Assert.Equal([null, null, null], InstantsOf(RevenueFigure.FxMrr));
        Assert.Equal([null, null, null, null], InstantsOf(RevenueFigure.OpeningCustomers));

        IEnumerable<Instant?> InstantsOf(RevenueFigure figure) => timeline.Explain(March, Currency.Eur, Rates, figure).Select(one => one.At);
    }

    [Fact]
    public void ATrial_IsACustomerOfTheTimeline_AtConstantRatesToo()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(SubscriptionHistory.Create(Paper.Append(Subscription.Of("flo").TrialStarts(Utc("2026-03-01")))));

        Assert.Equal([2, 2, 4], timeline.Currencies.Select(currency => timeline.In(currency).CustomerCount)); // without a price, it is in the first
        Assert.Equal((6, 6), (timeline.CustomerCount, timeline.AtConstantRates(Currency.Eur, Rates, March.Start).CustomerCount));
    }

    [Fact]
    public void AFreePlanInOneCurrency_KeepsACustomerWhoPaidInAnother()
    {
        SubscriptionHistory history =
        [
            new Subscription("paid", "ada").Starts(Utc("2026-01-05"), Monthly(10m)),
            new Subscription("free", "ada").Starts(Utc("2026-01-06"), RecurringPrice.Monthly(0m, Currency.Usd)),
            new Subscription("paid", "ada").Ends(Utc("2026-03-10")),
            new Subscription("lead", "bo").Starts(Utc("2026-01-06"), RecurringPrice.Monthly(0m, Currency.Usd)),
        ];
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(history, MetricPolicy.Default with { FreePlans = FreePlanRule.KeepCustomer });
        RollForwardRow row = timeline.RollForward(March, Currency.Eur, Rates)[0];

        Assert.Equal((10m, 0m, 1L), (row.PausedMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, row.ClosingCustomers));
        Assert.Equal(0, timeline.In(Currency.Usd).RollForward(March)[0].ClosingCustomers);
    }

    [Fact]
    public void APauseInOneCurrency_KeepsItsCustomer_AndAnEndInAnotherIsChurn()
    {
        SubscriptionHistory history =
        [
            Subscription.Of("ada").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(10m, Currency.Usd)), Subscription.Of("ada").Ends(Utc("2026-03-10")),
            Subscription.Of("bo").Starts(Utc("2026-01-05"), Monthly(20m)), Subscription.Of("bo").Pauses(Utc("2026-03-10")),
        ];
        RollForwardRow row = MultiCurrencyTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).RollForward(March, Currency.Eur, Rates)[0];

        Assert.Equal((9m, 20m, 1L), (row.ChurnMrr.Monthly.Amount, row.PausedMrr.Monthly.Amount, row.ClosingCustomers));
    }

    [Fact]
    public void WhoPaysSomething_PaysAtLeastAMillionth()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(Utc("2026-01-05"), RecurringPrice.Yearly(0.000001m, Currency.Usd))];
        RollForwardRow row = MultiCurrencyTimeline.FromHistory(history).RollForward(March, Currency.Eur, new RateTable((_, _) => 0.0001m))[0];

        Assert.Equal((0.000001m, 1L), (row.ClosingMrr.Annual.Amount, row.ClosingCustomers));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1.1")]
    public void ARateThatIsNotAboveNought_IsRefused(string rate)
    {
        var bad = new RateTable((_, _) => decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture));
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(Paper);

        ArgumentException refused = Assert.Throws<ArgumentException>(() => timeline.RollForward(March, Currency.Eur, bad));
        Assert.Contains($"is {rate}; a rate is above 0", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => timeline.AtConstantRates(Currency.Eur, bad, March.Start));
        Assert.Throws<ArgumentException>(() => timeline.Explain(March, Currency.Eur, bad, RevenueFigure.ChurnMrr));
    }

    [Fact]
    public void ARateOfOneEndOnly_IsRefusedToo() =>
        Assert.Throws<ArgumentException>(() => MultiCurrencyTimeline.FromHistory(Paper).RollForward(March, Currency.Eur, new RateTable((_, at) => at < March.End ? 1m : 0m)));

    [Fact]
    public void WithoutRates_NothingAdds()
    {
        Assert.Throws<ArgumentNullException>(() => MultiCurrencyTimeline.FromHistory(Paper).RollForward(March, Currency.Eur, null!));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromHistory(Paper));
    }

    [Fact]
    public void OtherRevenueAndUnknownFigures_AreRefused()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(Paper);

        Assert.Throws<ArgumentException>(() => timeline.RollForward(March, Currency.Eur, Rates, MetricPolicy.Default with { Pauses = PauseRule.KeepRevenue }));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.Explain(March, Currency.Eur, Rates, (RevenueFigure)99));
        Assert.Throws<ArgumentException>(() => timeline.In(Currency.None));
    }

    [Fact]
    public void WhereNobodyEverPaid_NoRateIsAskedFor()
    {
        SubscriptionHistory history = [Subscription.Of("ada").TrialStarts(Utc("2026-01-05"))];
        var none = new RateTable((_, _) => throw new InvalidOperationException("There is no rate."));

        Assert.True(MultiCurrencyTimeline.FromHistory(history).RollForward(March, Currency.Eur, none)[0].ClosingMrr.IsZero);
    }

    [Fact]
    public void Parts_AreThoseOfTheCurrencies()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(Paper);

        Assert.Equal(["EUR", "GBP", "USD"], timeline.Currencies.Select(currency => currency.Code));
        Assert.Equal(5, timeline.CustomerCount);
        Assert.Equal(370m, timeline.In(Currency.Usd).MrrAt(March.Start).Monthly.Amount);
    }
}
