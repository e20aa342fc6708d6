using NodaTime;

namespace Retention.Metrics.Tests.Segments;

public sealed class BySegmentTests
{
    private static readonly ReportingPeriods January = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

    private static readonly Segmentation Plans = Segmentation.By(
        [new("ada", [new("plan", "pro")]), new("bo", [new("plan", "basic")]), new("cy", [new("plan", "zero")]), new("dee", [new("plan", "pro")])], "plan");

    [Fact]
    public void EverySegment_HasItsAnswerInOrdinalOrder()
    {
        BySegment<RevenueCohortTable> cohorts = Timeline("ada", "bo", "dee", "eve").By(Plans).Cohorts(January);

        Assert.Equal([("basic", 1), ("pro", 2), ("unknown", 1), ("zero", 0)], cohorts.Select(one => (one.Key.Name, one.Value[0].Size)));
        Assert.Equal(["basic", "pro", "unknown", "zero"], cohorts.Segments.Select(segment => segment.Name));
        Assert.Equal(4, cohorts.Total[0].Size);
        Assert.Equal(2, cohorts[new Segment("pro")][0].Size);
    }

    [Fact]
    public void CohortOfEveryoneInASegment_IsItsAverageRow() =>
        Assert.Equal(Ratio.Of(2, 2), Timeline("ada", "bo", "dee").By(Plans).Cohorts(January)[new Segment("pro")].Average[0]!.CustomerRetention);

    [Fact]
    public void SegmentThatIsNotThere_IsRefusedWithThoseThatAre()
    {
        BySegment<RevenueCohortTable> cohorts = Timeline("ada").By(Plans).Cohorts(January);

        Assert.Contains("'basic', 'pro', 'zero'", Assert.Throws<KeyNotFoundException>(() => cohorts[new Segment("team")]).Message, StringComparison.Ordinal);
        Assert.False(cohorts.TryGetValue(new Segment("team"), out _));
        Assert.True(cohorts.TryGetValue(new Segment("pro"), out _));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("pro", "unknown")]
    [InlineData("unknown", "zero")]
    [InlineData("basic", "unknown", "zero")]
    public void WhoWasNamedUnknown_AndWhoWasNotNamed_AreOneSegment(params string[] plans)
    {
        Segmentation named = Segmentation.By(plans.Select(plan => new Customer(plan, [new("plan", plan)])), "plan");
        BySegment<RevenueCohortTable> cohorts = Timeline([.. plans, "eve"]).By(named).Cohorts(January);

        Assert.Equal(plans.Select(plan => (plan, plan == "unknown" ? 2L : 1L)), cohorts.Select(one => (one.Key.Name, one.Value[0].Size)));
    }

    [Fact]
    public void Unknown_IsThereOnlyWhereSomebodyIs()
    {
        Assert.DoesNotContain(new Segment("unknown"), Timeline("ada", "bo").By(Plans).Cohorts(January).Segments);
        Assert.Contains(new Segment("unknown"), Timeline("ada", "zoe").By(Plans).Cohorts(January).Segments);
        Assert.Equal(["unknown"], Timeline("ada").By(Segmentation.By([], "plan")).Cohorts(January).Segments.Select(segment => segment.Name));
        Assert.Equal(["unknown"], Timeline().By(Segmentation.By([], "plan")).Cohorts(January).Segments.Select(segment => segment.Name));
    }

    [Fact]
    public void Parts_MergeToTheWhole_WhicheverPartHasTheUnknown()
    {
        BySegment<RevenueCohortTable> whole = Timeline("ada", "bo", "cy", "dee", "eve").By(Plans).Cohorts(January);
        BySegment<RevenueCohortTable> known = Timeline("ada", "cy", "dee").By(Plans).Cohorts(January), rest = Timeline("bo", "eve").By(Plans).Cohorts(January);

        Assert.Equal(whole, known.Merge(rest));
        Assert.Equal(whole, rest.Merge(known));
        Assert.NotEqual(whole, known);
    }

    private static RevenueTimeline Timeline(params string[] customers) =>
        RevenueTimeline.FromIntervals(customers.Select(customer => new RevenueInterval(customer, January.Start, null, RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)))));
}
