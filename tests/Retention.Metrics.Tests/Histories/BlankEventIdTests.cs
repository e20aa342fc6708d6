using System.Text.Json;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories;

/// <summary>A blank id of an event is refused, as that of a customer is; nothing is no id.</summary>
public sealed class BlankEventIdTests
{
    private static readonly SubscriptionEvent Start = Subscription.Of("ada").Starts(Utc("2026-01-05"), Monthly(49));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\u00A0")]
    public void ABlankId_IsRefused_InAnObjectItsJsonAndABuilder(string id)
    {
        Assert.Contains("blank", Assert.Throws<ArgumentException>(() => Start with { EventId = id }).Message, StringComparison.Ordinal);

        string json = JsonSerializer.Serialize(Start with { EventId = "e1" }).Replace("\"e1\"", JsonSerializer.Serialize(id), StringComparison.Ordinal);
        Assert.Contains("blank", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SubscriptionEvent>(json)).Message, StringComparison.Ordinal);

        var builder = new SubscriptionHistoryBuilder<string, string>();
        Assert.Equal("eventId", Assert.Throws<ArgumentException>(() => builder.Started("ada", "s", Utc("2026-01-05"), Monthly(49), eventId: id)).ParamName);
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public void NoId_IsNone_AlsoWhereEventsAreAppended()
    {
        SubscriptionHistory history = [Start with { EventId = null }];
        AppendableHistory appended = new AppendableHistory().Append(history).Append([Subscription.Of("ada").Ends(Utc("2026-02-05")) with { EventId = null }]);

        Assert.Equal(2, appended.History.Count);
        Assert.All(appended.History, one => Assert.Null(one.EventId));
    }
}
