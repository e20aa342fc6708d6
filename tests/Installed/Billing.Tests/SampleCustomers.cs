using Acme.Billing.Data;

namespace Acme.Billing.Tests;

/// <summary>Four customers in the first quarter of 2026. The comments show how their figures are computed.</summary>
internal static class SampleCustomers
{
    public static DateTime On(int year, int month, int day) => new(year, month, day, 9, 0, 0, DateTimeKind.Utc);

    public static SubscriptionChange Starts(DateTime at, int seats, decimal price, BillingCycle cycle = BillingCycle.Monthly) =>
        new() { Kind = ChangeKind.Started, EffectiveUtc = at, EnteredUtc = at, Seats = seats, SeatPrice = price, Cycle = cycle };

    public static SubscriptionChange ChangesPlan(DateTime at, int seats, decimal price) =>
        new() { Kind = ChangeKind.PlanChanged, EffectiveUtc = at, EnteredUtc = at, Seats = seats, SeatPrice = price };

    /// <summary>A change that has no price.</summary>
    public static SubscriptionChange Change(ChangeKind kind, DateTime at, string? reason = null) =>
        new() { Kind = kind, EffectiveUtc = at, EnteredUtc = at, Reason = reason };

    /// <summary>The customer <c>C-number</c> with the subscription <c>S-number</c>.</summary>
    public static Customer Customer(int number, string? country, params SubscriptionChange[] changes)
    {
        var subscription = new Subscription { Number = $"S-{number}", Plan = new Plan { Code = $"plan-{number}" } };
        subscription.Changes.AddRange(changes);
        var customer = new Customer { Number = $"C-{number}", Name = $"Customer {number}", Country = country };
        customer.Subscriptions.Add(subscription);
        return customer;
    }

    /// <summary>February opens with 100 + 200 + 60 = 360 of three customers. March opens with 120 + 200 = 320 of two, and C-3 is paused.</summary>
    public static Customer[] FirstQuarter() =>
    [
        // 10 seats at 10; 12 seats from 10 February on.
        Customer(1, "DE", Starts(On(2026, 1, 5), 10, 10m), ChangesPlan(On(2026, 2, 10), 12, 10m)),

        // 2400 a year. Cancels in February for 15 March, because of the price.
        Customer(
            2,
            "FR",
            Starts(On(2025, 3, 15), 1, 2400m, BillingCycle.Yearly),
            new SubscriptionChange
            {
                Kind = ChangeKind.CancellationRequested,
                EffectiveUtc = On(2026, 2, 20),
                EnteredUtc = On(2026, 2, 20),
                EndsUtc = On(2026, 3, 15),
                Reason = "price",
            }),

        // 180 a quarter. Pauses in February and resumes on 1 March.
        Customer(3, null, Starts(On(2026, 1, 7), 1, 180m, BillingCycle.Quarterly), Change(ChangeKind.Paused, On(2026, 2, 3)), Change(ChangeKind.Resumed, On(2026, 3, 1))),

        // 4 seats at 20 from March on. Three orders: 300, 300 of which 100 is refunded, and a cancelled one.
        WithOrders(
            Customer(4, "DE", Starts(On(2026, 3, 9), 4, 20m)),
            new Order { Number = "O-1", PlacedUtc = On(2026, 3, 10), Net = 300m },
            new Order { Number = "O-2", PlacedUtc = On(2026, 3, 20), Net = 300m, Refunded = 100m },
            new Order { Number = "O-3", PlacedUtc = On(2026, 3, 21), Net = 900m, Cancelled = true }),
    ];

    private static Customer WithOrders(Customer customer, params Order[] orders)
    {
        customer.Orders.AddRange(orders);
        return customer;
    }
}
