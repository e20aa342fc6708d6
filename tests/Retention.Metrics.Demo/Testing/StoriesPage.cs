#region testing-stories
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Testing;
#endregion

namespace DocumentedCode.Testing;

public sealed class StoriesPage
{
    [Fact]
    public void InOneSentence()
    {
        #region testing-stories
        Portfolio portfolio = Portfolio
            .With("ada").Starts(2026, 1, 5, monthly: 49).UpgradesTo(99).On(2026, 3, 5).Cancels(2026, 6, 5, ChurnReason.Voluntary)
            .And("bo").Starts(2026, 1, 20, yearly: 1200);

        RollForwardRow june = portfolio.Timeline().RollForward(portfolio.Month(2026, 6))[0];
        Console.WriteLine(june.ChurnMrr.Monthly);    // 99.00 EUR: Ada
        Console.WriteLine(june.CustomerChurnRate);   // 1/2 = 0.5
        Console.WriteLine(june.ClosingMrr.Monthly);  // 100.00 EUR: Bo pays by the year
        #endregion
    }

    [Fact]
    public void CurrencyAndZone()
    {
        #region story-setting
        DateTimeZone berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        Portfolio portfolio = Portfolio.In(Currency.Usd, berlin)
            .With("ada").Has("country", "DE").Starts(2026, 3, 1, monthly: 49);

        Console.WriteLine(portfolio.History[0].At);                                              // 2026-02-28T23:00:00Z: midnight in Berlin
        Console.WriteLine(portfolio.Timeline().RollForward(portfolio.Month(2026, 3))[0].NewMrr); // 49.00 USD/month
        Console.WriteLine(portfolio.Customers[0]["country"]);                                    // DE
        #endregion
    }

    [Fact]
    public void Mistakes()
    {
        #region story-mistakes
        Portfolio ada = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);

        var downhill = Assert.Throws<ImpossibleStoryException>(() => ada.UpgradesTo(39).On(2026, 3, 5));
        Console.WriteLine(downhill.Message);  // 'ada': UpgradesTo(39) on 2026-03-05 cannot be: 39.00 EUR a month is not more than the price then, 49.00 EUR a month; UpgradesTo takes more, DowngradesTo less, ChangesPriceTo any

        var tooEarly = Assert.Throws<ImpossibleStoryException>(() => ada.And("bo").Cancels(2026, 1, 1));
        Console.WriteLine(tooEarly.Message);  // 'bo': Cancels on 2026-01-01 cannot be: subscription bo: Ended at 2026-01-01T00:00:00Z, but it is NotStarted; what can come then: TrialStarts, Starts
        #endregion
    }

    [Fact]
    public void LateAndCorrected()
    {
        #region story-records
        Portfolio told = Portfolio
            .With("ada").Starts(2026, 1, 5, monthly: 49).WithId("e-1").RecordedOn(2026, 1, 5)
            .Corrects("e-1", 2026, 3, 1, ada => ada.Starts(2026, 1, 5, monthly: 39))
            .And("bo").Starts(2026, 1, 5, monthly: 50).Cancels(2026, 2, 20).RecordedOn(2026, 3, 15);

        Instant reported = Instant.FromUtc(2026, 2, 28, 0, 0);
        RevenueTimeline then = RevenueTimeline.FromHistory(told.History.AsKnownAt(reported).History);
        Console.WriteLine(then.MrrAt(reported).Monthly);             // 99.00 EUR: what was known in February
        Console.WriteLine(told.Timeline().MrrAt(reported).Monthly);  // 39.00 EUR: the price was wrong, and Bo had left
        #endregion
    }

    [Fact]
    public void Orders()
    {
        #region story-orders
        Portfolio told = Portfolio
            .With("ada").Orders(2026, 1, 7, 40).Orders(2026, 1, 9, 60).Refunded(15)
            .And("bo").Orders(2026, 1, 8, 25).CalledOff();

        OrderMetricsRow january = told.OrderTimeline().Metrics(told.Month(2026, 1))[0];
        Console.WriteLine(january.Revenue);             // 85.00 EUR
        Console.WriteLine(january.RepeatCustomerRate);  // 1/1 = 1: Bo's order was called off
        #endregion
    }

    [Fact]
    public void ComparedWithWhatIsKnown()
    {
        #region known-differences
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        KnownRollForward february = known.RollForwards[0];
        Console.WriteLine(february.CustomerChurnRate);              // 1/10 = 0.1
        Console.WriteLine(february.Figures["grossRevenueRetention"]); // 0.9

        RollForwardRow found = known.Portfolio.And("c09").Cancels(2026, 2, 20).Timeline().RollForward(february.Period)[0];
        Console.WriteLine(february.Differences(found)[0]);          // churnMrr: known 10 EUR, found 20 EUR
        #endregion
    }
}
