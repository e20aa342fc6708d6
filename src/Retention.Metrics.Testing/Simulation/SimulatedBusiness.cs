using NodaTime;

namespace Retention.Metrics.Testing;

/// <summary>A business made up from parameters and a seed: the same seed, the same events, on every machine and any number of threads.</summary>
/// <remarks>
/// <para>It has two equal forms: as facts of every kind (<see cref="History"/>, <see cref="OrderHistory"/>), for thousands of
/// customers; and as rows of levels and orders (<see cref="Levels()"/>, <see cref="Orders()"/>) that stream without an object for each, for tens of
/// millions. The timeline of the one is the timeline of the other, under the default policy.</para>
/// <para>Each customer's trajectory comes from the seed and the customer's number alone, so any range of customers can be made anywhere, by anyone.
/// Orders, details and recording have draws of their own: with other orders the subscriptions stay the same.</para>
/// <para><b>Cost:</b> linear; nothing is kept but one customer at a time.</para>
/// </remarks>
/// <example><code>
/// var parameters = new BusinessParameters { OpeningCustomers = 2000, MonthlyChurn = 0.03m };
/// var business = new SimulatedBusiness(parameters, seed: 7);
/// RollForward months = business.Timeline().RollForward(business.Months);
/// Ratio churn = months.Select(month => month.CustomerChurnRate).Aggregate((all, month) => all.Pool(month));
/// churn.Value > 0.028m; // true
/// churn.Value &lt; 0.032m; // true
/// </code></example>
public sealed class SimulatedBusiness
{
    /// <summary>A number for each of three subscriptions fits into 32 bits.</summary>
    internal const int MostCustomers = 100_000_000;

    private readonly MonthBounds bounds;
    private readonly Arrivals arrivals;
    private readonly CustomerTrajectory course;
    private readonly FactRules rules;

    /// <summary>A business of its parameters.</summary>
    /// <param name="parameters">What it is like.</param>
    /// <param name="seed">Any number; another number is another business of the same kind.</param>
    /// <exception cref="ArgumentException">The parameters contradict each other, or ask for more than 100,000,000 customers.</exception>
    public SimulatedBusiness(BusinessParameters parameters, long seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters.RequireConsistent(nameof(parameters));
        Seed = seed;
        bounds = new MonthBounds(parameters);
        arrivals = new Arrivals(parameters);
        course = new CustomerTrajectory(parameters, seed, bounds, arrivals);
        rules = new FactRules(parameters);
    }

    /// <summary>What the business is like.</summary>
    public BusinessParameters Parameters { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>How many customers ever come; they are numbered from 0 in the order of their months.</summary>
    public int CustomerCount => arrivals.Count;

    /// <summary>The months to report: those of the parameters, in their zone.</summary>
    public ReportingPeriods Months => bounds.Reported;

    /// <summary>What every subscription pays, by customer, without an object for each row.</summary>
    public IEnumerable<SimulatedLevel> Levels() => Levels(0, CustomerCount);

    /// <summary>What the subscriptions of some customers pay: ranges one after another are the whole.</summary>
    /// <param name="firstCustomer">The number of the first customer.</param>
    /// <param name="count">How many customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such customers.</exception>
    public IEnumerable<SimulatedLevel> Levels(int firstCustomer, int count)
    {
        RequireRange(firstCustomer, count);
        return Rows();

        IEnumerable<SimulatedLevel> Rows()
        {
            var rows = new List<SimulatedLevel>();
            for (int customer = firstCustomer; customer < firstCustomer + count; customer++)
            {
                rows.Clear();
                course.Run(customer, new LevelTrajectory(customer, rows));
                foreach (SimulatedLevel row in rows)
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>What was ordered, by customer, without an object for each row: orders called off left out, refunds at 0.</summary>
    public IEnumerable<SimulatedOrder> Orders() => Orders(0, CustomerCount);

    /// <summary>What some customers ordered: ranges one after another are the whole.</summary>
    /// <param name="firstCustomer">The number of the first customer.</param>
    /// <param name="count">How many customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such customers.</exception>
    public IEnumerable<SimulatedOrder> Orders(int firstCustomer, int count)
    {
        RequireRange(firstCustomer, count);
        return Rows();

        IEnumerable<SimulatedOrder> Rows()
        {
            OrderTrajectory ordering = NewOrderCourse();
            var orders = new List<(long At, long Amount, OrderStatus Status)>();
            for (int customer = firstCustomer; customer < firstCustomer + count; customer++)
            {
                orders.Clear();
                ordering.Run(customer, orders);
                foreach ((long at, long amount, OrderStatus status) in orders)
                {
                    if (status != OrderStatus.Cancelled)
                    {
                        yield return new SimulatedOrder(customer, Instant.FromUnixTimeSeconds(at), status == OrderStatus.Refunded ? 0 : amount);
                    }
                }
            }
        }
    }

    /// <summary>The timeline of all levels.</summary>
    /// <param name="execution">How many threads take part in building it; all cores if left out.</param>
    public RevenueTimeline Timeline(ExecutionOptions? execution = null)
    {
        var builder = new RevenueTimelineBuilder<int, int>(Parameters.Price.Currency);
        foreach (SimulatedLevel row in Levels())
        {
            builder.Add(row.Customer, row.Subscription, row.At, row.MonthlyMinorUnits);
        }

        return builder.Build(execution);
    }

    /// <summary>The timeline of all orders.</summary>
    /// <param name="execution">How many threads take part in building it; all cores if left out.</param>
    public OrderTimeline OrderTimeline(ExecutionOptions? execution = null)
    {
        var builder = new OrderTimelineBuilder<int>(Parameters.Price.Currency);
        foreach (SimulatedOrder row in Orders())
        {
            builder.Add(row.Customer, row.At, row.MinorUnits);
        }

        return builder.Build(execution);
    }

    /// <summary>Every event, by customer, with its id and when it was recorded; one customer's events at a time.</summary>
    public IEnumerable<SubscriptionEvent> Events()
    {
        for (int customer = 0; customer < CustomerCount; customer++)
        {
            var facts = new FactTrajectory(rules, bounds, Seed, customer);
            course.Run(customer, facts);
            foreach (SubscriptionEvent one in facts.Events)
            {
                yield return one;
            }
        }
    }

    /// <summary>The history of all events: an object for each, so for thousands of customers and not for millions.</summary>
    public SubscriptionHistory History() => SubscriptionHistory.Create(Events());

    /// <summary>The history of all orders, refunded and called off ones included.</summary>
    public OrderHistory OrderHistory()
    {
        OrderTrajectory ordering = NewOrderCourse();
        return Metrics.OrderHistory.Create(Enumerable.Range(0, CustomerCount).SelectMany(ordering.Facts));
    }

    /// <summary>How many customers over how many months, and the seed.</summary>
    public override string ToString() => FormattableString.Invariant($"{CustomerCount} customers over {Parameters.Months} months from {Months[0].Name}, seed {Seed}");

    // It keeps a list between customers, so each enumeration has one of its own.
    private OrderTrajectory NewOrderCourse() => new(Parameters, Seed, bounds, course, rules);

    private void RequireRange(int firstCustomer, int count)
    {
        if (firstCustomer < 0 || count < 0 || firstCustomer > CustomerCount - count)
        {
            throw new ArgumentOutOfRangeException(nameof(firstCustomer), FormattableString.Invariant($"{firstCustomer} + {count}"), FormattableString.Invariant($"There are customers 0 to {CustomerCount - 1}."));
        }
    }
}
