using NodaTime;

namespace Retention.Metrics.Tests.Revenue.Currencies;

/// <summary>Histories of so many subscriptions in several currencies that they are partitioned in several ranges.</summary>
public sealed class HistoryByCurrencyTests
{
    private const int Subscriptions = 50_000;
    private const int Customers = 29_999;

    private static readonly Instant Start = Instant.FromUtc(2022, 1, 1, 0, 0);

    private static readonly Lazy<SubscriptionHistory> Many = new(() => SubscriptionHistory.Check(Enumerable.Range(0, Subscriptions).SelectMany(EventsOf)).History);

    // The naive partition: by the price of the start, and what has none in the first.
    private static readonly Lazy<KeyValuePair<Currency, SubscriptionHistory>[]> Naive = new(() =>
    [
        .. Many.Value
            .GroupBy(one => one.Subscription)
            .Select(own => (Currency: own.OfType<SubscriptionEvent.Started>().FirstOrDefault()?.Price.Amount.Currency ?? Currency.Of("AUD"), Events: own))
            .GroupBy(own => own.Currency, own => own.Events)
            .OrderBy(part => part.Key.Code, StringComparer.Ordinal)
            .Select(part => KeyValuePair.Create(part.Key, SubscriptionHistory.Create(part.SelectMany(own => own)))),
    ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Parts_AreThoseOfTheNaivePartition_OnAnyNumberOfThreads(int threads)
    {
        IReadOnlyList<KeyValuePair<Currency, SubscriptionHistory>> parts = Many.Value.ByCurrency(new ExecutionOptions { Threads = threads });

        Assert.Equal(["AUD", "EUR", "USD"], parts.Select(part => part.Key.Code));
        Assert.Equal(Naive.Value.Select(part => part.Key), parts.Select(part => part.Key));
        foreach ((SubscriptionHistory expected, SubscriptionHistory part) in Naive.Value.Zip(parts, (one, other) => (one.Value, other.Value)))
        {
            Assert.Equal((expected.Count, expected.FirstEvent, expected.LastEvent, expected.KnownUpTo), (part.Count, part.FirstEvent, part.LastEvent, part.KnownUpTo));
            Assert.True(expected.SequenceEqual(part));
            Assert.Equal(expected.Lifecycles.Customers, part.Lifecycles.Customers);
            Assert.True(part.Lifecycles.ByNumber.Customers.SequenceEqual(part.Lifecycles.ByNumber.Customers.Order().Distinct()));
            Assert.All(Enumerable.Range(0, part.Lifecycles.ByNumber.Count), place => Assert.True(IsRising(part.Lifecycles.ByNumber.SubscriptionsOf(place))));
        }
    }

    [Fact]
    public void EachPart_HasTheTimelineOfItsEvents_InItsCurrency()
    {
        foreach ((KeyValuePair<Currency, SubscriptionHistory> expected, KeyValuePair<Currency, SubscriptionHistory> part) in Naive.Value.Zip(Many.Value.PerCurrency()))
        {
            var timeline = RevenueTimeline.FromHistory(part.Value);
            Assert.Equal(expected.Key, timeline.Currency);
            Assert.Equal(Figures(RevenueTimeline.FromHistory(expected.Value)), Figures(timeline));
        }

        static IEnumerable<(RecurringRevenue New, RecurringRevenue Churn, RecurringRevenue Closing, long Customers)> Figures(RevenueTimeline timeline) =>
            timeline.RollForward(At.Months("2022-01", "2023-12")).Select(row => (row.NewMrr, row.ChurnMrr, row.ClosingMrr, (long)row.ClosingCustomers));
    }

    [Fact]
    public void APart_IsItsOnlyPart()
    {
        (Currency currency, SubscriptionHistory part) = Many.Value.PerCurrency()[^1];

        Assert.Equal([KeyValuePair.Create(currency, part)], part.PerCurrency());
    }

    [Fact]
    public void Bounds_LeaveOutRefusedSubscriptions()
    {
        Assert.Equal(Many.Value.Min(one => one.At), Many.Value.FirstEvent);
        Assert.Equal(Many.Value.Max(one => one.At), Many.Value.LastEvent);
    }

    [Fact]
    public void ATimelineOfSeveralCurrencies_IsRefused_ByCode() =>
        Assert.Contains("AUD and EUR and USD", Assert.Throws<ArgumentException>(() => RevenueTimeline.FromHistory(Many.Value)).Message, StringComparison.Ordinal);

    [Fact]
    public void HistoriesWithoutAPrice_HaveOnePart_AndThoseWithoutEventsNone()
    {
        Subscription bad = Subscription.Of("bad");
        SubscriptionHistory empty = SubscriptionHistory.Check([bad.Starts(Start, RecurringPrice.Monthly(1m, Currency.Eur)), bad.ChangesPrice(Start, RecurringPrice.Monthly(1m, Currency.Usd))]).History;
        SubscriptionHistory trial = [Subscription.Of("ada").TrialStarts(Start)];

        Assert.Equal(Currency.None, Assert.Single(trial.PerCurrency()).Key);
        Assert.Empty(empty);
        Assert.Empty(empty.PerCurrency());
        Assert.Null(empty.FirstEvent);
    }

    private static IEnumerable<SubscriptionEvent> EventsOf(int number)
    {
        var one = new Subscription(new SubscriptionId(FormattableString.Invariant($"s{number}")), new CustomerId(FormattableString.Invariant($"c{number * 7919L % Customers}")));
        Instant start = Start + Duration.FromHours(number % 5_000);
        switch (number % 10)
        {
            case 0:
                yield return one.TrialStarts(start - Duration.FromDays(400));
                yield break;
            case 1:
                // Refused, and before and after all others.
                yield return one.Ends(start - Duration.FromDays(900), ChurnReason.Voluntary);
                yield return one.Pauses(start + Duration.FromDays(900));
                yield break;
            case 4:
                yield return one.TrialStarts(start);
                break;
        }

        Currency currency = number % 100 == 2 ? Currency.Of("AUD") : number % 10 < 5 ? Currency.Usd : Currency.Eur;
        yield return one.Starts(start + Duration.FromDays(currency.MinorUnits + currency.Code[0]), RecurringPrice.Monthly(1m + (number % 7), currency));
        if (number % 3 == 0)
        {
            yield return one.Ends(start + Duration.FromDays(100 + (2 * currency.Code[0])), ChurnReason.Voluntary);
        }
    }

    private static bool IsRising(ReadOnlySpan<int> numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] <= numbers[i - 1])
            {
                return false;
            }
        }

        return !numbers.IsEmpty;
    }
}
