using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Linq;

/// <summary>J1 and J2 as they are written without a library.</summary>
internal static class LinqRevenue
{
    private enum Movement
    {
        New,
        Expansion,
        Contraction,
        Churn,
        Reactivation,
    }

    public static IReadOnlyList<ResultRow> RollForward(List<SubscriptionEvent> events)
    {
        var sums = NetByCustomer(events).SelectMany(MovementsOf)
            .GroupBy(one => (one.Month, one.Movement))
            .ToDictionary(same => same.Key, same => (Amount: Cents(same.Sum(one => one.Amount)), Customers: same.Count()));
        return RollForwardAnswer.Of([.. Enumerable.Range(0, Months.Count).Select(month => new MonthMovements
        {
            New = Sum(month, Movement.New).Amount,
            Expansion = Sum(month, Movement.Expansion).Amount,
            Contraction = Sum(month, Movement.Contraction).Amount,
            Churn = Sum(month, Movement.Churn).Amount,
            Reactivation = Sum(month, Movement.Reactivation).Amount,
            NewCustomers = Sum(month, Movement.New).Customers,
            ChurnedCustomers = Sum(month, Movement.Churn).Customers,
            ReactivatedCustomers = Sum(month, Movement.Reactivation).Customers,
        })]);

        (long Amount, int Customers) Sum(int month, Movement movement) => sums.GetValueOrDefault((month, movement));
    }

    public static IReadOnlyList<ResultRow> Cohorts(List<SubscriptionEvent> events) =>
        [.. NetByCustomer(events).GroupBy(customer => customer[0].Month).OrderBy(cohort => cohort.Key).SelectMany(cohort =>
        {
            var customers = new int[Months.Count];
            var mrr = new decimal[Months.Count];
            int size = 0;
            foreach (var changes in cohort)
            {
                size++;
                decimal balance = 0;
                for (int month = cohort.Key, i = 0; month < Months.Count; month++)
                {
                    if (i < changes.Count && changes[i].Month == month)
                    {
                        balance += changes[i++].Change;
                    }

                    if (balance > 0)
                    {
                        customers[month]++;
                        mrr[month] += balance;
                    }
                }
            }

            return Enumerable.Range(cohort.Key, Months.Count - cohort.Key).Select(month => CohortAnswer.Row(cohort.Key, size, month, customers[month], Cents(mrr[month])));
        })];

    /// <summary>For each customer the change of MRR in each month with an event, in order.</summary>
    private static IEnumerable<List<(int Month, decimal Change)>> NetByCustomer(List<SubscriptionEvent> events) =>
        events.GroupBy(one => one.CustomerId).Select(customer => customer
            .GroupBy(one => one.SubscriptionId)
            .SelectMany(subscription =>
            {
                var own = subscription.OrderBy(one => one.TimestampUtc).ToList();
                return own.Select((one, i) => (Month: Months.Of(one.TimestampUtc), Change: one.MrrAfter - (i == 0 ? 0 : own[i - 1].MrrAfter)));
            })
            .GroupBy(one => one.Month)
            .Select(month => (Month: month.Key, Change: month.Sum(one => one.Change)))
            .OrderBy(one => one.Month)
            .ToList());

    private static IEnumerable<(int Month, Movement Movement, decimal Amount)> MovementsOf(List<(int Month, decimal Change)> months)
    {
        decimal balance = 0;
        bool paid = false;
        foreach (var (month, change) in months)
        {
            decimal after = balance + change;
            if (change != 0)
            {
                Movement movement =
                    balance == 0 ? (paid ? Movement.Reactivation : Movement.New)
                    : after == 0 ? Movement.Churn
                    : change > 0 ? Movement.Expansion : Movement.Contraction;
                yield return (month, movement, Math.Abs(change));
            }

            // Every first event is a paid start, so a month with an event is one with a payment.
            (balance, paid) = (after, true);
        }
    }

    private static long Cents(decimal amount) => (long)(amount * 100);
}
