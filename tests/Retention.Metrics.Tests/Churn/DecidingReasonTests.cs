using NodaTime;

namespace Retention.Metrics.Tests.Churn;

/// <summary>Which fact decides the reason of a churn where several could.</summary>
public sealed class DecidingReasonTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly ReportingPeriods March = ReportingCalendar.Months(Berlin).Containing(new LocalDate(2026, 3, 1));
    private static readonly ChurnReason TooDear = ChurnReason.Of("too dear", ChurnKind.Voluntary);

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

    private static Instant Day(int month, int day) => Berlin.AtStartOfDay(new LocalDate(2026, month, day)).ToInstant();

    private static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);
}
