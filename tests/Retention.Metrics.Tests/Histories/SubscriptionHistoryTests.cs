using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Duplicates, order of input, what was known when, planned ends, and what happens at one instant.</summary>
public sealed class SubscriptionHistoryTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");

    [Fact]
    public void FiveEvents_ReadWellAsACollection()
    {
        SubscriptionHistory history =
        [
            Ada.TrialStarts(Utc("2026-01-01")),
            Ada.Starts(Utc("2026-01-15"), Monthly(49)),
            Ada.ChangesPrice(Utc("2026-02-15"), Monthly(99)),
            Ada.SchedulesCancellation(Utc("2026-03-01"), effectiveAt: Utc("2026-03-15")),
            Ada.RevokesCancellation(Utc("2026-03-02")),
        ];

        Assert.Equal(5, history.Count);
        Assert.Equal(99m, MrrAt(history, "2026-04-01"));
    }

    [Fact]
    public void Empty_IsAHistory()
    {
        SubscriptionHistory history = [];

        Assert.Empty(history);
        Assert.Empty(SubscriptionHistory.Check([]).Findings);
    }

    [Fact]
    public void AnyOrderOfInput_GivesTheSameHistory() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> forwards = SubscriptionHistory.Check(portfolio.Events);
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> backwards = SubscriptionHistory.Check(portfolio.Events.Reverse());

            Assert.Empty(forwards.Findings);
            Assert.Equal(forwards.History, backwards.History);
        });

    /// <summary>Facts of one instant that differ in one part only.</summary>
    public static TheoryData<string> Parts => [.. Pairs.Keys];

    private static readonly Dictionary<string, (SubscriptionEvent One, SubscriptionEvent Other)> Pairs = new(StringComparer.Ordinal)
    {
        ["id"] = (Ada.Pauses(Utc("2026-02-01")) with { EventId = "a" }, Ada.Resumes(Utc("2026-02-01")) with { EventId = "b" }),
        ["id alone"] = (Ada.PaymentFails(Utc("2026-02-01")) with { EventId = "a" }, Ada.PaymentFails(Utc("2026-02-01")) with { EventId = "b" }),
        ["recorded"] = (Ada.PaymentFails(Utc("2026-02-01")) with { RecordedAt = Utc("2026-02-02") }, Ada.PaymentFails(Utc("2026-02-01")) with { RecordedAt = Utc("2026-02-03") }),
        ["recorded or not"] = (Ada.PaymentFails(Utc("2026-02-01")), Ada.PaymentFails(Utc("2026-02-01")) with { RecordedAt = Utc("2026-02-03") }),
        ["customer"] = (Ada.PaymentFails(Utc("2026-02-01")), Ada.PaymentFails(Utc("2026-02-01")) with { Customer = "bo" }),
        ["end of a schedule"] = (Ada.SchedulesCancellation(Utc("2026-02-01"), Utc("2026-03-01")), Ada.SchedulesCancellation(Utc("2026-02-01"), Utc("2026-04-01"))),
        ["reason of a schedule"] = (Scheduled("price", ChurnKind.Voluntary), Scheduled("quality", ChurnKind.Voluntary)),
        ["kind of a reason"] = (Scheduled("price", ChurnKind.Voluntary), Scheduled("price", ChurnKind.Involuntary)),
        ["reason of an end"] = (Ada.Ends(Utc("2026-02-01"), ChurnReason.Of("price", ChurnKind.Voluntary)), Ada.Ends(Utc("2026-02-01"), ChurnReason.Of("quality", ChurnKind.Voluntary))),
        ["kind of an end"] = (Ada.Ends(Utc("2026-02-01"), ChurnReason.Of("price", ChurnKind.Voluntary)), Ada.Ends(Utc("2026-02-01"), ChurnReason.Of("price", ChurnKind.Unknown))),
        ["price"] = (Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20))),
        ["interval"] = (Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), RecurringPrice.Yearly(10, Currency.Eur))),
        ["currency"] = (Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), RecurringPrice.Monthly(10, Currency.Usd))),
        ["discount"] = (Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10)), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10), Discount.Percent(10))),
        ["end of a discount"] = (Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10), Discount.Percent(10, Utc("2026-05-01"))), Ada.ChangesPrice(Utc("2026-02-01"), Monthly(10), Discount.Percent(10))),
        ["price of a start"] = (Ada.Starts(Utc("2026-02-01"), Monthly(10)), Ada.Starts(Utc("2026-02-01"), Monthly(20))),
        ["discount of a start"] = (Ada.Starts(Utc("2026-02-01"), Monthly(10)), Ada.Starts(Utc("2026-02-01"), Monthly(10), Discount.Percent(10))),
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void TwoFactsOfOneInstant_ThatDifferInOnePart_StandInOneOrder(string part)
    {
        (SubscriptionEvent one, SubscriptionEvent other) = Pairs[part];
        SubscriptionEvent start = Ada.Starts(Utc("2026-01-01"), Monthly(1));

        Same(SubscriptionHistory.Check([start, one, other]), SubscriptionHistory.Check([other, start, one]));
        Same(SubscriptionHistory.Check([one, other]), SubscriptionHistory.Check([other, one]));

        static void Same(HistoryCheck<SubscriptionHistory, SubscriptionFinding> check, HistoryCheck<SubscriptionHistory, SubscriptionFinding> turned)
        {
            Assert.Equal(check.History, turned.History);
            Assert.Equal(check.Findings.Select(finding => (finding.Kind, finding.Message)), turned.Findings.Select(finding => (finding.Kind, finding.Message)));
            Assert.Equal(check.Findings.SelectMany(finding => finding.Events), turned.Findings.SelectMany(finding => finding.Events));
        }
    }

    private static SubscriptionEvent Scheduled(string code, ChurnKind kind) => Ada.SchedulesCancellation(Utc("2026-02-01"), Utc("2026-03-01"), ChurnReason.Of(code, kind));

    [Fact]
    public void AnyFactsAtAll_AreUsedRepeatedSupersededOrRefused_WhateverTheirOrder() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            // Every second event alone, some twice: much of it cannot be.
            SubscriptionEvent[] facts = [.. portfolio.Events.Where((_, i) => i % 2 == 0), .. portfolio.Events.Take(3)];
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(facts);
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> backwards = SubscriptionHistory.Check(facts.Reverse());

            Assert.Equal(facts.Length, check.Used + check.Repeated + check.Superseded + check.Refused);
            Assert.Equal(check.Used, check.History.Count);
            Assert.Equal(check.History, backwards.History);
            Assert.Equal(check.Findings.Select(finding => (finding.Kind, finding.Message)), backwards.Findings.Select(finding => (finding.Kind, finding.Message)));
            Assert.Equal(check.Findings.Count == 0, check.Refused == 0);
            Assert.Empty(check.History.Select(one => one.Subscription).Intersect(check.Findings.SelectMany(finding => finding.Events).Select(one => one.Subscription)));
            Assert.Equal(check.History, SubscriptionHistory.Create(check.History));
        });

    [Fact]
    public void EventsWithIds_AddedAgain_ChangeNothing() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            SubscriptionEvent[] again = [.. portfolio.Events.Where(one => one.EventId is not null)];
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([.. again, .. portfolio.Events, .. again]);

            Assert.Empty(check.Findings);
            Assert.Equal(SubscriptionHistory.Create(portfolio.Events), check.History);
            Assert.Equal(2 * again.Length, check.Repeated);
        });

    [Fact]
    public void TheSameEventTwice_WithAnId_IsHarmless()
    {
        SubscriptionEvent start = Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1" };

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([start, start with { RecordedAt = Utc("2026-01-03") }, start]);

        Assert.Empty(check.Findings);
        Assert.Equal((1, 2, 0, 0), (check.Used, check.Repeated, check.Superseded, check.Refused));
    }

    [Fact]
    public void TheSameEventTwice_WithoutAnId_IsTwoEvents()
    {
        SubscriptionEvent start = Ada.Starts(Utc("2026-01-01"), Monthly(10));

        Assert.Equal(FindingKind.StartedWhileLive, Assert.Single(SubscriptionHistory.Check([start, start]).Findings).Kind);
    }

    [Fact]
    public void ALaterRecordedEvent_OfTheSameId_TakesItsPlace()
    {
        SubscriptionEvent first = Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1", RecordedAt = Utc("2026-01-01") };
        SubscriptionEvent corrected = Ada.Starts(Utc("2026-01-02"), Monthly(12)) with { EventId = "e1", RecordedAt = Utc("2026-01-05") };

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([corrected, first]);

        Assert.Equal([corrected], check.History);
        Assert.Equal((1, 0, 1, 0), (check.Used, check.Repeated, check.Superseded, check.Refused));
    }

    [Fact]
    public void AnEventBackInItsFirstForm_CountsAsRepeated()
    {
        SubscriptionEvent first = Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1", RecordedAt = Utc("2026-01-01") };
        SubscriptionEvent second = Ada.Starts(Utc("2026-01-01"), Monthly(12)) with { EventId = "e1", RecordedAt = Utc("2026-01-02") };
        SubscriptionEvent third = first with { RecordedAt = Utc("2026-01-03") };

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check([second, third, first]);

        Assert.Equal([third], check.History);
        Assert.Equal((1, 1, 1, 0), (check.Used, check.Repeated, check.Superseded, check.Refused));
    }

    [Fact]
    public void AsKnownAt_LeavesOutWhatWasRecordedLater()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { EventId = "e1", RecordedAt = Utc("2026-01-01") },
            Ada.Starts(Utc("2026-01-01"), Monthly(12)) with { EventId = "e1", RecordedAt = Utc("2026-03-01") },
            Ada.Ends(Utc("2026-02-01")) with { RecordedAt = Utc("2026-02-10") },
        ];

        Assert.Empty(history.AsKnownAt(Utc("2025-12-31")).History);
        Assert.Equal(10m, MrrAt(history.AsKnownAt(Utc("2026-02-09")).History, "2026-02-05"));
        Assert.Equal(0m, MrrAt(history.AsKnownAt(Utc("2026-02-10")).History, "2026-02-05"));
        Assert.Equal(10m, MrrAt(history.AsKnownAt(Utc("2026-02-28")).History, "2026-01-05"));
        Assert.Equal(12m, MrrAt(history.AsKnownAt(Utc("2026-03-01")).History, "2026-01-05"));
    }

    [Fact]
    public void AsKnownAt_AnswersLikeCheck_WhereTheBeginningWasRecordedLate()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { RecordedAt = Utc("2026-04-01") },
            Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20)),
        ];

        Assert.Equal(FindingKind.ChangedWhileNotLive, Assert.Single(history.AsKnownAt(Utc("2026-03-01")).Findings).Kind);
        Assert.Empty(history.AsKnownAt(Utc("2026-04-01")).Findings);
    }

    [Fact]
    public void AScheduledCancellation_EndsAtItsInstant_UnlessRevoked()
    {
        SubscriptionHistory ends = [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-01-10"), Utc("2026-02-01"))];
        SubscriptionHistory stays = [.. ends, Ada.RevokesCancellation(Utc("2026-01-20"))];
        SubscriptionHistory revokedAtTheInstant = [.. ends, Ada.RevokesCancellation(Utc("2026-02-01"))];
        SubscriptionHistory laterThanPlanned = [.. ends, Ada.SchedulesCancellation(Utc("2026-01-20"), Utc("2026-03-01"))];

        Assert.Equal(10m, MrrAt(ends, "2026-02-01"));
        Assert.Equal(0m, MrrAt(ends, "2026-02-02"));
        Assert.Equal(10m, MrrAt(stays, "2026-02-02"));
        Assert.Equal(10m, MrrAt(revokedAtTheInstant, "2026-02-02"));
        Assert.Equal(10m, MrrAt(laterThanPlanned, "2026-02-02"));
        Assert.Equal(0m, MrrAt(laterThanPlanned, "2026-03-02"));
    }

    [Fact]
    public void AnEnd_WhereOneWasPlanned_AddsNothing_AndAStartThereGoesOn()
    {
        SubscriptionHistory planned = [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-01-10"), Utc("2026-02-01")), Ada.Ends(Utc("2026-02-01"))];
        SubscriptionHistory again = [.. planned, Ada.Starts(Utc("2026-02-01"), Monthly(30))];

        Assert.Equal(0m, MrrAt(planned, "2026-02-02"));
        Assert.Equal(30m, MrrAt(again, "2026-02-02"));
        RollForwardRow february = RevenueTimeline.FromHistory(again).RollForward(Months("2026-02", "2026-02"))[0];
        Assert.Equal((0, 20m), (february.ChurnedCustomers, february.ExpansionMrr.Monthly.Amount));
    }

    [Fact]
    public void ACancellationThatTakesEffectAtOnce_EndsThere_WithAnEndOrANewStartBesideIt()
    {
        SubscriptionHistory alone = [Ada.Starts(Utc("2026-01-01"), Monthly(10)), Ada.SchedulesCancellation(Utc("2026-02-01"), Utc("2026-02-01"))];
        SubscriptionHistory withEnd = [.. alone, Ada.Ends(Utc("2026-02-01"))];
        SubscriptionHistory withStart = [.. alone, Ada.Starts(Utc("2026-02-01"), Monthly(30))];
        SubscriptionHistory withBoth = [.. withEnd, Ada.Starts(Utc("2026-02-01"), Monthly(30))];

        Assert.Equal([0m, 0m, 30m, 30m], new[] { alone, withEnd, withStart, withBoth }.Select(history => MrrAt(history, "2026-02-02")));
    }

    [Fact]
    public void OneInstant_WhenLiveBefore_GoesEndStartPricePause()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)),
            Ada.Pauses(Utc("2026-02-01")),
            Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20)),
            Ada.Starts(Utc("2026-02-01"), Monthly(20)),
            Ada.Ends(Utc("2026-02-01")),
            Ada.Resumes(Utc("2026-03-01")),
        ];

        Assert.Equal(["Started", "Ended", "Started", "PriceChanged", "Paused", "Resumed"], history.Select(one => one.GetType().Name));
        Assert.Equal((0m, 20m), (MrrAt(history, "2026-02-02"), MrrAt(history, "2026-03-02")));
    }

    [Fact]
    public void OneInstant_WhenPausedBefore_GoesResumePrice()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)),
            Ada.Pauses(Utc("2026-02-01")),
            Ada.ChangesPrice(Utc("2026-03-01"), Monthly(20)),
            Ada.Resumes(Utc("2026-03-01")),
        ];

        Assert.Equal(20m, MrrAt(history, "2026-03-02"));
    }

    [Fact]
    public void OneInstant_WhenNotLiveBefore_GoesStartPricePauseEnd()
    {
        SubscriptionHistory history =
        [
            Ada.Ends(Utc("2026-01-01")),
            Ada.Pauses(Utc("2026-01-01")),
            Ada.ChangesPrice(Utc("2026-01-01"), Monthly(10)),
            Ada.Starts(Utc("2026-01-01"), Monthly(10)),
        ];

        Assert.Equal(["Started", "PriceChanged", "Paused", "Ended"], history.Select(one => one.GetType().Name));
        Assert.Equal(0, RevenueTimeline.FromHistory(history).ChangeCount);
    }

    [Fact]
    public void OneInstant_WithRecordedInstants_GoesByThem()
    {
        SubscriptionHistory history =
        [
            Ada.ChangesPrice(Utc("2026-01-01"), Monthly(30)) with { RecordedAt = Utc("2026-01-02") },
            Ada.Starts(Utc("2026-01-01"), Monthly(10)) with { RecordedAt = Utc("2026-01-01") },
            Ada.ChangesPrice(Utc("2026-01-01"), Monthly(20)) with { RecordedAt = Utc("2026-01-03") },
        ];

        Assert.Equal(20m, MrrAt(history, "2026-01-02"));
    }

    [Fact]
    public void OneInstant_WithOnePriceTwice_IsNoFinding()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), Monthly(10)),
            Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20.00m)),
            Ada.ChangesPrice(Utc("2026-02-01"), Monthly(20m)),
        ];

        Assert.Equal(20m, MrrAt(history, "2026-02-02"));
    }

    private static decimal MrrAt(SubscriptionHistory history, string at) => RevenueTimeline.FromHistory(history).MrrAt(Utc(at)).Monthly.Amount;
}
