using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Rivals.Signals;

/// <summary>Customers who pay and what they do, in columns: a third of them pays for a while only, and use is skewed.</summary>
/// <param name="Start">When each customer begins to pay, in days since 2023-01-01.</param>
/// <param name="End">When each customer ends, in days; beyond the last month for who stays.</param>
/// <param name="Customer">The customer of each activity.</param>
/// <param name="Second">The instant of each activity, in seconds since 2023-01-01.</param>
/// <param name="IsLogin">Whether it is a login; else an export.</param>
internal sealed record SignalData(int[] Start, int[] End, int[] Customer, long[] Second, bool[] IsLogin)
{
    public const int Months = 24, Days = 1096, WindowDays = 30;

    public static Instant Origin { get; } = Instant.FromUtc(2023, 1, 1, 0, 0);

    /// <summary>The last 24 of three years.</summary>
    public static ReportingPeriods Periods { get; } = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 1)).To(new YearMonth(2025, 12));

    public static SignalData Of(int activities)
    {
        var dice = new Random(20260301);
        int customers = activities / 50;
        int[] start = new int[customers], end = new int[customers];
        for (int customer = 0; customer < customers; customer++)
        {
            start[customer] = dice.Next(Days - 60);
            end[customer] = dice.Next(3) == 0 ? start[customer] + 1 + dice.Next(Days) : Days + 400;
        }

        int[] by = new int[activities];
        long[] second = new long[activities];
        bool[] isLogin = new bool[activities];
        for (int row = 0; row < activities; row++)
        {
            // The square makes few customers do much.
            double share = dice.NextDouble();
            by[row] = (int)(share * share * customers);
            second[row] = dice.NextInt64(Days * 86_400L);
            isLogin[row] = dice.Next(4) != 0;
        }

        return new SignalData(start, end, by, second, isLogin);
    }

    /// <summary>The timeline of what is paid: 10.00 EUR a month each.</summary>
    public RevenueTimeline Timeline()
    {
        var builder = new RevenueTimelineBuilder<int, int>(Currency.Eur);
        for (int customer = 0; customer < Start.Length; customer++)
        {
            builder.Add(customer, customer, Origin + Duration.FromDays(Start[customer]), 1000);
            builder.Add(customer, customer, Origin + Duration.FromDays(End[customer]), 0);
        }

        return builder.Build();
    }

    /// <summary>What is paid as a history, with 1 to 5 seats.</summary>
    public SubscriptionHistory History() => SubscriptionHistory.Create(Start.SelectMany((start, customer) =>
    {
        var subscription = new Subscription(customer.ToString(CultureInfo.InvariantCulture), customer.ToString(CultureInfo.InvariantCulture));
        RecurringPrice price = RecurringPrice.Monthly(10m, Currency.Eur) with { Quantity = 1 + (customer % 5) };
        return new[] { subscription.Starts(Origin + Duration.FromDays(start), price), subscription.Ends(Origin + Duration.FromDays(End[customer])) };
    }));

    /// <summary>The timeline of what is done.</summary>
    /// <param name="withQuantities">Whether each activity has a quantity, of 1 to 7.</param>
    public ActivityTimeline Activities(bool withQuantities = false)
    {
        string[] kinds = Array.ConvertAll(IsLogin, login => login ? "login" : "export");
        return ActivityTimeline.FromColumns<int>(Customer, At(), kinds, withQuantities ? Array.ConvertAll(Second, second => 1 + (second % 7)) : default);
    }

    /// <summary>A response to a survey for every fifth activity.</summary>
    public SurveyTimeline Responses()
    {
        var builder = new SurveyTimelineBuilder<int>();
        for (int row = 0; row < Customer.Length; row += 5)
        {
            builder.Add(Customer[row], Origin + Duration.FromSeconds(Second[row]), "relationship", (int)(Second[row] % 11));
        }

        return builder.Build();
    }

    private Instant[] At() => Array.ConvertAll(Second, second => Origin + Duration.FromSeconds(second));

    /// <summary>As many orders as activities, for the time of a pass over them.</summary>
    public OrderTimeline Orders() => OrderTimeline.FromColumns<int>(Currency.Eur, Customer, At(), Array.ConvertAll(Second, second => 1000 + (second % 997)));
}
