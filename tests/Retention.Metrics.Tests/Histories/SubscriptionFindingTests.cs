using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Every kind of finding: Create throws with it, Check leaves the subscription out whole and keeps the others.</summary>
public sealed class SubscriptionFindingTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");
    private static readonly Subscription Bo = Subscription.Of("bo");

    private static readonly Dictionary<string, (FindingKind Kind, SubscriptionEvent[] Events)> Broken = new(StringComparer.Ordinal)
    {
        ["started twice"] = (FindingKind.StartedWhileLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Starts(Utc("2026-02-01"), Monthly(20))]),
        ["started while paused"] = (FindingKind.StartedWhileLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Pauses(Utc("2026-02-01")), Ada.Starts(Utc("2026-03-01"), Monthly(10))]),
        ["trial while live"] = (FindingKind.StartedWhileLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.TrialStarts(Utc("2026-02-01"))]),
        ["price change before start"] = (FindingKind.ChangedWhileNotLive, [Ada.ChangesPrice(Utc("2026-01-01"), Monthly(10)), Ada.Starts(Utc("2026-02-01"), Monthly(10))]),
        ["price change after end"] = (FindingKind.ChangedWhileNotLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Ends(Utc("2026-02-01")), Ada.ChangesPrice(Utc("2026-03-01"), Monthly(20))]),
        ["price change after a planned end"] = (FindingKind.ChangedWhileNotLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-01-10"), Utc("2026-02-01")), Ada.ChangesPrice(Utc("2026-02-02"), Monthly(20))]),
        ["payment of what is not live"] = (FindingKind.ChangedWhileNotLive, [Ada.PaymentFails(Utc("2026-01-01"))]),
        ["cancellation of what is not live"] = (FindingKind.ChangedWhileNotLive, [Ada.SchedulesCancellation(Utc("2026-01-01"), Utc("2026-02-01"))]),
        ["pause of what is not live"] = (FindingKind.ChangedWhileNotLive, [Ada.Pauses(Utc("2026-01-01"))]),
        ["paused twice"] = (FindingKind.PausedOrResumedOutOfTurn, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Pauses(Utc("2026-02-01")), Ada.Pauses(Utc("2026-03-01"))]),
        ["paused in trial"] = (FindingKind.PausedOrResumedOutOfTurn, [Ada.TrialStarts(Utc("2026-01-01")), Ada.Pauses(Utc("2026-01-02"))]),
        ["resumed while running"] = (FindingKind.PausedOrResumedOutOfTurn, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Resumes(Utc("2026-02-01"))]),
        ["ended twice"] = (FindingKind.EndedWhileNotLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.Ends(Utc("2026-02-01")), Ada.Ends(Utc("2026-03-01"))]),
        ["ended after a planned end"] = (FindingKind.EndedWhileNotLive, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-01-10"), Utc("2026-02-01")), Ada.Ends(Utc("2026-02-02").PlusTicks(1))]),
        ["ended, never started"] = (FindingKind.EndedWhileNotLive, [Ada.Ends(Utc("2026-03-01"))]),
        ["ended before started"] = (FindingKind.EndBeforeStart, [Ada.Ends(Utc("2026-01-01")), Ada.Starts(Utc("2026-02-01"), Monthly(10))]),
        ["cancelled before requested"] = (FindingKind.EndBeforeStart, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-02-01"), Utc("2026-01-15"))]),
        ["revoked nothing"] = (FindingKind.RevokedWithoutCancellation, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.RevokesCancellation(Utc("2026-02-01"))]),
        ["two customers"] = (FindingKind.MovedToAnotherCustomer, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), (Ada with { Customer = "eve" }).Ends(Utc("2026-02-01"))]),
        ["two customers at once"] = (FindingKind.MovedToAnotherCustomer, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), (Ada with { Customer = "eve" }).Ends(Utc("2026-01-01"))]),
        ["one id, two contents"] = (FindingKind.ConflictingDuplicate, [Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1" }, Ada.Starts(Utc("2026-01-01"), Monthly(20)) with { EventId = "e1" }]),
        ["currency changes"] = (FindingKind.CurrencyChanged, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), RecurringPrice.Monthly(10, Currency.Usd))]),
        ["discount in another currency"] = (FindingKind.CurrencyChanged, [Ada.Starts(Utc("2026-01-01"), Monthly(10), Discount.Amount(Currency.Usd.Amount(1m)))]),
        ["two prices at one instant"] = (FindingKind.TwoPricesAtOneInstant, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(30))]),
        ["start and change at one instant"] = (FindingKind.TwoPricesAtOneInstant, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-01-01"), Monthly(20))]),
        ["two discounts at one instant"] = (FindingKind.TwoPricesAtOneInstant, [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10), Discount.Percent(10m)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10))]),
        ["two prices recorded at once"] = (FindingKind.TwoPricesAtOneInstant, [Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { RecordedAt = Utc("2026-01-01") }, Ada.ChangesPrice(Utc("2026-01-01"), Monthly(20)) with { RecordedAt = Utc("2026-01-01") }]),
        ["negative price"] = (FindingKind.NegativePrice, [Ada.Starts(Utc("2026-01-01"), Monthly(-10))]),
        ["negative discount"] = (FindingKind.NegativePrice, [Ada.Starts(Utc("2026-01-01"), Monthly(10), Discount.Amount(Eur(-1)))]),
        ["price too large"] = (FindingKind.PriceOverflow, [Ada.Starts(Utc("2026-01-01"), Monthly(768_614_336_405m))]),
        ["quantity too large"] = (FindingKind.PriceOverflow, [Ada.Starts(Utc("2026-01-01"), Monthly(1_000m) with { Quantity = int.MaxValue })]),
        ["seven decimals"] = (FindingKind.PriceTooPrecise, [Ada.Starts(Utc("2026-01-01"), Monthly(0.0000001m))]),
        ["seven decimals off"] = (FindingKind.PriceTooPrecise, [Ada.Starts(Utc("2026-01-01"), Monthly(1m), Discount.Amount(Eur(0.0000001m)))]),
    };

    private static readonly SubscriptionEvent[] Valid = [Bo.Starts(Utc("2026-01-01"), Monthly(10)), Bo.Ends(Utc("2026-05-01"))];

    public static TheoryData<string> Cases => [.. Broken.Keys];

    public static TheoryData<FindingKind> SubscriptionKinds => [.. Enum.GetValues<FindingKind>().Except([FindingKind.NegativeOrder, FindingKind.NegativeRefund, FindingKind.RefundAboveOrder])];

    [Fact]
    public void ADiscountOfNothing_IsNone() =>
        Assert.Empty(SubscriptionHistory.Check([Ada.Starts(Utc("2026-01-01"), Monthly(10), Discount.Amount(Eur(0)))]).Findings);

    [Fact]
    public void APlannedEndThatIsRevoked_ExcusesNoOtherEnd()
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-01-10"), Utc("2026-02-01")),
            Ada.RevokesCancellation(Utc("2026-02-01")), Ada.Ends(Utc("2026-02-01"), ChurnReason.Voluntary), Ada.Ends(Utc("2026-02-01"), ChurnReason.Involuntary),
        ]);

        Assert.Equal([FindingKind.ChangedWhileNotLive, FindingKind.EndedWhileNotLive], check.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void FindingsOfOneInstant_ComeByKind()
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-01-01"), RecurringPrice.Monthly(-1, Currency.Usd))]);

        Assert.Equal([FindingKind.CurrencyChanged, FindingKind.TwoPricesAtOneInstant, FindingKind.NegativePrice], check.Findings.Select(finding => finding.Kind));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Create_Throws_WithTheFindingAndItsEvents(string name)
    {
        (FindingKind kind, SubscriptionEvent[] events) = Broken[name];

        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => SubscriptionHistory.Create([.. Valid, .. events]));

        SubscriptionFinding finding = Assert.IsType<SubscriptionFinding>(Assert.Single(thrown.Findings));
        Assert.Equal(kind, finding.Kind);
        Assert.NotEmpty(finding.Events);
        Assert.All(finding.Events, one => Assert.Contains(one, events));
        Assert.Contains(Ada.Id.Value, finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding.Message, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', finding.Message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_LeavesTheSubscriptionOutWhole_AndKeepsTheOthers(string name)
    {
        (FindingKind kind, SubscriptionEvent[] events) = Broken[name];

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([.. events, .. Valid]);

        Assert.Equal(kind, Assert.Single(check.Findings).Kind);
        Assert.Equal(Valid, check.History);
        Assert.Equal((Valid.Length, 0, 0, events.Length), (check.Used, check.Repeated, check.Superseded, check.Refused));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_FindsTheSame_InAnyOrderOfInput(string name)
    {
        (_, SubscriptionEvent[] events) = Broken[name];

        Assert.Equal(
            SubscriptionHistory.Check(events).Findings.Select(finding => (finding.Kind, finding.Message)),
            SubscriptionHistory.Check(events.Reverse()).Findings.Select(finding => (finding.Kind, finding.Message)));
    }

    [Theory]
    [MemberData(nameof(SubscriptionKinds))]
    public void EveryKind_HasACase(FindingKind kind) => Assert.Contains(Broken.Values, one => one.Kind == kind);

    [Fact]
    public void Create_ThrowsWithAllFindingsAtOnce_InTheOrderOfTheSubscriptions()
    {
        Subscription cy = Subscription.Of("cy");

        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(() => SubscriptionHistory.Create(
            cy.Ends(Utc("2026-01-01")),
            Bo.Starts(Utc("2026-01-01"), Monthly(-1)),
            Bo.ChangesPrice(Utc("2026-02-01"), Monthly(0.0000001m)),
            Ada.Starts(Utc("2026-01-01"), Monthly(1)),
            Ada.Resumes(Utc("2026-02-01"))));

        Assert.Equal(
            [FindingKind.PausedOrResumedOutOfTurn, FindingKind.NegativePrice, FindingKind.PriceTooPrecise, FindingKind.EndedWhileNotLive],
            thrown.Findings.Select(finding => finding.Kind));
        Assert.StartsWith("4 findings:", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyFindings_AreAllListed_ButNotAllInTheMessage()
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(
            () => SubscriptionHistory.Create(Enumerable.Range(0, 25).Select(i => Subscription.Of($"c{i}").Ends(Utc("2026-01-01")))));

        Assert.Equal(25, thrown.Findings.Count);
        Assert.EndsWith("and 5 more", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-02", "2026-01-02", true)]
    [InlineData("2026-01-02", "2026-01-03", false)]
    public void TwoContentsOfOneId_AreAConflict_WhereNoneIsRecordedLast(string one, string other, bool conflict)
    {
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(1)) with { EventId = "e1", RecordedAt = Utc(one) },
            Ada.Starts(Utc("2026-01-01"), Monthly(2)) with { EventId = "e1", RecordedAt = Utc(other) },
        ]);

        Assert.Equal(conflict ? [FindingKind.ConflictingDuplicate] : [], check.Findings.Select(finding => finding.Kind));
    }

    [Theory]
    [InlineData(1, "1 finding:")]
    [InlineData(20, "20 findings:")]
    public void FewFindings_AreAllInTheMessage(int count, string beginning)
    {
        InvalidHistoryException thrown = Assert.Throws<InvalidHistoryException>(
            () => SubscriptionHistory.Create(Enumerable.Range(0, count).Select(i => Subscription.Of($"c{i}").Ends(Utc("2026-01-01")))));

        Assert.StartsWith(beginning, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(1 + count, thrown.Message.ReplaceLineEndings("\n").Split('\n').Length);
    }

    [Fact]
    public void ConflictingDuplicate_OfAStart_SaysNothingElseOfItsSubscription()
    {
        SubscriptionEvent start = Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1" };

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([start, start with { At = Utc("2026-01-02") }, Ada.Ends(Utc("2026-02-01"))]);

        Assert.Equal([FindingKind.ConflictingDuplicate], check.Findings.Select(finding => finding.Kind));
        Assert.Equal(3, check.Refused);
    }

    [Fact]
    public void ConflictingDuplicate_AcrossSubscriptions_LeavesBothOut_WhateverTheOrder()
    {
        SubscriptionEvent[] events =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1" },
            Bo.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1" },
            Bo.Ends(Utc("2026-02-01")),
        ];
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(events);

        Assert.Empty(check.History);
        Assert.Equal(
            Assert.Single(check.Findings).Message,
            Assert.Single(SubscriptionHistory.Check(events.Reverse()).Findings).Message);
    }

    [Fact]
    public void EventsThatAreNullNameNobodyOrHaveNoPrice_AreAnArgumentException()
    {
        Assert.Throws<ArgumentNullException>(() => SubscriptionHistory.Create((IEnumerable<SubscriptionEvent>)null!));
        Assert.Throws<ArgumentNullException>(() => SubscriptionHistory.Check(null!));
        Assert.Throws<ArgumentException>(() => SubscriptionHistory.Check([null!]));
        Assert.Throws<ArgumentException>(() => SubscriptionHistory.Check([Ada.Starts(Utc("2026-01-01"), null!)]));
        Assert.Throws<ArgumentException>(() => SubscriptionHistory.Check([new Subscription(default, "ada").Ends(Utc("2026-01-01"))]));
        Assert.Throws<ArgumentException>(() => SubscriptionHistory.Check([new Subscription("ada", default).Ends(Utc("2026-01-01"))]));
    }
}
