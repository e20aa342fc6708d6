using NodaTime;

namespace Retention.Metrics.Testing.Tests.Stories;

/// <summary>Late facts, ids and corrections.</summary>
public sealed class StoryRecordTests
{
    private static readonly Portfolio Ada = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);

    [Fact]
    public void ALateEnd_IsUnknownUntilItIsRecorded()
    {
        Portfolio told = Ada.Cancels(2026, 2, 20).RecordedOn(2026, 3, 15);
        Instant firstOfMarch = Instant.FromUtc(2026, 3, 1, 0, 0);

        Assert.Equal(Instant.FromUtc(2026, 3, 15, 0, 0), told.History[^1].RecordedAt);
        Assert.Equal(0m, told.Timeline().MrrAt(firstOfMarch).Monthly.Amount);
        Assert.Equal(49m, RevenueTimeline.FromHistory(told.History.AsKnownAt(firstOfMarch).History).MrrAt(firstOfMarch).Monthly.Amount);
    }

    [Fact]
    public void ACorrection_TakesThePlaceOfWhatItCorrects()
    {
        Portfolio told = Ada.WithId("e-1").RecordedOn(2026, 1, 5)
            .UpgradesTo(99).On(2026, 2, 1)
            .Corrects("e-1", 2026, 3, 1, ada => ada.Starts(2026, 1, 10, monthly: 39));

        Assert.Equal(3, told.Events.Count);
        Assert.Equal([Instant.FromUtc(2026, 1, 10, 0, 0), Instant.FromUtc(2026, 2, 1, 0, 0)], told.History.Select(one => one.At));
        Assert.Equal("e-1", told.History[0].EventId);
        Assert.Equal(39m, StoryStepTests.Mrr(told, 2, 1));
        Assert.Equal(49m, RevenueTimeline.FromHistory(told.History.AsKnownAt(Instant.FromUtc(2026, 2, 28, 0, 0)).History).MrrAt(Instant.FromUtc(2026, 1, 20, 0, 0)).Monthly.Amount);
    }

    [Fact]
    public void ACorrectedUpgrade_IsComparedWithThePriceBeforeIt()
    {
        Portfolio told = Ada.UpgradesTo(99).On(2026, 3, 5).WithId("e-2").RecordedOn(2026, 3, 5);

        Assert.Equal(79m, StoryStepTests.Mrr(told.Corrects("e-2", 2026, 4, 1, ada => ada.UpgradesTo(79).On(2026, 3, 5)), 4, 1));
        Assert.Throws<ImpossibleStoryException>(() => told.Corrects("e-2", 2026, 4, 1, ada => ada.UpgradesTo(49).On(2026, 3, 5)));
    }

    [Fact]
    public void AnEventThatComesTwice_CountsOnce()
    {
        Portfolio told = Ada.WithId("e-1").RecordedOn(2026, 1, 5).Corrects("e-1", 2026, 1, 6, ada => ada.Starts(2026, 1, 5, monthly: 49));

        Assert.Equal((2, 1), (told.Events.Count, SubscriptionHistory.Check(told.Events).Repeated));
        Assert.Single(told.History);
    }

    [Fact]
    public void Orders_HaveIdsAndCorrectionsToo()
    {
        Portfolio told = Portfolio.With("ada").Orders(2026, 1, 7, 40).WithId("o-1").RecordedOn(2026, 1, 7)
            .Corrects("o-1", 2026, 2, 1, ada => ada.Orders(2026, 1, 7, 40).Refunded(15));

        Order order = Assert.Single(told.OrderHistory);
        Assert.Equal(("o-1", 15m, Instant.FromUtc(2026, 2, 1, 0, 0)), (order.Id!.Value.Value, order.Refunded!.Value.Amount, order.RecordedAt));
        Assert.Equal(25m, told.OrderTimeline().Metrics(told.Month(2026, 1))[0].Revenue.Amount);
    }

    [Theory]
    [InlineData("'ada': Corrects(e-9) on 2026-02-01 cannot be: no fact told before has that id; WithId gives it one", "unknown")]
    [InlineData("'ada': Corrects(e-1) on 2026-02-01 cannot be: 0 facts take the place of one; a correction is one step", "nothing")]
    [InlineData("'ada': Corrects(e-1) on 2026-02-01 cannot be: 2 facts take the place of one; a correction is one step", "two steps")]
    [InlineData("'ada': RecordedOn 2026-05-01 cannot be: inside a correction the id is e-1, and the day of recording the correction's", "recorded twice")]
    [InlineData("'bo': WithId(e-2) cannot be: it speaks of the step told just before, and there is none since the customer or subscription was named", "nothing told")]
    public void AMistakeInRecords_FailsAtOnce(string message, string mistake)
    {
        Portfolio told = Ada.WithId("e-1").RecordedOn(2026, 1, 5);

        Assert.Equal(message, Assert.Throws<ImpossibleStoryException>(() => mistake switch
        {
            "unknown" => told.Corrects("e-9", 2026, 2, 1, ada => ada.Starts(2026, 1, 5, monthly: 39)),
            "nothing" => told.Corrects("e-1", 2026, 2, 1, ada => ada),
            "two steps" => told.Corrects("e-1", 2026, 2, 1, ada => ada.Starts(2026, 1, 5, monthly: 39).Orders(2026, 1, 6, 5)),
            "recorded twice" => told.Corrects("e-1", 2026, 2, 1, ada => ada.Starts(2026, 1, 5, monthly: 39).RecordedOn(2026, 5, 1)),
            _ => told.And("bo").WithId("e-2"),
        }).Message);
    }

    [Fact]
    public void AnIdOfAnotherFact_ConflictsWhateverItsSubscription() =>
        Assert.Equal(
            FindingKind.ConflictingDuplicate,
            Assert.Single(Assert.Throws<ImpossibleStoryException>(() => Ada.WithId("e-1").And("bo").Starts(2026, 1, 5, monthly: 10).WithId("e-1")).Findings).Kind);

    [Fact]
    public void ACorrection_RecordedNoLaterThanWhatItCorrects_Conflicts() =>
        Assert.Contains(
            "an event that takes the place of another is recorded later than it",
            Assert.Throws<ImpossibleStoryException>(() => Ada.WithId("e-1").RecordedOn(2026, 2, 1).Corrects("e-1", 2026, 2, 1, ada => ada.Starts(2026, 1, 5, monthly: 39))).Message,
            StringComparison.Ordinal);
}
