#region comparison
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode.Policies;

/// <summary>One month that has three churn rates.</summary>
public sealed class ComparisonPage
{
    [Fact]
    public void OneMonth_ThreeRates()
    {
        #region comparison
        static Instant On(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
        var history = new List<SubscriptionEvent>();
        foreach (string customer in (string[])["ada", "bo", "cy", "dee", "eve", "flo", "gus", "hal", "ida", "jo"])
        {
            history.Add(Subscription.Of(customer).Starts(On(1, 10), RecurringPrice.Monthly(50m, Currency.Eur)));
        }

        foreach (string customer in (string[])["kim", "liv", "max", "ned", "oda"])
        {
            history.Add(Subscription.Of(customer).Starts(On(3, 4), RecurringPrice.Monthly(50m, Currency.Eur)));
        }

        history.Add(Subscription.Of("bo").Ends(On(3, 12)));
        history.Add(Subscription.Of("kim").Ends(On(3, 25)));

        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(On(3, 1));
        PolicyComparison comparison = PolicyComparison.Of(SubscriptionHistory.Create(history), march, PolicyPreset.Default, PolicyPreset.Stripe, PolicyPreset.Baremetrics);
        Console.WriteLine(comparison.Answers[0][0].CustomerChurnRate);  // 1/10 = 0.1: Default
        Console.WriteLine(comparison.Answers[1][0].CustomerChurnRate);  // 2/15 = 0.133333: Stripe
        Console.WriteLine(comparison.Answers[2][0].CustomerChurnRate);  // 2/10 = 0.2: Baremetrics

        PolicyDifference lost = comparison.Customers(RevenueFigure.LostCustomers).Single();
        Console.WriteLine($"{lost.Customer}: {string.Join(", ", lost.Counts)}");  // kim: 0, 1, 1

        IReadOnlyList<PolicyDifference> atRisk = comparison.Customers(RevenueFigure.CustomersAtRisk);
        Console.WriteLine(string.Join(" ", atRisk.Select(one => one.Customer)));  // kim liv max ned oda
        Console.WriteLine(string.Join(", ", atRisk[0].Counts));                   // 0, 1, 0

        Console.WriteLine(string.Join(" ", comparison.Settings.Select(setting => setting.Name)));  // discounts pauses churnCounting churnDenominator samePeriodJoiners
        #endregion
    }
}
