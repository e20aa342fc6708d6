#region versioning-compare
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode;

public sealed class VersioningPage
{
    [Fact]
    public void Compare()
    {
        #region versioning-compare
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo");
        SubscriptionHistory history =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            bo.Starts(Instant.FromUtc(2026, 1, 9, 9, 0), RecurringPrice.Monthly(20m, Currency.Eur)),
            ada.Pauses(Instant.FromUtc(2026, 3, 10, 9, 0)),
        ];
        ReportingPeriods quarter = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

        MetricPolicy published = MetricPolicy.FromJson("""{ "pauses": "inactive" }""");
        MetricPolicy proposed = MetricPolicy.FromJson("""{ "pauses": "keepCustomer" }""");
        PolicyComparison comparison = PolicyComparison.Of(history, quarter, [("published", published), ("proposed", proposed)]);

        Console.WriteLine(comparison.Settings.Count);                                                                                   // 1: nothing else was changed by accident
        Console.WriteLine(string.Join(" to ", comparison.Settings[0].Values));                                                          // inactive to keepCustomer
        Console.WriteLine(string.Join(" to ", comparison.Answers.Select(answer => answer[2].CustomerChurnRate)));                       // 1/2 = 0.5 to 0/2 = 0
        Console.WriteLine(string.Join(", ", comparison.Customers(RevenueFigure.ChurnMrr).Select(one => $"{one.Period}: {one.Customer}")));  // 2026-03: ada
        #endregion
    }

    [Fact]
    public void Pin()
    {
        #region versioning-pin
        string pinned = (MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).ToJson();  // every setting, not only the one that differs
        Console.WriteLine(MetricPolicy.FromJson(pinned).Pauses);                                   // KeepCustomer
        Console.WriteLine(MetricPolicy.Default.Settings.All(setting => pinned.Contains($"\"{setting.Name}\":", StringComparison.Ordinal)));  // true
        #endregion
    }
}
