using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines.Appending;

/// <summary>Rows that come bit by bit, late ones among them, give the timeline of all rows at once.</summary>
public sealed class AppendingLaws
{
    private static readonly MetricPolicy[] Policies =
    [
        .. Enum.GetValues<Netting>().Select(netting => MetricPolicy.Default with { Netting = netting }),
        MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.EachDay },
    ];

    /// <summary>A ledger in random order, cut into a first part and many small ones, which stay beside it for a while.</summary>
    private static Arbitrary<(Ledger Ledger, LedgerEntry[][] Parts)> InParts { get; } = Arb.From(
        from ledger in Ledger.Any.Generator
        from rows in Gen.Shuffle(ledger.Rows.AsEnumerable())
        from first in Gen.Choose(0, rows.Length)
        from later in Gen.Choose(1, 3)
        select (ledger, new[] { rows[..first] }.Concat(rows[first..].Chunk(later)).ToArray()));

    [Fact]
    public void HoweverRowsCome_TheFiguresAreThoseOfAllAtOnce() =>
        Laws.Check(InParts, one =>
        {
            AppendableTimeline<int, string> appended = one.Parts.Aggregate(new AppendableTimeline<int, string>(Currency.Eur), Append);
            RevenueTimeline atOnce = one.Ledger.Timeline;

            Assert.Equal(one.Ledger.Rows.Length, appended.Count);
            AssertSame(one.Ledger.Periods, atOnce, appended.Timeline);
        });

    [Fact]
    public void AnAppendedTimeline_LeavesTheOneBeforeAsItWas() =>
        Laws.Check(InParts, one =>
        {
            AppendableTimeline<int, string> timeline = new(Currency.Eur);
            var before = new List<(LedgerEntry[] Rows, RevenueTimeline Timeline)>();
            foreach (LedgerEntry[] part in one.Parts)
            {
                timeline = Append(timeline, part);
                before.Add(([.. before.Count == 0 ? [] : before[^1].Rows, .. part], timeline.Timeline));
            }

            Assert.All(before.Where(stage => stage.Rows.Length > 0), stage => AssertSame(one.Ledger.Periods, (one.Ledger with { Rows = [.. stage.Rows] }).Timeline, stage.Timeline));
        });

    [Fact]
    public void TwoTimelines_ThatFollowOne_KnowNothingOfEachOther() =>
        Laws.Check(InParts, one =>
        {
            AppendableTimeline<int, string> trunk = Append(new(Currency.Eur), one.Parts[0]);
            RevenueTimeline[] branches = [.. one.Parts[1..].Select(part => Append(trunk, part).Timeline)];

            Assert.All(branches.Zip(one.Parts[1..]), branch => AssertSame(one.Ledger.Periods, (one.Ledger with { Rows = [.. one.Parts[0], .. branch.Second] }).Timeline, branch.First));
        });

    [Fact]
    public void ABlockOfCustomers_HoldsTheirRows_WhereverItBeginsAndEnds() =>
        Laws.Check(InParts, one =>
        {
            RevenueTimeline appended = one.Parts.Aggregate(new AppendableTimeline<int, string>(Currency.Eur), Append).Timeline, atOnce = one.Ledger.Timeline;
            for (int first = 0; first < appended.CustomerCount; first++)
            {
                for (int end = first; end <= appended.CustomerCount; end++)
                {
                    appended.Layers.Read(first, end, (columns, from, to) =>
                    {
                        Assert.Equal(end - first, to - from);
                        for (int customer = from; customer < to; customer++)
                        {
                            CustomerId name = appended.CustomerAt(columns.FirstCustomer + customer);
                            Assert.Equal(appended.CustomerAt(first + customer - from), name);
                            Assert.Equal(RowsOf(atOnce.Columns, Enumerable.Range(0, atOnce.CustomerCount).Single(number => atOnce.CustomerAt(number).Value == $"c{name}")), RowsOf(columns, customer));
                        }
                    });
                }
            }

            Assert.Equal(atOnce.ChangeCount, appended.Layers.Count);
        });

    [Fact]
    public void SeveralNewCustomers_BesideTheColumns_AreReadInAnyBlock()
    {
        LedgerEntry[] rows = [.. Enumerable.Range(0, 23).Select(customer => new LedgerEntry(customer, 0, Utc("2026-01-05"), 100 + customer))];
        LayeredColumns runs = Append(Append(new(Currency.Eur), rows[..20]), rows[20..]).Timeline.Layers;
        Assert.Equal([20, 21, 22], runs.Newer!.Customers);

        for (int first = 0; first <= rows.Length; first++)
        {
            for (int end = first; end <= rows.Length; end++)
            {
                runs.Read(first, end, (columns, from, to) => Assert.Equal(
                    rows[first..end].Select(row => row.Cents * 120_000),
                    Enumerable.Range(from, to - from).SelectMany(customer => RowsOf(columns, customer)).Select(row => row.Item2)));
            }
        }
    }

    [Fact(Skip = ManyRows.LeftOut, SkipUnless = nameof(ManyRows.AreRead), SkipType = typeof(ManyRows))]
    [Trait("Kind", "Numbers")]
    public void ManyRows_ReadBesideTheColumns_OnAnyThreads_GiveTheSame_AndSoDoTheyMerged()
    {
        const int Customers = 60_000, Base = 600_000, Later = 90_000;
        LedgerEntry[] rows = [.. Enumerable.Range(0, Base + Later).Select(row => new LedgerEntry(
            (int)(row * 2_654_435_761L % (row < Base ? Customers : Customers + 500)),
            row % 2,
            Utc("2024-01-01") + Duration.FromMinutes((row < Base ? row : Base - ((row - Base) * 5)) / 2),
            row * 104_729L % 5 * 999))];
        rows = [.. rows.DistinctBy(row => (row.Customer, row.Subscription, row.At))];
        AppendableTimeline<int, string> appended = Append(Append(new(Currency.Eur), rows[..Base]), rows[Base..]);
        RevenueTimeline atOnce = Append(new(Currency.Eur), rows).Timeline;
        ReportingPeriods months = Months("2024-02", "2024-06");
        ExecutionOptions three = new() { Threads = 3 };

        Assert.NotNull(appended.Timeline.Layers.Newer);
        Assert.Contains(true, appended.Timeline.Layers.Newer.Replaces);
        Assert.Contains(false, appended.Timeline.Layers.Newer.Replaces);
        Assert.Equal(atOnce.CustomerCount, appended.Timeline.CustomerCount);
        Assert.Equal(atOnce.ChangeCount, appended.Timeline.ChangeCount);
        Read(ExecutionOptions.Sequential);
        Read(three);
        Assert.Equal(atOnce.LastChange, appended.Timeline.LastChange);
        Read(three);

        void Read(ExecutionOptions execution)
        {
            RevenueReport expected = atOnce.Report(months, execution: execution), found = appended.Timeline.Report(months, execution: execution);
            Assert.Equal(expected.RollForward, found.RollForward);
            Assert.Equal(expected.Cohorts, found.Cohorts);
        }
    }

    [Fact]
    public void NewerRows_StayBesideTheColumns_UntilTheyAreMoreThanAQuarter()
    {
        AppendableTimeline<int, string> timeline = Append(new(Currency.Eur), [.. Enumerable.Range(0, 8).Select(Row)]);
        RevenueColumns columns = timeline.Timeline.Layers.Base;
        AppendableTimeline<int, string> two = Append(Append(timeline, Row(8)), Row(9)), three = Append(two, Row(10));

        Assert.Same(columns, two.Timeline.Layers.Base);
        Assert.NotSame(columns, three.Timeline.Layers.Base);
        Assert.Null(three.Timeline.Layers.Newer);

        static LedgerEntry Row(int customer) => new(customer, 0, Utc("2026-01-05"), 4900);
    }

    [Fact]
    public void NewerLevels_HigherThanAnyBefore_AddUp()
    {
        const long NearlyTheHighest = long.MaxValue / 120_000;
        LedgerEntry[] low = [.. Enumerable.Range(0, 20).Select(customer => new LedgerEntry(customer, 0, Utc("2026-01-05"), 1))];
        LedgerEntry[] high = [.. Enumerable.Range(3, 4).Select(customer => new LedgerEntry(customer, 0, Utc("2026-01-06"), NearlyTheHighest))];
        RevenueTimeline timeline = Append(Append(new(Currency.Eur), low), high).Timeline;
        RollForwardRow january = timeline.RollForward(Months("2026-01", "2026-01"))[0];

        Assert.NotNull(timeline.Layers.Newer);
        Assert.Equal((4m * NearlyTheHighest / 100m) + 0.16m, january.NewMrr.Monthly.Amount);
        Assert.Equal(january.NewMrr, timeline.Cohorts(Months("2026-01", "2026-01"))[0][0]!.Mrr);
    }

    [Fact]
    public void ALateRow_ChangesWhatWasKnown_OfItsCustomerAlone()
    {
        AppendableTimeline<int, string> known = Append(new(Currency.Eur), [.. Enumerable.Range(0, 20).Select(customer => new LedgerEntry(customer, 0, Utc("2026-02-05"), 4900))]);
        AppendableTimeline<int, string> corrected = Append(known, new LedgerEntry(3, 0, Utc("2026-01-05"), 1000));

        Assert.Equal(10m, corrected.Timeline.MrrAt(Utc("2026-02-01")).Monthly.Amount);
        Assert.Equal(20 * 49m, corrected.Timeline.MrrAt(Utc("2026-03-01")).Monthly.Amount);
        Assert.Equal([3], corrected.Timeline.Layers.Newer!.Customers);
        Assert.Equal([true], corrected.Timeline.Layers.Newer.Replaces);
    }

    [Fact]
    public void LateRows_ThatEvenOutAChange_LeaveNoneOfIt()
    {
        LedgerEntry[] known = [.. Enumerable.Range(0, 20).Select(customer => new LedgerEntry(customer, 0, Utc("2026-01-05"), 1000)), new LedgerEntry(3, 0, Utc("2026-02-05"), 3000)];
        AppendableTimeline<int, string> evened = Append(Append(new(Currency.Eur), known), new LedgerEntry(3, 1, Utc("2026-01-05"), 2000), new LedgerEntry(3, 1, Utc("2026-02-05"), 0));

        Assert.Equal([true], evened.Timeline.Layers.Newer!.Replaces);
        Assert.Equal(20, evened.Timeline.ChangeCount);
        Assert.Empty(evened.Timeline.Explain(Months("2026-02", "2026-02"), RevenueFigure.ExpansionMrr));
    }

    [Fact]
    public void ASubscriptionWithTwoCustomers_OrTwoLevelsAtOneInstant_IsRefused_AndTheTimelineGoesOn()
    {
        Instant at = Utc("2026-01-05");
        AppendableTimeline<string, string> timeline = new AppendableTimeline<string, string>(Currency.Eur).Append(["ada", "bo", "cy", "di", "ed"], ["a", "b", "c", "d", "e"], [at, at, at, at, at], [1000, 1000, 1000, 1000, 1000]);

        string Refusal(string customer, string subscription, long cents) =>
            Assert.Throws<ArgumentException>(() => timeline.Append([customer], [subscription], [at], [cents])).Message;

        Assert.Contains("Row 0 gives subscription a to bo, who is not its customer ada", Refusal("bo", "a", 1000), StringComparison.Ordinal);
        Assert.Contains("Subscription b has two levels at 2026-01-05T00:00:00Z", Refusal("bo", "b", 2000), StringComparison.Ordinal);
        Assert.Contains("Row 0 has the level -1", Refusal("bo", "b", -1), StringComparison.Ordinal);
        Assert.Contains("blank", Refusal(" ", "f", 1000), StringComparison.Ordinal);
        Assert.Contains("1, 0, 1 and 1 rows", Assert.Throws<ArgumentException>(() => timeline.Append(["ada"], [], [at], [1])).Message, StringComparison.Ordinal);
        Assert.Equal(50m, timeline.Append(["bo"], ["b"], [at], [1000]).Timeline.MrrAt(at + Duration.FromTicks(1)).Monthly.Amount);
        Assert.Equal(60m, timeline.Append(["flo"], ["f"], [at], [1000]).Timeline.MrrAt(at + Duration.FromDays(1)).Monthly.Amount);
        Assert.Equal(["ada", "bo", "cy", "di", "ed"], Enumerable.Range(0, timeline.Timeline.CustomerCount).Select(customer => timeline.Timeline.CustomerAt(customer).Value));
    }

    [Fact]
    public void ASubscription_MayBeAnothersInATimelineThatFollowsToo()
    {
        Instant at = Utc("2026-01-05");
        AppendableTimeline<string, string> trunk = new AppendableTimeline<string, string>(Currency.Eur).Append(["ada"], ["a"], [at], [1000]);
        RevenueTimeline adas = trunk.Append(["ada"], ["b"], [at], [2000]).Timeline, bos = trunk.Append(["bo"], ["b"], [at], [4000]).Timeline;

        Assert.Equal((1, 30m), (adas.CustomerCount, adas.MrrAt(Utc("2026-02-01")).Monthly.Amount));
        Assert.Equal((2, 50m), (bos.CustomerCount, bos.MrrAt(Utc("2026-02-01")).Monthly.Amount));
    }

    [Fact]
    public void TwoLevelsAtOneInstant_AreRefused_WhereAllRowsAreGroupedAnewToo()
    {
        Instant at = Utc("2026-01-05");
        AppendableTimeline<string, string> nothing = new(Currency.Eur);

        Assert.Contains("Subscription a has two levels at 2026-01-05T00:00:00Z", Assert.Throws<ArgumentException>(() => nothing.Append(["ada", "bo", "ada"], ["a", "b", "a"], [at, at, at], [1000, 1000, 2000])).Message, StringComparison.Ordinal);
        Assert.Equal(1, nothing.Append(["ada", "ada"], ["a", "a"], [at, at], [1000, 1000]).Timeline.ChangeCount);
    }

    private static AppendableTimeline<int, string> Append(AppendableTimeline<int, string> timeline, params LedgerEntry[] rows) => timeline.Append(
        [.. rows.Select(row => row.Customer)],
        [.. rows.Select(row => $"{row.Name}.{row.Subscription}")],
        [.. rows.Select(row => row.At)],
        [.. rows.Select(row => row.Cents)]);

    private static IEnumerable<(long, long)> RowsOf(RevenueColumns columns, int customer) =>
        Enumerable.Range(columns.Offsets[customer], columns.Offsets[customer + 1] - columns.Offsets[customer]).Select(row => (columns.Time[row], columns.Level[row]));

    private static void AssertSame(ReportingPeriods periods, RevenueTimeline expected, RevenueTimeline found)
    {
        // Before anything asks for the rows in one place, which those beside the columns are then read from.
        foreach (MetricPolicy policy in Policies)
        {
            Assert.Equal(expected.RollForward(periods, policy), found.RollForward(periods, policy));
        }

        Assert.Equal(expected.Cohorts(periods), found.Cohorts(periods));
        Assert.Equal(Trailing(expected), Trailing(found));
        Assert.Equal((expected.CustomerCount, expected.ChangeCount), (found.CustomerCount, found.ChangeCount));
        Assert.Equal(expected.MrrAt(periods.End), found.MrrAt(periods.End));
        Assert.Equal((expected.FirstChange, expected.LastChange), (found.FirstChange, found.LastChange));
        Assert.Equal(expected.RollForward(periods), found.RollForward(periods));

        IEnumerable<(Ratio, Ratio, Ratio)> Trailing(RevenueTimeline timeline) =>
            timeline.TrailingYear(periods).Select(row => (row.NetRevenueRetention, row.GrossRevenueRetention, row.CustomerChurnRate));
    }
}
