using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing.Simulation;

/// <summary>Decides what a customer orders in the months they begin active.</summary>
internal sealed class OrderTrajectory
{
    private const int MostPerMonth = 10_000;

    private readonly long seed;
    private readonly MonthBounds bounds;
    private readonly CustomerTrajectory course;
    private readonly FactRules rules;
    private readonly Currency currency;
    private readonly Probability another, refunded, orCancelled;
    private readonly long average;
    private readonly List<int> months = [];

    public OrderTrajectory(BusinessParameters parameters, long seed, MonthBounds bounds, CustomerTrajectory course, FactRules rules)
    {
        this.seed = seed;
        this.bounds = bounds;
        this.course = course;
        this.rules = rules;
        currency = parameters.Price.Currency;

        // Orders until chance says no more: with a share q for one more, q / (1 − q) on average.
        another = new(parameters.OrdersPerMonth / (1m + parameters.OrdersPerMonth));
        refunded = new(parameters.RefundedOrders);
        orCancelled = new(parameters.RefundedOrders + parameters.CancelledOrders);
        average = (long)BusinessParameters.MinorUnits(currency.Amount(parameters.AverageOrder));
    }

    /// <summary>Adds a customer's orders, each with what became of it.</summary>
    public void Run(int customer, List<(long At, long Amount, OrderStatus Status)> orders)
    {
        months.Clear();
        course.Run(customer, new ActiveMonths(months));
        DrawStream draws = DrawStream.Of(seed, Purpose.Orders, customer);
        foreach (int month in months)
        {
            long start = bounds.StartOf(month), length = bounds.EndOf(month) - start;
            for (int order = 0; order < MostPerMonth && draws.Happens(another); order++)
            {
                long at = start + draws.Below(length), amount = (average / 2) + draws.Below(average + 1);
                ulong fate = draws.Next();
                orders.Add((at, amount, refunded.Covers(fate) ? OrderStatus.Refunded : orCancelled.Covers(fate) ? OrderStatus.Cancelled : OrderStatus.Completed));
            }
        }
    }

    /// <summary>A customer's orders as facts.</summary>
    public IEnumerable<Order> Facts(int customer)
    {
        var orders = new List<(long At, long Amount, OrderStatus Status)>();
        Run(customer, orders);
        DrawStream recording = DrawStream.Of(seed, Purpose.OrderRecording, customer);
        CustomerId name = FactTrajectory.NameOf(customer);
        return
        [
            .. orders.Select((order, i) => new Order(name, Instant.FromUnixTimeSeconds(order.At), currency.MinorAmount(order.Amount))
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1}"),
                Status = order.Status,
                RecordedAt = rules.RecordedAt(order.At, ref recording),
            }),
        ];
    }
}
