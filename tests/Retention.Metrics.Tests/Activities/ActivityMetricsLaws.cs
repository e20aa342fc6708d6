using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Activities;

/// <summary>What holds for the activity metrics of all activities, the naive reference first.</summary>
public sealed class ActivityMetricsLaws
{
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    private static readonly Segmentation ByCountry = Segmentation.By(
        [new Customer("c0", [new("country", "DE")]), new Customer("c1", [new("country", "NP")]), new Customer("c2", [new("country", "DE")])], "country");

    [Fact]
    public void Metrics_OfAnyActivities_AreTheReferences() =>
        Laws.Check(
            Usage.Any,
            usage =>
            {
                ActivityTotals[] expected = TotalsOf(usage);

                Assert.Equal(ActivityMetrics.FromTotals(usage.Periods, expected), usage.Timeline.Metrics(usage.Periods));
                Assert.Equal(expected, usage.Timeline.Metrics(usage.Periods).Select(row => row.Totals));
            },
            times: 1000);

    [Fact]
    public void Identities_Close() =>
        Laws.Check(Usage.Any, usage =>
        {
            ActivityMetrics metrics = usage.Timeline.Metrics(usage.Periods);
            for (int i = 0; i < metrics.Count; i++)
            {
                ActivityMetricsRow row = metrics[i];
                Assert.Equal(row.ActiveCustomers, row.RetainedCustomers + row.NewCustomers + row.ResurrectedCustomers);
                if (i > 0)
                {
                    Assert.Equal(metrics[i - 1].ActiveCustomers, row.RetainedCustomers + row.DormantCustomers);
                    Assert.Equal(metrics[i - 1].ActiveCustomers + row.NewCustomers + row.ResurrectedCustomers - row.DormantCustomers, row.ActiveCustomers);
                }
            }

            Assert.InRange(metrics.Sum(row => row.NewCustomers), 0, usage.Timeline.CustomerCount);
        });

    [Fact]
    public void Rates_StayInTheirBounds() =>
        Laws.Check(Usage.Any, usage =>
        {
            foreach (ActivityMetricsRow row in usage.Timeline.Metrics(usage.Periods))
            {
                Assert.True(row.RetentionRate.Value is null or (>= 0m and <= 1m));
                Assert.Equal(row.ActiveCustomers == 0, row.Stickiness.Value is null);
                Assert.False(row.Stickiness.Value > 1m || row.Stickiness.Value * row.Days < 1m - 0.000001m);
                Assert.False(row.MeanDailyActiveCustomers.Value > row.ActiveCustomers);
                Assert.Equal(ReferenceDays(row.Period), row.Days);
            }
        });

    [Fact]
    public void AnyOrderOfInput_AnySplit_AndAnyThreads_GiveTheSameFigures() =>
        Laws.Check(
            Arb.From(from usage in Usage.Any.Generator from shuffled in Gen.Shuffle(usage.Activities.AsEnumerable()) select (usage, shuffled)),
            one =>
            {
                ReportingPeriods periods = one.usage.Periods;
                ActivityMetrics whole = one.usage.Timeline.Metrics(periods);
                ActivityMetrics[] parts = [.. one.usage.Activities.GroupBy(activity => activity.Customer).Select(own => one.usage.With(own)).Append(one.usage.With([])).Select(part => part.Timeline.Metrics(periods))];

                Assert.Equal(whole, ActivityTimeline.FromActivities(one.shuffled, Three).Metrics(periods, Three));
                Assert.Equal(whole, parts.Aggregate((x, y) => x.Merge(y)));
                Assert.Equal(whole.GetHashCode(), parts.Aggregate((x, y) => x.Merge(y)).GetHashCode());
            });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() =>
        Laws.Check(Usage.Any, usage =>
        {
            BySegment<ActivityMetrics> segments = usage.Timeline.By(ByCountry).Metrics(usage.Periods);

            Assert.Equal(usage.Timeline.Metrics(usage.Periods), segments.Total);
            foreach ((Segment segment, ActivityMetrics metrics) in segments)
            {
                Assert.Equal(usage.With(usage.Activities.Where(activity => ByCountry.Of(activity.Customer).Equals(segment))).Timeline.Metrics(usage.Periods), metrics);
            }
        });

    [Fact]
    public void OneKind_IsItsActivitiesAlone() =>
        Laws.Check(Usage.Any, usage =>
        {
            foreach (string kind in usage.Timeline.Kinds)
            {
                Assert.Equal(
                    usage.With(usage.Activities.Where(activity => string.Equals(activity.Kind, kind, StringComparison.Ordinal))).Timeline.Metrics(usage.Periods),
                    usage.Timeline.OfKind(kind).Metrics(usage.Periods));
            }
        });

    [Fact]
    public void ACalendarPeriod_ReadsTheSame_WhicheverOthersAreAskedFor() =>
        Laws.Check(
            Arb.From(from usage in Usage.Any.Generator from kind in Gen.Elements(0, 1, 2) select (usage, kind)),
            one =>
            {
                ReportingCalendar calendar = one.kind == 0 ? ReportingCalendar.Days(one.usage.Scenario.Zone) : one.kind == 1 ? ReportingCalendar.Weeks(one.usage.Scenario.Zone) : ReportingCalendar.Months(one.usage.Scenario.Zone);
                LocalDate first = ReferenceCalendar.DayOf(one.usage.Scenario.Zone, one.usage.Periods.Start);
                ReportingPeriods periods = calendar.From(first).To(first.PlusMonths(1));
                ActivityMetrics together = one.usage.Timeline.Metrics(periods);
                foreach (ActivityMetricsRow row in together)
                {
                    ActivityMetrics alone = one.usage.Timeline.Metrics(calendar.Containing(row.Period.Start));
                    Assert.Equal(row.Totals, alone[0].Totals);
                }
            },
            times: 60);

    [Fact]
    public void EveryActivityTwice_ChangesNoCustomer_AndDoublesWhatIsSummed() =>
        Laws.Check(Usage.Any, usage =>
        {
            ActivityMetrics whole = usage.Timeline.Metrics(usage.Periods);
            ActivityMetrics twice = ActivityTimeline.FromActivities(usage.Activities.Concat(usage.Activities)).Metrics(usage.Periods);
            foreach ((ActivityMetricsRow once, ActivityMetricsRow doubled) in whole.Zip(twice))
            {
                Assert.Equal(once.Totals with { Activities = once.Activities * 2, Quantity = once.Quantity * 2 }, doubled.Totals);
            }
        });

    private static int ReferenceDays(ReportingPeriod period) =>
        ReferenceCalendar.DayStarts(period.LocalStart.Zone, period.Start + Duration.FromTicks(1), period.End).Count() + 1;

    private static ActivityTotals[] TotalsOf(Usage usage) =>
    [
        .. usage.Periods.Select((period, i) => ReferenceActivity.Of(
            usage.Activities, i > 0 ? usage.Periods[i - 1].Start : PreviousOf(usage.Periods), period.Start, period.End, usage.Scenario.Zone)),
    ];

    /// <summary>The start of the period before the first: the periods' own calendar finds it from an instant just before.</summary>
    private static Instant PreviousOf(ReportingPeriods periods)
    {
        Instant before = periods.Start - Duration.FromTicks(1);
        string name = periods[0].Name;
        ReportingCalendar? calendar = name switch
        {
            _ when name.Contains('/', StringComparison.Ordinal) => null,
            ['F', 'Y', .., '-', 'Q', _] => ReportingCalendar.FiscalQuarters(periods.Zone, periods[0].LocalStart.Month),
            ['F', 'Y', ..] => ReportingCalendar.FiscalYears(periods.Zone, periods[0].LocalStart.Month),
            [.., 'W', _, _] => ReportingCalendar.Weeks(periods.Zone, ReferenceCalendar.DayOf(periods.Zone, periods.Start).DayOfWeek),
            [.., 'Q', _] => ReportingCalendar.Quarters(periods.Zone),
            { Length: 10 } => ReportingCalendar.Days(periods.Zone),
            { Length: 7 } => ReportingCalendar.Months(periods.Zone),
            _ => ReportingCalendar.Years(periods.Zone),
        };
        return calendar?.Containing(before).Start ?? periods.Start - periods[0].Length;
    }
}
