using NodaTime;

namespace Retention.Metrics.Testing.Tests.Simulation;

/// <summary>What was put into a business is what the metrics measure of it, within what chance allows: the engine and the simulator check each other.</summary>
[Trait("Kind", "Numbers")]
public sealed class RecoveredFiguresTests
{
    private static readonly BusinessParameters Large = new() { OpeningCustomers = 12_000, CustomersPerMonth = 300m, Months = 24 };

    public static TheoryData<decimal, decimal, decimal, decimal, long> Sets => new()
    {
        { 0.03m, 0.02m, 0.01m, 0.01m, 1 },
        { 0m, 0m, 0m, 0m, 2 },
        { 0m, 0.1m, 0m, 0.5m, 3 },
        { 0.005m, 0.3m, 0.2m, 0.05m, 4 },
        { 0.25m, 0.05m, 0.05m, 0.25m, 5 },
        { 0.9m, 0.05m, 0.05m, 0.9m, 60 },
        { 1m, 0m, 0m, 1m, 7 },
        { 0m, 1m, 0m, 0m, 8 },
        { 0m, 0m, 1m, 0m, 9 },
        { 0.03m, 0.02m, 0.01m, 0.01m, long.MinValue },
        { 0.03m, 0.02m, 0.01m, 0.01m, long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void ChurnExpansionContractionAndReactivation_MeasureWhatWasAskedFor(decimal churn, decimal expansion, decimal contraction, decimal reactivation, long seed)
    {
        var business = new SimulatedBusiness(Large with { MonthlyChurn = churn, MonthlyExpansion = expansion, MonthlyContraction = contraction, MonthlyReactivation = reactivation }, seed);
        RollForward months = business.Timeline().RollForward(business.Months);

        Must(months, row => row.CustomerChurnRate, churn, "churn");
        Must(months, row => Ratio.Of(row.ExpandedCustomers, row.OpeningCustomers), expansion, "expansion");
        Must(months, row => Ratio.Of(row.ContractedCustomers, row.OpeningCustomers), contraction, "contraction");
        if (churn > 0m)
        {
            Pooled(Returns(business, months)).MustHold(reactivation, noWiderThan: 0.03, "reactivation");
        }

        Assert.All(months, row => Assert.Equal(0, row.NeverRetainedCustomers));
    }

    /// <summary>One interval is wide; deviations of a hundred seeds, in standard errors, must scatter around 0 as chance has it, no more and no less.</summary>
    [Fact]
    public void OverAHundredSeeds_DeviationsAreThoseOfChance()
    {
        var parameters = new BusinessParameters { OpeningCustomers = 1000, CustomersPerMonth = 0m, Months = 12, MonthlyChurn = 0.2m, MonthlyExpansion = 0.3m, MonthlyContraction = 0.1m, MonthlyReactivation = 0.4m };
        var deviations = new Dictionary<string, List<double>>(StringComparer.Ordinal) { ["churn"] = [], ["expansion"] = [], ["contraction"] = [], ["reactivation"] = [] };
        for (int seed = 0; seed < 100; seed++)
        {
            var business = new SimulatedBusiness(parameters, seed);
            RollForward months = business.Timeline().RollForward(business.Months);
            deviations["churn"].Add(Deviation(months.Select(row => row.CustomerChurnRate), 0.2));
            deviations["expansion"].Add(Deviation(months.Select(row => Ratio.Of(row.ExpandedCustomers, row.OpeningCustomers)), 0.3));
            deviations["contraction"].Add(Deviation(months.Select(row => Ratio.Of(row.ContractedCustomers, row.OpeningCustomers)), 0.1));
            deviations["reactivation"].Add(Deviation(Returns(business, months), 0.4));
        }

        // The mean of a hundred has a standard error of 0.1; the sum of their squares is chi-squared, with a standard deviation of 14.
        Assert.All(deviations, one =>
        {
            Assert.InRange(one.Value.Average(), -0.389, 0.389);
            Assert.InRange(one.Value.Sum(deviation => deviation * deviation), 55, 163);
        });
    }

    /// <summary>A rate pooled over months could hide months that are wrong one way and the other.</summary>
    [Fact]
    public void EveryMonth_MeasuresTheChurn_NotJustAllTogether()
    {
        var business = new SimulatedBusiness(Large with { MonthlyChurn = 0.05m, MonthlyReactivation = 0.5m }, seed: 11);

        Assert.All(business.Timeline().RollForward(business.Months), row => BinomialInterval.Of(row.CustomerChurnRate).MustHold(0.05m, noWiderThan: 0.02, row.Period.Name));
    }

    [Fact]
    public void EveryTenure_LeavesAlike()
    {
        var business = new SimulatedBusiness(new BusinessParameters { OpeningCustomers = 6000, CustomersPerMonth = 200m, Months = 12, MonthlyChurn = 0.05m, MonthlyReactivation = 0m }, seed: 12);

        TenureRisk[] tenures = [.. ChurnAnalysis.Of(business.History()).ByTenure(business.Months).Whole.Where(tenure => tenure.AtRisk > 1000)];

        Assert.True(tenures.Length >= 11);
        Assert.All(tenures, tenure => BinomialInterval.Of(tenure.Hazard).MustHold(0.05m, noWiderThan: 0.06, $"tenure {tenure.Month}"));
    }

    [Fact]
    public void PausesAreChurn_OrNot_AsThePolicyHasIt()
    {
        var business = new SimulatedBusiness(new BusinessParameters { OpeningCustomers = 3000, Months = 12, MonthlyChurn = 0.02m, MonthlyPauses = 0.05m, MonthlyReactivation = 0m }, seed: 13);
        SubscriptionHistory history = business.History();
        RollForward asChurn = RevenueTimeline.FromHistory(history).RollForward(business.Months);
        RollForward asPause = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).RollForward(business.Months);

        Pooled(asChurn.Select(row => row.CustomerChurnRate)).MustHold(0.07m, noWiderThan: 0.02, "churn and pauses");
        Assert.True(asPause.Sum(row => row.PausedMrr.Monthly.Amount) > 0m);

        // Who is on hold cannot leave: the rate out of all who are kept is a little lower than that out of those who pay.
        long paying = asChurn.Sum(row => row.OpeningCustomers);
        Pooled([Ratio.Of(asPause.Sum(row => row.ChurnedCustomers), paying)]).MustHold(0.02m, noWiderThan: 0.01, "churn alone");
    }

    [Fact]
    public void Expansion_RaisesAPriceByItsShare_AndContractionLowersOne()
    {
        var business = new SimulatedBusiness(Large with { OpeningCustomers = 2000, SeveralSubscriptions = 0m, MonthlyExpansion = 0.1m, ExpansionBy = 0.25m, MonthlyContraction = 0.1m, ContractionBy = 0.5m, Months = 3 }, seed: 14);
        RevenueTimeline timeline = business.Timeline();

        Assert.All(timeline.Explain(business.Months, RevenueFigure.ExpansionMrr), one => Assert.InRange(one.After.Annual.Amount / one.Before.Annual.Amount, 1.249m, 1.25m));
        Assert.All(timeline.Explain(business.Months, RevenueFigure.ContractionMrr), one => Assert.InRange(one.After.Annual.Amount / one.Before.Annual.Amount, 0.5m, 0.501m));
        Assert.NotEmpty(timeline.Explain(business.Months, RevenueFigure.ExpansionMrr));
        Assert.NotEmpty(timeline.Explain(business.Months, RevenueFigure.ContractionMrr));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(1.0)]
    public void TheShareOfCustomersWithSeveralSubscriptions_IsTheOneAskedFor(double share)
    {
        var business = new SimulatedBusiness(Large with { SeveralSubscriptions = (decimal)share }, seed: 15);
        int[] subscriptions = [.. business.Levels().GroupBy(row => row.Customer).Select(rows => rows.Select(row => row.Subscription).Distinct().Count())];

        BinomialInterval.Of(subscriptions.Count(count => count > 1), subscriptions.Length).MustHold((decimal)share, noWiderThan: 0.04, "several");
        Assert.InRange(subscriptions.Max(), share > 0 ? 3 : 1, 3);
    }

    [Fact]
    public void ArrivalsFollowSeasonAndGrowth_ToTheCustomer()
    {
        var parameters = new BusinessParameters
        {
            FirstMonth = new YearMonth(2024, 4),
            Months = 36,
            CustomersPerMonth = 40.5m,
            MonthlyGrowth = 0.01m,
            Seasonality = Seasonality.Of(2m, 0.5m, 1m, 1m, 0m, 1m, 1m, 1m, 1.25m, 1m, 1m, 3m),
            MonthlyReactivation = 0.3m,
        };
        var business = new SimulatedBusiness(parameters, seed: 16);
        RollForward months = business.Timeline().RollForward(business.Months);

        double expected = 0, measured = 0;
        for (int month = 0; month < months.Count; month++)
        {
            expected += 40.5 * Math.Pow(1.01, month) * (double)parameters.Seasonality[(month + 3) % 12];
            measured += months[month].NewCustomers;
            Assert.InRange(measured - expected, -0.51, 0.51);
        }

        Assert.Equal(("2024-05", 0L), (months[1].Period.Name, months[1].NewCustomers));
        Assert.Equal(business.CustomerCount, (int)measured);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(3.5)]
    public void OrdersPerMonth_AreThoseAskedFor(double perMonth)
    {
        var business = new SimulatedBusiness(Large with { OpeningCustomers = 5000, Months = 12, OrdersPerMonth = (decimal)perMonth, CancelledOrders = 0m, RefundedOrders = 0m, AverageOrder = 80m }, seed: 17);
        OrderTimeline orders = business.OrderTimeline();
        double customerMonths = business.Timeline().RollForward(business.Months).Sum(row => row.OpeningCustomers);

        // Orders of a month are geometric: their variance is m (1 + m).
        double error = 3.89 * Math.Sqrt(perMonth * (1 + perMonth) / customerMonths);
        Assert.InRange(orders.OrderCount / customerMonths, perMonth - error, perMonth + error);

        OrderMetrics metrics = orders.Metrics(business.Months);
        Assert.InRange((double)metrics.Overall.AverageOrderValue.Value!.Value, 79, 81);
        Assert.Equal(orders.OrderCount, metrics.Overall.Orders);
    }

    [Fact]
    public void OrdersAreRefundedAndCalledOff_AsOftenAsAskedFor()
    {
        var business = new SimulatedBusiness(new BusinessParameters { OpeningCustomers = 4000, Months = 6, OrdersPerMonth = 1m, RefundedOrders = 0.2m, CancelledOrders = 0.1m }, seed: 18);
        OrderHistory orders = business.OrderHistory();

        BinomialInterval.Of(orders.Count(order => order.Status == OrderStatus.Refunded), orders.Count).MustHold(0.2m, noWiderThan: 0.03, "refunded");
        BinomialInterval.Of(orders.Count(order => order.Status == OrderStatus.Cancelled), orders.Count).MustHold(0.1m, noWiderThan: 0.03, "called off");
    }

    [Fact]
    public void DetailsOfFacts_AreAsOftenAsAskedFor()
    {
        var parameters = new BusinessParameters
        {
            OpeningCustomers = 5000,
            Months = 12,
            MonthlyChurn = 0.1m,
            MonthlyExpansion = 0m,
            MonthlyContraction = 0m,
            SeveralSubscriptions = 0m,
            Trials = 0.4m,
            Discounts = 0.3m,
            InvoluntaryChurn = 0.35m,
            AnnouncedChurn = 0.6m,
            FailedPayments = 0.05m,
            RevokedCancellations = 0.03m,
            LateEvents = 0.15m,
        };
        var business = new SimulatedBusiness(parameters, seed: 19);
        SubscriptionHistory history = business.History();
        int starts = history.OfType<SubscriptionEvent.Started>().Count();
        int stays = (int)RevenueTimeline.FromHistory(history).RollForward(business.Months).Sum(row => row.OpeningCustomers - row.ChurnedCustomers);
        SubscriptionEvent.Ended[] ended = [.. history.OfType<SubscriptionEvent.Ended>()];
        int involuntary = ended.Count(one => one.Reason == ChurnReason.Involuntary);
        int revoked = history.OfType<SubscriptionEvent.CancellationRevoked>().Count();
        int announced = history.OfType<SubscriptionEvent.CancellationScheduled>().Count() - revoked;

        BinomialInterval.Of(history.OfType<SubscriptionEvent.TrialStarted>().Count(), business.CustomerCount).MustHold(0.4m, noWiderThan: 0.06, "trials");
        BinomialInterval.Of(history.OfType<SubscriptionEvent.Started>().Count(one => one.Discount is not null), starts).MustHold(0.3m, noWiderThan: 0.06, "discounts");
        BinomialInterval.Of(involuntary, ended.Length + announced).MustHold(0.35m, noWiderThan: 0.06, "involuntary");
        BinomialInterval.Of(announced, ended.Length + announced - involuntary).MustHold(0.6m, noWiderThan: 0.08, "announced");
        BinomialInterval.Of(history.OfType<SubscriptionEvent.PaymentRecovered>().Count(), stays).MustHold(0.05m, noWiderThan: 0.02, "failed payments made good");
        BinomialInterval.Of(revoked, stays).MustHold(0.03m, noWiderThan: 0.02, "revoked");
        BinomialInterval.Of(history.Count(one => one.RecordedAt > one.At), history.Count).MustHold(0.15m, noWiderThan: 0.02, "late");
    }

    private static void Must(RollForward months, Func<RollForwardRow, Ratio> rate, decimal probability, string what) =>
        Pooled(months.Select(rate)).MustHold(probability, noWiderThan: 0.012, what);

    private static BinomialInterval Pooled(IEnumerable<Ratio> months) => BinomialInterval.Of(months.Aggregate((all, month) => all.Pool(month)));

    private static double Deviation(IEnumerable<Ratio> months, double probability)
    {
        Ratio all = months.Aggregate((all, month) => all.Pool(month));
        return ((double)all.Value!.Value - probability) / Math.Sqrt(probability * (1 - probability) / (double)all.Denominator);
    }

    /// <summary>Those who returned, out of all who had paid and did not when the month began.</summary>
    private static IEnumerable<Ratio> Returns(SimulatedBusiness business, RollForward months)
    {
        long everPaid = business.Parameters.OpeningCustomers;
        foreach (RollForwardRow row in months)
        {
            yield return Ratio.Of(row.ReactivatedCustomers, everPaid - row.OpeningCustomers);
            everPaid += row.NewCustomers;
        }
    }
}
