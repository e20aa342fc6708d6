using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>A portfolio built step by step: which customers joined, what happened to them, and when.</summary>
/// <remarks>
/// <para>Every step returns another portfolio and changes none, so that tests may share a beginning. A step that cannot be fails at once, with a
/// message that names the customer, the step, and what could come instead; <see cref="SubscriptionHistory"/> decides, not the story.</para>
/// <para>A step is about the customer named last. Steps may be in any order of time in which each is possible after the earlier steps.</para>
/// <para>Amounts are in the portfolio's currency and local days in its zone: euros and UTC unless <see cref="In(Currency, DateTimeZone)"/> says otherwise.</para>
/// </remarks>
/// <example><code>
/// Portfolio portfolio = Portfolio
///     .With("ada").Starts(2026, 1, 5, monthly: 49).UpgradesTo(99).On(2026, 3, 5).Cancels(2026, 6, 5, ChurnReason.Voluntary)
///     .And("bo").Starts(2026, 1, 20, yearly: 1200);
///
/// portfolio.Timeline().RollForward(portfolio.Month(2026, 6))[0].CustomerChurnRate; // 1/2 = 0.5
/// </code></example>
public sealed partial class Portfolio
{
    private readonly Story story;
    private SubscriptionHistory? history;
    private OrderHistory? orderHistory;

    private Portfolio(Story story) => this.story = story;

    /// <summary>The currency of amounts.</summary>
    public Currency Currency => story.Currency;

    /// <summary>The zone of local days.</summary>
    public DateTimeZone Zone => story.Zone;

    /// <summary>The customers with their attributes, in the order they came.</summary>
    public IReadOnlyList<Customer> Customers => story.Customers;

    /// <summary>The events in the order of the steps, as a pipeline might receive them: repeated and superseded ones included.</summary>
    public IReadOnlyList<SubscriptionEvent> Events => story.Events;

    /// <summary>The subscription history.</summary>
    public SubscriptionHistory History => history ??= SubscriptionHistory.Create(story.Events.AsSpan());

    /// <summary>The order history.</summary>
    public OrderHistory OrderHistory => orderHistory ??= Metrics.OrderHistory.Create(story.Orders.AsSpan());

    /// <summary>Begins a portfolio in euros and UTC with its first customer.</summary>
    /// <param name="customer">The customer; their subscription has the same name unless <see cref="WithSubscription"/> names another.</param>
    public static Portfolio With(CustomerId customer) => Begin(Currency.Eur, DateTimeZone.Utc, customer);

    /// <summary>Chooses the currency, and the time zone if it is not UTC, of a portfolio to come.</summary>
    /// <param name="currency">The currency of every amount without one.</param>
    /// <param name="zone">The zone of every local day; UTC if left out.</param>
    public static PortfolioSetting In(Currency currency, DateTimeZone? zone = null) => new(currency, zone ?? DateTimeZone.Utc);

    /// <summary>Chooses the time zone of a portfolio to come, in euros.</summary>
    public static PortfolioSetting In(DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new(Currency.Eur, zone);
    }

    /// <summary>Goes on with another customer, or comes back to one.</summary>
    /// <param name="customer">The customer; the steps that follow speak of their subscription of the same name.</param>
    public Portfolio And(CustomerId customer)
    {
        Require(customer);
        bool known = story.Customers.Any(one => one.Id == customer);
        return new(story with
        {
            Customers = known ? story.Customers : story.Customers.Add(new Customer(customer)),
            Speaks = Subscription.Of(customer.Value),
            Last = LastTold.Nothing,
        });
    }

    /// <summary>Goes on with another subscription of the same customer, or comes back to one.</summary>
    /// <param name="subscription">Its name, of which a portfolio has one each.</param>
    public Portfolio WithSubscription(SubscriptionId subscription) => subscription == default
        ? throw new ArgumentException("A subscription has a name that is not empty.", nameof(subscription))
        : new(story with { Speaks = new Subscription(subscription, story.Speaks.Customer), Last = LastTold.Nothing });

    /// <summary>Sets an attribute of the customer: country, plan, channel. A second value replaces the first.</summary>
    /// <param name="attribute">Its name, a text that is not empty.</param>
    /// <param name="value">Its value.</param>
    public Portfolio Has(string attribute, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(attribute);
        ArgumentNullException.ThrowIfNull(value);
        Customer customer = story.Customers.Single(one => one.Id == story.Speaks.Customer);
        var attributes = new Dictionary<string, string>(customer.Attributes, StringComparer.Ordinal) { [attribute] = value };
        return new(story with { Customers = story.Customers.Replace(customer, new Customer(customer.Id, attributes)) });
    }

    /// <summary>What each customer pays over time.</summary>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <exception cref="ArgumentException">Prices are in several currencies; <see cref="MultiCurrencyTimeline"/> takes the <see cref="History"/> of those.</exception>
    public RevenueTimeline Timeline(MetricPolicy? policy = null) => RevenueTimeline.FromHistory(History, policy);

    /// <summary>The orders that count.</summary>
    /// <param name="policy">What cancelled orders and refunds do; the default policy if left out.</param>
    public OrderTimeline OrderTimeline(MetricPolicy? policy = null) => Metrics.OrderTimeline.FromHistory(OrderHistory, policy);

    /// <summary>A month of the portfolio's zone, to read figures for.</summary>
    public ReportingPeriods Month(int year, int month) => ReportingCalendar.Months(Zone).Containing(new LocalDate(year, month, 1));

    /// <summary>The twelve months of a year of the portfolio's zone.</summary>
    public ReportingPeriods MonthsOf(int year) => ReportingCalendar.Months(Zone).From(new LocalDate(year, 1, 1)).To(new LocalDate(year, 12, 31));

    /// <summary>The size of the portfolio: <c>2 customers, 5 events and 1 order in EUR, UTC</c>.</summary>
    public override string ToString()
    {
        static string Counted(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
        return $"{Counted(Customers.Count, "customer")}, {Counted(Events.Count, "event")} and {Counted(story.Orders.Length, "order")} in {Currency}, {Zone.Id}";
    }

    internal static Portfolio Begin(Currency currency, DateTimeZone zone, CustomerId customer)
    {
        Require(customer);
        return new(new Story(currency, zone, [new Customer(customer)], [], [], Subscription.Of(customer.Value), LastTold.Nothing, Corrects: null));
    }

    private static void Require(CustomerId customer, [CallerArgumentExpression(nameof(customer))] string? name = null)
    {
        if (customer == default)
        {
            throw new ArgumentException("A customer has a name that is not empty.", name);
        }
    }
}

/// <summary>The currency and time zone of a portfolio to come; <see cref="With"/> begins it.</summary>
public sealed class PortfolioSetting
{
    private readonly Currency currency;
    private readonly DateTimeZone zone;

    internal PortfolioSetting(Currency currency, DateTimeZone zone)
    {
        this.currency = currency;
        this.zone = zone;
    }

    /// <summary>Begins the portfolio with its first customer.</summary>
    /// <param name="customer">The customer; their subscription has the same name unless <see cref="Portfolio.WithSubscription"/> names another.</param>
    public Portfolio With(CustomerId customer) => Portfolio.Begin(currency, zone, customer);
}
