using NodaTime;
using static Retention.Metrics.Tests.At;
using static Retention.Metrics.Tests.Signals.SignalExample;

namespace Retention.Metrics.Tests.Signals;

/// <summary>Signals of very many rows, periods and kinds, and of numbers that are large.</summary>
public sealed class LargeSignalTests
{
    /// <summary>2 × 1,000,000 / 2,000,001 is below 1, and so is 2 × (2⁶⁰ − 1) / 2⁶¹, whatever a number of 53 bits makes of it.</summary>
    [Fact]
    public void AQuantile_IsExact_HoweverManyCustomers()
    {
        SignalGroups halves = SignalGroups.Quantiles(2);

        Assert.Equal((0, 1), (halves.QuantileOf(1_000_000, 2_000_001), halves.QuantileOf(1_000_001, 2_000_001)));
        Assert.Equal((0, 1), (halves.QuantileOf((1L << 60) - 1, 1L << 61), halves.QuantileOf(1L << 60, 1L << 61)));
    }

    /// <summary>Three customers of each of four values, with 4 × 10¹⁸ millionths a year: five of them are more than 64 bits hold. Half of them leave.</summary>
    [Fact]
    public void RevenueThatNeeds65Bits_IsAddedExactly()
    {
        const long Each = 4_000_000_000_000_000_000;
        RevenueTimeline paid = RevenueTimeline.FromIntervals(
            Enumerable.Range(0, 12).Select(i => new RevenueInterval($"{i:00}", Utc("2025-12-01"), i % 2 == 0 ? Utc("2026-01-10") : null, new RecurringRevenue(Each, Currency.Eur))));
        Signal quarter = Signal.Of("quarter", null, facts => int.Parse(facts.Customer.Value, System.Globalization.CultureInfo.InvariantCulture) / 3);

        foreach (SignalGroups groups in new[] { SignalGroups.Bounds(1), SignalGroups.Quantiles(2) })
        {
            SignalChurn churn = paid.ChurnBySignal(quarter, groups, Months("2026-01", "2026-01")).Whole;

            Assert.All(churn.Groups, group => Assert.Equal(((Int128)Each * 6, (Int128)Each * 3), (group.Totals.MrrAtRisk, group.Totals.MrrLost)));
        }
    }

    /// <summary>Few changes of revenue and very many activities: the work is split by the activities, and no figure depends on it.</summary>
    [Fact]
    public void ManyActivities_OnAnyNumberOfThreads_GiveTheSame()
    {
        const int Rows = 700_000, Customers = 300;
        int[] customers = new int[Rows];
        var at = new Instant[Rows];
        for (int row = 0; row < Rows; row++)
        {
            customers[row] = (int)(row * 7_919L % Customers) * (row % 3) % Customers;
            at[row] = Utc("2025-10-01") + Duration.FromSeconds(row * 104_729L % (180 * 86_400));
        }

        ActivityTimeline done = ActivityTimeline.FromColumns<int>(customers, at);
        RevenueTimeline paid = RevenueTimeline.FromIntervals(Enumerable.Range(0, Customers).Select(i => new RevenueInterval($"{i}", Utc("2025-12-01"), i % 3 == 0 ? Utc("2026-01-20") : null, Mrr(1 + i))));
        foreach (SignalGroups groups in new[] { SignalGroups.Bounds(0, 100, 500), SignalGroups.Quantiles(5) })
        {
            ChurnBySignal churn = paid.ChurnBySignal(Signal.Count(done), groups, TwoMonths, ExecutionOptions.Sequential);

            Assert.Equal(Customers + Customers * 2 / 3, churn.Whole.Total.AtRisk);
            Assert.Equal(churn, paid.ChurnBySignal(Signal.Count(done), groups, TwoMonths, ExecutionOptions.Default with { Threads = 5 }));
        }
    }

    [Fact]
    public void Cancellation_StopsTheScan() => Assert.ThrowsAny<OperationCanceledException>(
        () => Paid.ChurnBySignal(Signal.Count(Done), SignalGroups.Bounds(0), TwoMonths, new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) }));

    /// <summary>Of many periods at once more is kept than of a few, and a customer who pays again is read twice.</summary>
    [Fact]
    public void ManyPeriods_AreThoseOfEachAlone()
    {
        Instant start = Utc("2025-01-01");
        RevenueTimeline paid = RevenueTimeline.FromIntervals(Enumerable.Range(0, 40).SelectMany(i => new RevenueInterval[]
        {
            new($"{i}", start + Duration.FromDays(3 * i), start + Duration.FromDays((5 * i) + 90), Mrr(1 + i)), new($"{i}", start + Duration.FromDays((5 * i) + 120), i % 2 == 0 ? null : start + Duration.FromDays(390 - i), Mrr(2 + i)),
        }));
        ActivityTimeline done = ActivityTimeline.FromActivities(Enumerable.Range(0, 4_000).Select(row =>
            new Activity($"{row * 31 % 45}", start + Duration.FromHours((row * 7_919L % (24 * 370)) + 480), row % 3 == 0 ? "export" : "login", row % 5)));
        ReportingPeriods days = ReportingCalendar.Days(DateTimeZone.Utc).From(new LocalDate(2025, 1, 10)).To(new LocalDate(2026, 1, 25));
        foreach (Signal signal in new[] { Signal.Count(done, "login", 9), Signal.Sum(done, days: 9), Signal.DistinctDays(done, "login", 9), Signal.DaysSinceLast(done, "export") })
        {
            ChurnBySignal churn = paid.ChurnBySignal(signal, SignalGroups.Bounds(0, 2, 4), days);
            Assert.True(churn.Whole.Groups.Count(group => group.AtRisk > 0) >= 3 && churn.Whole.Unknown.AtRisk > 0 && churn.Whole.Total.Lost > 40);
            for (int day = 0; day < days.Count; day += 13)
            {
                ReportingPeriods alone = ReportingPeriods.Between(DateTimeZone.Utc, days[day].Start, days[day].End);
                Assert.Equal(Figures(churn[day]), Figures(paid.ChurnBySignal(signal, SignalGroups.Bounds(0, 2, 4), alone)[0]));
            }
        }

        static IEnumerable<(long, long, Money)> Figures(SignalChurn churn) => churn.Groups.Append(churn.Unknown).Select(group => (group.AtRisk, group.Lost, group.MrrAtRisk.Monthly));
    }

    /// <summary>With more than 256 kinds a kind is stored another way.</summary>
    [Fact]
    public void ManyKinds_AreReadAsFew()
    {
        Activity[] more = [.. Enumerable.Range(0, 300).Select(kind => new Activity("dee", Utc("2025-12-15") + Duration.FromHours(kind), $"kind {kind}"))];
        ActivityTimeline many = ActivityTimeline.FromActivities(Doings.Concat(more));
        Assert.True(many.Kinds.Count > 256);
        foreach (Func<ActivityTimeline, Signal> signal in new Func<ActivityTimeline, Signal>[] { done => Signal.Count(done, "login"), done => Signal.Sum(done, "login"), done => Signal.DistinctDays(done, "login"), done => Signal.DaysSinceLast(done, "login") })
        {
            Assert.Equal(Paid.ChurnBySignal(signal(Done), SignalGroups.Bounds(0, 1), TwoMonths), Paid.ChurnBySignal(signal(many), SignalGroups.Bounds(0, 1), TwoMonths));
        }
    }

    /// <summary>The quantities of one window must be below 2^63; those of all windows together need not be.</summary>
    [Fact]
    public void LargeQuantities_AreAddedExactly_AndRefusedWhereAWindowOverflows()
    {
        ActivityTimeline Huge(params string[] at) => ActivityTimeline.FromActivities([.. at.Select(day => new Activity("ada", Utc(day), "rows", long.MaxValue / 2)), new("dee", Utc("2025-12-20"), "rows", 3)]);
        SignalGroups groups = SignalGroups.Bounds(0, 3, 5e18);
        ChurnBySignal churn = Paid.ChurnBySignal(Signal.Sum(Huge("2025-12-10", "2025-12-11", "2026-01-10", "2026-01-11"), days: 30), groups, TwoMonths);

        Assert.Equal([(0L, 1L, 0L, 1L), (1L, 0L, 0L, 1L)], churn.Select(period => (period.Groups[0].AtRisk, period.Groups[1].AtRisk, period.Groups[2].AtRisk, period.Groups[3].AtRisk)));
        _ = Assert.ThrowsAny<OverflowException>(() => Paid.ChurnBySignal(Signal.Sum(Huge("2025-12-10", "2025-12-11", "2025-12-12"), days: 30), groups, TwoMonths));
    }

    /// <summary>One large quantity of the kind lies in each window, that of 1 February in the second alone; those of the other kind would not fit.</summary>
    [Fact]
    public void LargeQuantities_AreOfTheKind_AndOfTheirOwnWindow()
    {
        const long Half = long.MaxValue / 2;
        ActivityTimeline done = ActivityTimeline.FromActivities(
            [new("ada", Utc("2026-01-10"), "rows", Half), new("ada", Utc("2026-01-11"), "other", Half), new("ada", Utc("2026-01-12"), "other", Half), new("ada", Utc("2026-02-01"), "rows", Half)]);

        ChurnBySignal churn = Paid.ChurnBySignal(Signal.Sum(done, "rows", days: 30), SignalGroups.Bounds(0, 5e18), Months("2026-02", "2026-03"));

        Assert.Equal([(1L, 0L), (1L, 0L)], churn.Select(period => (period.Groups[1].AtRisk, period.Groups[2].AtRisk)));

        // A small one before them changes nothing of what does not fit.
        ActivityTimeline tooMany = ActivityTimeline.FromActivities([new("ada", Utc("2025-11-20"), "other", 1), .. Enumerable.Range(10, 3).Select(day => new Activity("ada", Utc($"2026-01-{day}"), "other", Half))]);
        _ = Assert.ThrowsAny<OverflowException>(() => Paid.ChurnBySignal(Signal.Sum(tooMany, days: 30), SignalGroups.Bounds(0), Months("2026-02", "2026-02")));
    }
}
