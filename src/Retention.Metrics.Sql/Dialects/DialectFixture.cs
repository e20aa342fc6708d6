using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Sql.Dialects;

/// <summary>A table of a few dozen rows within a statement, and the answers of the engine in memory about it.</summary>
internal sealed class DialectFixture
{
    private const int Count = 36;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Start = Instant.FromUtc(2023, 10, 27, 22, 0);
    private static readonly ReportingPeriods Months = ReportingCalendar.Months(Zone).From(new LocalDate(2023, 12, 1)).To(new LocalDate(2024, 11, 1));
    private static readonly ReportingPeriods Days = ReportingCalendar.Days(Zone).From(new LocalDate(2024, 3, 1)).To(new LocalDate(2024, 4, 30));

    private readonly SqlDialect dialect;
    private readonly SqlTable table;
    private readonly SqlDatabase database;

    public DialectFixture(SqlDatabase database)
    {
        this.database = database;
        dialect = database.Dialect;
        table = SqlTable.Select(string.Join("\nUNION ALL\n", Rows().Select(Selected)));
    }

    private static MetricPolicy EveryDropByDay => MetricPolicy.Default with
    {
        Netting = Netting.PerDay,
        ChurnCounting = ChurnCounting.EveryDrop,
        ChurnDenominator = ChurnDenominator.EachDay,
        SamePeriodJoiners = SamePeriodJoiners.Counted,
        ReactivationWindowDays = 40,
    };

    private static MetricPolicy DistinctByEvent => MetricPolicy.Default with { Netting = Netting.PerEvent, ChurnCounting = ChurnCounting.DistinctCustomers, ChurnDenominator = ChurnDenominator.Average };

    /// <summary>Compares all answers.</summary>
    /// <exception cref="SqlDialectException">An answer differs, or a statement fails.</exception>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        await CompareRevenueAsync("levels at instants, minor units", Levels(SqlTime.Instant("at"), SqlAmount.MinorUnits("cents").Times(12)), OfLevels(row => row.At), cancellation).ConfigureAwait(false);
        await CompareRevenueAsync("levels at local times, decimals", Levels(SqlTime.Local("at_local", Zone), SqlAmount.Decimal("price").Times("factor")), OfLevels(row => row.At), cancellation).ConfigureAwait(false);
        await CompareRevenueAsync("levels at dates, millionths", Levels(SqlTime.Date("at_date", Zone), SqlAmount.AnnualMillionths("annual")), OfLevels(row => row.StartOfDay), cancellation).ConfigureAwait(false);
        var intervals = new SqlIntervals(database, table, Currency.Eur, "customer", SqlTime.UnixMicroseconds("at_us"), SqlTime.UnixMicroseconds("end_us"), SqlAmount.MinorUnits("cents").Times(12)) { Subscription = "row_no" };
        await CompareRevenueAsync("intervals", intervals, OfIntervals(), cancellation).ConfigureAwait(false);
        await CompareOrdersAsync(cancellation).ConfigureAwait(false);
    }

    private async Task CompareRevenueAsync(string what, SqlRevenue source, RevenueTimeline timeline, CancellationToken cancellation)
    {
        Segmentation plans = Segmentation.By(Rows().Select(row => new Metrics.Customer(row.Customer, [new("plan", row.Plan)])), "plan");
        await EqualAsync($"the roll-forward of {what}", timeline.RollForward(Months), () => source.RollForwardAsync(Months, cancellation: cancellation)).ConfigureAwait(false);
        await EqualAsync($"the roll-forward by day of {what}", timeline.RollForward(Days, EveryDropByDay), () => source.RollForwardAsync(Days, EveryDropByDay, cancellation)).ConfigureAwait(false);
        await EqualAsync($"the roll-forward by event of {what}", timeline.RollForward(Months, DistinctByEvent), () => source.RollForwardAsync(Months, DistinctByEvent, cancellation)).ConfigureAwait(false);
        await EqualAsync($"the trailing retention of {what}", timeline.TrailingDays(Months, 90), () => source.TrailingDaysAsync(Months, 90, cancellation: cancellation)).ConfigureAwait(false);
        await EqualAsync($"the cohorts of {what}", timeline.Cohorts(Months), () => source.CohortsAsync(Months, cancellation: cancellation)).ConfigureAwait(false);
        await EqualAsync($"the segments of {what}", timeline.By(plans).RollForward(Months), () => source.By("plan").RollForwardAsync(Months, cancellation: cancellation)).ConfigureAwait(false);
        await EqualAsync(
            $"the timeline of {what}",
            timeline.RollForward(Months),
            async () => (await source.ReadTimelineAsync(ExecutionOptions.Default with { Cancellation = cancellation }).ConfigureAwait(false)).RollForward(Months)).ConfigureAwait(false);
    }

    private async Task CompareOrdersAsync(CancellationToken cancellation)
    {
        var source = new SqlOrders(database, table, Currency.Eur, "customer", SqlTime.Instant("at"), SqlAmount.MinorUnits("cents"));
        var builder = new OrderTimelineBuilder<string>(Currency.Eur);
        foreach (FixtureRow row in Rows())
        {
            builder.Add(row.Customer, row.At, row.Cents);
        }

        OrderTimeline orders = builder.Build();
        await EqualAsync("the order metrics", orders.Metrics(Months), () => source.MetricsAsync(Months, cancellation)).ConfigureAwait(false);
        await EqualAsync("the days between orders", orders.DaysBetweenOrders(Months), () => source.DaysBetweenOrdersAsync(Months, cancellation)).ConfigureAwait(false);
        await EqualAsync("the order cohorts", orders.Cohorts(Months), () => source.CohortsAsync(Months, cancellation: cancellation)).ConfigureAwait(false);
        await EqualAsync("the RFM table", orders.Rfm(Zone, new LocalDate(2024, 6, 30)), () => source.RfmAsync(Zone, new LocalDate(2024, 6, 30), cancellation)).ConfigureAwait(false);
        await EqualAsync(
            "the repeat orders",
            string.Join(", ", orders.RepeatWithin(Months, 60, Months.End)),
            async () => string.Join(", ", await source.RepeatWithinAsync(Months, 60, Months.End, cancellation).ConfigureAwait(false))).ConfigureAwait(false);
    }

    private async Task EqualAsync<TAnswer>(string what, TAnswer expected, Func<Task<TAnswer>> compute)
        where TAnswer : class
    {
        TAnswer actual;
        try
        {
            actual = await compute().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is SqlQueryException or InvalidSourceException or ArgumentException or OverflowException)
        {
            throw new SqlDialectException(FormattableString.Invariant($"{dialect}: {what} failed: {problem.Message}"), problem);
        }

        if (!expected.Equals(actual))
        {
            throw new SqlDialectException(FormattableString.Invariant($"{dialect}: {what} is {actual}; it must be {expected}."));
        }
    }

    private SqlLevels Levels(SqlTime at, SqlAmount amount) => new(database, table, Currency.Eur, "customer", "subscription", at, amount) { Sequence = "row_no", CurrencyColumn = "currency" };

    private static RevenueTimeline OfLevels(Func<FixtureRow, Instant> at)
    {
        var builder = new RevenueTimelineBuilder<string, string>(Currency.Eur);
        foreach (FixtureRow row in Rows().GroupBy(row => (row.Subscription, At: at(row))).Select(group => group.Last()))
        {
            builder.Add(row.Customer, row.Subscription, at(row), row.Cents);
        }

        return builder.Build();
    }

    private static RevenueTimeline OfIntervals() =>
        RevenueTimeline.FromIntervals(Rows().Select(row => new RevenueInterval(row.Customer, row.At, row.End, RecurringRevenue.PerMonth(Currency.Eur.MinorAmount(row.Cents)))));

    private string Selected(FixtureRow row) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT {dialect.BigInteger(row.Customer)} AS customer, {dialect.Literal(row.Subscription)} AS subscription, {row.Number} AS row_no, {dialect.Literal(row.At)} AS {dialect.Quote("at")},
               {dialect.Literal(row.Local)} AS at_local, {dialect.Literal(row.Local.Date)} AS at_date, {Microseconds(row.At)} AS at_us, {(row.End is { } end ? Microseconds(end) : dialect.BigInteger("NULL"))} AS end_us,
               {row.Cents} AS cents, {row.Cents / 100m} AS price, 12 AS factor, {dialect.BigInteger(string.Create(CultureInfo.InvariantCulture, $"{row.Cents * 120_000}"))} AS annual,
               'EUR' AS currency, {dialect.Literal(row.Plan)} AS plan
        """);

    private string Microseconds(Instant at) => dialect.BigInteger((at.ToUnixTimeTicks() / 10).ToString(CultureInfo.InvariantCulture));

    // Numbers without a pattern that repeats: some ties of day and of instant, some levels of 0, some times on the bounds of days and months.
    private static IEnumerable<FixtureRow> Rows() => Enumerable.Range(0, Count).Select(i =>
    {
        int customer = i % 7, days = i * 37 % 90 * 5;
        Instant at = i % 3 == 0 ? Zone.AtStartOfDay((Start + Duration.FromDays(days)).InZone(Zone).Date).ToInstant() : Start + Duration.FromDays(days) + Duration.FromTicks(i * 10_000_000_010L);
        return Row(i, customer, i / 7 % 2, at, i % 4 == 0 ? null : at + Duration.FromHours(i * 53), i * i * 13 % 5 * 1_299);
    }).Concat(
    [
        // Two levels of one subscription a microsecond apart, against the order of the rows.
        Row(Count, 0, 0, Apart + Duration.FromTicks(20), end: null, 2_598),
        Row(Count + 1, 0, 0, Apart + Duration.FromTicks(10), end: null, 0),
    ]);

    private static Instant Apart { get; } = Instant.FromUtc(2024, 10, 20, 12, 0);

    private static FixtureRow Row(int number, int customer, int subscription, Instant at, Instant? end, long cents) =>
        new(number, (customer + 1).ToString(CultureInfo.InvariantCulture), FormattableString.Invariant($"s{customer}{subscription}"), at, end, cents, customer % 2 == 0 ? "pro" : "team");

    private sealed record FixtureRow(int Number, string Customer, string Subscription, Instant At, Instant? End, long Cents, string Plan)
    {
        public LocalDateTime Local => At.InZone(Zone).LocalDateTime;

        public Instant StartOfDay => Zone.AtStartOfDay(Local.Date).ToInstant();
    }
}
