using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Policies;

/// <summary>What a churn rate is of, on paper.</summary>
public sealed class ChurnDenominatorTests
{
    private static readonly ReportingPeriods FebruaryAndMarch = Months("2026-02", "2026-03");

    /// <summary>Ada stays; Bo leaves on 10 February; Cy comes at the very start of 15 February and pays more from the 20th; Dee comes where March starts.</summary>
    private static readonly RevenueTimeline Four = RevenueTimeline.FromIntervals(
    [
        new("ada", Utc("2026-01-05"), null, Mrr(10)), new("bo", Utc("2026-01-05"), Utc("2026-02-10T12:00"), Mrr(10)),
        new("cy", Utc("2026-02-15"), null, Mrr(10)), new("cy", Utc("2026-02-20"), null, Mrr(5)), new("dee", Utc("2026-03-01"), null, Mrr(10)),
    ]);

    /// <summary>The starts of days: in February Ada sees 28, Bo 10 and Cy 13; in March each sees 31 but Dee, who comes with the first.</summary>
    [Theory]
    [InlineData(ChurnDenominator.AtStart, 2, 2)]
    [InlineData(ChurnDenominator.StartPlusNew, 3, 3)]
    [InlineData(ChurnDenominator.Average, 2, 2.5)]
    [InlineData(ChurnDenominator.EachDay, 28 + 10 + 13, 31 + 31 + 30)]
    public void OneOfFour_IsLostInFebruary(ChurnDenominator denominator, double february, double march)
    {
        RollForward rows = Four.RollForward(FebruaryAndMarch, MetricPolicy.Default with { ChurnDenominator = denominator });

        Assert.Equal([(1m, (decimal)february), (0m, (decimal)march)], rows.Select(row => (row.CustomerChurnRate.Numerator, row.CustomerChurnRate.Denominator)));
    }

    /// <summary>Two days start between noon on the 1st and noon on the 3rd, and none within an afternoon, whichever other periods are asked for.</summary>
    [Fact]
    public void EachDay_CountsTheDaysThatStartInAPeriod_WhereItBeginsAtNoon()
    {
        MetricPolicy eachDay = MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.EachDay };
        RevenueTimeline ada = RevenueTimeline.FromIntervals([new("ada", Utc("2020-01-01"), null, Mrr(10))]);

        Assert.Equal([2m, 2m], AtRisk("2024-01-01T12:00", "2024-01-03T12:00", "2024-01-05T12:00"));
        Assert.Equal([2m], AtRisk("2024-01-03T12:00", "2024-01-05T12:00"));
        Assert.Equal([1m, 0m, 1m], AtRisk("2024-01-01", "2024-01-01T12:00", "2024-01-01T18:00", "2024-01-02T00:01"));
        Assert.False(ada.RollForward(ReportingPeriods.Between(NodaTime.DateTimeZone.Utc, Utc("2024-01-01T12:00"), Utc("2024-01-01T18:00")), eachDay)[0].CustomerChurnRate.IsDefined);

        IEnumerable<decimal> AtRisk(params string[] bounds) =>
            ada.RollForward(ReportingPeriods.Between(NodaTime.DateTimeZone.Utc, [.. bounds.Select(Utc)]), eachDay).Select(row => row.CustomerChurnRate.Denominator);
    }

    [Fact]
    public void WhoComesBackWithoutPaying_HasNotJoinedTheStartPlusNew()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy");
        SubscriptionHistory history =
        [
            ada.Starts(Utc("2026-01-05"), Monthly(10)),
            bo.Starts(Utc("2026-01-05"), Monthly(10)), bo.Ends(Utc("2026-02-05")), bo.Starts(Utc("2026-03-05"), Monthly(0)),
            cy.Starts(Utc("2026-03-09"), Monthly(10)),
        ];
        MetricPolicy policy = MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.StartPlusNew, FreePlans = FreePlanRule.KeepCustomer };
        RollForwardRow march = RevenueTimeline.FromHistory(history, policy).RollForward(Months("2026-03", "2026-03"))[0];

        Assert.Equal(Ratio.Of(0, 2), march.CustomerChurnRate); // ada and cy
        Assert.Equal(3, march.ClosingCustomers);
    }
}
