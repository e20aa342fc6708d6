using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>What the tables of subscribers and of buyers share: merging, equality and JSON.</summary>
public sealed class CohortTableTests
{
    private static readonly Instant January = Instant.FromUtc(2026, 1, 5, 0, 0);

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));

    private static readonly RevenueTimeline Subscribers = RevenueTimeline.FromIntervals([new("ada", January, null, RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)))]);

    private static readonly OrderTimeline Buyers = OrderTimeline.FromHistory([new("ada", January, Currency.Eur.Amount(10m))]);

    [Fact]
    public void PartsOfOtherColumnsOrAsOf_DoNotMerge_AndTheMessageNamesOnlyWhatDiffers()
    {
        const string Agreeing = "Parts merge when periods, columns, as-of instant, cancelled orders, refunds and currency agree.";

        Refused(
            "The parts differ in columns: 3 here, 2 in the other part. Parts merge when periods, columns, as-of instant, discounts, free months, pauses, free plans, cancellation, "
            + "days to involuntary churn, weeks per year, days per year and currency agree.",
            () => Subscribers.Cohorts(Months).Merge(Subscribers.Cohorts(Months, columns: 2)));
        Refused("The parts differ in columns: 3 here, 2 in the other part. " + Agreeing, () => Buyers.Cohorts(Months).Merge(Buyers.Cohorts(Months, columns: 2)));
        Refused("The parts differ in as-of instant: 2026-04-01T00:00:00Z here, 2026-03-08T00:00:00Z in the other part. " + Agreeing, () => Buyers.Cohorts(Months).Merge(Buyers.Cohorts(Months, asOf: Instant.FromUtc(2026, 3, 8, 0, 0))));
    }

    [Fact]
    public void PartsOfOtherSettings_DoNotMerge_AndTheMessageNamesTheSetting()
    {
        SubscriptionHistory history = [Subscription.Of("fay").Starts(January, RecurringPrice.Monthly(1m, Currency.Eur))];
        RevenueTimeline keepsPaused = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer });
        OrderTimeline ignoresRefunds = OrderTimeline.FromHistory(OrderHistory.Create(new Order("fay", January, Currency.Eur.Amount(1m))), MetricPolicy.Default with { Refunds = Refunds.Ignored });

        Refused("The parts differ in pauses: Inactive here, KeepCustomer in the other part.", () => Subscribers.Cohorts(Months).Merge(keepsPaused.Cohorts(Months)));
        Refused("The parts differ in refunds: Subtracted here, Ignored in the other part.", () => Buyers.Cohorts(Months).Merge(ignoresRefunds.Cohorts(Months)));
        Assert.False(Subscribers.Cohorts(Months) == keepsPaused.Cohorts(Months));
    }

    [Fact]
    public void PartWithoutCustomersAndCurrency_MergesWithAny()
    {
        RevenueCohortTable nobody = RevenueTimeline.FromIntervals([]).Cohorts(Months);

        Assert.True(nobody.Merge(Subscribers.Cohorts(Months)) == Subscribers.Cohorts(Months));
        Assert.True(Subscribers.Cohorts(Months).Merge(nobody) == Subscribers.Cohorts(Months));
    }

    [Fact]
    public void PoliciesThatCountTheSameRevenueInAnotherWay_MakeEqualTables()
    {
        CohortTotals<RevenueCellTotals> nobody = new(default, [default, default, default]);
        RevenueCohortTable Of(MetricPolicy policy) =>
            RevenueCohortTable.FromTotals(Months, policy, Currency.Eur, [nobody, nobody with { Cells = [default, default] }, nobody with { Cells = [default] }], nobody);

        Assert.True(Of(MetricPolicy.Default) == Of(MetricPolicy.Default with { Netting = Netting.PerEvent }));
        Assert.True(Of(MetricPolicy.Default) != Of(MetricPolicy.Default with { WeeksPerYear = 365m / 7m }));
    }

    [Fact]
    public void Json_HasCohorts_WithTheFiguresOfEachCell_AndNullWhereAPeriodHasNotEnded()
    {
        JsonElement subscribers = Cells(JsonSerializer.SerializeToElement(Subscribers.Cohorts(Months, columns: 2))), buyers = Cells(JsonSerializer.SerializeToElement(Buyers.Cohorts(Months, columns: 2)));

        Assert.All([subscribers, buyers], table => Assert.Equal([2, 2, 2], table.EnumerateArray().Select(cohort => cohort.GetArrayLength())));
        Assert.Equal((1, 1), (subscribers[0][1].GetProperty("customers").GetInt64(), subscribers[0][1].GetProperty("column").GetInt32()));
        Assert.Equal((0, 1), (buyers[0][1].GetProperty("customers").GetInt64(), buyers[0][1].GetProperty("column").GetInt32()));
        Assert.Equal(JsonValueKind.Null, subscribers[2][1].ValueKind);
    }

    private static JsonElement Cells(JsonElement table) => JsonSerializer.SerializeToElement(table.GetProperty("cohorts").EnumerateArray().Select(cohort => cohort.GetProperty("cells")));

    private static void Refused(string message, Func<object> merge)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(merge);
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal("other", refused.ParamName);
    }
}
