using System.Data.Common;
using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Sources;

public sealed class EventTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task History_IsThatOfTheEvents(string engine)
    {
        TestEngine tested = TestEngine.Of(engine);
        await using DbConnection connection = await tested.OpenAsync();
        SqlEvents events = await EventsAsync(tested, connection, """
            (1, 11, 1767571200, 'Started', 4900, 1, NULL, NULL, 'e1'),
            (1, 11, 1767571200, 'Started', 4900, 1, NULL, NULL, 'e1'),
            (1, 11, 1770249600, 'price_changed', 120000, 12, NULL, NULL, 'e2'),
            (1, 11, 1772668800, 'PAUSED', NULL, 1, NULL, NULL, 'e3'),
            (1, 11, 1773014400, 'resumed', NULL, 1, NULL, NULL, 'e4'),
            (1, 11, 1773100800, 'cancellation_scheduled', NULL, 1, 1775347200, 'voluntary', 'e5'),
            (2, 21, 1767571200, 'trial started', NULL, 1, NULL, NULL, 'e6'),
            (2, 21, 1768780800, 'started', 900, 1, NULL, NULL, 'e7'),
            (2, 21, 1770249600, 'payment_failed', NULL, 1, NULL, NULL, 'e8'),
            (2, 21, 1772668800, 'ended', NULL, 1, NULL, 'involuntary', 'e9')
            """);

        SubscriptionHistory history = await events.ReadHistoryAsync(TestContext.Current.CancellationToken);

        SubscriptionHistory expected = SubscriptionHistory.Create(
            new SubscriptionEvent.Started("11", "1", Start, RecurringPrice.Monthly(49m, Currency.Eur)) { EventId = "e1" },
            new SubscriptionEvent.PriceChanged("11", "1", Start + Duration.FromDays(31), RecurringPrice.Every(12, BillingUnit.Month, 1_200m, Currency.Eur)) { EventId = "e2" },
            new SubscriptionEvent.Paused("11", "1", Start + Duration.FromDays(59)) { EventId = "e3" },
            new SubscriptionEvent.Resumed("11", "1", Start + Duration.FromDays(63)) { EventId = "e4" },
            new SubscriptionEvent.CancellationScheduled("11", "1", Start + Duration.FromDays(64), Start + Duration.FromDays(90), ChurnReason.Voluntary) { EventId = "e5" },
            new SubscriptionEvent.TrialStarted("21", "2", Start) { EventId = "e6" },
            new SubscriptionEvent.Started("21", "2", Start + Duration.FromDays(14), RecurringPrice.Monthly(9m, Currency.Eur)) { EventId = "e7" },
            new SubscriptionEvent.PaymentFailed("21", "2", Start + Duration.FromDays(31)) { EventId = "e8" },
            new SubscriptionEvent.Ended("21", "2", Start + Duration.FromDays(59), ChurnReason.Involuntary) { EventId = "e9" });
        Assert.Equal(expected, history);
        await TestEngine.ExecuteAsync(connection, "DROP TABLE events");
    }

    [Theory]
    [InlineData("(1, 11, 1767571200, 'vanished', 5, 1, NULL, NULL, NULL)", "has the kind 'vanished'; expected one of trial_started, started")]
    [InlineData("(1, 11, 1767571200, 'started', NULL, 1, NULL, NULL, NULL)", "has the kind 'started' and no price")]
    [InlineData("(1, 11, 1767571200, 'started', 5, 0, NULL, NULL, NULL)", "has a billing interval of 0 months; expected 1 to 1200")]
    [InlineData("(1, NULL, 1767571200, 'started', 5, 1, NULL, NULL, NULL)", "Row 0 has no subscription")]
    [InlineData("(1, 11, NULL, 'started', 5, 1, NULL, NULL, NULL)", "Row 0 has no time")]
    [InlineData("(1, 11, 1767571200, 'started', 5, 1, NULL, NULL, '\t')", "Row 0 has a blank event id")]
    [InlineData("(1, 11, 1767571200, 'cancellation_scheduled', 5, 1, NULL, NULL, NULL)", "schedules a cancellation without the instant")]
    public async Task Row_ThatLacksAValue_IsNamed(string row, string message)
    {
        TestEngine tested = TestEngine.Of("SQLite");
        await using DbConnection connection = await tested.OpenAsync();
        SqlEvents events = await EventsAsync(tested, connection, row);

        FormatException refused = await Assert.ThrowsAsync<FormatException>(() => events.ReadHistoryAsync(TestContext.Current.CancellationToken));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlankIds_AreNone()
    {
        TestEngine tested = TestEngine.Of("SQLite");
        await using DbConnection connection = await tested.OpenAsync();
        SqlEvents events = await EventsAsync(tested, connection, "(1, 11, 1767571200, 'started', 5, 1, NULL, NULL, ''), (2, 21, 1767571200, 'started', 7, 1, NULL, NULL, ' '), (2, 21, 1770249600, 'ended', NULL, 1, NULL, NULL, '')");

        SubscriptionHistory history = await events.ReadHistoryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, history.Count);
        Assert.All(history, one => Assert.Null(one.EventId));
    }

    private static async Task<SqlEvents> EventsAsync(TestEngine tested, DbConnection connection, string rows)
    {
        await TestEngine.ExecuteAsync(connection, tested.Create("events", "customer BIGINT, subscription BIGINT, at_s BIGINT, kind TEXT, cents BIGINT, months INTEGER, until_s BIGINT, reason TEXT, id TEXT", "customer"));
        await TestEngine.ExecuteAsync(connection, "INSERT INTO events VALUES " + rows);
        return new SqlEvents(new SqlDatabase(connection, tested.Dialect), "events", Currency.Eur, "customer", "subscription", SqlTime.UnixSeconds("at_s"), "kind", SqlAmount.MinorUnits("cents"))
        {
            IntervalMonths = "months",
            EffectiveAt = SqlTime.UnixSeconds("until_s"),
            Reason = "reason",
            EventId = "id",
        };
    }
}
