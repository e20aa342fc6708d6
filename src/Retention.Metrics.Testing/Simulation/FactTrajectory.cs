using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing.Simulation;

/// <summary>A customer's trajectory as facts, with all that a billing system has beside the price: trials, discounts, reasons, payments, and recorded instants.</summary>
/// <remarks>What is added changes no revenue under the default policy, and draws from streams of its own, so that levels and facts agree.</remarks>
internal sealed class FactTrajectory : ISubscriptionSink
{
    private const long Day = 24 * 60 * 60;

    private readonly FactRules rules;
    private readonly MonthBounds bounds;
    private readonly CustomerId customer;
    private readonly List<SubscriptionEvent> events = [];
    private readonly Subscription[] subscriptions = new Subscription[CustomerTrajectory.MostSubscriptions];
    private readonly long[] off = new long[CustomerTrajectory.MostSubscriptions];
    private readonly long[] last = new long[CustomerTrajectory.MostSubscriptions];
    private DrawStream draws;
    private DrawStream recording;

    public FactTrajectory(FactRules rules, MonthBounds bounds, long seed, int number)
    {
        this.rules = rules;
        this.bounds = bounds;
        customer = NameOf(number);
        for (int i = 0; i < subscriptions.Length; i++)
        {
            subscriptions[i] = new Subscription(string.Create(CultureInfo.InvariantCulture, $"{number}/{i + 1}"), customer);
        }

        draws = DrawStream.Of(seed, Purpose.Detail, number);
        recording = DrawStream.Of(seed, Purpose.Recording, number);
    }

    public IReadOnlyList<SubscriptionEvent> Events => events;

    /// <summary>A customer's name is their number in columns.</summary>
    public static CustomerId NameOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void MonthBegins(int month, bool active)
    {
    }

    public void Starts(int subscription, long at, long level, bool again)
    {
        if (!again && subscription == 0 && draws.Happens(rules.Trial))
        {
            Tell(subscription, at - (14 * Day), subscriptions[subscription].TrialStarts);
        }

        off[subscription] = draws.Happens(rules.Discounted) ? Math.Max(1, level / 4) : 0;
        Tell(subscription, at, when => subscriptions[subscription].Starts(when, Price(subscription, level), Discount(subscription)));
    }

    public void Changes(int subscription, long at, long level) =>
        Tell(subscription, at, when => subscriptions[subscription].ChangesPrice(when, Price(subscription, level), Discount(subscription)));

    public void Pauses(int subscription, long at) => Tell(subscription, at, subscriptions[subscription].Pauses);

    public void Resumes(int subscription, long at, long level) => Tell(subscription, at, subscriptions[subscription].Resumes);

    public void Ends(int subscription, long at)
    {
        Subscription one = subscriptions[subscription];
        if (draws.Happens(rules.Involuntary))
        {
            if (Before(subscription, at, 14 * Day) is { } failed)
            {
                Tell(subscription, failed, one.PaymentFails);
            }

            Tell(subscription, at, when => one.Ends(when, ChurnReason.Involuntary));
        }
        else if (draws.Happens(rules.Announced) && Before(subscription, at, 30 * Day) is { } asked)
        {
            // It ends by the request alone; an end at the same instant would add nothing.
            Tell(subscription, asked, when => one.SchedulesCancellation(when, Instant.FromUnixTimeSeconds(at), ChurnReason.Voluntary));
            last[subscription] = at;
        }
        else
        {
            Tell(subscription, at, when => one.Ends(when, ChurnReason.Voluntary));
        }
    }

    public void Stays(int subscription, int month)
    {
        Subscription one = subscriptions[subscription];
        long start = bounds.StartOf(month);
        if (draws.Happens(rules.FailedPayment))
        {
            long failed = start + draws.Below(10 * Day);
            Tell(subscription, failed, one.PaymentFails);
            Tell(subscription, failed + 1 + draws.Below(5 * Day), one.PaymentRecovers);
        }

        if (draws.Happens(rules.Revoked))
        {
            long asked = start + (16 * Day) + draws.Below(5 * Day);
            Tell(subscription, asked, when => one.SchedulesCancellation(when, when + Duration.FromDays(30), ChurnReason.Voluntary));
            Tell(subscription, asked + 1 + draws.Below(5 * Day), one.RevokesCancellation);
        }
    }

    /// <summary>A second before an end, at most so many before it, and after all earlier facts; nothing where there is no room.</summary>
    private long? Before(int subscription, long end, long most)
    {
        long first = Math.Max(last[subscription] + 1, end - most);
        return first < end ? first + draws.Below(end - first) : null;
    }

    private void Tell(int subscription, long at, Func<Instant, SubscriptionEvent> make)
    {
        last[subscription] = at;
        events.Add(make(Instant.FromUnixTimeSeconds(at)) with
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"{customer}-{events.Count + 1}"),
            RecordedAt = rules.RecordedAt(at, ref recording),
        });
    }

    private RecurringPrice Price(int subscription, long level) => new(rules.Currency.MinorAmount(level + off[subscription]), BillingInterval.Monthly);

    private Discount? Discount(int subscription) => off[subscription] == 0 ? null : Metrics.Discount.Amount(rules.Currency.MinorAmount(off[subscription]));
}

/// <summary>The probabilities of facts that no level shows.</summary>
internal sealed class FactRules(BusinessParameters parameters)
{
    private readonly Probability late = new(parameters.LateEvents);
    private readonly long mostSecondsLate = parameters.MostDaysLate * 24L * 60 * 60;

    public Currency Currency { get; } = parameters.Price.Currency;

    public Probability Trial { get; } = new(parameters.Trials);

    public Probability Discounted { get; } = new(parameters.Discounts);

    public Probability Involuntary { get; } = new(parameters.InvoluntaryChurn);

    public Probability Announced { get; } = new(parameters.AnnouncedChurn);

    public Probability FailedPayment { get; } = new(parameters.FailedPayments);

    public Probability Revoked { get; } = new(parameters.RevokedCancellations);

    /// <summary>When a fact of an instant is recorded: at once or, now and then, late.</summary>
    public Instant RecordedAt(long at, ref DrawStream recording) =>
        Instant.FromUnixTimeSeconds(recording.Happens(late) ? at + 1 + recording.Below(mostSecondsLate) : at);
}
