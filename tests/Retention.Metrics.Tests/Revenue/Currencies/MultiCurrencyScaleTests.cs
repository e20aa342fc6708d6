using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Revenue.Currencies;

/// <summary>Several currencies over many periods: any number of threads, progress, cancellation, and long histories.</summary>
[Trait("Kind", "Numbers")]
public sealed class MultiCurrencyScaleTests
{
    private static readonly LocalDate Start = new(2020, 1, 1);

    /// <summary>Rates into euros that change from day to day.</summary>
    private static readonly RateTable Rates = new((currency, at) => 0.5m + ((int)(at - Instant.FromUnixTimeTicks(0)).TotalDays % 7 * 0.1m) + (currency.Code[0] * 0.001m));

    /// <summary>So many customers and days that three threads have runs of their own.</summary>
    private static readonly Lazy<MultiCurrencyTimeline> Many = new(() => MultiCurrencyTimeline.FromHistory(SubscriptionHistory.Create(Enumerable.Range(0, 300).SelectMany(EventsOf))));

    private static readonly ReportingPeriods ManyDays = Days(3_500);

    public static TheoryData<MetricPolicy> Policies => [MetricPolicy.Default, MetricPolicy.Default with { Netting = Netting.PerDay, ChurnCounting = ChurnCounting.DistinctCustomers }];

    [Theory]
    [MemberData(nameof(Policies))]
    public void OneToThreeThreads_GiveTheSameRows(MetricPolicy policy)
    {
        RollForward[] rows = [.. Enumerable.Range(1, 3).Select(threads => Many.Value.RollForward(ManyDays, Currency.Eur, Rates, policy, new ExecutionOptions { Threads = threads }))];

        Assert.True(rows[0].Equals(rows[1]));
        Assert.True(rows[0].Equals(rows[2]));
        Assert.All(rows[0].Zip(rows[0].Skip(1)), pair => Assert.Equal(pair.First.ClosingMrr, pair.Second.OpeningMrr));
        Assert.Equal(Many.Value.AtConstantRates(Currency.Eur, Rates, rows[0][^1].Period.End).MrrAt(rows[0][^1].Period.End), rows[0][^1].ClosingMrr);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Progress_RisesToOne_InSeveralSteps(MetricPolicy policy)
    {
        var shares = new List<double>();
        _ = Many.Value.RollForward(ManyDays, Currency.Eur, Rates, policy, new ExecutionOptions { Threads = 2, Progress = new Listener(shares.Add) });

        Assert.True(shares.Count > 2, $"{shares.Count} reports of progress");
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1.0, shares[^1]);
    }

    [Fact]
    public void Cancellation_StopsTheScan()
    {
        using var cancellation = new CancellationTokenSource();
        int reports = 0;
        var listener = new Listener(_ =>
        {
            reports++;
            cancellation.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(() =>
            Many.Value.RollForward(ManyDays, Currency.Eur, Rates, execution: new ExecutionOptions { Threads = 1, Progress = listener, Cancellation = cancellation.Token }));
        Assert.Equal(1, reports);
    }

    /// <summary>A scan that copies each period's earlier changes would copy two hundred million of them.</summary>
    [Fact]
    public void ACustomerWhoChangesEveryDay_ForTwentyThousandDays_IsReadInOnePass()
    {
        const int days = 20_000;
        SubscriptionHistory history = SubscriptionHistory.Create(
            Enumerable.Range(0, days).Select(day => day == 0
                ? Subscription.Of("ada").Starts(Midday(day), Price(day))
                : Subscription.Of("ada").ChangesPrice(Midday(day), Price(day))));
        var timeline = MultiCurrencyTimeline.FromHistory(history);
        ReportingPeriods periods = Days(days);
        var two = new RateTable((_, _) => 2m);
        RollForward rows = timeline.RollForward(periods, Currency.Eur, two);

        Assert.Equal(Enumerable.Range(0, days).Select(day => 2m * (1 + (day % 3))), rows.Select(row => row.ClosingMrr.Monthly.Amount));
        Assert.Equal(days, timeline.Explain(periods, Currency.Eur, two, RevenueFigure.ClosingMrr).Count());
        Assert.Equal(days - 1, timeline.Explain(periods, Currency.Eur, two, RevenueFigure.CustomersAtRisk).Count());

        static RecurringPrice Price(int day) => RecurringPrice.Monthly(1 + (day % 3), Currency.Usd);
    }

    [Fact]
    public void RevenueThatDoesNotFitAtARate_IsRefused_ByCustomerCurrencyAndBound()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory([Subscription.Of("ada").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(1_000m, Currency.Usd))]);
        var far = new RateTable((_, at) => at < Utc("2026-04-01") ? 1m : 10_000_000_000m);
        var farthest = new RateTable((_, at) => at < Utc("2026-04-01") ? 1m : decimal.MaxValue);

        foreach (RateTable rates in new[] { far, farthest })
        {
            OverflowException refused = Assert.Throws<OverflowException>(() => timeline.RollForward(Months("2026-03", "2026-03"), Currency.Eur, rates));
            Assert.Contains("customer ada, 12000 USD a year, does not fit in EUR at the rate", refused.Message, StringComparison.Ordinal);
            Assert.Contains("of 2026-04-01T00:00:00Z", refused.Message, StringComparison.Ordinal);
            Assert.Equal(refused.Message, Assert.Throws<OverflowException>(() => timeline.Explain(Months("2026-03", "2026-03"), Currency.Eur, rates, RevenueFigure.FxMrr).ToArray()).Message);
            Assert.Equal(refused.Message, Assert.Throws<OverflowException>(() => timeline.AtConstantRates(Currency.Eur, rates, Utc("2026-04-01"))).Message);
        }
    }

    [Fact]
    public void CurrenciesThatDoNotFitTogether_AreRefused_ByCustomerCurrencyAndBounds()
    {
        MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(
        [
            new Subscription("eur", "ada").Starts(Utc("2026-01-05"), Monthly(1_000m)),
            new Subscription("usd", "ada").Starts(Utc("2026-01-05"), RecurringPrice.Monthly(1_000m, Currency.Usd)),
        ]);
        var rates = new RateTable((_, _) => 400_000_000m);

        OverflowException refused = Assert.Throws<OverflowException>(() => timeline.RollForward(Months("2026-03", "2026-03"), Currency.Gbp, rates));
        Assert.Contains("The revenue of customer ada does not fit in GBP at the rates from 2026-03-01T00:00:00Z to 2026-04-01T00:00:00Z", refused.Message, StringComparison.Ordinal);
        Assert.Contains("must be at most 9,223,372,036,854.775807, and is 9600000000000", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<SubscriptionEvent> EventsOf(int customer)
    {
        Subscription euros = new($"{customer}-eur", $"{customer}"), dollars = new($"{customer}-usd", $"{customer}");
        yield return euros.Starts(Midday(customer), Monthly(10 + (customer % 5)));
        yield return dollars.Starts(Midday(customer * 2), RecurringPrice.Monthly(20 + (customer % 3), Currency.Usd));
        yield return euros.ChangesPrice(Midday(customer + 400), Monthly(11));
        yield return euros.Ends(Midday(customer + 900));
        yield return dollars.Ends(Midday((customer * 2) + 1_000));
        if (customer % 2 == 0)
        {
            yield return dollars.Starts(Midday((customer * 2) + 1_100), RecurringPrice.Monthly(30m, Currency.Usd));
        }
    }

    private static Instant Midday(int day) => Start.PlusDays(day).At(LocalTime.Noon).InUtc().ToInstant();

    private static ReportingPeriods Days(int count) => ReportingCalendar.Days(DateTimeZone.Utc).From(Start).To(Start.PlusDays(count - 1));

    private sealed class Listener(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
