namespace Retention.Metrics.Testing.Tests.Laws;

/// <summary>Each law catches a metric that is wrong in the way the law is about, and says what it saw.</summary>
public sealed class WrongMetricTests
{
    private static readonly LawSettings ManyCases = new() { Cases = 2_000 };

    private static Func<RevenueTimeline, ReportingPeriods, IEnumerable<T>> Of<T>(Func<RollForwardRow, T> figure) => (timeline, periods) => timeline.RollForward(periods).Select(figure);

    [Fact]
    public void OrderOfInput_CatchesWhoTakesTheFirstCustomerForAll()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(customers => customers.Count == 0 ? 0m : customers[0].Closing, ManyCases).IgnoresOrderOfInput());

        Assert.Equal("The metric ignores the order of input", broken.Law);
        Assert.Contains("with these facts in the order 1, 0", broken.Message, StringComparison.Ordinal);
        Assert.Contains("RevenueTimeline.FromLevels(", broken.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void OrderOfInput_CatchesWhoTrustsTheOrderOfEvents() =>
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfEvents((events, periods) => periods.Select(_ => events.Count == 0 ? "nobody" : events[^1].Customer.Value)).IgnoresOrderOfInput());

    [Fact]
    public void OrderOfInput_CatchesWhoNamesTheFirstCustomerOfATimelineOrABook()
    {
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((timeline, periods) => periods.Select(_ => timeline.Explain(periods, RevenueFigure.ClosingMrr).FirstOrDefault()?.Customer), ManyCases).IgnoresOrderOfInput());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOrderTimeline((orders, periods) => periods.Select(_ => orders.Explain(periods, OrderFigure.Orders).FirstOrDefault()?.Customer), ManyCases).IgnoresOrderOfInput());
    }

    [Fact]
    public void NeutralCustomers_CatchWhoDividesByEverybody()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(customers.Sum(one => one.Closing), customers.Count)).IgnoresNeutralCustomers());

        Assert.Contains("with these facts of a neutral customer more:", broken.Message, StringComparison.Ordinal);
        Assert.Contains("\"zoe\"", broken.Message, StringComparison.Ordinal);
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOrderTimeline((orders, periods) => periods.Select(_ => orders.CustomerCount)).IgnoresNeutralCustomers());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfEvents((events, periods) => periods.Select(_ => events.DistinctBy(one => one.Customer).Count())).IgnoresNeutralCustomers());
    }

    [Fact]
    public void NewCustomers_CatchWhoCountsThemInNrr()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(customers.Sum(one => one.Closing), customers.Sum(one => one.Opening))).IgnoresNewCustomers());

        Assert.Equal("The metric ignores new customers", broken.Law);
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => Ratio.Of(row.ClosingMrr.Annual.Amount, row.OpeningMrr.Annual.Amount))).IgnoresNewCustomers());
    }

    [Fact]
    public void OtherPeriods_CatchWhoDividesByTheFirstOpening() =>
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(
            (timeline, periods) =>
            {
                RollForward rows = timeline.RollForward(periods);
                return rows.Select(row => Ratio.Of(row.ClosingMrr.Annual.Amount, rows[0].OpeningMrr.Annual.Amount));
            },
            ManyCases).IgnoresOtherPeriods());

    [Fact]
    public void OtherPeriods_NeedOneValueForEach() =>
        Assert.Contains(
            "a metric gives one for each",
            Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((timeline, periods) => new[] { timeline.RollForward(periods) }).IgnoresOtherPeriods()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void TheFuture_CatchesWhoAsksWhetherACustomerIsStillThereToday() =>
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfEvents((events, periods) => periods.Select(period =>
            events.GroupBy(one => one.Subscription).Count(life => life.Any(one => one is SubscriptionEvent.Started && one.At < period.End) && !life.Any(one => one is SubscriptionEvent.Ended)))).IgnoresTheFuture());

    [Fact]
    public void TheFuture_CatchesWhoCountsTheEndOfAPeriodInIt()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfTimeline((timeline, periods) => periods.Select(period => timeline.MrrAt(period.End.PlusTicks(1)))).IgnoresTheFuture());

        Assert.Contains("without what happens after the period", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScaleOfCurrency_CatchesWhoAddsAFixedAmount()
    {
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(customers.Sum(one => one.Closing) + 1m, customers.Sum(one => one.Opening) + 1m)).IgnoresScaleOfCurrency());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.ClosingMrr.Annual.Amount + 1m)).ScalesWithCurrency());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.Arpa)).IgnoresScaleOfCurrency());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.ClosingCustomers)).ScalesWithCurrency());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfEvents((events, periods) => periods.Select(_ => events.OfType<SubscriptionEvent.Started>().Count(one => one.Price.Amount.Amount >= 100m))).IgnoresScaleOfCurrency());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOrders((orders, periods) => periods.Select(_ => orders.Count(order => order.Amount.Amount > 50m))).IgnoresScaleOfCurrency());
    }

    [Fact]
    public void Pooling_CatchesWhoAveragesAverages()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => MetricLaws.OfOpeningAndClosing(MeanOfRatios, ManyCases).PoolsOverCustomers());

        Assert.Equal("The metric merges over customers", broken.Law);
        Assert.Contains("put together from each customer alone", broken.Message, StringComparison.Ordinal);

        static Ratio MeanOfRatios(IReadOnlyList<(decimal Opening, decimal Closing)> customers)
        {
            (decimal Opening, decimal Closing)[] there = [.. customers.Where(one => one.Opening > 0m)];
            return there.Length == 0 ? Ratio.Undefined : Ratio.Of(there.Average(one => one.Closing / one.Opening), 1m);
        }
    }

    [Fact]
    public void Merging_CatchesWhoTakesTheMinimumOfTotals() =>
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(Math.Min(customers.Sum(one => one.Opening), customers.Sum(one => one.Closing)), customers.Sum(one => one.Opening)), ManyCases).PoolsOverCustomers());

    [Fact]
    public void Merging_CatchesWhatIsNoSum() =>
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.UniqueCustomers * row.UniqueCustomers), ManyCases).MergesOverCustomers((left, right) => left + right));

    [Fact]
    public void Bounds_CatchWhoTakesTheMaximumForTheMinimum()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(customers.Where(one => one.Opening > 0m).Sum(one => Math.Max(one.Opening, one.Closing)), customers.Sum(one => one.Opening)), ManyCases).StaysWithin(0m, 1m));

        Assert.Contains("The metric stays within 0m and 1m does not hold. For ", broken.Message, StringComparison.Ordinal);
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.GrowthRate), ManyCases).StaysWithin(0m, null));
    }

    [Fact]
    public void Direction_CatchesWhoForgetsWhoLeft()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfOpeningAndClosing(customers => Ratio.Of(customers.Where(one => one.Closing > 0m).Sum(one => Math.Min(one.Opening, one.Closing)), customers.Where(one => one.Closing > 0m).Sum(one => one.Opening))).FallsWhenACustomerLeaves());

        Assert.Contains("with a customer who stays, and", broken.Message, StringComparison.Ordinal);
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.CustomerChurnRate)).FallsWhenACustomerLeaves());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline(Of(row => row.CustomerRetentionRate)).RisesWhenACustomerLeaves());
        Assert.Throws<LawBrokenException>(() => MetricLaws.OfOrderTimeline((orders, periods) => orders.Metrics(periods).Select(row => row.Orders)).RisesWhenACustomerLeaves());
    }

    [Fact]
    public void AReference_CatchesADifferenceTooSmallForOtherLaws()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() =>
            MetricLaws.OfTimeline(Of(row => row.ClosingMrr)).AgreesWith((timeline, periods) => periods.Select(period => timeline.MrrAt(period.End.PlusTicks(-1)))));

        Assert.Contains("by the reference", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMetricThatThrows_BreaksEveryLaw_AndIsSaidToThrow()
    {
        LawBrokenException broken = Assert.Throws<LawBrokenException>(() => MetricLaws.OfOpeningAndClosing(customers => 1m / customers.Count).IgnoresOrderOfInput());

        Assert.Contains("It throws DivideByZeroException", broken.Message, StringComparison.Ordinal);
        Assert.Contains("RevenueTimeline timeline = RevenueTimeline.FromLevels([]);", broken.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void AMetricThatIsNeverDefined_IsNotSaidToObey()
    {
        Assert.Contains("cannot be said", Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((_, periods) => periods.Select(_ => Ratio.Undefined)).StaysWithin(0m, 1m)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be said", Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((_, periods) => periods.Select(_ => (decimal?)null)).RisesWhenACustomerLeaves()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatAreNoNumbers_AreNamed()
    {
        Assert.Contains("has no number", Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((_, periods) => periods.Select(period => period.Name)).StaysWithin(0m, 1m)).Message, StringComparison.Ordinal);
        Assert.Contains("is no figure", Assert.Throws<LawBrokenException>(() => MetricLaws.OfTimeline((_, periods) => periods.Select(_ => double.NaN)).StaysWithin(0m, 1m)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BoundsThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => MetricLaws.OfTimeline(Of(row => row.Arpa)).StaysWithin(null, null));
        Assert.Throws<ArgumentException>(() => MetricLaws.OfTimeline(Of(row => row.Arpa)).StaysWithin(1m, 0m));
        Assert.Throws<ArgumentNullException>(() => MetricLaws.OfTimeline<decimal>(null!));
        Assert.Throws<ArgumentNullException>(() => MetricLaws.OfTimeline(Of(row => row.Arpa)).AgreesWith(null!));
    }
}
