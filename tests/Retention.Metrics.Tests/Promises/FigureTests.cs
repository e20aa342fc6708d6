using System.Globalization;
using System.Reflection;
using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The lists of figures are complete: a figure that is added to a row, an enumeration or the totals is missing nowhere.</summary>
public sealed class FigureTests
{
    /// <summary>What a row holds beside figures.</summary>
    private static readonly Type[] NoFigures = [typeof(ReportingPeriod), typeof(Currency)];

    private static readonly ReportingPeriods Months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2));

    private static readonly ReportingPeriods January = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));

    /// <summary>Figures with a name in exports that is not the name of a property.</summary>
    private static readonly Dictionary<string, string> PropertyOf = new(StringComparer.Ordinal)
    {
        ["trailing12Nrr"] = nameof(TrailingRetentionRow.NetRevenueRetention),
        ["trailing12Grr"] = nameof(TrailingRetentionRow.GrossRevenueRetention),
        ["trailing12ChurnRate"] = nameof(TrailingRetentionRow.CustomerChurnRate),
        ["meanDaysBetweenOrders"] = nameof(DayHistogram.Mean),
        ["medianDaysBetweenOrders"] = nameof(DayHistogram.Median),
    };

    /// <summary>No two figures of a catalogue read the same, and each says what it means in one sentence.</summary>
    [Fact]
    public void EveryFigure_HasALabelOfItsOwn_AndADefinition()
    {
        (string Name, string Label, string Definition)[] labels =
        [
            .. RollForwardFigure.All.Select(figure => (figure.Name, figure.Label, figure.Definition)),
            .. TrailingRetentionFigure.All.Select(figure => (figure.Name, figure.Label, figure.Definition)),
            .. OrderMetricsFigure.All.Select(figure => (figure.Name, figure.Label, figure.Definition)),
            .. DaysBetweenOrdersFigure.All.Select(figure => (figure.Name, figure.Label, figure.Definition)),
        ];

        Assert.Equal(labels.Length, labels.Select(one => one.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(labels, one => Assert.True(char.IsUpper(one.Label[0]) && char.IsUpper(one.Definition[0]) && one.Definition.EndsWith('.') && one.Label != one.Name, one.Name));
    }

    [Fact]
    public void EveryPropertyOfARow_IsAFigure()
    {
        AssertComplete(RollForwardFigure.All);
        AssertComplete(TrailingRetentionFigure.All);
        AssertComplete(OrderMetricsFigure.All);
    }

    [Fact]
    public void EveryFigure_HasTheValueOfItsProperty()
    {
        RevenueTimeline timeline = RevenueTimeline.FromLevels(
        [
            new RevenueLevel("ada", "ada-1", At.Utc("2026-01-05"), RecurringRevenue.PerMonth(Currency.Eur.Amount(49))),
            new RevenueLevel("bo", "bo-1", At.Utc("2025-12-05"), RecurringRevenue.PerMonth(Currency.Eur.Amount(30))),
            new RevenueLevel("bo", "bo-1", At.Utc("2026-01-20"), RecurringRevenue.PerMonth(Currency.Eur.Amount(40))),
            new RevenueLevel("ada", "ada-1", At.Utc("2026-02-05"), RecurringRevenue.PerMonth(Currency.Eur.Amount(0))),
        ]);
        OrderTimeline orders = OrderTimeline.FromHistory(OrderHistory.Create(
            [new Order("ada", At.Utc("2026-01-05"), Currency.Eur.Amount(10)), new Order("ada", At.Utc("2026-01-09"), Currency.Eur.Amount(20))]));

        AssertValues(RollForwardFigure.All, timeline.RollForward(Months));
        AssertValues(TrailingRetentionFigure.All, timeline.TrailingYear(Months));
        AssertValues(OrderMetricsFigure.All, orders.Metrics(Months));
    }

    /// <summary>No figure of money is a bare number: its value carries the currency of its row.</summary>
    [Fact]
    public void EveryFigureOfMoney_HasTheCurrencyOfItsRow()
    {
        RollForward revenue = RollForward.FromTotals(January, MetricPolicy.Default, Currency.Jpy, [default]);
        OrderMetrics orders = OrderTimeline.FromHistory(OrderHistory.Create([new Order("ada", At.Utc("2026-01-05"), Currency.Jpy.Amount(10))])).Metrics(January);

        AssertCurrency(RollForwardFigure.All, revenue[0]);
        AssertCurrency(OrderMetricsFigure.All, orders[0]);
    }

    [Fact]
    public void EveryFigureThatIsExplained_IsListedOnce_UnderItsName()
    {
        Assert.Equal(Enum.GetValues<RevenueFigure>(), RollForwardFigure.All.Select(figure => figure.Explained).OfType<RevenueFigure>());
        Assert.Equal(Enum.GetValues<OrderFigure>(), OrderMetricsFigure.All.Select(figure => figure.Explained).OfType<OrderFigure>());
        Assert.All(Enum.GetValues<RevenueFigure>(), explained => Assert.Equal(CamelCase(explained.ToString()), RollForwardFigure.Of(explained).Name));
        Assert.All(OrderMetricsFigure.All.Where(figure => figure.Explained is not null), figure => Assert.Equal(CamelCase(figure.Explained.ToString()!), figure.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollForwardFigure.Of((RevenueFigure)99));
    }

    [Fact]
    public void EveryKindOfMovement_IsTheTotalOfItsFigure_AndClosesThePeriod()
    {
        Assert.Equal(Enumerable.Range((int)RevenueFigure.NewMrr, RollForwardFigure.MovementCount), RollForwardFigure.Movements.Select(figure => (int)figure.Explained!.Value));
        foreach (RollForwardFigure moved in RollForwardFigure.Movements)
        {
            var sums = new MovementSums(1) { Opening = 100_000_000 };
            sums.Periods[0].Amounts.Add(moved.Explained!.Value, 7_000_000);
            RollForwardTotals totals = Assert.Single(sums.ToTotals(MetricPolicy.Default, churn: null));
            RollForwardRow row = RollForward.FromTotals(January, MetricPolicy.Default, Currency.Eur, [totals])[0];

            Assert.All(
                RollForwardFigure.All.Where(figure => figure.Sign != 0 && figure.Unit == FigureUnit.MoneyPerMonth),
                figure => Assert.Equal(figure == moved ? 7m : 0m, ((RecurringRevenue)figure.ValueOf(row)!).Annual.Amount));
            Assert.Equal(100m + (7m * moved.Sign), row.ClosingMrr.Annual.Amount);
        }
    }

    [Fact]
    public void EveryMovementThatTheRuleNames_IsInTheTable_AndTheRuleNamesEach()
    {
        CustomerState[] states = [new(0, false), new(0, true), new(5, false), new(9, false)];
        var named =
            from before in states
            from after in states
            from returns in new[] { false, true }
            where before.Level != after.Level
            select MovementRule.Of(before, after, returns);

        Assert.Equal(RollForwardFigure.Movements.Select(movement => movement.Explained!.Value), named.Distinct().Order());
    }

    [Fact]
    public void EveryKindOfMovement_HasATotalOfItsName_AndNoOtherReadsIt() =>
        Assert.All(RollForwardFigure.Movements, movement =>
        {
            RollForwardTotals totals = With(typeof(RollForwardTotals).GetProperty(movement.Explained.ToString()!)!, 7);

            Assert.All(RollForwardFigure.Movements, other => Assert.Equal(other == movement ? 7 : 0, totals.Movements.Of(other.Explained!.Value)));
            Assert.All(
                RollForwardFigure.Movements,
                other => Assert.Equal(other == movement ? (Int128)7 : 0, typeof(RollForwardTotals).GetProperty(other.Explained.ToString()!)!.GetValue(totals)));
        });

    /// <summary>A movement that no formula is made of is named in one file of the core beside its rule: all else comes from the table.</summary>
    [Theory]
    [InlineData("ResumedMrr")]
    [InlineData("PausedMrr")]
    public void AMovement_IsNamedInOneFile(string name) =>
        Assert.Equal(
            ["MovementRule.cs", "RevenueFigure.cs"],
            Directory.EnumerateFiles(Path.Combine(Repository.Root(), "src", "Retention.Metrics"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file => File.ReadAllText(file).Contains(name, StringComparison.Ordinal))
                .Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryTotal_IsAddedUp_AndChecked()
    {
        foreach (PropertyInfo total in typeof(RollForwardTotals).GetProperties())
        {
            RollForwardTotals one = With(total, 1), negative = With(total, -1);

            Assert.Equal(With(total, 2), one + one);
            if (total.Name != nameof(RollForwardTotals.FxMrr))
            {
                ArgumentException refused = Assert.Throws<ArgumentException>(() => RollForward.FromTotals(January, MetricPolicy.Default, Currency.Eur, [negative]));
                Assert.Contains($"{total.Name} is -1; it must be between 0 and ", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Opening_AndTheMovementsWithTheirSigns_AddUpToTheLevelsAtTheEnd() =>
        Laws.Check(Any.SubscriptionScenario, portfolio =>
        {
            RevenueTimeline timeline = portfolio.Timeline();
            foreach (Netting netting in Enum.GetValues<Netting>())
            {
                MetricPolicy policy = MetricPolicy.Default with { Netting = netting };
                foreach (RollForwardRow row in timeline.RollForward(portfolio.Periods, policy))
                {
                    Assert.Equal(timeline.MrrAt(row.Period.End), Signed(row, FigureUnit.MoneyPerMonth).Aggregate(timeline.MrrAt(row.Period.Start), (sum, one) => one.Sign < 0 ? sum - (RecurringRevenue)one.Value : sum + (RecurringRevenue)one.Value));
                    Assert.Equal(
                        timeline.Explain(portfolio.Periods, RevenueFigure.ClosingCustomers, policy).Count(one => one.Period == row.Period),
                        Signed(row, FigureUnit.Customers).Sum(one => one.Sign * (long)one.Value) + timeline.Explain(portfolio.Periods, RevenueFigure.OpeningCustomers, policy).Count(one => one.Period == row.Period));
                }
            }
        });

    private static IEnumerable<(int Sign, object Value)> Signed(RollForwardRow row, FigureUnit unit) =>
        RollForwardFigure.All.Where(figure => figure.Sign != 0 && figure.Unit == unit).Select(figure => (figure.Sign, figure.ValueOf(row)!));

    private static RollForwardTotals With(PropertyInfo total, long value)
    {
        object totals = default(RollForwardTotals);
        object typed = total.PropertyType == typeof(Int128) ? (Int128)value : Convert.ChangeType(value, total.PropertyType, CultureInfo.InvariantCulture);
        total.SetValue(totals, typed);
        return (RollForwardTotals)totals;
    }

    private static void AssertComplete<TRow>(IReadOnlyList<Figure<TRow>> figures)
        where TRow : class
    {
        string[] properties = [.. typeof(TRow).GetProperties().Where(property => !NoFigures.Contains(property.PropertyType)).Select(property => property.Name)];

        Assert.Equal(properties.Order(StringComparer.Ordinal), figures.Select(NameOfProperty).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(figures.Count, figures.DistinctBy(figure => figure.Name, StringComparer.Ordinal).Count());
        Assert.All(figures, figure => Assert.Equal(figure.Name, figure.ToString()));
    }

    private static void AssertValues<TRow>(IEnumerable<Figure<TRow>> figures, IEnumerable<TRow> rows)
        where TRow : class =>
        Assert.All(rows, row => Assert.All(figures, figure =>
        {
            object? value = typeof(TRow).GetProperty(NameOfProperty(figure))!.GetValue(row), shown = figure.ValueOf(row);
            Assert.Equal(value is DayHistogram days ? figure.Name.StartsWith("mean", StringComparison.Ordinal) ? days.Mean : days.Median : value, shown);
            Assert.True(shown is null || IsOf(figure.Unit, shown), $"{figure.Name} is a {shown?.GetType().Name}, which is not {figure.Unit}.");
        }));

    private static void AssertCurrency<TRow>(IEnumerable<Figure<TRow>> figures, TRow row)
        where TRow : class
    {
        Figure<TRow>[] money = [.. figures.Where(figure => figure.Unit is FigureUnit.MoneyPerMonth or FigureUnit.MoneyPerYear or FigureUnit.Money or FigureUnit.AverageMoney)];

        Assert.NotEmpty(money);
        Assert.All(money, figure => Assert.Equal(Currency.Jpy, figure.ValueOf(row) switch
        {
            RecurringRevenue revenue => revenue.Currency,
            Money amount => amount.Currency,
            AverageMoney average => average.Currency,
            _ => throw new Xunit.Sdk.XunitException($"{figure.Name} carries no currency."),
        }));
    }

    private static bool IsOf(FigureUnit unit, object value) => unit switch
    {
        FigureUnit.MoneyPerMonth => value is RecurringRevenue,
        FigureUnit.MoneyPerYear or FigureUnit.Money => value is Money,
        FigureUnit.AverageMoney => value is AverageMoney,
        FigureUnit.Quotient => value is Ratio,
        FigureUnit.Customers => value is long or decimal,
        FigureUnit.Orders => value is long,
        FigureUnit.Share => value is Ratio or double,
        FigureUnit.YesNo => value is bool,
        FigureUnit.Days => value is Ratio or decimal,
        _ => false,
    };

    private static string NameOfProperty<TRow>(Figure<TRow> figure)
        where TRow : class => PropertyOf.GetValueOrDefault(figure.Name, $"{char.ToUpperInvariant(figure.Name[0])}{figure.Name[1..]}");

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
