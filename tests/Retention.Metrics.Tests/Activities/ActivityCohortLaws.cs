using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Activities;

/// <summary>What holds for cohorts by first activity, the naive reference first.</summary>
public sealed class ActivityCohortLaws
{
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    private static readonly Segmentation ByCountry = Segmentation.By([new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")])], "country");

    private static readonly Arbitrary<(Usage Usage, Instant AsOf, int Columns)> Any = Arb.From(
        from usage in Usage.Any.Generator from asOf in Gen.Choose(0, 9) from columns in Gen.Choose(1, 4) select (usage, usage.Scenario[asOf], columns));

    [Fact]
    public void Cohorts_OfAnyActivities_AreTheReferences() => Laws.Check(
        Any,
        one => Assert.Equal(Reference(one.Usage, one.AsOf, one.Columns), one.Usage.Timeline.Cohorts(one.Usage.Periods, one.AsOf, one.Columns)),
        times: 600);

    [Fact]
    public void CellsOfOnePeriod_AddUpToItsActiveCustomersAndActivities() => Laws.Check(Usage.Any, usage =>
    {
        ActivityCohortTable table = usage.Timeline.Cohorts(usage.Periods);
        ILookup<ReportingPeriod, ActivityCohortCell> cells = table.Append(table.Earlier).SelectMany(cohort => cohort).OfType<ActivityCohortCell>().ToLookup(cell => cell.Period!);

        Assert.All(usage.Timeline.Metrics(usage.Periods), row => Assert.Equal(
            (row.ActiveCustomers, row.Activities), (cells[row.Period].Sum(cell => cell.Customers), cells[row.Period].Sum(cell => cell.Activities))));
        Assert.Equal(table.Select(cohort => cohort.Size), usage.Timeline.Metrics(usage.Periods).Select(row => row.NewCustomers));
    });

    [Fact]
    public void AnySplit_AnyThreads_AndSegments_GiveTheSameTable() => Laws.Check(Any, one =>
    {
        ActivityCohortTable whole = one.Usage.Timeline.Cohorts(one.Usage.Periods, one.AsOf, one.Columns);
        ActivityCohortTable[] parts = [.. one.Usage.Activities.GroupBy(activity => activity.Customer).Select(own => one.Usage.With(own)).Append(one.Usage.With([])).Select(part => part.Timeline.Cohorts(one.Usage.Periods, one.AsOf, one.Columns))];

        Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
        Assert.Equal(whole, one.Usage.Timeline.Cohorts(one.Usage.Periods, one.AsOf, one.Columns, Three));
        Assert.Equal(whole, one.Usage.Timeline.By(ByCountry).Cohorts(one.Usage.Periods, one.AsOf, one.Columns).Total);
    });

    [Fact]
    public void AMatureCell_NeverChanges_WhateverHappensLater() => Laws.Check(Any, one =>
    {
        ActivityCohortTable then = one.Usage.Timeline.Cohorts(one.Usage.Periods, one.AsOf, one.Columns);
        ActivityCohortTable now = one.Usage.With(one.Usage.Activities.Concat(one.Usage.Activities.Select(activity => activity with { At = one.AsOf + Duration.FromHours(1) })))
            .Timeline.Cohorts(one.Usage.Periods, one.AsOf + Duration.FromDays(4000), one.Columns);

        foreach ((ActivityCohort before, ActivityCohort after) in then.Zip(now))
        {
            Assert.All(before.OfType<ActivityCohortCell>(), cell => Assert.Equal(cell, after[cell.Column]));
        }
    });

    [Fact]
    public void TotalsThatContradictThemselves_AreRefused_WithTheCohort()
    {
        ReportingPeriods two = At.Months("2026-01", "2026-02");
        var first = new ActivityCellTotals { Customers = 2, Activities = 3 };
        CohortTotals<ActivityCellTotals> none = new(default, [default, default]), february = new(default, [default]);

        Assert.Equal(2, Of(new(first, [first, first with { Customers = 1, Activities = 1 }]))[0].Size);
        Refused("Totals of cohort 2026-01: initial Customers is -1", new(first with { Customers = -1 }, [first, default]));
        Refused("initial Activities is 1; it must be between 2 and", new(first with { Activities = 1 }, [first, default]));
        Refused("in period 2026-02: Customers is 3; it must be between 0 and 2", new(first, [first, first with { Customers = 3 }]));
        Refused("in period 2026-02: Activities is 1; it must be between 0 and 0, without customers", new(first, [first, new ActivityCellTotals { Activities = 1 }]));
        Refused("in period 2026-01: Customers is 1; in the cohort's own period", new(first, [first with { Customers = 1 }, default]));
        Refused("in period 2026-01: Activities is 2; in the cohort's own period", new(first, [first with { Activities = 2 }, default]));

        ActivityCohortTable Of(CohortTotals<ActivityCellTotals> january) => ActivityCohortTable.FromTotals(two, [january, february], none);

        void Refused(string message, CohortTotals<ActivityCellTotals> january) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Of(january)).Message, StringComparison.Ordinal);
    }

    /// <summary>The table in plain LINQ over the activities of each customer.</summary>
    private static ActivityCohortTable Reference(Usage usage, Instant asOf, int columns)
    {
        ReportingPeriods periods = usage.Periods;
        Instant[][] customers = [.. usage.Activities.GroupBy(activity => activity.Customer).Select(own => own.Select(activity => activity.At).Order().ToArray()).Where(at => at[0] < asOf)];
        return ActivityCohortTable.FromTotals(
            periods,
            [.. periods.Select((period, i) => Totals([.. customers.Where(at => at[0] >= period.Start && at[0] < period.End)], [.. periods.Skip(i).Take(columns)]))],
            Totals([.. customers.Where(at => at[0] < periods.Start)], [.. periods]),
            asOf,
            columns);

        CohortTotals<ActivityCellTotals> Totals(Instant[][] members, ReportingPeriod[] cells) => new(
            new ActivityCellTotals { Customers = members.Length, Activities = members.Sum(at => at.Count(one => one == at[0])) },
            [
                .. cells.Where(period => period.End <= asOf).Select(period => new ActivityCellTotals
                {
                    Customers = members.Count(at => at.Any(period.Contains)),
                    Activities = members.Sum(at => at.Count(period.Contains)),
                }),
            ]);
    }
}
