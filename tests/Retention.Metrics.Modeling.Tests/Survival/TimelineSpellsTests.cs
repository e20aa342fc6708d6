using FsCheck.Fluent;
using FsCheck;
using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Survival;

public sealed class TimelineSpellsTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly RecurringPrice Price = RecurringPrice.Monthly(49m, Currency.Eur);

    [Fact]
    public void FromHistory_OnAPaperExample_ReadsOneSpellPerCustomer()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), di = Subscription.Of("di");
        SubscriptionHistory history =
        [
            ada.Starts(Noon(2025, 1, 10), Price),
            ada.Ends(Noon(2025, 3, 10), ChurnReason.Voluntary),
            new Subscription("ada-2", "ada").Starts(Noon(2025, 6, 1), Price),
            bo.Starts(Noon(2025, 1, 31), Price),
            cy.Starts(Noon(2025, 5, 31), Price),
            cy.Ends(Noon(2025, 7, 1), ChurnReason.Voluntary),
            di.Starts(Noon(2025, 7, 1), Price),
        ];
        var window = new ObservationWindow(new LocalDate(2025, 7, 1), Berlin);
        var timeline = RevenueTimeline.FromHistory(history);

        // Cy leaves and Di comes on the first day not watched; Ada's return is a spell of its own.
        Assert.Equal(
            [("ada", 1, Spell.ChurnedAt(59)), ("bo", 1, Spell.OpenAt(150)), ("cy", 1, Spell.OpenAt(30))],
            CustomerSpell.From(timeline, window).Select(row => (row.Customer.Value, row.Number, row.Spell)));
        Assert.Equal(
            ("ada", 2, new LocalDate(2025, 6, 1), Spell.OpenAt(29)),
            CustomerSpell.From(timeline, window with { LaterSpells = true })
                .Select(row => (row.Customer.Value, row.Number, row.Start, row.Spell)).ElementAt(1));
        Assert.Equal(
            RiskTable.FromSpells([Spell.ChurnedAt(59), Spell.OpenAt(150), Spell.OpenAt(30)]),
            RiskTable.FromHistory(history, window));
    }

    [Fact]
    public void FromTimeline_InMonths_CountsTheRenewalNotMade()
    {
        RevenueTimeline timeline = Timeline(
            ("paid three months", new LocalDate(2025, 1, 31), new LocalDate(2025, 4, 30)),
            ("left in the third month", new LocalDate(2025, 1, 31), new LocalDate(2025, 4, 1)),
            ("left at once", new LocalDate(2025, 1, 31), new LocalDate(2025, 1, 31)),
            ("left in a month not over", new LocalDate(2025, 1, 31), new LocalDate(2025, 6, 10)),
            ("stays", new LocalDate(2025, 1, 31), null));

        var window = new ObservationWindow(new LocalDate(2025, 6, 30), Berlin) { Unit = BillingInterval.Monthly };

        // On 29 June four months have ended, on 31 May the last; the fifth ends on 30 June.
        Assert.Equal(
            [Spell.ChurnedAt(3), Spell.ChurnedAt(3), Spell.ChurnedAt(1), Spell.OpenAt(4), Spell.OpenAt(4)],
            CustomerSpell.From(timeline, window).Select(row => row.Spell));
        Assert.Equal(
            Spell.ChurnedAt(5),
            CustomerSpell.From(timeline, new ObservationWindow(new LocalDate(2025, 7, 1), Berlin) { Unit = BillingInterval.Monthly })
                .Select(row => row.Spell).ElementAt(3));
    }

    [Fact]
    public void FromTimeline_WithAFirstDay_SeesOnlyThoseStillThere()
    {
        RevenueTimeline timeline = Timeline(
            ("gone before", new LocalDate(2024, 3, 1), new LocalDate(2024, 12, 31)),
            ("came and went on the eve", new LocalDate(2024, 12, 31), new LocalDate(2024, 12, 31)),
            ("leaves on the first day", new LocalDate(2024, 12, 22), new LocalDate(2025, 1, 1)),
            ("leaves later", new LocalDate(2024, 12, 22), new LocalDate(2025, 1, 20)),
            ("comes later", new LocalDate(2025, 1, 5), new LocalDate(2025, 1, 15)));

        var window = new ObservationWindow(new LocalDate(2025, 2, 1), Berlin) { From = new LocalDate(2025, 1, 1) };

        Assert.Equal(
            [Spell.ChurnedAt(10, entry: 9), Spell.ChurnedAt(29, entry: 9), Spell.ChurnedAt(10)],
            CustomerSpell.From(timeline, window).Select(row => row.Spell));
    }

    [Fact]
    public void FromTimeline_AgreesWithCountingEachPeriodOfEachCustomer() =>
        Prop.ForAll(Lives, Windows, (lives, window) =>
        {
            RiskTable table = RiskTable.FromTimeline(RevenueTimeline.FromIntervals(lives.SelectMany(Intervals)), window);
            for (int row = 0; row < table.Count; row++)
            {
                var naive = new NaiveTenure(window, lives, table.Times[row]);
                Assert.Equal((naive.AtRisk, naive.Churned), (table.AtRisk[row], table.Events[row]));
            }

            int events = Enumerable.Range(0, 200).Sum(tenure => new NaiveTenure(window, lives, tenure).Churned);
            Assert.Equal(events, table.EventCount);
            Assert.Equal(table, RiskTable.FromSpells(
                CustomerSpell.From(RevenueTimeline.FromIntervals(lives.SelectMany(Intervals)), window).Select(row => row.Spell)));
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void FromTimeline_OfALaterWindow_NeverChangesWhatWasKnown() =>
        Prop.ForAll(Lives, Windows, (lives, window) =>
        {
            var timeline = RevenueTimeline.FromIntervals(lives.SelectMany(Intervals));
            LocalDate later = window.Until.PlusDays(23);
            var churned = CustomerSpell.From(timeline, window).Where(row => row.Spell.Churned);
            var laterOn = CustomerSpell.From(timeline, new ObservationWindow(later, window.Zone) { From = window.From, Unit = window.Unit, LaterSpells = window.LaterSpells }).ToHashSet();

            Assert.All(churned, row => Assert.Contains(row, laterOn));
        }).Check(SpellArbitraries.Settings);

    [Fact]
    public void GroupsFromTimeline_SplitTheTable()
    {
        RevenueTimeline timeline = Timeline(
            ("a1", new LocalDate(2025, 1, 1), new LocalDate(2025, 1, 9)),
            ("a2", new LocalDate(2025, 1, 1), null),
            ("x", new LocalDate(2025, 1, 3), null));
        var window = new ObservationWindow(new LocalDate(2025, 2, 1), Berlin);

        var groups = SurvivalGroups.FromTimeline(timeline, window, id => id.Value.StartsWith('a') ? "a" : null);

        Assert.Equal(["a", SurvivalGroups.Unknown], groups.Names);
        Assert.Equal(RiskTable.FromSpells([Spell.ChurnedAt(8), Spell.OpenAt(30)]), groups["a"]);
        Assert.Equal(RiskTable.FromTimeline(timeline, window), groups.Pool());
    }

    [Fact]
    public void FromTimeline_BeforeAnybodyPaid_IsEmpty()
    {
        RevenueTimeline timeline = Timeline(("a", new LocalDate(2025, 1, 1), null));

        Assert.Equal(RiskTable.Empty, RiskTable.FromTimeline(timeline, new ObservationWindow(new LocalDate(2025, 1, 1), Berlin)));
        Assert.Equal(RiskTable.Empty, RiskTable.FromTimeline(RevenueTimeline.FromIntervals([]), new ObservationWindow(new LocalDate(2025, 1, 1), Berlin)));
    }

    [Fact]
    public void AsOf_LeavesOutTheDayThatIsNotOver() =>
        Assert.Equal(
            new ObservationWindow(new LocalDate(2025, 1, 2), Berlin),
            ObservationWindow.AsOf(Instant.FromUtc(2025, 1, 1, 23, 30), Berlin));

    [Fact]
    public void BadInput_IsRefused()
    {
        var window = new ObservationWindow(new LocalDate(2025, 1, 2), Berlin);
        var timeline = RevenueTimeline.FromIntervals([]);

        Assert.Throws<ArgumentNullException>("zone", () => new ObservationWindow(new LocalDate(2025, 1, 1), null!));
        Assert.Throws<ArgumentNullException>("zone", () => ObservationWindow.AsOf(default, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => window with { From = new LocalDate(2025, 1, 2) });
        Assert.Throws<ArgumentNullException>("timeline", () => RiskTable.FromTimeline((RevenueTimeline)null!, window));
        Assert.Throws<ArgumentNullException>("window", () => RiskTable.FromTimeline(timeline, null!));
        Assert.Throws<ArgumentNullException>("history", () => RiskTable.FromHistory(null!, window));
        Assert.Throws<ArgumentNullException>("groupOf", () => SurvivalGroups.FromTimeline(timeline, window, null!));
    }

    // A customer's spells: hours of waiting and of paying in turn, the last of them possibly without end.
    internal sealed record Life(int Name, (Instant Start, Instant? End)[] Spells);

    private static Arbitrary<Life[]> Lives { get; } = Arb.From(
        (from hours in Gen.Choose(1, 24 * 70).ListOf(6)
         from spells in Gen.Choose(1, 3)
         from open in Gen.Elements(true, false)
         select (hours, spells, open)).ListOf().Select(lives => lives.Select((life, name) => MakeLife(name, [.. life.hours], life.spells, life.open)).ToArray()));

    private static Arbitrary<ObservationWindow> Windows { get; } = Arb.From(
        from zone in Gen.Elements("Europe/Berlin", "Asia/Kathmandu", "America/Sao_Paulo")
        from until in Gen.Choose(1, 200)
        from before in Gen.Choose(1, 120)
        from late in Gen.Elements(true, false)
        from all in Gen.Elements(true, false)
        from unit in Gen.Elements(BillingInterval.Daily, BillingInterval.Weekly, BillingInterval.Monthly, new BillingInterval(BillingUnit.Day, 2))
        let end = new LocalDate(2024, 12, 20).PlusDays(until)
        select new ObservationWindow(end, DateTimeZoneProviders.Tzdb[zone])
        {
            From = late ? end.PlusDays(-before) : null,
            LaterSpells = all,
            Unit = unit,
        });

    private static Life MakeLife(int name, int[] hours, int spells, bool open)
    {
        var at = Instant.FromUtc(2024, 12, 20, 0, 0);
        var made = new (Instant, Instant?)[spells];
        for (int i = 0; i < spells; i++)
        {
            Instant start = at + Duration.FromHours(hours[2 * i]);
            at = start + Duration.FromHours(hours[(2 * i) + 1]);
            made[i] = (start, open && i == spells - 1 ? null : at);
        }

        return new Life(name, made);
    }

    private static IEnumerable<RevenueInterval> Intervals(Life life) => life.Spells.Select(spell => new RevenueInterval(
        FormattableString.Invariant($"c{life.Name}"), spell.Start, spell.End, RecurringRevenue.PerMonth(Currency.Eur.Amount(10m))));

    private static Instant Noon(int year, int month, int day) => Instant.FromUtc(year, month, day, 12, 0);

    private static RevenueTimeline Timeline(params (string Customer, LocalDate Start, LocalDate? End)[] rows) =>
        RevenueTimeline.FromIntervals(rows.Select(row => new RevenueInterval(
            row.Customer,
            At(row.Start, 9),
            row.End is { } end ? At(end, 17) : null,
            RecurringRevenue.PerMonth(Currency.Eur.Amount(10m)))));

    private static Instant At(LocalDate date, int hour) => date.At(new LocalTime(hour, 0)).InZoneStrictly(Berlin).ToInstant();
}
