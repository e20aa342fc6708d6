using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Feedback;

/// <summary>What holds for churn after the answer and for response rates of all customers, the naive reference first.</summary>
public sealed class ChurnAfterAnswerLaws
{
    private static readonly Arbitrary<World> Worlds = Arb.From(
        from portfolio in Any.SubscriptionScenario.Generator
        from kind in Gen.Elements(Enum.GetValues<SurveyKind>())
        from responses in SurveyAnswers.ResponseOf(portfolio.Scenario, kind).ListOf()
        from days in Gen.Elements(1, 28, 90)
        from asOf in Gen.Choose(0, 9)
        select new World(portfolio, kind, [.. responses], days, portfolio.Scenario[asOf]));

    private static readonly Segmentation ByPlan = Segmentation.By(
        [new Customer("c0", [new("plan", "pro")]), new Customer("c1", [new("plan", "team")]), new Customer("c2", [new("plan", "pro")])], "plan");

    [Fact]
    public void Bands_AreTheReferences() => Laws.Check(
        Worlds,
        world => Assert.All(world.After(), (row, period) => Assert.Equal(Naive(world, world.Periods[period]), TotalsOf(row))),
        times: 600);

    [Fact]
    public void ResponseRates_AreTheReferences() => Laws.Check(Worlds, world => Assert.All(world.Rates(), row =>
    {
        SurveyResponse[] own = [.. world.Responses.Where(response => response.At >= row.Period.Start && response.At < row.Period.End)];
        CustomerId[] paying = [.. Customers(world.Timeline).Where(customer => Levels(world.Timeline, customer).Any(level => level.Annual > 0 && level.From < row.Period.End && (level.To is null || level.To >= row.Period.Start)))];
        CustomerId[] answered = [.. own.Select(response => response.Customer).Distinct()];

        Assert.Equal((paying.Length, paying.Intersect(answered).Count(), answered.Except(paying).Count()), (row.Asked, row.Responders, row.OtherResponders));
    }));

    [Fact]
    public void AnyOrder_AnySplit_AnyThreads_GiveTheSameAnswer() => Laws.Check(
        Arb.From(from world in Worlds.Generator from shuffled in Gen.Shuffle(world.Responses.AsEnumerable()) from threads in Gen.Choose(1, 3) select (world, shuffled, threads)),
        one =>
        {
            ChurnAfterAnswer whole = one.world.After();
            World[] parts = [one.world.Of(customer => customer.Value[^1] % 2 == 0), one.world.Of(customer => customer.Value[^1] % 2 != 0)];

            Assert.Equal(whole, (one.world with { Responses = [.. one.shuffled], Execution = ExecutionOptions.Default with { Threads = one.threads } }).After());
            Assert.Equal(whole, parts[0].After().Merge(parts[1].After()));
            Assert.Equal(one.world.Rates(), parts[1].Rates().Merge(parts[0].Rates()));
        });

    [Fact]
    public void Segments_PoolToTheWhole_AndEachIsItsCustomersAlone() => Laws.Check(Worlds, world =>
    {
        BySegment<ChurnAfterAnswer> after = world.Timeline.By(ByPlan).ChurnAfterAnswer(world.Answers, world.Periods, world.Kind, world.Days, world.AsOf);
        BySegment<ResponseRate> rates = world.Timeline.By(ByPlan).ResponseRate(world.Answers, world.Periods);

        Assert.Equal(world.After(), after.Total);
        Assert.Equal(world.Rates(), rates.Total);
        Assert.All(after, one => Assert.Equal(world.Of(customer => ByPlan.Of(customer).Equals(one.Key)).After(), one.Value));
        Assert.All(rates, one => Assert.Equal(world.Of(customer => ByPlan.Of(customer).Equals(one.Key)).Rates(), one.Value));
    });

    /// <summary>Each customer with an answer before the instant is in one band or not paying, at risk or open.</summary>
    [Fact]
    public void EveryResponder_IsCountedOnce() => Laws.Check(Worlds, world => Assert.All(world.After(), row =>
    {
        int responders = world.Responses.Where(response => response.At >= row.Period.Start && response.At < row.Period.End && response.At < world.AsOf).Select(response => response.Customer).Distinct().Count();

        Assert.Equal(responders, row.Bands.Where(band => band.Band != AnswerBand.Silent).Sum(band => band.CustomersAtRisk + band.OpenCustomers) + row.NotPaying);
        Assert.All(row.Bands, band => Assert.InRange(band.LostCustomers, 0, band.CustomersAtRisk));
    }));

    /// <summary>Facts at the instant up to which they are known, or after it, are not read: a figure that was given once stays.</summary>
    [Fact]
    public void LaterFacts_ChangeNothing() => Laws.Check(Worlds, world =>
    {
        World before = world with { Responses = [.. world.Responses.Where(response => response.At < world.AsOf)] };
        RevenueTimeline cut = RevenueTimeline.FromLevels(Customers(world.Timeline).SelectMany(customer => Levels(world.Timeline, customer)
            .Where(level => level.From < world.AsOf)
            .Select(level => new RevenueLevel(customer, customer.Value, level.From, new RecurringRevenue(level.Annual, world.Timeline.Currency)))));

        Assert.Equal(world.After(), before.After());
        Assert.Equal(TotalsOf(world.After().Overall), TotalsOf(cut.ChurnAfterAnswer(world.Answers, world.Periods, world.Kind, world.Days, world.AsOf).Overall));
    });

    /// <summary>Once all days have ended, nothing is open, and a later instant gives the same figures.</summary>
    [Fact]
    public void AMaturedPeriod_StaysAsItIs() => Laws.Check(Worlds, world =>
    {
        Instant ended = world.Periods.End + Duration.FromDays(world.Days);
        ChurnAfterAnswer first = (world with { AsOf = ended }).After(), later = (world with { AsOf = ended + Duration.FromDays(400) }).After();

        Assert.All(first, row => Assert.All(row.Bands, band => Assert.Equal(0, band.OpenCustomers)));
        Assert.Equal(first.Select(TotalsOf), later.Select(TotalsOf));
    });

    private static AfterAnswerTotals TotalsOf(ChurnAfterAnswerRow row)
    {
        BandChurn detractors = row.Of(AnswerBand.Detractor), passives = row.Of(AnswerBand.Passive), promoters = row.Of(AnswerBand.Promoter), silent = row.Of(AnswerBand.Silent);
        return new AfterAnswerTotals
        {
            Detractors = detractors.CustomersAtRisk,
            DetractorsLost = detractors.LostCustomers,
            DetractorsOpen = detractors.OpenCustomers,
            Passives = passives.CustomersAtRisk,
            PassivesLost = passives.LostCustomers,
            PassivesOpen = passives.OpenCustomers,
            Promoters = promoters.CustomersAtRisk,
            PromotersLost = promoters.LostCustomers,
            PromotersOpen = promoters.OpenCustomers,
            Silent = silent.CustomersAtRisk,
            SilentLost = silent.LostCustomers,
            SilentOpen = silent.OpenCustomers,
            NotPaying = row.NotPaying,
        };
    }

    /// <summary>Customer by customer, from the levels as a list.</summary>
    private static AfterAnswerTotals Naive(World world, ReportingPeriod period)
    {
        AfterAnswerTotals sum = default;
        CustomerId[] customers = [.. Customers(world.Timeline).Union(world.Responses.Select(response => response.Customer))];
        foreach (CustomerId customer in customers)
        {
            SurveyResponse[] own = [.. world.Responses.Where(response => response.Customer == customer && response.At >= period.Start && response.At < period.End && response.At < world.AsOf)];
            if (own.Length == 0 && period.Start >= world.AsOf)
            {
                continue;
            }

            SurveyResponse? answer = own.Where(response => response.At == own.Max(other => other.At)).MinBy(response => response.Score);
            Instant seen = answer?.At ?? Instant.Min(period.End, world.AsOf), end = (answer?.At ?? period.End) + Duration.FromDays(world.Days);
            if (!Pays(world.Timeline, customer, seen))
            {
                sum += new AfterAnswerTotals { NotPaying = answer is null ? 0 : 1 };
                continue;
            }

            bool isOpen = end > world.AsOf, isLost = !isOpen && !Pays(world.Timeline, customer, end);
            (long risk, long lost, long open) = (isOpen ? 0 : 1, isLost ? 1 : 0, isOpen ? 1 : 0);
            int top = world.Kind switch { SurveyKind.Nps => 9, SurveyKind.Csat => 4, _ => 5 }, bottom = world.Kind switch { SurveyKind.Nps => 6, SurveyKind.Csat => 2, _ => 3 };
            sum += answer is null ? new AfterAnswerTotals { Silent = risk, SilentLost = lost, SilentOpen = open }
                : answer.Score >= top ? new AfterAnswerTotals { Promoters = risk, PromotersLost = lost, PromotersOpen = open }
                : answer.Score <= bottom ? new AfterAnswerTotals { Detractors = risk, DetractorsLost = lost, DetractorsOpen = open }
                : new AfterAnswerTotals { Passives = risk, PassivesLost = lost, PassivesOpen = open };
        }

        return sum;
    }

    /// <summary>The state at an instant is the one after everything before it.</summary>
    private static bool Pays(RevenueTimeline timeline, CustomerId customer, Instant at) => Levels(timeline, customer).LastOrDefault(level => level.From < at).Annual > 0;

    private static IEnumerable<CustomerId> Customers(RevenueTimeline timeline) => Enumerable.Range(0, timeline.CustomerCount).Select(timeline.CustomerAt);

    private static IEnumerable<(Instant From, Instant? To, long Annual)> Levels(RevenueTimeline timeline, CustomerId customer)
    {
        for (int number = 0; number < timeline.CustomerCount; number++)
        {
            if (timeline.CustomerAt(number) != customer)
            {
                continue;
            }

            for (int row = timeline.Columns.Offsets[number]; row < timeline.Columns.Offsets[number + 1]; row++)
            {
                Instant? to = row + 1 < timeline.Columns.Offsets[number + 1] ? Instant.FromUnixTimeTicks(timeline.Columns.Time[row + 1]) : null;
                yield return (Instant.FromUnixTimeTicks(timeline.Columns.Time[row]), to, timeline.Columns.Level[row]);
            }
        }
    }

    private sealed record World(SubscriptionScenario Portfolio, SurveyKind Kind, ImmutableArray<SurveyResponse> Responses, int Days, Instant AsOf)
    {
        public ExecutionOptions Execution { get; init; } = ExecutionOptions.Default;

        public ReportingPeriods Periods => Portfolio.Periods;

        public RevenueTimeline Timeline => RevenueTimeline.FromHistory(Portfolio.History);

        public SurveyTimeline Answers => SurveyTimeline.FromResponses(Responses, Kind);

        public ChurnAfterAnswer After() => Timeline.ChurnAfterAnswer(Answers, Periods, Kind, Days, AsOf, Execution);

        public ResponseRate Rates() => Timeline.ResponseRate(Answers, Periods, Execution);

        public World Of(Func<CustomerId, bool> keeps) => this with
        {
            Portfolio = Portfolio with { Events = [.. Portfolio.Events.Where(one => keeps(one.Customer))] },
            Responses = [.. Responses.Where(response => keeps(response.Customer))],
        };

        public override string ToString() => $"{Portfolio}{Environment.NewLine}{Kind}, {Days} days, as of {AsOf}{Environment.NewLine}{string.Join(Environment.NewLine, Responses)}";
    }
}
