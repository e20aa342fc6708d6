using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <content>What can happen to a subscription.</content>
public sealed partial class Portfolio
{
    /// <summary>A trial begins. It pays nothing until the subscription starts.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio TrialStarts(int year, int month, int day) => TrialStarts(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="TrialStarts(int, int, int)"/>
    public Portfolio TrialStarts(StoryTime when) => Tell(when, story.Speaks.TrialStarts);

    /// <summary>The subscription begins to pay, for the first time or again.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="monthly">The price of a month, or</param>
    /// <param name="yearly">the price of a year: one of the two.</param>
    /// <param name="quantity">How many seats, units or licences the price is for one of.</param>
    /// <param name="discount">What is off the price from the start.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Starts(int year, int month, int day, decimal? monthly = null, decimal? yearly = null, int quantity = 1, Discount? discount = null) =>
        Starts(StoryTime.Of(year, month, day), monthly, yearly, quantity, discount);

    /// <summary>The subscription begins to pay, for the first time or again.</summary>
    /// <param name="when">When.</param>
    /// <param name="monthly">The price of a month, or</param>
    /// <param name="yearly">the price of a year: one of the two.</param>
    /// <param name="quantity">How many seats, units or licences the price is for one of.</param>
    /// <param name="discount">What is off the price from the start.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Starts(StoryTime when, decimal? monthly = null, decimal? yearly = null, int quantity = 1, Discount? discount = null)
    {
        string step = $"{nameof(Starts)} on {when}";
        if (monthly.HasValue == yearly.HasValue)
        {
            throw Impossible(step, "expected one price, monthly or yearly; for other intervals pass a RecurringPrice");
        }

        if (quantity < 0)
        {
            throw Impossible(step, FormattableString.Invariant($"the quantity {quantity} is negative; it is 0 or more"));
        }

        return Starts(when, new RecurringPrice(Currency.Amount(monthly ?? yearly!.Value), monthly is null ? BillingInterval.Yearly : BillingInterval.Monthly, quantity), discount);
    }

    /// <summary>The subscription begins to pay at a price of any interval, quantity and currency.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="price">The price.</param>
    /// <param name="discount">What is off it from the start.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Starts(int year, int month, int day, RecurringPrice price, Discount? discount = null) => Starts(StoryTime.Of(year, month, day), price, discount);

    /// <summary>The subscription begins to pay at a price of any interval, quantity and currency.</summary>
    /// <param name="when">When.</param>
    /// <param name="price">The price.</param>
    /// <param name="discount">What is off it from the start.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Starts(StoryTime when, RecurringPrice price, Discount? discount = null)
    {
        ArgumentNullException.ThrowIfNull(price);
        return Tell(when, at => story.Speaks.Starts(at, price, discount));
    }

    /// <summary>It is put on hold.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Pauses(int year, int month, int day) => Pauses(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="Pauses(int, int, int)"/>
    public Portfolio Pauses(StoryTime when) => Tell(when, story.Speaks.Pauses);

    /// <summary>It goes on after a pause, at the price it had.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Resumes(int year, int month, int day) => Resumes(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="Resumes(int, int, int)"/>
    public Portfolio Resumes(StoryTime when) => Tell(when, story.Speaks.Resumes);

    /// <summary>A payment fails.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio PaymentFails(int year, int month, int day) => PaymentFails(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="PaymentFails(int, int, int)"/>
    public Portfolio PaymentFails(StoryTime when) => Tell(when, story.Speaks.PaymentFails);

    /// <summary>The failed payment is made good.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio PaymentRecovers(int year, int month, int day) => PaymentRecovers(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="PaymentRecovers(int, int, int)"/>
    public Portfolio PaymentRecovers(StoryTime when) => Tell(when, story.Speaks.PaymentRecovers);

    /// <summary>A cancellation is requested that takes effect later: <c>SchedulesCancellation(2026, 5, 20).For(2026, 6, 5)</c>.</summary>
    public ScheduledCancellation SchedulesCancellation(int year, int month, int day) => SchedulesCancellation(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="SchedulesCancellation(int, int, int)"/>
    public ScheduledCancellation SchedulesCancellation(StoryTime when) => new(this, when);

    /// <summary>The requested cancellation is withdrawn.</summary>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio RevokesCancellation(int year, int month, int day) => RevokesCancellation(StoryTime.Of(year, month, day));

    /// <inheritdoc cref="RevokesCancellation(int, int, int)"/>
    public Portfolio RevokesCancellation(StoryTime when) => Tell(when, story.Speaks.RevokesCancellation);

    /// <summary>It ends because the customer decided.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Voluntary"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Cancels(int year, int month, int day, ChurnReason? reason = null) => Cancels(StoryTime.Of(year, month, day), reason);

    /// <summary>It ends because the customer decided.</summary>
    /// <param name="when">When.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Voluntary"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Cancels(StoryTime when, ChurnReason? reason = null) => Tell(when, at => story.Speaks.Ends(at, reason ?? ChurnReason.Voluntary));

    /// <summary>Ends the subscription, for any reason.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Unknown"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Ends(int year, int month, int day, ChurnReason reason = default) => Ends(StoryTime.Of(year, month, day), reason);

    /// <summary>Ends the subscription, for any reason.</summary>
    /// <param name="when">When.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Unknown"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio Ends(StoryTime when, ChurnReason reason = default) => Tell(when, at => story.Speaks.Ends(at, reason));

    internal Portfolio SchedulesCancellation(StoryTime when, StoryTime effective, ChurnReason reason)
    {
        string step = $"{nameof(SchedulesCancellation)} on {when} for {effective}";
        return new(story.Tell(step, story.Speaks.SchedulesCancellation(story.At(step, when), story.At(step, effective), reason)));
    }

    private Portfolio Tell(StoryTime when, Func<Instant, SubscriptionEvent> make, [CallerMemberName] string verb = "")
    {
        string step = $"{verb} on {when}";
        return new(story.Tell(step, make(story.At(step, when))));
    }

    private ImpossibleStoryException Impossible(string step, string problem) => new(story.Speaks, step, problem);
}

/// <summary>A request to cancel that does not say yet for when; <see cref="For(int, int, int, ChurnReason?)"/> completes it.</summary>
public sealed class ScheduledCancellation
{
    private readonly Portfolio portfolio;
    private readonly StoryTime when;

    internal ScheduledCancellation(Portfolio portfolio, StoryTime when)
    {
        this.portfolio = portfolio;
        this.when = when;
    }

    /// <summary>Says when the subscription ends unless the request is revoked.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month.</param>
    /// <param name="day">The day, in the portfolio's zone.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Voluntary"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio For(int year, int month, int day, ChurnReason? reason = null) => For(StoryTime.Of(year, month, day), reason);

    /// <summary>Says when the subscription ends unless the request is revoked.</summary>
    /// <param name="effective">When.</param>
    /// <param name="reason">Why; <see cref="ChurnReason.Voluntary"/> if left out.</param>
    /// <exception cref="ImpossibleStoryException">It cannot come here.</exception>
    public Portfolio For(StoryTime effective, ChurnReason? reason = null) => portfolio.SchedulesCancellation(when, effective, reason ?? ChurnReason.Voluntary);
}
