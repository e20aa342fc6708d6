using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Signals;

/// <summary>What customers pay from when to when, and what they do, on few instants around the starts of periods and of windows.</summary>
internal sealed record SignalCase(ImmutableArray<RevenueInterval> Paid, ImmutableArray<Activity> Activities, ReportingPeriods Periods, string? Kind, int Days)
{
    private static readonly ReportingPeriods[] SomePeriods =
    [
        ReportingCalendar.Months(Zone("Europe/Berlin")).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 5)),
        ReportingCalendar.Weeks(Zone("Asia/Kathmandu")).From(new LocalDate(2026, 3, 2)).To(new LocalDate(2026, 4, 20)),
        ReportingPeriods.Between(Zone("America/New_York"), Utc("2026-03-01T15:30"), Utc("2026-03-21T02:10")),
        ReportingCalendar.Days(Zone("Europe/Berlin")).From(new LocalDate(2026, 3, 27)).To(new LocalDate(2026, 4, 2)),

        // The fourth begins at one o'clock, as there is no midnight: windows that end then start within a day.
        ReportingCalendar.Days(Zone("America/Sao_Paulo")).From(new LocalDate(2018, 11, 2)).To(new LocalDate(2018, 11, 6)),
    ];

    public static Arbitrary<SignalCase> Any { get; } = Arb.From(
        from periods in Gen.Elements(SomePeriods)
        from days in Gen.Elements(1, 3, 7, 30)
        from kind in Gen.Elements(null, "login", "export")
        let instant = Instants(periods, days)
        from customers in Gen.Choose(0, 10)
        from paid in Paying(instant).ListOf(customers)
        from count in Gen.Choose(0, 60)
        from activities in Doing(instant).ListOf(count)
        select new SignalCase(
            [.. paid.Index().SelectMany(one => Intervals($"c{one.Index}", one.Item))],
            [new Activity("nobody pays", periods.Start, "login"), new Activity("nobody pays", periods.Start, "export"), .. activities],
            periods, kind, days),
        one => one.Activities.Skip(2).Select(left => one with { Activities = one.Activities.Remove(left) }).Concat(one.Paid.Select(left => one with { Paid = one.Paid.Remove(left) })));

    public RevenueTimeline Timeline => RevenueTimeline.FromIntervals(Paid);

    public ActivityTimeline Done => ActivityTimeline.FromActivities(Activities);

    /// <summary>Every signal of activities.</summary>
    public Signal[] Signals() => Signals(Done);

    public Signal[] Signals(ActivityTimeline done) =>
        [Signal.Count(done, Kind, Days), Signal.DistinctDays(done, Kind, Days), Signal.Sum(done, Kind, Days), Signal.DaysSinceLast(done, Kind)];

    public static SignalGroups[] Groupings { get; } = [SignalGroups.Bounds(0, 2, 5), SignalGroups.Bounds(-1.5), SignalGroups.Quantiles(2), SignalGroups.Quantiles(4)];

    public static void Check(Action<SignalCase> law, int times = 300) =>
        Prop.ForAll(Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(times)).WithQuietOnSuccess(true));

    private static Gen<Instant> Instants(ReportingPeriods periods, int days) =>
        from period in Gen.Elements(periods.ToArray())
        from back in Gen.Elements(0, 0, days, days - 1, 1)
        from hours in Gen.Elements(0, 0, 0, -1, 1, 5, 23, -26)
        from ticks in Gen.Elements(0, 0, -1, 1)
        select period.Start - Duration.FromDays(back) + Duration.FromHours(hours) + Duration.FromTicks(ticks);

    private static Gen<(Instant From, Instant? To, Instant? Again, int Amount)> Paying(Gen<Instant> instant) =>
        from start in instant
        from early in Gen.Choose(0, 2)
        from length in Gen.Elements<int?>(null, null, 1, 1, 60, 75)
        from end in instant
        from again in Gen.Elements<int?>(null, null, 0, 9)
        from amount in Gen.Choose(1, 4)
        let begin = early == 0 ? start : start - Duration.FromDays(60)
        let stop = length is null ? (Instant?)null : length == 1 && end > begin ? end : begin + Duration.FromDays(length.Value)
        select (begin, stop, stop is { } gone && again is { } later ? gone + Duration.FromDays(later + 1) : (Instant?)null, amount);

    private static IEnumerable<RevenueInterval> Intervals(string customer, (Instant From, Instant? To, Instant? Again, int Amount) paid)
    {
        yield return new RevenueInterval(customer, paid.From, paid.To, Mrr(10 * paid.Amount));
        if (paid.Again is { } again)
        {
            yield return new RevenueInterval(customer, again, null, Mrr(5 * paid.Amount));
        }
    }

    private static Gen<Activity> Doing(Gen<Instant> instant) =>
        from at in instant
        from customer in Gen.Choose(0, 8)
        from kind in Gen.Elements("login", "login", "export")
        from quantity in Gen.Elements(1, 1, 0, 3)
        select new Activity($"c{customer}", at, kind, quantity);
}
