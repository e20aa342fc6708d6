using NodaTime;

namespace Retention.Metrics.Testing.Tests.Simulation;

/// <summary>Facts and rows of one seed are one business.</summary>
public sealed class TwoOutputsTests
{
    public static TheoryData<string> Kinds => ["default", "restless", "yen in Chatham", "dinars in Berlin", "everybody leaves and returns", "nobody"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FactsAndLevels_GiveTheSameTimeline(string kind)
    {
        SimulatedBusiness business = Business(kind);
        RevenueTimeline facts = RevenueTimeline.FromHistory(business.History()), rows = business.Timeline();

        Assert.Equal((facts.CustomerCount, facts.ChangeCount, facts.FirstChange, facts.LastChange), (rows.CustomerCount, rows.ChangeCount, rows.FirstChange, rows.LastChange));
        foreach (Netting netting in Enum.GetValues<Netting>())
        {
            Assert.Equal(facts.RollForward(business.Months, MetricPolicy.Default with { Netting = netting }), rows.RollForward(business.Months, MetricPolicy.Default with { Netting = netting }));
        }

        ReportingPeriods days = ReportingCalendar.Days(business.Parameters.Zone).From(business.Parameters.FirstMonth).To(business.Parameters.FirstMonth.PlusMonths(1));
        Assert.Equal(facts.RollForward(days), rows.RollForward(days));
        Assert.All(Enum.GetValues<RevenueFigure>(), figure => Assert.Equal(Explained(facts, business, figure), Explained(rows, business, figure)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FactsAndRowsOfOrders_GiveTheSameBook(string kind)
    {
        SimulatedBusiness business = Business(kind);
        OrderTimeline facts = OrderTimeline.FromHistory(business.OrderHistory()), rows = business.OrderTimeline();

        Assert.Equal((facts.CustomerCount, facts.OrderCount, facts.FirstOrder, facts.LastOrder), (rows.CustomerCount, rows.OrderCount, rows.FirstOrder, rows.LastOrder));
        if (facts.OrderCount > 0)
        {
            Assert.Equal(facts.Metrics(business.Months), rows.Metrics(business.Months));
        }
    }

    [Fact]
    public void Facts_HoldEveryKindOfEvent_EachWithAnIdAndTheInstantOfRecording()
    {
        SubscriptionEvent[] events = [.. Business("restless").Events()];

        Assert.Equal(typeof(SubscriptionEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal), events.Select(one => one.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(events.Length, events.Select(one => one.EventId).OfType<string>().Distinct(StringComparer.Ordinal).Count());
        Assert.All(events, one => Assert.True(one.RecordedAt >= one.At));
        Assert.Contains(events, one => one.RecordedAt > one.At + Duration.FromDays(25));
        Assert.DoesNotContain(events, one => one.RecordedAt > one.At + Duration.FromDays(30));
    }

    [Fact]
    public void EveryStateOfKnowledge_IsKnownBitByBit()
    {
        SimulatedBusiness business = Business("restless");
        SubscriptionHistory history = business.History();
        Instant middle = business.Months[3].Start;

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> then = history.AsKnownAt(middle);

        Assert.Equal(history.Count(one => one.RecordedAt <= middle), then.Used + then.Refused);
        Assert.NotEqual(RevenueTimeline.FromHistory(history).MrrAt(middle), RevenueTimeline.FromHistory(then.History).MrrAt(middle));
        Assert.Equal(history, history.AsKnownAt(Instant.MaxValue).History);
    }

    /// <summary>Where nothing is late and the clock has reached an instant, all that took effect is known.</summary>
    [Fact]
    public void WithoutLateEvents_EverythingIsKnownWhenItHappens()
    {
        var business = new SimulatedBusiness(Business("restless").Parameters with { LateEvents = 0m }, seed: 21);

        Assert.All(business.Events(), one => Assert.Equal(one.At, one.RecordedAt));
    }

    internal static SimulatedBusiness Business(string kind)
    {
        var restless = new BusinessParameters
        {
            Months = 12,
            CustomersPerMonth = 25m,
            OpeningCustomers = 100,
            MonthlyChurn = 0.1m,
            MonthlyPauses = 0.05m,
            MonthlyExpansion = 0.15m,
            MonthlyContraction = 0.15m,
            MonthlyReactivation = 0.2m,
            SeveralSubscriptions = 0.5m,
            Trials = 0.5m,
            Discounts = 0.5m,
            FailedPayments = 0.2m,
            RevokedCancellations = 0.1m,
            LateEvents = 0.3m,
            OrdersPerMonth = 0.7m,
            RefundedOrders = 0.2m,
            CancelledOrders = 0.2m,
        };
        return kind switch
        {
            "default" => new(new BusinessParameters(), seed: 20),
            "restless" => new(restless, seed: 21),
            "yen in Chatham" => new(restless with { Price = new Money(980m, Currency.Jpy), AverageOrder = 3001m, Zone = DateTimeZoneProviders.Tzdb["Pacific/Chatham"], FirstMonth = new YearMonth(2025, 3) }, seed: 22),
            "dinars in Berlin" => new(restless with { Price = new Money(0.001m, Currency.Of("KWD")), AverageOrder = 0.002m, Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], FirstMonth = new YearMonth(2025, 10) }, seed: 23),
            "everybody leaves and returns" => new(restless with { MonthlyChurn = 1m, MonthlyPauses = 0m, MonthlyExpansion = 0m, MonthlyContraction = 0m, MonthlyReactivation = 1m }, seed: 24),
            _ => new(new BusinessParameters { CustomersPerMonth = 0m, Price = new Money(5m, Currency.None) }, seed: 25),
        };
    }

    private static List<MrrContribution> Explained(RevenueTimeline timeline, SimulatedBusiness business, RevenueFigure figure) =>
        [.. timeline.Explain(business.Months, figure).OrderBy(one => one.Customer).ThenBy(one => one.Period.Start).ThenBy(one => one.Amount)];
}
