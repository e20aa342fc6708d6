using System.Reflection;

namespace Retention.Metrics.Testing.Tests.Portfolios;

using KnownPortfolios = Retention.Metrics.Testing.KnownPortfolios;

/// <summary>The engine says of every known portfolio what was written down by hand.</summary>
public sealed class KnownPortfolioTests
{
    public static TheoryData<string> Names => [.. KnownPortfolios.All.Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryKnownFigure_IsWhatTheEngineSays(string name)
    {
        KnownPortfolio known = Named(name);

        Assert.All(known.RollForwards, figures => Assert.Empty(figures.Differences(known.Compute(figures))));
        Assert.All(known.OrderMetrics, figures =>
        {
            (OrderMetricsRow metrics, DayHistogram days) = known.Compute(figures);
            Assert.Empty(figures.Differences(metrics, days));
        });
        Assert.True(known.RollForwards.Count + known.OrderMetrics.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryKnownRollForward_Closes(string name) =>
        Assert.All(Named(name).RollForwards, known =>
        {
            Assert.Equal(known.ClosingMrr, known.OpeningMrr + known.NewMrr + known.ReactivationMrr + known.ResumedMrr + known.ExpansionMrr - known.ContractionMrr - known.ChurnMrr - known.PausedMrr + known.FxMrr);
            Assert.Equal(known.ClosingCustomers, known.OpeningCustomers + known.NewCustomers + known.ReactivatedCustomers - known.ChurnedCustomers);
        });

    [Fact]
    public void All_AreAllThereAre_EachUnderItsOwnName() =>
        Assert.Equal(
            typeof(KnownPortfolios).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(KnownPortfolio)).Select(property => property.Name).Order(StringComparer.Ordinal),
            KnownPortfolios.All.Select(known => known.ToString()).Order(StringComparer.Ordinal));

    /// <summary>A figure that no portfolio shows would be known of nobody.</summary>
    [Fact]
    public void EveryFigureOfARollForward_IsOtherThanNothingSomewhere()
    {
        IEnumerable<string> shown = KnownPortfolios.All.SelectMany(known => known.RollForwards).SelectMany(known => known.Figures).Where(figure => figure.Value is not (null or 0m)).Select(figure => figure.Key).Distinct();

        Assert.Equal(KnownPortfolios.OneWhoStays.RollForwards[0].Figures.Keys.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    /// <summary>What a known row holds is all that the library's row holds, but what follows from the rest.</summary>
    [Fact]
    public void EveryFigureOfARow_IsKnown()
    {
        string[] derived =
        [
            nameof(RollForwardRow.ClosingArr), nameof(RollForwardRow.LostCustomers), nameof(RollForwardRow.CustomersAtRisk), nameof(RollForwardRow.NegativeChurn),
            nameof(RollForwardRow.AnnualizedCustomerChurn), nameof(RollForwardRow.AnnualizedGrossRevenueRetention), nameof(RollForwardRow.AnnualizedNetRevenueRetention),
        ];
        static IEnumerable<string> Properties(Type type) => type.GetProperties().Select(property => property.Name);

        Assert.Equal(
            Properties(typeof(RollForwardRow)).Except([.. derived, nameof(RollForwardRow.Period), nameof(RollForwardRow.Currency)]).Order(StringComparer.Ordinal),
            Properties(typeof(KnownRollForward)).Except([nameof(KnownRollForward.Period), nameof(KnownRollForward.Currency), nameof(KnownRollForward.Policy), nameof(KnownRollForward.AsKnownAt), nameof(KnownRollForward.Figures)]).Order(StringComparer.Ordinal));
        Assert.Equal(29, KnownPortfolios.OneWhoStays.RollForwards[0].Figures.Count);
        Assert.Equal(13, KnownPortfolios.RepeatBuyers.OrderMetrics[0].Figures.Count);
    }

    [Fact]
    public void Figures_AreByTheirNamesInEveryExport()
    {
        IReadOnlyDictionary<string, decimal?> figures = KnownPortfolios.OneLostOfTen.RollForwards[0].Figures;

        Assert.Equal([10m, 1m, 0.1m, null], new[] { figures["churnMrr"], figures["churnedCustomers"], figures["customerChurnRate"], figures["averageSalePrice"] });
        Assert.Equal([4m, 180m, 45m], new[] { "orders", "revenue", "averageOrderValue" }.Select(name => KnownPortfolios.RepeatBuyers.OrderMetrics[0].Figures[name]));
    }

    [Fact]
    public void Differences_NameEachFigure_WithBothValues()
    {
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        RollForwardRow found = known.Portfolio.And("c09").Cancels(2026, 2, 20).Timeline().RollForward(known.RollForwards[0].Period)[0];

        Assert.Equal(
            [
                "churnMrr: known 10 EUR, found 20 EUR", "closingMrr: known 90 EUR, found 80 EUR", "churnedCustomers: known 1, found 2", "closingCustomers: known 9, found 8",
                "customerChurnRate: known 1/10 = 0.1, found 2/10 = 0.2", "customerRetentionRate: known 9/10 = 0.9, found 8/10 = 0.8",
                "grossMrrChurnRate: known 10/100 = 0.1, found 20/100 = 0.2", "netMrrChurnRate: known 10/100 = 0.1, found 20/100 = 0.2",
                "grossRevenueRetention: known 90/100 = 0.9, found 80/100 = 0.8", "netRevenueRetention: known 90/100 = 0.9, found 80/100 = 0.8",
                "quickRatio: known 0/10 = 0, found 0/20 = 0", "arpa: known 90/9 = 10.00 EUR, found 80/8 = 10.00 EUR", "growthRate: known -10/100 = -0.1, found -20/100 = -0.2",
            ],
            known.RollForwards[0].Differences(found));
    }

    /// <summary>Undefined is known too: it agrees with nothing but undefined, whatever was to be divided by nothing.</summary>
    [Fact]
    public void AnUndefinedRate_DiffersFromOneThatIsDefined()
    {
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        KnownRollForward february = known.RollForwards[0];
        RollForwardRow found = known.Compute(february);

        Assert.Equal(["quickRatio: known 0/0 = undefined, found 0/10 = 0"], (february with { QuickRatio = Ratio.Undefined }).Differences(found));
        Assert.Equal(["averageSalePrice: known 5/1 = 5.00 EUR, found 0/0 = undefined"], (february with { AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(5), 1) }).Differences(found));
        Assert.Empty((february with { AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(5), 0) }).Differences(found));
    }

    [Fact]
    public void WhoKnowsFiguresOfTheirOwn_ComparesLikewise()
    {
        Portfolio told = Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49);
        var known = new KnownRollForward { Period = told.Month(2026, 1), NewMrr = 49m, ClosingMrr = 49m, NewCustomers = 1, ClosingCustomers = 1, Arpa = AverageMoney.Of(Currency.Eur.Amount(49), 1), AverageSalePrice = AverageMoney.Of(Currency.Eur.Amount(49), 1), ExpansionShare = Ratio.Of(0, 49) };

        Assert.Empty(known.Differences(told.Timeline().RollForward(known.Period)[0]));
    }

    [Fact]
    public void ARowOfAnotherPeriodOrCurrency_IsNotCompared()
    {
        KnownPortfolio known = KnownPortfolios.OneLostOfTen;
        RevenueTimeline timeline = known.Portfolio.Timeline();
        KnownOrderMetrics orders = KnownPortfolios.RepeatBuyers.OrderMetrics[0];
        OrderTimeline sales = KnownPortfolios.RepeatBuyers.Portfolio.OrderTimeline();
        ReportingPeriods march = known.Portfolio.Month(2026, 3);

        Assert.Throws<ArgumentException>(() => known.RollForwards[0].Differences(timeline.RollForward(known.Portfolio.Month(2026, 3))[0]));
        Assert.Throws<ArgumentException>(() => known.RollForwards[0].Differences(Portfolio.In(Currency.Usd).With("ada").Starts(2026, 1, 1, monthly: 5).Timeline().RollForward(known.RollForwards[0].Period)[0]));
        Assert.Throws<ArgumentException>(() => orders.Differences(sales.Metrics(march)[0], sales.DaysBetweenOrders(march)[0]));
        Assert.Throws<ArgumentNullException>(() => known.RollForwards[0].Differences(null!));
        Assert.Throws<ArgumentNullException>(() => known.Compute((KnownRollForward)null!));
    }

    [Fact]
    public void AKnownRow_SaysItsPeriodAndWhatDiffersInItsPolicy() =>
        Assert.Equal(
            ["2026-03", "2026-03 under netting perEvent", "2026-02 as known at 2026-03-01T00:00:00Z"],
            [.. KnownPortfolios.ComeAndGone.RollForwards.Select(known => known.ToString()), KnownPortfolios.LateNews.RollForwards[0].ToString()]);

    [Fact]
    public void AKnownPortfolio_CanGoOn_AndStaysWhatItIs()
    {
        Portfolio more = KnownPortfolios.FiveCustomers.Portfolio.And("fay").Starts(2026, 3, 1, monthly: 10);

        Assert.Equal(260m, more.Timeline().RollForward(more.Month(2026, 3))[0].ClosingMrr.Monthly.Amount);
        Assert.Equal(5, KnownPortfolios.FiveCustomers.Portfolio.Customers.Count);
    }

    private static KnownPortfolio Named(string name) => KnownPortfolios.All.Single(known => known.Name == name);
}
