using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>What a <see cref="SimulatedBusiness"/> is like. Left alone, it is a small company over two years.</summary>
/// <remarks>
/// <para>Chance decides once a month about each customer who is there when the month begins: leave, pause, grow, shrink or stay. So a churn of 0.03
/// is what the customer churn rate of whole months measures, within what chance allows. A customer's first month decides nothing.</para>
/// <para>Every value is checked when it is set; values that contradict each other when the business is made.</para>
/// </remarks>
public sealed record BusinessParameters
{
    private readonly YearMonth firstMonth = new(2024, 1);
    private readonly int months = 24;
    private readonly DateTimeZone zone = DateTimeZone.Utc;
    private readonly Money price = new(49m, Currency.Eur);
    private readonly int openingCustomers;
    private readonly decimal customersPerMonth = 100m;
    private readonly decimal monthlyGrowth;
    private readonly Seasonality seasonality = Seasonality.None;
    private readonly decimal monthlyChurn = 0.03m;
    private readonly decimal monthlyPauses;
    private readonly decimal monthlyExpansion = 0.02m;
    private readonly decimal expansionBy = 0.2m;
    private readonly decimal monthlyContraction = 0.01m;
    private readonly decimal contractionBy = 0.2m;
    private readonly decimal monthlyReactivation = 0.01m;
    private readonly decimal severalSubscriptions = 0.1m;
    private readonly decimal trials = 0.25m;
    private readonly decimal discounts = 0.1m;
    private readonly decimal involuntaryChurn = 0.25m;
    private readonly decimal announcedChurn = 0.5m;
    private readonly decimal failedPayments = 0.02m;
    private readonly decimal revokedCancellations = 0.005m;
    private readonly decimal lateEvents = 0.05m;
    private readonly int mostDaysLate = 30;
    private readonly decimal ordersPerMonth;
    private readonly decimal averageOrder = 60m;
    private readonly decimal refundedOrders = 0.02m;
    private readonly decimal cancelledOrders = 0.01m;

    /// <summary>The first month that is reported, of the years 1 to 9000. Default: January 2024.</summary>
    public YearMonth FirstMonth
    {
        get => firstMonth;
        init => firstMonth = value.Year is >= 1 and <= 9000 && value.Calendar == CalendarSystem.Iso ? value : throw Outside(value, "a month of the years 1 to 9000 of the ISO calendar");
    }

    /// <summary>How many months there are, 1 to 600. Default: 24.</summary>
    public int Months
    {
        get => months;
        init => months = value is >= 1 and <= 600 ? value : throw Outside(value, "1 to 600 months");
    }

    /// <summary>The time zone of the months. Default: UTC.</summary>
    public DateTimeZone Zone
    {
        get => zone;
        init => zone = Given(value);
    }

    /// <summary>What the smallest plan costs a month; there are plans of twice and four times as much. Its currency is that of all amounts. Default: 49.00 EUR.</summary>
    public Money Price
    {
        get => price;
        init => price = MinorUnits(value) is >= 1m and <= 1_000_000_000m and var minor && minor == decimal.Truncate(minor)
            ? value
            : throw Outside(value, "1 to 1,000,000,000 of the currency's smallest unit, a whole number of them");
    }

    /// <summary>How many customers are there when the first month begins, 0 to 100,000,000; they joined in the month before. Default: 0.</summary>
    public int OpeningCustomers
    {
        get => openingCustomers;
        init => openingCustomers = value is >= 0 and <= SimulatedBusiness.MostCustomers ? value : throw Outside(value, "0 to 100,000,000 customers");
    }

    /// <summary>How many customers arrive in the first month, were it an ordinary one, 0 to 100,000,000. Default: 100.</summary>
    /// <remarks>Arrivals are no matter of chance: each month has as many as asked for, parts of customers carried on to the next.</remarks>
    public decimal CustomersPerMonth
    {
        get => customersPerMonth;
        init => customersPerMonth = value is >= 0m and <= SimulatedBusiness.MostCustomers ? value : throw Outside(value, "0 to 100,000,000 customers");
    }

    /// <summary>By which share arrivals grow from month to month, −0.5 to 1. Default: 0.</summary>
    public decimal MonthlyGrowth
    {
        get => monthlyGrowth;
        init => monthlyGrowth = value is >= -0.5m and <= 1m ? value : throw Outside(value, "-0.5 to 1");
    }

    /// <summary>How arrivals vary over the year. Default: not at all.</summary>
    public Seasonality Seasonality
    {
        get => seasonality;
        init => seasonality = Given(value);
    }

    /// <summary>The share of active customers who leave in a month, 0 to 1. Default: 0.03.</summary>
    public decimal MonthlyChurn
    {
        get => monthlyChurn;
        init => monthlyChurn = Share(value);
    }

    /// <summary>The share of active customers who pause in a month, for one to three months, 0 to 1. Default: 0.</summary>
    /// <remarks>Under the default policy a pause is churn, and the churn measured is that of both.</remarks>
    public decimal MonthlyPauses
    {
        get => monthlyPauses;
        init => monthlyPauses = Share(value);
    }

    /// <summary>The share of active customers who come to pay more in a month, 0 to 1. Default: 0.02.</summary>
    public decimal MonthlyExpansion
    {
        get => monthlyExpansion;
        init => monthlyExpansion = Share(value);
    }

    /// <summary>By which share the price of one of their subscriptions rises then, 0 to 1; by a minor unit at least. Default: 0.2.</summary>
    public decimal ExpansionBy
    {
        get => expansionBy;
        init => expansionBy = Share(value);
    }

    /// <summary>The share of active customers who come to pay less in a month, 0 to 1. Default: 0.01.</summary>
    public decimal MonthlyContraction
    {
        get => monthlyContraction;
        init => monthlyContraction = Share(value);
    }

    /// <summary>By which share the price of one of their subscriptions falls then, 0 to 1; to a minor unit at least. Who has several ends one as often. Default: 0.2.</summary>
    public decimal ContractionBy
    {
        get => contractionBy;
        init => contractionBy = Share(value);
    }

    /// <summary>The share of those who left that returns in a month, 0 to 1, at the price they had. Default: 0.01.</summary>
    public decimal MonthlyReactivation
    {
        get => monthlyReactivation;
        init => monthlyReactivation = Share(value);
    }

    /// <summary>The share of customers who come with two or three subscriptions, 0 to 1. Default: 0.1.</summary>
    public decimal SeveralSubscriptions
    {
        get => severalSubscriptions;
        init => severalSubscriptions = Share(value);
    }

    /// <summary>The share of customers who begin with a trial of 14 days, 0 to 1. Default: 0.25.</summary>
    public decimal Trials
    {
        get => trials;
        init => trials = Share(value);
    }

    /// <summary>The share of starts with a discount for ever, 0 to 1; what is paid is the price of the plan all the same. Default: 0.1.</summary>
    public decimal Discounts
    {
        get => discounts;
        init => discounts = Share(value);
    }

    /// <summary>The share of ends that are involuntary, after a payment that failed, 0 to 1. Default: 0.25.</summary>
    public decimal InvoluntaryChurn
    {
        get => involuntaryChurn;
        init => involuntaryChurn = Share(value);
    }

    /// <summary>The share of the other ends that are scheduled up to 30 days ahead, 0 to 1. Default: 0.5.</summary>
    public decimal AnnouncedChurn
    {
        get => announcedChurn;
        init => announcedChurn = Share(value);
    }

    /// <summary>The share of customers with an uneventful month in which a payment fails and is made good, 0 to 1. Default: 0.02.</summary>
    public decimal FailedPayments
    {
        get => failedPayments;
        init => failedPayments = Share(value);
    }

    /// <summary>The share of customers with an uneventful month in which a cancellation is scheduled and revoked, 0 to 1. Default: 0.005.</summary>
    public decimal RevokedCancellations
    {
        get => revokedCancellations;
        init => revokedCancellations = Share(value);
    }

    /// <summary>The share of events and orders that are recorded later than they take effect, 0 to 1. Default: 0.05.</summary>
    public decimal LateEvents
    {
        get => lateEvents;
        init => lateEvents = Share(value);
    }

    /// <summary>By how many days at most, 1 to 3650. Default: 30.</summary>
    public int MostDaysLate
    {
        get => mostDaysLate;
        init => mostDaysLate = value is >= 1 and <= 3650 ? value : throw Outside(value, "1 to 3650 days");
    }

    /// <summary>How many orders a customer places on average in a month they begin active, 0 to 100. Default: 0.</summary>
    public decimal OrdersPerMonth
    {
        get => ordersPerMonth;
        init => ordersPerMonth = value is >= 0m and <= 100m ? value : throw Outside(value, "0 to 100 orders");
    }

    /// <summary>What an order is worth on average, in the currency of <see cref="Price"/>, 0 to 1,000,000,000; orders lie between half and one and a half times that. Default: 60.</summary>
    public decimal AverageOrder
    {
        get => averageOrder;
        init => averageOrder = value is >= 0m and <= 1_000_000_000m ? value : throw Outside(value, "0 to 1,000,000,000");
    }

    /// <summary>The share of orders that are refunded, 0 to 1. Default: 0.02.</summary>
    public decimal RefundedOrders
    {
        get => refundedOrders;
        init => refundedOrders = Share(value);
    }

    /// <summary>The share of orders that are called off, 0 to 1. Default: 0.01.</summary>
    public decimal CancelledOrders
    {
        get => cancelledOrders;
        init => cancelledOrders = Share(value);
    }

    /// <summary>Refuses values that contradict each other.</summary>
    internal BusinessParameters RequireConsistent(string name)
    {
        if (MonthlyChurn + MonthlyPauses + MonthlyExpansion + MonthlyContraction > 1m)
        {
            throw new ArgumentException(FormattableString.Invariant($"MonthlyChurn {MonthlyChurn}, MonthlyPauses {MonthlyPauses}, MonthlyExpansion {MonthlyExpansion} and MonthlyContraction {MonthlyContraction} are shares of the same customers; together they are at most 1."), name);
        }

        return RefundedOrders + CancelledOrders <= 1m
            ? this
            : throw new ArgumentException(FormattableString.Invariant($"RefundedOrders {RefundedOrders} and CancelledOrders {CancelledOrders} are shares of the same orders; together they are at most 1."), name);
    }

    /// <summary>An amount counted in the smallest unit of its currency.</summary>
    internal static decimal MinorUnits(Money money)
    {
        decimal unit = money.Currency.MinorAmount(1).Amount;
        return Math.Abs(money.Amount) <= 1_000_000_000_000m ? money.Amount / unit : decimal.MaxValue;
    }

    private static decimal Share(decimal value, [CallerMemberName] string? name = null) => value is >= 0m and <= 1m ? value : throw Outside(value, "0 to 1", name);

    private static TValue Given<TValue>(TValue value, [CallerMemberName] string? name = null)
        where TValue : class =>
        value ?? throw new ArgumentNullException(name);

    private static ArgumentOutOfRangeException Outside(object value, string valid, [CallerMemberName] string? name = null) => new(name, value, $"{valid}.");

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(BusinessParameters), PrintMembers);
}
