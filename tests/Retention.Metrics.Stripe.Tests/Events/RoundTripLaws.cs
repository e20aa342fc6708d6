using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Testing;

namespace Retention.Metrics.Stripe.Tests.Events;

/// <summary>A random portfolio, written as events of Stripe and read again, has the same figures; in any order and with repetitions.</summary>
public sealed class RoundTripLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 12));

    [Fact]
    public void APortfolio_AsEvents_HasTheSameRollForward() =>
        Prop.ForAll(Arb.From(RandomPortfolio.Any), Any.MetricPolicy, Arb.From(Gen.Choose(0, int.MaxValue)), (portfolio, policy, seed) =>
        {
            var facts = SubscriptionHistory.Create(portfolio.SelectMany(one => one.Facts));
            string[] events = [.. portfolio.SelectMany(one => one.Events)];
            var random = new Random(seed);
            string[] delivered = [.. events.Concat(events.Where(_ => random.Next(3) == 0))];
            random.Shuffle(delivered);
            var reader = new StripeEventReader();
            foreach (string one in delivered)
            {
                reader.Add(one);
            }

            StripeSubscriptionImport import = reader.Complete().RequireValid();

            import.AddsUp();
            Assert.Equal((long)events.Length, import.Objects.Used + import.LeftOutBy(StripeRule.NeverPaid));
            Assert.Empty(import.Notes);
            Assert.Equal(RollForward(facts, policy), RollForward(import.History, policy));
        }).Check(Settings);

    [Fact]
    public void ThePortfolios_HoldEveryKindOfFact()
    {
        string[] kinds = [.. Gen.Sample(RandomPortfolio.Any, 50, 200).SelectMany(portfolio => portfolio).SelectMany(one => one.Facts).Select(fact => fact.GetType().Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(typeof(SubscriptionEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal), kinds);
    }

    private static RollForward RollForward(SubscriptionHistory history, MetricPolicy policy) => RevenueTimeline.FromHistory(history, policy).RollForward(Months);
}

/// <summary>A subscription twice: as facts, and as the events that Stripe would send.</summary>
internal sealed record TwofoldSubscription(IReadOnlyList<SubscriptionEvent> Facts, IReadOnlyList<string> Events);

/// <summary>Random portfolios of a few subscriptions.</summary>
internal static class RandomPortfolio
{
    public static Gen<List<TwofoldSubscription>> Any { get; } =
        from count in Gen.Choose(1, 5)
        from all in Gen.Choose(0, int.MaxValue).ListOf(count)
        select all.Select((seed, number) => new Writer(new Random(seed), number).Write()).ToList();

    /// <summary>Writes one subscription step by step.</summary>
    private sealed class Writer(Random random, int number)
    {
        private readonly string id = FormattableString.Invariant($"sub_{number}");
        private readonly string customer = FormattableString.Invariant($"cus_{number / 2}");
        private readonly List<SubscriptionEvent> facts = [];
        private readonly List<string> events = [];
        private readonly Subscription subscription = new(FormattableString.Invariant($"sub_{number}"), FormattableString.Invariant($"cus_{number / 2}"));
        private long now = Instant.FromUtc(2025, 11, 1, 0, 0).ToUnixTimeSeconds() + random.Next(5_000_000);
        private long start;
        private long? trialEnd;
        private string status = "active";
        private long? cancelAt;
        private long? canceledAt;
        private long? endedAt;
        private (long Unit, int Quantity, string Interval, int Count) price;
        private (int Percent, long Amount, long? Until)? discount;
        private (long Start, int Number) discountIs;

        private Instant Now => Instant.FromUnixTimeSeconds(now);

        public TwofoldSubscription Write()
        {
            start = now;
            ChoosePrice();
            if (random.Next(3) == 0)
            {
                facts.Add(subscription.TrialStarts(Now));
                trialEnd = now + (14 * 86400);
                (status, discount) = ("trialing", null);
                Send("created");
                if (random.Next(4) == 0)
                {
                    return End(now + random.Next(1, 13 * 86400));
                }

                now = trialEnd.Value;
                facts.Add(subscription.Starts(Now, Price));
                status = "active";
                Send("updated");
            }
            else
            {
                facts.Add(subscription.Starts(Now, Price, Discount));
                Send("created");
            }

            for (int steps = random.Next(8); steps > 0; steps--)
            {
                now += random.Next(1, 50 * 86400);
                if (cancelAt <= now)
                {
                    return End(cancelAt.Value, scheduled: true);
                }

                Step();
            }

            return random.Next(2) == 0 && cancelAt is null ? End(now + random.Next(1, 40 * 86400)) : new TwofoldSubscription(facts, events);
        }

        private void Step()
        {
            switch (status, random.Next(5))
            {
                case ("active", 0):
                    status = "past_due";
                    facts.Add(subscription.PaymentFails(Now));
                    break;
                case ("past_due", _):
                    status = "active";
                    facts.Add(subscription.PaymentRecovers(Now));
                    break;
                case ("active", 1):
                    status = "paused";
                    facts.Add(subscription.Pauses(Now));
                    break;
                case ("paused", _):
                    status = "active";
                    facts.Add(subscription.Resumes(Now));
                    break;
                case (_, 2) when cancelAt is null:
                    (cancelAt, canceledAt) = (now + random.Next(86400, 60 * 86400), now);
                    facts.Add(subscription.SchedulesCancellation(Now, Instant.FromUnixTimeSeconds(cancelAt.Value)));
                    break;
                case (_, 2):
                    (cancelAt, canceledAt) = (null, null);
                    facts.Add(subscription.RevokesCancellation(Now));
                    break;
                default:
                    ChoosePrice();
                    facts.Add(subscription.ChangesPrice(Now, Price, Discount));
                    break;
            }

            Send("updated");
        }

        private TwofoldSubscription End(long at, bool scheduled = false)
        {
            (now, status, endedAt) = (at, "canceled", at);
            if (!scheduled)
            {
                facts.Add(subscription.Ends(Now));
            }

            Send("deleted");
            return new TwofoldSubscription(facts, events);
        }

        private void ChoosePrice()
        {
            (string interval, int count) = new[] { ("month", 1), ("year", 1), ("month", 3), ("week", 2), ("day", 10) }[random.Next(5)];
            price = (random.Next(0, 5000), random.Next(0, 4), interval, count);
            discount = random.Next(5) switch
            {
                0 => (random.Next(1, 101), 0, null),
                1 => (random.Next(1, 101), 0, now + random.Next(1, 90 * 86400)),
                2 => (0, random.Next(0, 3000), null),
                _ => null,
            };
            discountIs = (now, discountIs.Number + 1);
        }

        private RecurringPrice Price => new(
            Currency.Usd.MinorAmount(price.Unit),
            new BillingInterval(price.Interval switch { "month" => BillingUnit.Month, "year" => BillingUnit.Year, "week" => BillingUnit.Week, _ => BillingUnit.Day }, price.Count),
            price.Quantity);

        private Discount? Discount => discount switch
        {
            null => null,
            { Amount: > 0 } off => Retention.Metrics.Discount.Amount(Currency.Usd.MinorAmount(off.Amount)),
            { Percent: > 0 } off => Retention.Metrics.Discount.Percent(off.Percent, off.Until is { } until ? Instant.FromUnixTimeSeconds(until) : null),
            _ => Retention.Metrics.Discount.Amount(Currency.Usd.MinorAmount(0)),
        };

        private void Send(string type)
        {
            string off = discount is { } some ? StripeJson.Discount(CouponOf(some), FormattableString.Invariant($"di_{number}_{discountIs.Number}"), discountIs.Start, some.Until) : "";
            string text = string.Create(CultureInfo.InvariantCulture, $$"""
                {"id":"{{id}}","object":"subscription","customer":"{{customer}}","status":"{{status}}","currency":"usd","created":{{start}},"start_date":{{start}},"trial_start":{{(trialEnd is null ? "null" : start)}},"trial_end":{{Shown(trialEnd)}},
                 "cancel_at":{{Shown(cancelAt)}},"canceled_at":{{Shown(canceledAt)}},"ended_at":{{Shown(endedAt)}},"discounts":[{{off}}],
                 "items":{"object":"list","data":[{{StripeJson.Item(StripeJson.Price(unit: price.Unit.ToString(CultureInfo.InvariantCulture), interval: price.Interval, count: price.Count), price.Quantity)}}],"has_more":false} }
                """);
            events.Add(StripeJson.Event(FormattableString.Invariant($"evt_{number}_{events.Count}"), "customer.subscription." + type, now, text));
        }

        private string CouponOf((int Percent, long Amount, long? Until) some) => StripeJson.Coupon(
            FormattableString.Invariant($"C{discountIs.Number}"),
            some.Percent > 0 ? FormattableString.Invariant($"\"percent_off\":{some.Percent}") : FormattableString.Invariant($"\"amount_off\":{some.Amount},\"currency\":\"usd\""),
            some.Until is null ? "forever" : "repeating",
            some.Until is null ? "" : ",\"duration_in_months\":1");

        private static string Shown(long? value) => value is { } known ? known.ToString(CultureInfo.InvariantCulture) : "null";
    }
}
