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

    /// <summary>The timeline of what is done.</summary>
    public ActivityTimeline Activities()
    {
        Instant[] at = Array.ConvertAll(Second, second => Origin + Duration.FromSeconds(second));
        string[] kinds = Array.ConvertAll(IsLogin, login => login ? "login" : "export");
        return ActivityTimeline.FromColumns<int>(Customer, at, kinds);
    }

    /// <summary>As many orders as activities, for the time of a pass over them.</summary>
    public OrderTimeline Orders() => OrderTimeline.FromColumns<int>(Currency.Eur, Customer, Array.ConvertAll(Second, second => Origin + Duration.FromSeconds(second)), Array.ConvertAll(Second, second => 1000 + (second % 997)));
}
