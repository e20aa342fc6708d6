using NodaTime;
using Retention.Metrics.Testing.Simulation;

namespace Retention.Metrics.Testing;

/// <summary>How much customers use in the 28 days before a month, and how many of them leave in it.</summary>
/// <param name="Activities">How often each of them did something, 0 to 1,000.</param>
/// <param name="MonthlyChurn">The share that leaves in the month, 0 to 1.</param>
public readonly record struct UseLevel(int Activities, decimal MonthlyChurn)
{
    /// <summary>Both numbers: <c>3 activities, 0.1 leave</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Activities} activities, {MonthlyChurn} leave");
}

/// <summary>Customers made up from levels of use and a seed. Their chance to leave in a month depends on their use before it and on nothing else.</summary>
/// <remarks>
/// <para>All customers pay before the first month. At the start of each month chance puts each customer on a level, all alike; the activities of the level lie in the 28 days before, and the customer leaves in the month
/// with the level's churn. So the churn rates by a signal of 28 days measure what was put in, within what chance allows.</para>
/// <para><b>Cost:</b> linear; all activities are kept.</para>
/// </remarks>
/// <example><code>
/// var use = new SimulatedUse([new(0, 0.2m), new(3, 0.1m), new(9, 0.02m)], customers: 2000, months: 6, seed: 7);
/// Signal signal = Signal.Count(use.Activities, SimulatedUse.Kind, days: 28);
/// SignalChurn churn = use.Timeline.ChurnBySignal(signal, SignalGroups.Bounds(0, 3), use.Months).Whole;
/// churn.Groups[0].Interval?.Contains(0.2);  // true
/// churn.Groups[2].Interval?.Contains(0.02); // true
/// churn.Trend?.PValue &lt; 0.001;              // true
/// </code></example>
public sealed class SimulatedUse
{
    /// <summary>The kind of the activities that depend on the level; every customer has one of another kind before, so that nobody is unknown.</summary>
    public const string Kind = "use";

    private const int WindowDays = 28, MostActivities = 1000, MostCustomers = 10_000_000, MostMonths = 600;

    /// <summary>Customers of levels of use.</summary>
    /// <param name="levels">The levels, at least one.</param>
    /// <param name="customers">How many customers there are, 1 to 10,000,000.</param>
    /// <param name="months">For how many months they are followed, from January 2024 on; 1 to 600.</param>
    /// <param name="seed">Any number; the same seed makes the same customers on every machine.</param>
    /// <exception cref="ArgumentException">There is no level.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public SimulatedUse(IReadOnlyList<UseLevel> levels, int customers, int months, long seed)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (levels.Count == 0)
        {
            throw new ArgumentException("There is no level; expected at least one.", nameof(levels));
        }

        foreach (UseLevel level in levels)
        {
            if (level.Activities is < 0 or > MostActivities || level.MonthlyChurn is < 0m or > 1m)
            {
                throw new ArgumentOutOfRangeException(nameof(levels), level, FormattableString.Invariant($"A level has 0 to {MostActivities} activities and a churn of 0 to 1."));
            }
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(customers, MostCustomers);
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, MostMonths);
        Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2024, 1)).To(new YearMonth(2024, 1).PlusMonths(months - 1));
        (Timeline, Activities) = Run([.. levels], customers, seed);
    }

    /// <summary>The months in which customers are followed.</summary>
    public ReportingPeriods Months { get; }

    /// <summary>What the customers pay: 10.00 EUR a month each.</summary>
    public RevenueTimeline Timeline { get; }

    /// <summary>What the customers did.</summary>
    public ActivityTimeline Activities { get; }

    private (RevenueTimeline Timeline, ActivityTimeline Activities) Run(UseLevel[] levels, int customers, long seed)
    {
        Probability[] churn = Array.ConvertAll(levels, level => new Probability(level.MonthlyChurn));
        var done = new ActivityTimelineBuilder<int>();
        var paid = new List<RevenueInterval>(customers);
        Instant joined = Months.Start - Duration.FromDays(2 * WindowDays);
        var price = RecurringRevenue.PerMonth(new Money(10m, Currency.Eur));
        for (int customer = 0; customer < customers; customer++)
        {
            var draws = DrawStream.Of(seed, Purpose.Use, customer);
            Instant? left = null;
            done.Add(customer, joined, "joined");
            foreach (ReportingPeriod month in Months)
            {
                int level = (int)draws.Below(levels.Length);
                for (int i = 0; i < levels[level].Activities; i++)
                {
                    done.Add(customer, month.Start - Duration.FromSeconds(1 + draws.Below((WindowDays * NodaConstants.SecondsPerDay) - 1)), Kind);
                }

                if (draws.Happens(churn[level]))
                {
                    left = month.Start + Duration.FromSeconds(1 + draws.Below((WindowDays * NodaConstants.SecondsPerDay) - 1));
                    break;
                }
            }

            paid.Add(new RevenueInterval(new CustomerId(customer.ToString(System.Globalization.CultureInfo.InvariantCulture)), joined, left, price));
        }

        return (RevenueTimeline.FromIntervals(paid), done.Build());
    }

    /// <summary>How much there is.</summary>
    public override string ToString() => FormattableString.Invariant($"{Timeline}; {Activities}");
}
