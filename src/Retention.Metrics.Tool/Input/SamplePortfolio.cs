using NodaTime;

namespace Retention.Metrics.Tool.Input;

/// <summary>A small company over thirteen months, made up: every kind of movement occurs in it, and months of negative churn.</summary>
internal static class SamplePortfolio
{
    public static SubscriptionHistory Subscriptions { get; } = SubscriptionHistory.Create([.. Events()]);

    public static IReadOnlyList<Customer> Customers { get; } =
    [
        Of("acorn", "basic", "DE"),
        Of("birch", "team", "FR"),
        Of("cedar", "team", "DE"),
        Of("dogwood", "basic", "FR"),
        Of("elm", "team", "DE"),
        Of("fir", "basic", "DE"),
        Of("hazel", "team", "FR"),
        Of("juniper", "team", "DE"),
        Of("larch", "basic", "FR"),
        Of("maple", "basic", "DE"),
        Of("oak", "team", "FR"),
    ];

    public static OrderHistory Orders { get; } =
    [
        Order("1001", "acorn", Day(2024, 12, 5), 120.00m),
        Order("1002", "birch", Day(2024, 12, 12), 80.00m),
        Order("1003", "acorn", Day(2025, 1, 14), 45.00m),
        Order("1004", "dogwood", Day(2025, 1, 20), 60.00m),
        Order("1005", "dogwood", Day(2025, 1, 27), 30.00m),
        Order("1006", "elm", Day(2025, 2, 3), 210.00m),
        Order("1007", "acorn", Day(2025, 2, 18), 75.00m),
        Order("1008", "fir", Day(2025, 2, 20), 95.00m) with { Status = OrderStatus.Cancelled },
        Order("1009", "hazel", Day(2025, 3, 6), 150.00m),
        Order("1010", "hazel", Day(2025, 3, 6), 40.00m),
        Order("1011", "cedar", Day(2025, 4, 9), 320.00m),
        Order("1012", "elm", Day(2025, 5, 7), 110.00m),
        Order("1013", "larch", Day(2025, 5, 15), 25.00m) with { Status = OrderStatus.Refunded },
        Order("1014", "juniper", Day(2025, 5, 22), 180.00m),
        Order("1015", "juniper", Day(2025, 6, 2), 60.00m),
        Order("1016", "maple", Day(2025, 6, 20), 70.00m),
        Order("1017", "acorn", Day(2025, 8, 4), 130.00m),
        Order("1018", "elm", Day(2025, 9, 16), 240.00m) with { Refunded = Currency.Eur.Amount(40.00m) },
        Order("1019", "cedar", Day(2025, 10, 1), 90.00m),
        Order("1020", "cedar", Day(2025, 10, 28), 85.00m),
        Order("1021", "oak", Day(2025, 11, 6), 140.00m),
        Order("1022", "juniper", Day(2025, 12, 9), 200.00m),
        Order("1023", "oak", Day(2025, 12, 11), 35.00m),
    ];

    private static IEnumerable<SubscriptionEvent> Events()
    {
        Subscription acorn = Subscription.Of("acorn"), birch = Subscription.Of("birch"), cedar = Subscription.Of("cedar"), dogwood = Subscription.Of("dogwood"),
            elm = Subscription.Of("elm"), fir = Subscription.Of("fir"), hazel = Subscription.Of("hazel"), juniper = Subscription.Of("juniper"),
            larch = Subscription.Of("larch"), maple = Subscription.Of("maple"), oak = Subscription.Of("oak");
        return
        [
            acorn.Starts(Day(2024, 12, 3), Monthly(49m)),
            acorn.ChangesPrice(Day(2025, 3, 10), Monthly(99m)),
            acorn.ChangesPrice(Day(2025, 8, 1), Monthly(149m)),

            birch.Starts(Day(2024, 12, 10), Monthly(99m)),
            birch.ChangesPrice(Day(2025, 4, 15), Monthly(49m)),
            birch.Ends(Day(2025, 7, 20), ChurnReason.Voluntary),

            cedar.Starts(Day(2024, 12, 17), RecurringPrice.Yearly(1200m, Currency.Eur) with { Product = "team" }),
            cedar.ChangesPrice(Day(2025, 6, 2), RecurringPrice.Yearly(1800m, Currency.Eur) with { Product = "team" }),

            dogwood.Starts(Day(2025, 1, 8), Monthly(29m)),
            dogwood.Ends(Day(2025, 3, 31), ChurnReason.Involuntary),
            dogwood.Starts(Day(2025, 6, 12), Monthly(49m)),

            elm.Starts(Day(2025, 1, 20), Monthly(15m, seats: 5)),
            elm.ChangesPrice(Day(2025, 5, 6), Monthly(15m, seats: 8)),
            elm.ChangesPrice(Day(2025, 9, 15), Monthly(15m, seats: 12)),

            fir.Starts(Day(2025, 2, 11), Monthly(49m)),
            fir.Pauses(Day(2025, 5, 9)),
            fir.Resumes(Day(2025, 7, 14)),

            hazel.Starts(Day(2025, 3, 3), Monthly(99m)),
            hazel.PaymentFails(Day(2025, 6, 3)),
            hazel.PaymentRecovers(Day(2025, 6, 5)),
            hazel.SchedulesCancellation(Day(2025, 11, 20), Day(2025, 12, 3), ChurnReason.Voluntary),

            juniper.TrialStarts(Day(2025, 3, 20)),
            juniper.Starts(Day(2025, 4, 3), Monthly(199m)),

            larch.Starts(Day(2025, 5, 12), Monthly(29m)),
            larch.Ends(Day(2025, 5, 28), ChurnReason.Voluntary),

            maple.Starts(Day(2025, 6, 16), Monthly(49m)),
            maple.Ends(Day(2025, 10, 16), ChurnReason.Involuntary),

            oak.Starts(Day(2025, 11, 4), RecurringPrice.Every(1, BillingUnit.Quarter, 270m, Currency.Eur) with { Product = "team" }),
        ];
    }

    private static Customer Of(string id, string plan, string country) => new(id, [new("plan", plan), new("country", country)]);

    private static RecurringPrice Monthly(decimal amount, int seats = 1) => RecurringPrice.Monthly(amount, Currency.Eur, seats) with { Product = seats == 1 && amount < 99m ? "basic" : "team" };

    private static Order Order(string id, string customer, Instant at, decimal amount) => new(customer, at, Currency.Eur.Amount(amount)) { Id = id };

    private static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 12, 0);
}
