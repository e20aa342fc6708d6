using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>How what happened came to be known: late, with an id, or wrong at first.</content>
public sealed partial class Portfolio
{
    /// <summary>Sets the id of the last event or order.</summary>
    /// <param name="id">A text that is not empty.</param>
    /// <exception cref="ImpossibleStoryException">There is no such step, or the id names another fact.</exception>
    public Portfolio WithId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Retell($"{nameof(WithId)}({id})", one => one with { EventId = id }, order => order with { Id = new OrderId(id) });
    }

    /// <summary>Sets the day on which the last step became known, the same day as its effect or later.</summary>
    /// <exception cref="ImpossibleStoryException">There is no such step.</exception>
    public Portfolio RecordedOn(int year, int month, int day) => RecordedOn(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="RecordedOn(int, int, int)"/>
    public Portfolio RecordedOn(StoryTime when)
    {
        string step = $"{nameof(RecordedOn)} {when}";
        Instant at = story.At(step, when);
        return Retell(step, one => one with { RecordedAt = at }, order => order with { RecordedAt = at });
    }

    /// <summary>Later, another fact takes the place of one: <c>Corrects("e-1", 2026, 4, 1, ada => ada.Starts(2026, 1, 5, monthly: 39))</c>.</summary>
    /// <param name="id">The id of the fact that was wrong, given to it by <see cref="WithId"/>; it was recorded earlier, by <see cref="RecordedOn(StoryTime)"/>.</param>
    /// <param name="year">The year in which the correction was recorded.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="instead">The one step that holds instead.</param>
    /// <exception cref="ImpossibleStoryException">The step cannot come here, or is not one step.</exception>
    public Portfolio Corrects(string id, int year, int month, int day, Func<Portfolio, Portfolio> instead) => Corrects(id, StoryTime.Of(year, month, day), instead);

    /// <summary>Later, another fact takes the place of one.</summary>
    /// <param name="id">The id of the fact that was wrong, given to it by <see cref="WithId"/>; it was recorded earlier, by <see cref="RecordedOn(StoryTime)"/>.</param>
    /// <param name="when">When the correction was recorded.</param>
    /// <param name="instead">The one step that holds instead.</param>
    /// <exception cref="ImpossibleStoryException">The step cannot come here, or is not one step.</exception>
    public Portfolio Corrects(string id, StoryTime when, Func<Portfolio, Portfolio> instead)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(instead);
        string step = $"{nameof(Corrects)}({id}) on {when}";
        if (!story.Events.Any(one => string.Equals(one.EventId, id, StringComparison.Ordinal)) && !story.Orders.Any(one => string.Equals(one.Id?.Value, id, StringComparison.Ordinal)))
        {
            throw Impossible(step, "no fact told before has that id; WithId gives it one");
        }

        Story corrected = instead(new Portfolio(story with { Corrects = (id, story.At(step, when)), Last = LastTold.Nothing })).story;
        return corrected.FactCount == story.FactCount + 1
            ? new(corrected with { Corrects = story.Corrects })
            : throw Impossible(step, FormattableString.Invariant($"{corrected.FactCount - story.FactCount} facts take the place of one; a correction is one step"));
    }

    private Portfolio Retell(string step, Func<SubscriptionEvent, SubscriptionEvent> changeEvent, Func<Order, Order> changeOrder) => story.Last switch
    {
        _ when story.Corrects is { } correction => throw Impossible(step, FormattableString.Invariant($"inside a correction the id is {correction.Id}, and the day of recording the correction's")),
        LastTold.Event => new(story.Retell(step, changeEvent)),
        LastTold.Order => new(story.Retell(step, changeOrder)),
        _ => throw Impossible(step, "it speaks of the step told just before, and there is none since the customer or subscription was named"),
    };
}
