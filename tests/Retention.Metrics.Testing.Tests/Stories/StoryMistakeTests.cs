using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing.Tests.Stories;

/// <summary>An impossible step fails at once, and the message says which customer, which step, and what is allowed.</summary>
public sealed class StoryMistakeTests
{
    private static readonly Portfolio Ada = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);

    [Theory]
    [InlineData("'ada': UpgradesTo(39) on 2026-03-05 cannot be: 39.00 EUR a month is not more than the price then, 49.00 EUR a month; UpgradesTo takes more, DowngradesTo less, ChangesPriceTo any", "upgrade below")]
    [InlineData("'ada': UpgradesTo(49) on 2026-03-05 cannot be: 49.00 EUR a month is not more than the price then, 49.00 EUR a month; UpgradesTo takes more, DowngradesTo less, ChangesPriceTo any", "upgrade to the same")]
    [InlineData("'ada': DowngradesTo(59) on 2026-03-05 cannot be: 59.00 EUR a month is not less than the price then, 49.00 EUR a month; DowngradesTo takes less, UpgradesTo more, ChangesPriceTo any", "downgrade above")]
    [InlineData("'bo': Cancels on 2026-01-01 cannot be: subscription bo: Ended at 2026-01-01T00:00:00Z, but it is NotStarted; what can come then: TrialStarts, Starts", "cancel before any start")]
    [InlineData("'ada': Cancels on 2026-01-01 cannot be: subscription ada ends at 2026-01-01T00:00:00Z, before it starts; what can come then: TrialStarts", "cancel before the start")]
    [InlineData("'ada': Starts on 2026-02-01 cannot be: subscription ada: Started at 2026-02-01T00:00:00Z, but it is live already (Running); what can come then: a change of price, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", "start twice")]
    [InlineData("'ada': Resumes on 2026-02-01 cannot be: subscription ada: Resumed at 2026-02-01T00:00:00Z, but it is Running; what can come then: a change of price, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", "resume without a pause")]
    [InlineData("'ada': RevokesCancellation on 2026-02-01 cannot be: subscription ada: CancellationRevoked at 2026-02-01T00:00:00Z, but no cancellation is pending; what can come then: a change of price, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", "revoke without a request")]
    [InlineData("'ada': SchedulesCancellation on 2026-03-01 for 2026-02-01 cannot be: subscription ada: the cancellation requested at 2026-03-01T00:00:00Z takes effect before, at 2026-02-01T00:00:00Z; what can come then: a change of price, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", "effect before request")]
    [InlineData("'ada': UpgradesTo(20) on 2026-04-01 cannot be: subscription ada: PriceChanged at 2026-04-01T00:00:00Z, but it is Ended; what can come then: TrialStarts, Starts, PaymentFails, PaymentRecovers", "upgrade after the end")]
    [InlineData("'ada': UpgradesTo(99) on 2026-01-05 cannot be: subscription ada has two prices at 2026-01-05T00:00:00Z, and nothing recorded tells which came last; give one of the two a later day or a time of day; what can come then: TrialStarts, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", "two prices at once")]
    [InlineData("'ada': UpgradesTo(99) on 2026-01-01 cannot be: the subscription has no price yet; Starts gives it one, and so does ChangesPriceTo", "upgrade of a trial")]
    [InlineData("'ada': Starts on 2026-01-05 cannot be: expected one price, monthly or yearly; for other intervals pass a RecurringPrice", "no price")]
    [InlineData("'ada': Starts on 2026-01-05 cannot be: expected one price, monthly or yearly; for other intervals pass a RecurringPrice", "two prices")]
    [InlineData("'ada': Starts on 2026-01-05 cannot be: the quantity -1 is negative; it is 0 or more", "negative quantity")]
    [InlineData("'ada': ChangesQuantityTo(-3) cannot be: a quantity is 0 or more", "change to a negative quantity")]
    [InlineData("'ada': Pauses on 2026-02-30 cannot be: 2026-02-30 is no day of the calendar, which has years 1 to 9998, months 1 to 12 and their days", "no such day")]
    [InlineData("'ada': Refunded(50) cannot be: order without id of customer ada at 2026-01-07T00:00:00Z: the refund 50.00 EUR is above its order, 40.00 EUR", "refund above the order")]
    [InlineData("'ada': Orders on 2026-01-07 cannot be: order without id of customer ada at 2026-01-07T00:00:00Z: the amount -1.00 EUR is negative; an order is 0 or more, and money given back is a refund", "negative order")]
    [InlineData("'ada': Refunded cannot be: it speaks of the order told just before, and the last step was none; Orders tells one", "refund of nothing")]
    [InlineData("'bo': CalledOff cannot be: it speaks of the order told just before, and the last step was none; Orders tells one", "calls off another's order")]
    [InlineData("'ada' with subscription 'storage': Pauses on 2026-02-01 cannot be: subscription storage: Paused at 2026-02-01T00:00:00Z, but it is NotStarted; what can come then: TrialStarts, Starts", "another subscription")]
    [InlineData("'bo' with subscription 'ada': Starts on 2027-02-01 cannot be: subscription ada belongs to customer ada and to bo; nothing can come then", "another's subscription")]
    public void TheMessage_NamesTheCustomerTheStepAndWhatIsAllowed(string message, string mistake) =>
        Assert.Equal(message, Assert.Throws<ImpossibleStoryException>(() => Told(mistake)).Message);

    [Fact]
    public void TheException_CarriesTheFindingsOfTheHistory()
    {
        var twice = Assert.Throws<ImpossibleStoryException>(() => Ada.Starts(2026, 2, 1, monthly: 10));

        Assert.Equal(("ada", "Starts on 2026-02-01", FindingKind.StartedWhileLive), (twice.Customer.Value, twice.Step, Assert.Single(twice.Findings).Kind));
        Assert.Equal(FindingKind.NegativePrice, Assert.Single(Assert.Throws<ImpossibleStoryException>(() => Ada.DowngradesTo(-1).On(2026, 2, 1)).Findings).Kind);
        Assert.Equal(FindingKind.PriceTooPrecise, Assert.Single(Assert.Throws<ImpossibleStoryException>(() => Ada.UpgradesTo(99.1234567m).On(2026, 2, 1)).Findings).Kind);
        Assert.Equal(FindingKind.PriceOverflow, Assert.Single(Assert.Throws<ImpossibleStoryException>(() => Ada.UpgradesTo(decimal.MaxValue).On(2026, 2, 1)).Findings).Kind);
        Assert.Equal(FindingKind.CurrencyChanged, Assert.Single(Assert.Throws<ImpossibleStoryException>(() => Ada.ChangesPriceTo(RecurringPrice.Monthly(5m, Currency.Usd)).On(2026, 2, 1)).Findings).Kind);
        Assert.Empty(Assert.Throws<ImpossibleStoryException>(() => Ada.UpgradesTo(1).On(2026, 2, 1)).Findings);
        Assert.Contains("101", Assert.Throws<ImpossibleStoryException>(() => Ada.GetsDiscount(101)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheMessageAllows_CanBeTold()
    {
        string message = Assert.Throws<ImpossibleStoryException>(() => Ada.Pauses(2026, 2, 1).Pauses(2026, 3, 1)).Message;
        Portfolio paused = Ada.Pauses(2026, 2, 1);

        Assert.EndsWith("what can come then: a change of price, Resumes, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends", message, StringComparison.Ordinal);
        Assert.All(
            [
                paused.UpgradesTo(99).On(2026, 3, 1), paused.Resumes(2026, 3, 1), paused.PaymentFails(2026, 3, 1), paused.PaymentRecovers(2026, 3, 1),
                paused.SchedulesCancellation(2026, 3, 1).For(2026, 4, 1), paused.Ends(2026, 3, 1),
            ],
            told => Assert.Equal(3, told.History.Count));
    }

    [Fact]
    public void AMistake_LeavesTheStoryAsItWas()
    {
        _ = Assert.Throws<ImpossibleStoryException>(() => Ada.Starts(2026, 2, 1, monthly: 10));

        Assert.Single(Ada.History);
        Assert.Equal(2, Ada.Cancels(2026, 2, 1).History.Count);
    }

    [Fact]
    public void NamesAndNothing_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Portfolio.With(""));
        Assert.Throws<ArgumentException>(() => Portfolio.With(default));
        Assert.Throws<ArgumentException>(() => Ada.And(default));
        Assert.Throws<ArgumentException>(() => Ada.WithSubscription(default));
        Assert.Throws<ArgumentException>(() => Ada.Has(" ", "x"));
        Assert.Throws<ArgumentNullException>(() => Ada.Has("country", null!));
        Assert.Throws<ArgumentNullException>(() => Portfolio.In((DateTimeZone)null!));
        Assert.Throws<ArgumentNullException>(() => Ada.Starts(2026, 1, 1, (RecurringPrice)null!));
        Assert.Throws<ArgumentNullException>(() => Ada.UpgradesTo((RecurringPrice)null!));
        Assert.Throws<ArgumentNullException>(() => Ada.GetsDiscount(null!));
        Assert.Throws<ImpossibleStoryException>(() => Ada.Pauses(default(StoryTime)));
    }

    [Theory]
    [InlineData("Ada")]
    [InlineData("  ada")]
    [InlineData("ada lovelace, née Byron")]
    [InlineData("{0} {customer} %s")]
    [InlineData("'; DROP TABLE customers; --")]
    [InlineData("ıİ")]
    [InlineData("\u05d0\u05d3\u05d4 \u202e")]
    [InlineData("👩‍🚀")]
    [InlineData("NaN")]
    public void AnyName_IsAName(string name)
    {
        Portfolio told = Portfolio.With(name).Starts(2026, 1, 5, monthly: 49).And("ada").Starts(2026, 1, 5, monthly: 10);

        Assert.Equal(2, told.Customers.Count);
        Assert.Equal(59m, StoryStepTests.Mrr(told, 2, 1));
        Assert.Contains($"'{name}'", Assert.Throws<ImpossibleStoryException>(() => told.And(name).Starts(2026, 2, 1, monthly: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMessage_IsOneLine_WhateverTheName()
    {
        var refused = Assert.Throws<ImpossibleStoryException>(() => Portfolio.With("a\r\nb\u2028\t\0").Pauses(2026, 1, 1));

        Assert.StartsWith(@"'a\u000D\u000Ab\u2028\u0009\u0000': Pauses on 2026-01-01", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a\r\nb\u2028\t\0", refused.Customer.Value);
    }

    [Fact]
    public void Messages_AreTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var hostile = (CultureInfo)new CultureInfo("ar-SA", useUserOverride: false).Clone();
            hostile.NumberFormat.NegativeSign = "minus ";
            hostile.NumberFormat.NumberDecimalSeparator = "_";
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal(
                "'ada': UpgradesTo(-1234.5) on 2026-03-05 cannot be: subscription ada at 2026-03-05T00:00:00Z: the price -1234.50 EUR is negative; a price is 0 or more; what can come then: a change of price, Pauses, PaymentFails, PaymentRecovers, SchedulesCancellation, Ends",
                Assert.Throws<ImpossibleStoryException>(() => Ada.UpgradesTo(-1234.5m).On(2026, 3, 5)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Portfolio Told(string mistake) => mistake switch
    {
        "upgrade below" => Ada.UpgradesTo(39).On(2026, 3, 5),
        "upgrade to the same" => Ada.UpgradesTo(49).On(2026, 3, 5),
        "downgrade above" => Ada.DowngradesTo(59).On(2026, 3, 5),
        "cancel before any start" => Portfolio.With("bo").Cancels(2026, 1, 1),
        "cancel before the start" => Ada.Cancels(2026, 1, 1),
        "start twice" => Ada.Starts(2026, 2, 1, monthly: 10),
        "resume without a pause" => Ada.Resumes(2026, 2, 1),
        "revoke without a request" => Ada.RevokesCancellation(2026, 2, 1),
        "effect before request" => Ada.SchedulesCancellation(2026, 3, 1).For(2026, 2, 1),
        "upgrade after the end" => Ada.Cancels(2026, 3, 1).UpgradesTo(20).On(2026, 4, 1),
        "two prices at once" => Ada.UpgradesTo(99).On(2026, 1, 5),
        "upgrade of a trial" => Portfolio.With("ada").TrialStarts(2026, 1, 1).UpgradesTo(99).On(2026, 1, 1),
        "no price" => Portfolio.With("ada").Starts(2026, 1, 5),
        "two prices" => Portfolio.With("ada").Starts(2026, 1, 5, monthly: 5, yearly: 50),
        "negative quantity" => Portfolio.With("ada").Starts(2026, 1, 5, monthly: 5, quantity: -1),
        "change to a negative quantity" => Ada.ChangesQuantityTo(-3).On(2026, 2, 1),
        "no such day" => Ada.Pauses(2026, 2, 30),
        "refund above the order" => Ada.Orders(2026, 1, 7, 40).Refunded(50),
        "negative order" => Ada.Orders(2026, 1, 7, -1),
        "refund of nothing" => Ada.Refunded(),
        "calls off another's order" => Ada.Orders(2026, 1, 7, 40).And("bo").CalledOff(),
        "another subscription" => Ada.WithSubscription("storage").Pauses(2026, 2, 1),
        "another's subscription" => Ada.And("bo").WithSubscription("ada").Starts(2027, 2, 1, monthly: 10),
        _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, "A mistake of the list."),
    };
}
