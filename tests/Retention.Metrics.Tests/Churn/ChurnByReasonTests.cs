using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class ChurnByReasonTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly ReportingPeriods March = ReportingCalendar.Months(Berlin).Containing(new LocalDate(2026, 3, 1));
    private static readonly ChurnReason TooDear = ChurnReason.Of("too dear", ChurnKind.Voluntary);

    private static readonly Subscription
        AdaTeam = new("ada-team", "ada"), AdaExtra = new("ada-extra", "ada"), BoOne = new("bo-1", "bo"), BoTwo = new("bo-2", "bo"),
        CyPlan = new("cy-plan", "cy"), CyExtra = new("cy-extra", "cy"), Dee = Subscription.Of("dee"), Eve = Subscription.Of("eve"),
        Flo = Subscription.Of("flo"), Gus = Subscription.Of("gus");

    /// <summary>In awkward order; Ada and Bo each end two at one instant, Cy with a gap between, Flo leaves and returns.</summary>
    private static readonly SubscriptionHistory History =
    [
        CyPlan.Ends(Day(3, 20)),
        BoTwo.Ends(Day(3, 8), ChurnReason.Voluntary),
        AdaExtra.Ends(Day(3, 31), ChurnReason.Involuntary),
        Flo.Starts(Day(3, 20), Monthly(10m)),
        Dee.Pauses(Day(3, 10)),
        Gus.Starts(Day(1, 5), Monthly(50m)),
        AdaTeam.Starts(Day(1, 5), Monthly(100m)),
        AdaTeam.Ends(Day(3, 31), ChurnReason.Voluntary),
        AdaExtra.Starts(Day(2, 5), Monthly(20m)),
        BoOne.Starts(Day(1, 8), Monthly(30m)),
        BoTwo.Starts(Day(1, 8), Monthly(30m)),
        BoOne.Ends(Day(3, 8), ChurnReason.Involuntary),
        CyPlan.Starts(Day(1, 1), Monthly(30m)),
        CyExtra.Starts(Day(2, 1), Monthly(40m)),
        CyExtra.Ends(Day(3, 5), TooDear),
        Dee.Starts(Day(1, 1), Monthly(40m)),
        Dee.Ends(Day(4, 10), ChurnReason.Voluntary),
        Eve.Starts(Day(1, 1), Monthly(25m)),
        Eve.ChangesPrice(Day(3, 12), Monthly(0m)),
        Flo.Starts(Day(1, 1), Monthly(10m)),
        Flo.Ends(Day(3, 3), ChurnReason.Voluntary),
    ];

    [Fact]
    public void ByReason_OnPaper()
    {
        ChurnByReasonRow march = ChurnAnalysis.Of(History).ByReason(March)[0];

        Assert.Equal([ChurnReason.Free, ChurnReason.Involuntary, ChurnReason.Paused, ChurnReason.Unknown, ChurnReason.Voluntary], march.Reasons);
        Assert.Equal((1, 120m), Figures(march.Of(ChurnReason.Voluntary))); // Ada: of two at one instant the larger
        Assert.Equal((1, 60m), Figures(march.Of(ChurnReason.Involuntary))); // Bo: of two alike the smaller id
        Assert.Equal((1, 70m), Figures(march.Of(ChurnReason.Unknown))); // Cy: the last to end, not the larger
        Assert.Equal((1, 40m), Figures(march.Of(ChurnReason.Paused))); // Dee: that she ended in April changes nothing in March
        Assert.Equal((1, 25m), Figures(march.Of(ChurnReason.Free)));
        Assert.Equal((0, 0m), Figures(march.Of(TooDear)));
        Assert.Equal((2, 65m), Figures(march.Of(ChurnKind.NotEnded)));
        Assert.Equal((5, 315m), Figures(march.Total));
        Assert.Equal(Ratio.Of(1, 7), march.Of(ChurnReason.Voluntary).CustomerChurnRate);
        Assert.Equal(120m / 375m, march.Of(ChurnReason.Voluntary).MrrChurnRate.Value);
        Assert.Equal(Ratio.Of(1, 5), march.Of(ChurnReason.Voluntary).ShareOfChurnedCustomers);
        Assert.Equal(120m / 315m, march.Of(ChurnReason.Voluntary).ShareOfChurnMrr.Value);
        Assert.Equal(("1 customer, 120.00 EUR/month", "5 customers, 315.00 EUR/month"), (march.Of(ChurnReason.Voluntary).ToString(), march.Total.ToString()));
    }

    [Fact]
    public void ByReason_PerEvent_GivesEachMovementItsOwnReason()
    {
        ChurnByReasonRow march = ChurnAnalysis.Of(History, MetricPolicy.Default with { Netting = Netting.PerEvent }).ByReason(March)[0];

        Assert.Equal((1, 130m), Figures(march.Of(ChurnReason.Voluntary))); // Flo left and returned: a movement, no churned customer
        Assert.Equal((1, 30m), Figures(march.Of(ChurnReason.Unknown))); // what Cy paid when the last one ended
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("free")]
    [InlineData("not ended")]
    [InlineData("notEnded")]
    public void ByReason_AnEndOfACodeThatReadsLikeOurs_IsAnEnd(string code)
    {
        Subscription one = Subscription.Of("one"), two = Subscription.Of("two");
        ChurnByReasonRow march = ChurnAnalysis.Of([one.Starts(Day(1, 5), Monthly(10)), one.Ends(Day(3, 5), ChurnReason.Of(code)), two.Starts(Day(1, 5), Monthly(20)), two.Pauses(Day(3, 5))]).ByReason(March)[0];

        Assert.Equal((1, 10m), Figures(march.Of(ChurnReason.Of(code))));
        Assert.Equal((1, 10m), Figures(march.Of(ChurnKind.Unknown)));
        Assert.Equal((1, 20m), Figures(march.Of(ChurnKind.NotEnded)));
    }

    [Fact]
    public void AnEnd_CannotSayThatNothingEnded()
    {
        Subscription one = Subscription.Of("one");

        Assert.Throws<ArgumentException>(() => one.Ends(Day(3, 5), ChurnReason.Paused));
        Assert.Throws<ArgumentException>(() => one.SchedulesCancellation(Day(3, 5), Day(4, 5), ChurnReason.Free));
        Assert.Throws<ArgumentException>(() => (SubscriptionEvent.Ended)one.Ends(Day(3, 5)) with { Reason = ChurnReason.Free });
    }

    [Fact]
    public void ByReason_WhereAPauseKeepsTheCustomer_TheEndDecides()
    {
        ReportingPeriods months = ReportingCalendar.Months(Berlin).From(new YearMonth(2026, 3)).To(new YearMonth(2026, 4));
        ChurnByReason byReason = ChurnAnalysis.Of(History, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).ByReason(months);

        Assert.Equal((0, 0m), Figures(byReason[0].Of(ChurnReason.Paused)));
        Assert.Equal((1, 0m), Figures(byReason[1].Of(ChurnReason.Voluntary)));
    }

    /// <summary>Recurly Research, "Churn rate benchmarks" (recurly.com/research/churn-rate-benchmarks): 3.27 % overall, 2.41 % voluntary, 0.86 % involuntary.</summary>
    [Fact]
    public void ByReason_Published_VoluntaryAndInvoluntaryAddUpToTheOverallRate()
    {
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, 10_000).SelectMany(number =>
        {
            Subscription one = Subscription.Of(FormattableString.Invariant($"c{number}"));
            SubscriptionEvent starts = one.Starts(Day(1, 1), Monthly(10m));
            return number < 327 ? (SubscriptionEvent[])[one.Ends(Day(3, 9), number < 241 ? ChurnReason.Voluntary : ChurnReason.Involuntary), starts] : [starts];
        }));
        ChurnByReasonRow march = ChurnAnalysis.Of(history).ByReason(March)[0];

        Assert.Equal(0.0241m, march.Of(ChurnKind.Voluntary).CustomerChurnRate.Value);
        Assert.Equal(0.0086m, march.Of(ChurnKind.Involuntary).CustomerChurnRate.Value);
        Assert.Equal(0.0327m, march.Total.CustomerChurnRate.Value);
    }

    [Fact]
    public void ByReason_OfAPeriodWithoutCustomers_IsUndefined()
    {
        ChurnByReasonRow row = ChurnAnalysis.Of(History).ByReason(ReportingCalendar.Years(Berlin).Containing(new LocalDate(2020, 1, 1)))[0];

        Assert.Empty(row.Reasons);
        Assert.Null(row.Total.CustomerChurnRate.Value);
        Assert.Null(row.Total.MrrChurnRate.Value);
        Assert.Null(row.Of(ChurnReason.Voluntary).ShareOfChurnedCustomers.Value);
        Assert.Null(row.Of(ChurnReason.Voluntary).ShareOfChurnMrr.Value);
    }

    [Fact]
    public void Merge_OfOtherPeriodsPolicyOrCurrency_IsRefused()
    {
        ChurnAnalysis analysis = ChurnAnalysis.Of(History);
        ChurnByReason march = analysis.ByReason(March);
        SubscriptionHistory dollars = [Gus.Starts(Day(1, 1), RecurringPrice.Monthly(1m, Currency.Usd))];

        Assert.Throws<ArgumentException>(() => march.Merge(analysis.ByReason(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)))));
        Assert.Throws<ArgumentException>(() => march.Merge(ChurnAnalysis.Of(History, MetricPolicy.Default with { Netting = Netting.PerDay }).ByReason(March)));
        Assert.Throws<ArgumentException>(() => march.Merge(ChurnAnalysis.Of(dollars).ByReason(March)));
    }

    [Fact]
    public void Merge_WithAPartWithoutCustomers_GoesWithAnyCurrency()
    {
        ChurnByReason march = ChurnAnalysis.Of(History).ByReason(March), nobody = ChurnAnalysis.Of([]).ByReason(March);

        Assert.Equal(march, march.Merge(nobody));
        Assert.Equal(march, nobody.Merge(march));
        Assert.Equal(nobody, nobody.Merge(nobody));
    }

    [Fact]
    public void Merge_OfAmountsOfNoStatedCurrency_WithEuros_IsRefused_ThoughNobodyLeft()
    {
        ChurnByReason march = ChurnAnalysis.Of(History).ByReason(March);
        ChurnByReason unstated = ChurnAnalysis.Of([new Subscription("z", "zoe").Starts(Day(1, 1), RecurringPrice.Monthly(1m, Currency.None))]).ByReason(March);

        Assert.Throws<ArgumentException>(() => march.Merge(unstated));
        Assert.Throws<ArgumentException>(() => unstated.Merge(march));
    }

    [Fact]
    public void Reasons_OfOneCode_StandByTheirKind()
    {
        SubscriptionHistory history =
        [
            Gus.Starts(Day(1, 1), Monthly(1m)), Gus.Ends(Day(3, 3), ChurnReason.Of("moved", ChurnKind.Involuntary)),
            Flo.Starts(Day(1, 1), Monthly(1m)), Flo.Ends(Day(3, 3), ChurnReason.Of("moved", ChurnKind.Voluntary)),
        ];

        Assert.Equal([ChurnKind.Voluntary, ChurnKind.Involuntary], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons.Select(reason => reason.Kind));
    }

    [Fact]
    public void Explain_OfAnotherFigure_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChurnAnalysis.Of(History).Explain(March, RevenueFigure.NewMrr));
    [Fact]
    public void Explain_NamesTheDecidingSubscription() =>
        Assert.Equal(
            ["ada-team", "bo-1", "cy-plan", "dee", "eve"],
            ChurnAnalysis.Of(History).Explain(March).Select(lost => lost.Subscription.Value));

    private static (long, decimal) Figures(ChurnShare share) => (share.ChurnedCustomers, share.ChurnMrr.Monthly.Amount);

    private static Instant Day(int month, int day) => Berlin.AtStartOfDay(new LocalDate(2026, month, day)).ToInstant();

    private static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);
}
