using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>Facts of customers, with all that answers are asked of. The names are those that the docs show.</summary>
internal sealed record MatrixWorld(SubscriptionScenario Portfolio, OrderScenario Shop, MetricPolicy Policy)
{
    private const int Attributes = 3;

    public ReportingPeriods Periods => Portfolio.Periods;

    /// <summary>The periods of the orders.</summary>
    public ReportingPeriods OrderPeriods => Shop.Periods;

    public SubscriptionHistory History => Portfolio.History;

    public OrderHistory OrderHistory => Shop.History;

    public RevenueTimeline Timeline => RevenueTimeline.FromHistory(History, Policy);

    public OrderTimeline Orders => OrderTimeline.FromHistory(OrderHistory, Policy);

    /// <summary>An activity at the instant of each order; its status is the kind.</summary>
    public ActivityTimeline Activities => ActivityTimeline.FromActivities(Shop.Orders.Select(order => new Activity(order.Customer, order.OrderedAt, order.Status.ToString())));

    public DayWindow[] Days => [DayWindow.On(1), DayWindow.Between(1, 7), DayWindow.OnOrAfter(2)];

    /// <summary>A response of each customer of the history at each of their events.</summary>
    public SurveyTimeline Responses => SurveyTimeline.FromResponses(
        Portfolio.Events.Select(one => new SurveyResponse(one.Customer, one.At, "relationship", (int)(one.At.ToUnixTimeSeconds() / 3600 % 11))), SurveyKind.Nps);

    /// <summary>The same on the scales of the other kinds.</summary>
    public SurveyTimeline Satisfaction => SurveyTimeline.FromResponses(
        Portfolio.Events.Select(one => new SurveyResponse(one.Customer, one.At, "satisfaction", 1 + (int)(one.At.ToUnixTimeSeconds() / 3600 % 5))));

    public ChurnAnalysis Churn => ChurnAnalysis.Of(History, Policy);

    public MultiCurrencyTimeline Multi => MultiCurrencyTimeline.FromHistory(History, Policy);

    /// <summary>The history, to which the second half of the events was appended.</summary>
    public AppendableHistory Appended => new AppendableHistory(Policy).Append(Portfolio.Events.Take(Portfolio.Events.Length / 2)).Append(Portfolio.Events.Skip(Portfolio.Events.Length / 2));

    /// <summary>The currency of all facts.</summary>
    public Currency Currency => Timeline.Currency;

    public Currency OrderCurrency => Orders.Currency;

    public IExchangeRates Rates { get; } = new RateTable((_, _) => 1m);

    public Instant At => Periods.End;

    /// <summary>Up to when orders are known.</summary>
    public Instant AsOf => OrderPeriods.End;

    public TriggerWindow Window => TriggerWindow.OfDays(30);

    public DateTimeZone Zone => OrderPeriods.Zone;

    /// <summary>The last day of the periods of the orders.</summary>
    public LocalDate End => StartOfDay.DateAt(OrderPeriods.End - Duration.Epsilon, Zone);

    public ObservationWindow Watched => ObservationWindow.AsOf(Periods.End, Periods.Zone);

    /// <summary>How much happened to a customer.</summary>
    public Signal Signal => Signal.Count(ActivityTimeline.FromActivities(Portfolio.Events.Select(one => new Activity(one.Customer, one.At))), days: 30);

    public SignalGroups Groups => SignalGroups.Bounds(0, 1);

    public PolicyPreset[] Presets => [PolicyPreset.Default, PolicyPreset.Stripe];

    /// <summary>The segments of the case. Customers with a number that is a multiple of three have no attributes.</summary>
    public Segmentation Segmentation { get; init; } = Segmentation.By([], "plan");

    /// <summary>The world by one attribute or by several.</summary>
    public MatrixWorld By(int attributes) => this with
    {
        Segmentation = Segmentation.By(Customers().Where(customer => NumberOf(customer) % Attributes != 0).Select(customer => new Customer(customer, AttributesOf(customer))), [.. new[] { "plan", "country" }.Take(attributes)]),
    };

    /// <summary>The facts of about half of the customers, or those of the others.</summary>
    public MatrixWorld Half(bool first) => this with
    {
        Portfolio = Portfolio with { Events = [.. Portfolio.Events.Where(one => NumberOf(one.Customer) % 2 == 0 == first)] },
        Shop = Shop with { Orders = [.. Shop.Orders.Where(order => NumberOf(order.Customer) % 2 == 0 == first)] },
    };

    public override string ToString() => $"{Portfolio}{Environment.NewLine}{Shop}{Environment.NewLine}{Policy}";

    private IEnumerable<CustomerId> Customers() => Portfolio.Events.Select(one => one.Customer).Concat(Shop.Orders.Select(order => order.Customer)).Distinct();

    private static int NumberOf(CustomerId customer) => customer.Value.Sum(letter => letter);

    private static KeyValuePair<string, string>[] AttributesOf(CustomerId customer) =>
        [new("plan", NumberOf(customer) % 2 == 0 ? "pro" : "team"), new("country", NumberOf(customer) % 5 < 2 ? "DE" : "FR")];
}
