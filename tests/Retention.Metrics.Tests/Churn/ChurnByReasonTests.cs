using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

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

    [Fact]
    public void ByReason_OfAScheduledCancellation_IsThatOfTheRequest()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.SchedulesCancellation(Day(2, 20), Day(3, 15), TooDear), ada.Starts(Day(1, 1), Monthly(10m))];

        Assert.Equal([TooDear], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
        Assert.Empty(ChurnAnalysis.Of(history, MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest }).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfACancellationThatCountsAtRequest_IsKnownAtTheRequest()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 1), Monthly(10m)),
            ada.SchedulesCancellation(Day(3, 2), Day(6, 1), ChurnReason.Voluntary),
            ada.RevokesCancellation(Day(3, 9)),
            ada.SchedulesCancellation(Day(3, 16), Day(6, 1), TooDear),
        ];

        Assert.Equal([TooDear], ChurnAnalysis.Of(history, MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest }).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAPauseWithARequestAtTheSameInstant_IsOfTheOneThatCounts()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 1), Monthly(10m)), ada.Pauses(Day(3, 2)), ada.SchedulesCancellation(Day(3, 2), Day(6, 1), TooDear)];

        Assert.Equal([ChurnReason.Paused], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
        Assert.Equal([TooDear], ChurnAnalysis.Of(history, MetricPolicy.Default with { Cancellation = CancellationRule.AtRequest }).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAPaymentOverdueForTooLong_IsInvoluntary()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 1), Monthly(10m)), ada.PaymentFails(Day(3, 2)), ada.Ends(Day(5, 2), ChurnReason.Voluntary)];

        Assert.Equal([ChurnReason.Involuntary], ChurnAnalysis.Of(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 }).ByReason(March)[0].Reasons);
        Assert.Empty(ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAPaymentOverdueForTooLongJustWhenSomethingHappens_IsInvoluntary()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 1), Monthly(10m)), ada.PaymentFails(Day(3, 2)), ada.ChangesPrice(Day(3, 16), Monthly(20m))];

        Assert.Equal([ChurnReason.Involuntary], ChurnAnalysis.Of(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 }).ByReason(March)[0].Reasons);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("free")]
    [InlineData("overdue")]
    [InlineData("overdue for something else")]
    public void ByReason_WhatEnds_DecidesBeforeWhatOnlyStopsPaying_HoweverSmall(string stops)
    {
        Subscription small = new("a-small", "ada"), large = new("b-large", "ada");
        SubscriptionEvent[] stop = stops switch
        {
            "pause" => [large.Pauses(Day(3, 16))],
            "free" => [large.ChangesPrice(Day(3, 16), Monthly(0m))],
            "overdue" => [large.PaymentFails(Day(3, 2))],
            _ => [large.PaymentFails(Day(3, 2)), large.ChangesPrice(Day(3, 16), Monthly(90m))],
        };
        SubscriptionEvent[] both = [small.Starts(Day(1, 1), Monthly(1m)), large.Starts(Day(1, 1), Monthly(99m)), .. stop];
        MetricPolicy policy = MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14, Cancellation = CancellationRule.AtRequest };

        Assert.Equal([TooDear], Reasons([.. both, small.Ends(Day(3, 16), TooDear)]));
        Assert.Equal([TooDear], Reasons([.. both, small.SchedulesCancellation(Day(3, 16), Day(6, 1), TooDear)]));
        Assert.Equal([TooDear], Reasons([.. both, small.SchedulesCancellation(Day(3, 16), Day(3, 16), TooDear)]));
        Assert.Equal([TooDear], ChurnAnalysis.Of([.. both, small.SchedulesCancellation(Day(3, 1), Day(3, 16), TooDear)], policy with { Cancellation = CancellationRule.AtEffect }).ByReason(March)[0].Reasons);

        IEnumerable<ChurnReason> Reasons(SubscriptionHistory history) => ChurnAnalysis.Of(history, policy).ByReason(March)[0].Reasons;
    }

    [Theory]
    [InlineData(PauseRule.Inactive)]
    [InlineData(PauseRule.KeepCustomer)]
    [InlineData(PauseRule.KeepRevenue)]
    public void ByReason_OfAPauseAndAnOverduePaymentAtOneInstant_IsInvoluntary(PauseRule pauses)
    {
        Subscription ada = Subscription.Of("ada"), late = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 1), Monthly(10m)), ada.Pauses(Day(3, 16)), ada.PaymentFails(Day(3, 16)),
            late.Starts(Day(1, 1), Monthly(10m)), late.PaymentFails(Day(3, 2)), late.Pauses(Day(3, 16)),
        ];

        Assert.Equal([ChurnReason.Involuntary], ReasonsOf(history, 0));
        Assert.Equal(pauses == PauseRule.Inactive ? [ChurnReason.Involuntary, ChurnReason.Paused] : [ChurnReason.Involuntary], ReasonsOf(history, 14));

        IEnumerable<ChurnReason> ReasonsOf(SubscriptionHistory all, int days) =>
            ChurnAnalysis.Of(all, MetricPolicy.Default with { Pauses = pauses, InvoluntaryChurnAfterDays = days }).ByReason(March)[0].Reasons;
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("free")]
    public void ByReason_AnOverduePayment_DecidesBeforeWhatEndsNothing_HoweverSmall(string stops)
    {
        Subscription small = new("a-small", "ada"), large = new("b-large", "ada");
        SubscriptionHistory history =
        [
            small.Starts(Day(1, 1), Monthly(1m)), small.PaymentFails(Day(3, 2)),
            large.Starts(Day(1, 1), Monthly(99m)), stops == "pause" ? large.Pauses(Day(3, 16)) : large.ChangesPrice(Day(3, 16), Monthly(0m)),
        ];

        Assert.Equal([ChurnReason.Involuntary], ChurnAnalysis.Of(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 }).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAnEndAndAStartAtPriceZeroAtOneInstant_IsFree()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(3, 9), Monthly(0m)), ada.Ends(Day(3, 9), ChurnReason.Voluntary), ada.Starts(Day(1, 1), Monthly(10m))];

        Assert.Equal([ChurnReason.Free], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAPriceOfZeroThatFollowsAFreeMonth_IsFree()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 1), Monthly(10m)),
            ada.ChangesPrice(Day(2, 20), Monthly(10m), Discount.Percent(100m, Day(3, 20))), // keeps its revenue: a free month inside a paid life
            ada.ChangesPrice(Day(3, 9), Monthly(0m)),
        ];

        Assert.Equal([ChurnReason.Free], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_LooksOnlyAtWhatPaid()
    {
        Subscription paid = new("z", "ada"), free = new("a", "ada");
        SubscriptionHistory history =
        [
            free.Starts(Day(1, 1), Monthly(0m)), free.Ends(Day(3, 9), ChurnReason.Voluntary),
            paid.Starts(Day(1, 1), Monthly(10m)), paid.Pauses(Day(3, 9)),
        ];

        Assert.Equal([ChurnReason.Paused], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAnInstantFinerThanTheColumns_IsFound()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 1), Monthly(10m)), ada.Ends(Day(3, 9).PlusNanoseconds(70), TooDear)];

        Assert.Equal([TooDear], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
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
    public void ByReason_OfWhoPaidNothingAtTheEnd_IsThatOfTheSubscriptionThatEnded()
    {
        Subscription first = new("a", "ada"), second = new("b", "ada");
        SubscriptionHistory history =
        [
            first.Starts(Day(1, 1), Monthly(10m)), first.Ends(Day(2, 1), ChurnReason.Involuntary),
            second.Starts(Day(1, 1), Monthly(10m)), second.ChangesPrice(Day(2, 1), Monthly(0m)), second.Ends(Day(3, 9), TooDear),
        ];

        Assert.Equal([TooDear], ChurnAnalysis.Of(history, MetricPolicy.Default with { FreePlans = FreePlanRule.KeepCustomer }).ByReason(March)[0].Reasons);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ByReason_OfAFreePlanWhosePaymentIsOverdueForTooLong_IsInvoluntary_WhateverElseThereWas(bool another)
    {
        Subscription free = new("b", "ada"), ended = new("a", "ada");
        SubscriptionEvent[] other = another ? [ended.Starts(Day(1, 1), Monthly(10m)), ended.Ends(Day(2, 1), ChurnReason.Voluntary)] : [];
        SubscriptionHistory history = SubscriptionHistory.Create([.. other, free.Starts(Day(1, 1), Monthly(10m)), free.ChangesPrice(Day(2, 1), Monthly(0m)), free.PaymentFails(Day(3, 2))]);
        MetricPolicy policy = MetricPolicy.Default with { FreePlans = FreePlanRule.KeepCustomer, InvoluntaryChurnAfterDays = 14 };

        Assert.Equal([ChurnReason.Involuntary], ChurnAnalysis.Of(history, policy).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfARequestAndAnEndAtOneInstant_IsThatOfTheEnd()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history =
        [
            ada.Starts(Day(1, 1), Monthly(10m)),
            ada.SchedulesCancellation(Day(3, 9), Day(6, 1), TooDear) with { RecordedAt = Day(3, 9) },
            ada.Ends(Day(3, 9), ChurnReason.Involuntary) with { RecordedAt = Day(3, 10) },
        ];

        Assert.Equal([ChurnReason.Involuntary], ChurnAnalysis.Of(history).ByReason(March)[0].Reasons);
    }

    [Fact]
    public void ByReason_OfAPriceOfZeroWhileAPaymentIsOverdue_IsFree()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 1), Monthly(10m)), ada.PaymentFails(Day(3, 2)), ada.ChangesPrice(Day(3, 9), Monthly(0m))];

        Assert.Equal([ChurnReason.Free], ChurnAnalysis.Of(history, MetricPolicy.Default with { InvoluntaryChurnAfterDays = 14 }).ByReason(March)[0].Reasons);
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

    /// <summary>The definition read off the raw events, customer by customer, under the default policy.</summary>
    [Fact]
    public void ByReason_AgreesWithANaiveReading() => ChurnCase.Check(one =>
    {
        ChurnCase plain = one with { Policy = MetricPolicy.Default };
        ChurnByReason byReason = plain.Analysis.ByReason(plain.Periods);
        for (int i = 0; i < plain.Periods.Count; i++)
        {
            var naive = plain.History.GroupBy(fact => fact.Customer)
                .Select(customer => NaiveReason([.. customer], plain.Periods[i]))
                .OfType<ChurnReason>().GroupBy(reason => reason).ToDictionary(group => group.Key, group => (long)group.Count());

            Assert.Equal(naive.OrderBy(entry => entry.Key.Code, StringComparer.Ordinal), byReason[i].Reasons.Select(reason => KeyValuePair.Create(reason, byReason[i].Of(reason).ChurnedCustomers)));
        }
    });

    private static ChurnReason? NaiveReason(SubscriptionEvent[] events, ReportingPeriod period)
    {
        ILookup<SubscriptionId, SubscriptionEvent> subscriptions = events.ToLookup(fact => fact.Subscription);
        var paid = subscriptions.ToDictionary(own => own.Key, own => RevenueTimeline.FromHistory(SubscriptionHistory.Create(own)));
        decimal Total(Instant at) => paid.Values.Sum(timeline => timeline.MrrAt(at).Annual.Amount);
        if (Total(period.Start) == 0m || Total(period.End) > 0m)
        {
            return null;
        }

        Instant[] instants = [.. events.Select(fact => fact.At), .. events.OfType<SubscriptionEvent.CancellationScheduled>().Select(asked => asked.EffectiveAt)];
        Instant fell = instants.Where(at => period.Contains(at) && Total(at) > 0m && Total(at + Duration.FromTicks(1)) == 0m).Max();
        return paid.Where(entry => entry.Value.MrrAt(fell).Annual.Amount > 0m)
            .Select(entry => (entry.Key, Paid: entry.Value.MrrAt(fell).Annual.Amount, End: NaiveEnd(subscriptions[entry.Key], fell), Paused: subscriptions[entry.Key].Any(fact => fact is SubscriptionEvent.Paused && fact.At == fell)))
            .OrderByDescending(entry => entry.End is not null).ThenByDescending(entry => entry.Paid).ThenBy(entry => entry.Key)
            .Select(entry => entry.End ?? (entry.Paused ? ChurnReason.Paused : ChurnReason.Free))
            .First();
    }

    /// <summary>What is overdue for too long has ended, and a pause has not: read off the raw events, churn by churn.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void EveryReason_WherePaymentsAreOverdueForTooLong_AgreesWithANaiveReading(int days) =>
        Laws.Check(Arb.From(from one in ChurnCase.Any.Generator from pauses in Gen.Elements(Enum.GetValues<PauseRule>()) select (one, pauses)), drawn =>
        {
            MetricPolicy policy = MetricPolicy.Default with { Pauses = drawn.pauses, InvoluntaryChurnAfterDays = days };
            ILookup<CustomerId, SubscriptionEvent> events = drawn.one.History.ToLookup(fact => fact.Customer);
            foreach (ExplainedChurn lost in (drawn.one with { Policy = policy }).Analysis.Explain(drawn.one.Periods))
            {
                if (NaiveReason(events[lost.Movement.Customer], lost.Movement.At!.Value, policy) is { } naive)
                {
                    Assert.Equal(naive, lost.Reason);
                }
            }
        });

    /// <summary>The reason of a churn at which revenue fell; nothing where nobody paid right before, as after a pause that kept the customer.</summary>
    private static ChurnReason? NaiveReason(IEnumerable<SubscriptionEvent> events, Instant fell, MetricPolicy policy)
    {
        var paid =
            from own in events.GroupBy(fact => fact.Subscription)
            let before = ReferenceCustomerStates.Of(own, policy).Values.Single().LastOrDefault(change => change.Key < fell).Value.Level
            where before > 0m
            let after = ReferenceLevels.StateAfter([.. own], fell)
            select (Subscription: own.Key, Before: before, End: NaiveEnd(own, fell), Overdue: after.FailedSince + Duration.FromHours(24 * policy.InvoluntaryChurnAfterDays!.Value) <= fell, Paused: after.Paused && policy.Pauses != PauseRule.KeepRevenue);
        return paid.OrderByDescending(one => one.End is not null).ThenByDescending(one => one.Overdue).ThenByDescending(one => one.Before).ThenBy(one => one.Subscription)
            .Select(one => one.End ?? (one.Overdue ? ChurnReason.Involuntary : one.Paused ? ChurnReason.Paused : ChurnReason.Free))
            .Cast<ChurnReason?>().FirstOrDefault();
    }

    private static ChurnReason? NaiveEnd(IEnumerable<SubscriptionEvent> events, Instant at)
    {
        if (events.Any(fact => fact is SubscriptionEvent.Started && fact.At == at))
        {
            return null; // it began again at once, at price 0
        }

        // A request is settled by a withdrawal, and by an end before it takes effect.
        SubscriptionEvent.CancellationScheduled? asked = events.OfType<SubscriptionEvent.CancellationScheduled>().LastOrDefault(asked => asked.At < at);
        bool takesEffect = asked?.EffectiveAt == at
            && !events.Any(fact => fact is SubscriptionEvent.CancellationRevoked && fact.At >= asked.At && fact.At <= at)
            && !events.Any(fact => fact is SubscriptionEvent.Ended && fact.At > asked.At && fact.At < at);
        return takesEffect
            ? asked!.Reason
            : AtOnce(events, at) ?? events.OfType<SubscriptionEvent.Ended>().FirstOrDefault(ended => ended.At == at)?.Reason;
    }

    /// <summary>The reason of a cancellation that takes effect when it is requested: it comes before an end of the same instant.</summary>
    private static ChurnReason? AtOnce(IEnumerable<SubscriptionEvent> events, Instant at) => events.Any(fact => fact is SubscriptionEvent.CancellationRevoked && fact.At == at)
        ? null
        : events.OfType<SubscriptionEvent.CancellationScheduled>().FirstOrDefault(asked => asked.At == at && asked.EffectiveAt == at)?.Reason;

    private static (long, decimal) Figures(ChurnShare share) => (share.ChurnedCustomers, share.ChurnMrr.Monthly.Amount);

    private static Instant Day(int month, int day) => Berlin.AtStartOfDay(new LocalDate(2026, month, day)).ToInstant();

    private static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);
}
