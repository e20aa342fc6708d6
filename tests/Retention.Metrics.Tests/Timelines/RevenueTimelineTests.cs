using NodaTime;
using Retention.Metrics.Tests.Reference;
using Retention.Metrics.Tests.Revenue;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines;

/// <summary>The ways to make a timeline agree, take any key, and refuse what cannot be.</summary>
public sealed class RevenueTimelineTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");

    [Fact]
    public void HistoryLevelsColumnsAndIntervals_MakeTheSameTimeline() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RollForward fromHistory = portfolio.Timeline().RollForward(portfolio.Periods, MetricPolicy.Default with { Netting = Netting.PerEvent });
            Dictionary<CustomerId, SortedDictionary<Instant, decimal>> levels = ReferenceLevels.Of(portfolio.Events);
            var rows = levels.SelectMany(customer => customer.Value.Select(level => (Customer: customer.Key, At: level.Key, Amount: level.Value))).Reverse().ToList();
            RevenueTimeline fromLevels = RevenueTimeline.FromLevels(rows.Select(row => new RevenueLevel(row.Customer, row.Customer.Value, row.At, RecurringRevenue.PerYear(Eur(row.Amount)))));
            RevenueTimeline fromIntervals = RevenueTimeline.FromIntervals(levels.SelectMany(customer => Intervals(customer.Key, customer.Value)).Reverse());

            foreach (RevenueTimeline timeline in new[] { fromLevels, fromIntervals }.Where(timeline => timeline.CustomerCount > 0))
            {
                Assert.Equal(fromHistory.Select(Reading.Of), timeline.RollForward(portfolio.Periods, fromHistory.Policy).Select(Reading.Of));
            }
        });

    [Fact]
    public void Ledger_AsLevelsAndAsColumnsOfAnyKey_IsTheReferences() =>
        Laws.Check(Ledger.Any, ledger =>
        {
            Instant[] at = [.. ledger.Rows.Select(row => row.At)];
            long[] cents = [.. ledger.Rows.Select(row => row.Cents)];
            string[] subscriptions = [.. ledger.Rows.Select(row => $"{row.Customer}.{row.Subscription}")];
            RollForward expected = ledger.Timeline.RollForward(ledger.Periods);

            Assert.Equal(
                ledger.Periods.Select(period => ReferenceRollForward.Of(ledger.Levels, period.Start, period.End, ledger.Scenario.Zone, Netting.PerPeriod) with { Kept = 0, KeptAndGained = 0 }),
                expected.Select(Reading.Of));
            Assert.Equal(expected, FromColumns(row => row.Customer).RollForward(ledger.Periods));
            Assert.Equal(expected, FromColumns(row => (long)row.Customer).RollForward(ledger.Periods));
            Assert.Equal(expected, FromColumns(row => row.Name).RollForward(ledger.Periods));
            Assert.Equal(expected, FromColumns(row => new Guid(row.Customer, 0, 0, new byte[8])).RollForward(ledger.Periods));
            Assert.Equal(expected, FromColumns(row => new CustomerId(row.Name)).RollForward(ledger.Periods));

            RevenueTimeline FromColumns<TKey>(Func<LedgerEntry, TKey> key)
                where TKey : notnull =>
                RevenueTimeline.FromColumns<TKey, string>(Currency.Eur, ledger.Rows.Select(key).ToArray(), subscriptions, at, cents);
        });

    [Fact]
    public void Intervals_MayOverlap_AndAddUp()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals(
        [
            new("ada", Utc("2026-02-01"), null, Mrr(5)),
            new("ada", Utc("2026-01-01"), Utc("2026-03-01"), Mrr(10)),
            new("bo", Utc("2026-01-01"), Utc("2026-02-01"), Mrr(7)),
            new("bo", Utc("2026-02-01"), Utc("2026-03-01"), Mrr(7)),
        ]);

        Assert.Equal([0m, 17m, 22m, 5m], new[] { "2026-01-01", "2026-02-01", "2026-03-01", "2026-03-02" }.Select(at => timeline.MrrAt(Utc(at)).Monthly.Amount));
        Assert.Equal((2, 5), (timeline.CustomerCount, timeline.ChangeCount));
        Assert.Equal((Utc("2026-01-01"), Utc("2026-03-01")), (timeline.FirstChange, timeline.LastChange));
    }

    [Fact]
    public void AnIntervalThatEndsWhenItStarts_IsNoRevenueAndNoMovement()
    {
        RevenueInterval lasting = new("ada", Utc("2026-01-05"), Utc("2026-03-05"), Mrr(30)), empty = new("bo", Utc("2026-02-05"), Utc("2026-02-05"), Mrr(20));
        ReportingPeriods months = Months("2026-01", "2026-04");

        Assert.Equal(RevenueTimeline.FromIntervals([lasting]).RollForward(months), RevenueTimeline.FromIntervals([lasting, empty, empty with { Customer = "ada" }]).RollForward(months));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromIntervals([empty with { End = empty.Start - Duration.Epsilon }]));
    }

    /// <summary>The columns have room for a change for each fact: what is behind the changes is none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void FirstAndLastChange_AreThoseOfChanges_WhereSomeFactsChangeNothing(int payments)
    {
        Instant first = Utc("2026-01-01");
        SubscriptionHistory history =
        [
            .. Enumerable.Range(0, 40).Select(day => Subscription.Of($"c{day}").Starts(first + Duration.FromDays(day), RecurringPrice.Monthly(10 + day, Currency.Eur))),
            .. Enumerable.Range(0, payments).Select(day => Subscription.Of($"c{day}").PaymentFails(first + Duration.FromDays(100 + day))),
        ];
        var timeline = RevenueTimeline.FromHistory(history);

        Assert.Equal((40, 40), (timeline.CustomerCount, timeline.ChangeCount));
        Assert.Equal((first, first + Duration.FromDays(39)), (timeline.FirstChange, timeline.LastChange));
        Assert.Equal(49m * 12 * 1_000_000, timeline.Columns.HighestLevel);
    }

    [Fact]
    public void AnEmptyTimeline_HasNoFirstChange_AndUndefinedRates()
    {
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([]);
        RollForwardRow row = timeline.RollForward(Months("2026-01", "2026-01"))[0];

        Assert.Equal((null, null, 0, Currency.None), (timeline.FirstChange, timeline.LastChange, timeline.CustomerCount, timeline.Currency));
        Assert.All(
            [row.CustomerChurnRate, row.CustomerRetentionRate, row.GrossMrrChurnRate, row.NetMrrChurnRate, row.GrossRevenueRetention, row.NetRevenueRetention, row.QuickRatio, row.GrowthRate, row.ExpansionShare],
            rate => Assert.Null(rate.Value));
        Assert.Equal((null, null), (row.Arpa.Value, row.AverageSalePrice.Value));
        Assert.Equal((null, null, null, null), (row.NegativeChurn, row.AnnualizedCustomerChurn, row.AnnualizedGrossRevenueRetention, row.AnnualizedNetRevenueRetention));
        Assert.Null(timeline.TrailingYear(Months("2026-01", "2026-01"))[0].NetRevenueRetention.Value);
    }

    [Fact]
    public void Keys_AreShownAsCustomers()
    {
        var guid = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal("-7", OnlyCustomer(-7));
        Assert.Equal("9007199254740993", OnlyCustomer(9007199254740993L));
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", OnlyCustomer(guid));
        Assert.Equal("ada", OnlyCustomer("ada"));
        Assert.Equal("ada", OnlyCustomer(new CustomerId("ada")));

        static string OnlyCustomer<TKey>(TKey key)
            where TKey : notnull =>
            Assert.Single(RevenueTimeline.FromColumns<TKey, int>(Currency.Jpy, [key], [1], [Utc("2026-01-01")], [500]).Explain(Months("2026-01", "2026-01"), RevenueFigure.NewMrr)).Customer.Value;
    }

    [Fact]
    public void Columns_CountInTheCurrencysSmallestUnit()
    {
        Assert.Equal("5 JPY", Monthly(Currency.Jpy, 5));
        Assert.Equal("0.05 EUR", Monthly(Currency.Eur, 5));
        Assert.Equal("0.005 KWD", Monthly(Currency.Of("KWD"), 5));
        Assert.Equal("0.0005 CLF", Monthly(Currency.Of("CLF"), 5));

        static string Monthly(Currency currency, long units) =>
            RevenueTimeline.FromColumns<int, int>(currency, [1], [1], [Utc("2026-01-01")], [units]).MrrAt(Utc("2026-01-02")).Monthly.ToString();
    }

    [Fact]
    public void BlankKeys_AreRefusedWhereTheyComeIn()
    {
        Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromColumns<string, int>(Currency.Eur, [" "], [1], [Utc("2026-01-01")], [1]));
        Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromColumns<string, int>(Currency.Eur, [null!], [1], [Utc("2026-01-01")], [1]));
        Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromLevels([new(default, "s", Utc("2026-01-01"), Mrr(1))]));
        Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromIntervals([new(default, Utc("2026-01-01"), null, Mrr(1))]));
    }

    [Fact]
    public void Columns_OfUnequalLength_NegativeOrContradictory_AreRefused()
    {
        Instant[] twice = [Utc("2026-01-01"), Utc("2026-01-01")];

        Assert.Contains("same number", Thrown([1, 2], [1], twice, [1, 2]), StringComparison.Ordinal);
        Assert.Contains("same number", Thrown([1, 2], [1, 2], [twice[0]], [1, 2]), StringComparison.Ordinal);
        Assert.Contains("same number", Thrown([1, 2], [1, 2], twice, [1]), StringComparison.Ordinal);
        Assert.Contains("0 or more", Thrown([1, 2], [1, 2], twice, [1, -2]), StringComparison.Ordinal);
        Assert.Contains("Rows 0 and 1 give subscription 1 to 1 and to 2", Thrown([1, 2], [1, 1], twice, [1, 2]), StringComparison.Ordinal);
        Assert.Contains("Rows 0 and 1 give subscription 1 two levels at 2026-01-01T00:00:00Z", Thrown([1, 1], [1, 1], twice, [1, 2]), StringComparison.Ordinal);

        static string Thrown(int[] customers, int[] subscriptions, Instant[] at, long[] units) =>
            Assert.ThrowsAny<ArgumentException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, customers, subscriptions, at, units)).Message;
    }

    [Fact]
    public void OneLevelTwiceAtOneInstant_IsOneLevel()
    {
        RevenueTimeline timeline = RevenueTimeline.FromColumns<int, int>(Currency.Eur, [1, 1, 1], [1, 2, 1], [Utc("2026-01-01"), Utc("2026-01-01"), Utc("2026-01-01")], [100, 50, 100]);

        Assert.Equal((1, 1.50m), (timeline.ChangeCount, timeline.MrrAt(Utc("2026-01-02")).Monthly.Amount));
    }

    /// <summary>Two subscriptions at the limit: each fits, together they do not.</summary>
    [Fact]
    public void ATotalThatDoesNotFit_IsSaidOfItsCustomer()
    {
        RecurringRevenue most = RecurringRevenue.PerYear(Eur(9_223_372_036_854m));
        Instant at = Utc("2026-01-01");
        Subscription one = new("s1", "ada"), other = new("s2", "ada");
        RecurringPrice price = RecurringPrice.Yearly(9_223_372_036_854m, Currency.Eur);
        const long cents = 76_861_433_640_400;
        Func<object>[] builds =
        [
            () => RevenueTimeline.FromIntervals([new("bo", at, null, Mrr(1)), new("ada", at, null, most), new("ada", at, null, most)]),
            () => RevenueTimeline.FromLevels([new("bo", "s0", at, Mrr(1)), new("ada", "s1", at, most), new("ada", "s2", at, most)]),
            () => RevenueTimeline.FromHistory([one.Starts(at, price), other.Starts(at, price)]),
            () => RevenueTimeline.FromColumns<string, int>(Currency.Eur, ["bo", "ada", "ada"], [0, 1, 2], [at, at, at], [1, cents, cents]),
            () => new AppendableTimeline<string, int>(Currency.Eur).Append(["bo", "ada", "ada"], [0, 1, 2], [at, at, at], [1, cents, cents]),
            () => new AppendableTimeline<string, int>(Currency.Eur).Append(["bo", "cy", "dee", "eve", "ada"], [0, 3, 4, 5, 1], [at, at, at, at, at], [1, 1, 1, 1, cents]).Append(["ada"], [2], [at], [cents]),
        ];

        Assert.All(builds, build => Assert.Equal(
            "The revenue of customer ada does not fit: a year of all subscriptions together must be at most 9,223,372,036,854.775807.", Assert.Throws<OverflowException>(build).Message));
    }

    [Fact]
    public void APriceThatDoesNotFitUnderAPolicy_IsSaidOfItsSubscription()
    {
        SubscriptionHistory history = [new Subscription("s1", "ada").Starts(Utc("2026-01-01"), RecurringPrice.Every(1, BillingUnit.Day, 25_269_512_429m, Currency.Eur))];

        Assert.StartsWith(
            "Subscription s1 of customer ada: A year of 25269512429.00 EUR × 1 does not fit",
            Assert.Throws<OverflowException>(() => RevenueTimeline.FromHistory(history, MetricPolicy.Default with { DaysPerYear = 366m })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAmountThatDoesNotFit_IsSaidOfItsRow() =>
        Assert.StartsWith(
            "Row 0 has the level 9223372036854775807, which does not fit",
            Assert.Throws<OverflowException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, [1], [1], [Utc("2026-01-01")], [long.MaxValue])).Message, StringComparison.Ordinal);

    [Fact]
    public void IntervalsAndLevels_ThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-02"), Utc("2026-01-01"), Mrr(1))]));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(-1))]));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(1)), new("bo", Utc("2026-01-01"), null, RecurringRevenue.PerMonth(Currency.Usd.Amount(1)))]));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromLevels([new("ada", "s", Utc("2026-01-01"), Mrr(-1))]));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromLevels([new("ada", "s", Utc("2026-01-01"), Mrr(1)), new("bo", "s", Utc("2026-02-01"), Mrr(1))]));
        Assert.Throws<ArgumentException>(() => RevenueTimeline.FromLevels([new("ada", "s", Utc("2026-01-01"), Mrr(1)), new("ada", "s", Utc("2026-01-01"), Mrr(2))]));
        Assert.Throws<ArgumentNullException>(() => RevenueTimeline.FromLevels(null!));
        Assert.Throws<ArgumentNullException>(() => RevenueTimeline.FromIntervals(null!));
        Assert.Throws<ArgumentNullException>(() => RevenueTimeline.FromHistory(null!));
    }

    [Fact]
    public void SeveralCurrencies_WithoutRates_AreAnError()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), At.Monthly(1)),
            Subscription.Of("bo").Starts(Utc("2026-01-01"), RecurringPrice.Monthly(1, Currency.Usd)),
        ];

        Assert.Contains("EUR and USD", Assert.Throws<ArgumentException>(() => RevenueTimeline.FromHistory(history)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACustomersTotal_ThatDoesNotFit_Throws()
    {
        RecurringRevenue most = RecurringRevenue.PerYear(Eur(9_223_372_036_854.775807m));

        Assert.Throws<OverflowException>(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, most), new("ada", Utc("2026-01-01"), null, Mrr(1))]));
        Assert.Throws<OverflowException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, [1], [1], [Utc("2026-01-01")], [long.MaxValue / 100]));

        // Of different customers, and up and down at one instant, it fits.
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), Utc("2026-02-01"), most), new("ada", Utc("2026-02-01"), null, most), new("bo", Utc("2026-01-01"), null, most)]);
        Assert.Equal(18_446_744_073_709.551614m, timeline.MrrAt(Utc("2026-03-01")).Annual.Amount);
    }

    [Fact]
    public void EventsCloserThanATick_CountTogether()
    {
        Instant at = Utc("2026-01-01");
        SubscriptionHistory history =
        [
            Ada.Starts(at.PlusNanoseconds(10), At.Monthly(10), Discount.Percent(50m, at.PlusNanoseconds(60))),
            Ada.ChangesPrice(at.PlusNanoseconds(90), At.Monthly(20)),
        ];

        Assert.Equal((1, 20m), (RevenueTimeline.FromHistory(history).ChangeCount, RevenueTimeline.FromHistory(history).MrrAt(Utc("2026-01-02")).Monthly.Amount));
    }

    [Fact]
    public void ADiscountThatExpires_IsExpansion_AndOneForEverIsNot()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), At.Monthly(100), Discount.Percent(50m, until: Utc("2026-03-01"))),
            Subscription.Of("bo").Starts(Utc("2026-01-01"), At.Monthly(100), Discount.Amount(Eur(30))),
        ];
        RollForward rows = RevenueTimeline.FromHistory(history).RollForward(Months("2026-01", "2026-03"));

        Assert.Equal([120m, 120m, 170m], rows.Select(row => row.ClosingMrr.Monthly.Amount));
        Assert.Equal((50m, 1), (rows[2].ExpansionMrr.Monthly.Amount, rows[2].ExpandedCustomers));
    }

    [Fact]
    public void ADiscountThatExpiresInAPause_IsOverAtTheReturn()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(Utc("2026-01-01"), At.Monthly(100), Discount.Percent(50m, until: Utc("2026-02-15"))),
            Ada.Pauses(Utc("2026-02-01")),
            Ada.Resumes(Utc("2026-03-01")),
        ];
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history);

        Assert.Equal([50m, 0m, 100m], new[] { "2026-02-01", "2026-03-01", "2026-03-02" }.Select(at => timeline.MrrAt(Utc(at)).Monthly.Amount));
        Assert.Equal(1, timeline.RollForward(Months("2026-03", "2026-03"))[0].ReactivatedCustomers);
    }

    private static IEnumerable<RevenueInterval> Intervals(CustomerId customer, SortedDictionary<Instant, decimal> levels)
    {
        KeyValuePair<Instant, decimal>[] steps = [.. levels];
        for (int i = 0; i < steps.Length; i++)
        {
            Instant? end = i + 1 < steps.Length ? steps[i + 1].Key : null;
            yield return new RevenueInterval(customer, steps[i].Key, end, RecurringRevenue.PerYear(Eur(steps[i].Value)));
        }
    }
}
