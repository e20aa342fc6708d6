using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Activities;

/// <summary>What holds for retention by days of all activities, the naive reference first.</summary>
public sealed class DayRetentionLaws
{
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    private static readonly Segmentation ByCountry = Segmentation.By(
        [new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")]), new Customer("c2", [new("country", "DE")])], "country");

    private static readonly Gen<DayWindow> AnyWindow =
        from kind in Gen.Choose(0, 2)
        from first in Gen.Elements(0, 1, 2, 20, 31)
        from length in Gen.Choose(0, 30)
        select kind == 0 ? DayWindow.On(first) : kind == 1 ? DayWindow.Between(first, first + length) : DayWindow.OnOrAfter(first);

    private static readonly Arbitrary<(Usage Usage, DayWindow[] Windows, Instant AsOf)> Any = Arb.From(
        from usage in Usage.Any.Generator
        from windows in AnyWindow.NonEmptyListOf()
        from asOf in Gen.Choose(0, 9)
        from offset in Gen.Elements(Duration.Zero, Duration.FromTicks(1), Duration.FromDays(1))
        select (usage, windows.ToArray(), usage.Scenario[asOf] + offset));

    [Fact]
    public void Retention_OfAnyActivities_IsTheReferences() =>
        Laws.Check(
            Any,
            one =>
            {
                DayRetention retention = one.Usage.Timeline.DayRetention(one.Usage.Periods, one.Windows, one.AsOf);

                foreach (DayRetentionRow row in retention.Append(retention.Overall))
                {
                    Assert.Equal(one.Windows.Select(window => ReferenceActivity.Retention(one.Usage.Activities, row.Period.Start, row.Period.End, window, one.AsOf, one.Usage.Scenario.Zone)), row);
                    Assert.Equal(ReferenceActivity.Beginners(one.Usage.Activities, row.Period.Start, row.Period.End, one.AsOf).Count(), row.Customers);
                }

                Assert.Equal(retention, DayRetention.FromTotals(one.Usage.Periods, one.Windows, one.AsOf, [.. retention.Select(row => new DayRetentionTotals(row.Customers, [.. row]))]));
            },
            times: 1000);

    [Fact]
    public void OnOrAfter_IsNeverBelowTheDay_AndNeverRisesOverTheSameCustomers() =>
        Laws.Check(Any, one =>
        {
            int[] days = [0, 1, 2, 7, 20, 31];
            DayRetention exact = one.Usage.Timeline.DayRetention(one.Usage.Periods, [.. days.Select(DayWindow.On)], one.AsOf);
            DayRetention orLater = one.Usage.Timeline.DayRetention(one.Usage.Periods, [.. days.Select(DayWindow.OnOrAfter)], one.AsOf);
            foreach ((DayRetentionRow on, DayRetentionRow later) in exact.Append(exact.Overall).Zip(orLater.Append(orLater.Overall)))
            {
                for (int i = 0; i < days.Length; i++)
                {
                    Assert.Equal(on[i].Denominator, later[i].Denominator);
                    Assert.True(on[i].Numerator <= later[i].Numerator && later[i].Numerator <= later[i].Denominator);
                    Assert.True(i == 0 || later[i].Denominator != later[i - 1].Denominator || later[i].Numerator <= later[i - 1].Numerator);
                }

                Assert.True(!on[0].IsDefined || on[0].Value == 1m);
            }
        });

    [Fact]
    public void FactsFromAsOfOn_ChangeNothing() =>
        Laws.Check(Any, one => Assert.Equal(
            one.Usage.Timeline.DayRetention(one.Usage.Periods, one.Windows, one.AsOf),
            one.Usage.With(one.Usage.Activities.Where(activity => activity.At < one.AsOf)).Timeline.DayRetention(one.Usage.Periods, one.Windows, one.AsOf)));

    [Fact]
    public void ACellThatIsMature_NeverChanges_WhateverHappensLater() =>
        Laws.Check(Any, one =>
        {
            DayWindow[] windows = [.. one.Windows.Where(window => window.Last is not null).Append(DayWindow.On(1))];
            DayRetention then = one.Usage.Timeline.DayRetention(one.Usage.Periods, windows, one.AsOf);
            Instant later = one.AsOf + Duration.FromDays(400);
            DayRetention now = one.Usage.With(one.Usage.Activities.Concat(one.Usage.Activities.Select(activity => activity with { At = one.AsOf + Duration.FromHours(1) })))
                .Timeline.DayRetention(one.Usage.Periods, windows, later);
            for (int i = 0; i < then.Count; i++)
            {
                // A customer can begin after the as-of instant, if the period has not ended by it.
                for (int window = 0; one.Usage.Periods[i].End <= one.AsOf && window < windows.Length; window++)
                {
                    if (then[i][window].Denominator == then[i].Customers)
                    {
                        Assert.Equal(then[i][window], now[i][window]);
                    }
                }
            }
        });

    [Fact]
    public void AnyOrderOfInput_AnySplit_AndAnyThreads_GiveTheSameFigures() =>
        Laws.Check(
            Arb.From(from one in Any.Generator from shuffled in Gen.Shuffle(one.Usage.Activities.AsEnumerable()) select (one, shuffled)),
            two =>
            {
                (Usage usage, DayWindow[] windows, Instant asOf) = two.one;
                DayRetention whole = usage.Timeline.DayRetention(usage.Periods, windows, asOf);
                DayRetention[] parts = [.. usage.Activities.GroupBy(activity => activity.Customer).Select(own => usage.With(own)).Append(usage.With([])).Select(part => part.Timeline.DayRetention(usage.Periods, windows, asOf))];

                Assert.Equal(whole, ActivityTimeline.FromActivities(two.shuffled, Three).DayRetention(usage.Periods, windows, asOf, Three));
                Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
            });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() =>
        Laws.Check(Any, one =>
        {
            BySegment<DayRetention> segments = one.Usage.Timeline.By(ByCountry).DayRetention(one.Usage.Periods, one.Windows, one.AsOf);

            Assert.Equal(one.Usage.Timeline.DayRetention(one.Usage.Periods, one.Windows, one.AsOf), segments.Total);
            foreach ((Segment segment, DayRetention retention) in segments)
            {
                Assert.Equal(
                    one.Usage.With(one.Usage.Activities.Where(activity => ByCountry.Of(activity.Customer).Equals(segment))).Timeline.DayRetention(one.Usage.Periods, one.Windows, one.AsOf),
                    retention);
            }
        });

    [Fact]
    public void ManyCustomers_OnAnyThreads_GiveTheSameFigures()
    {
        const int Rows = 700_000;
        var customers = new int[Rows];
        var at = new Instant[Rows];
        var kinds = new string[Rows];
        for (int row = 0; row < Rows; row++)
        {
            customers[row] = (int)(row * 2_654_435_761L % 90_000);
            at[row] = At.Utc("2026-01-01") + Duration.FromMinutes(row * 7_919L % 260_000);
            kinds[row] = row % 3 == 0 ? "login" : "export";
        }

        ActivityTimeline timeline = ActivityTimeline.FromColumns<int>(customers, at, kinds);
        ReportingPeriods periods = At.Months("2026-01", "2026-06");
        DayWindow[] windows = [.. Enumerable.Range(0, 60).Select(DayWindow.On), DayWindow.OnOrAfter(30), DayWindow.Between(1, 7)];

        Assert.Equal(timeline.Metrics(periods, ExecutionOptions.Sequential), timeline.Metrics(periods, Three));
        Assert.Equal(timeline.DayRetention(periods, windows, periods.End, ExecutionOptions.Sequential), timeline.DayRetention(periods, windows, periods.End, Three));
        Assert.Equal(Rows, timeline.Metrics(periods).Sum(row => row.Activities));
    }
}
