using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Policies;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Revenue.Currencies;

/// <summary>What holds in several currencies, whatever the history, the rates and the policy.</summary>
public sealed class MultiCurrencyLaws
{
    private static readonly Arbitrary<(CurrencyPortfolio Portfolio, MetricPolicy Policy)> Cases = Under(CurrencyPortfolio.Any);

    private static readonly Arbitrary<(CurrencyPortfolio Portfolio, MetricPolicy Policy)> WholeCases = Under(CurrencyPortfolio.AtWholeRates);

    [Fact]
    public void EveryPolicy_OfAnyHistory_IsTheReferences() =>
        Laws.Check(
            Cases,
            one =>
            {
                (CurrencyPortfolio portfolio, MetricPolicy policy) = one;
                Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states = ReferenceCustomerStates.Of(portfolio.Events, policy);
                RollForward engine = RollForwardOf(one);
                for (int i = 0; i < engine.Count; i++)
                {
                    RollForwardRow row = engine[i];
                    (ReferenceRow reference, decimal fx) = ReferenceCurrencies.Of(portfolio.Events, row.Period.Start, row.Period.End, portfolio.Periods.Zone, policy, portfolio.RateOf);
                    Assert.Equal(reference with { Closing = reference.Closing + fx }, Reading.Of(row) with { Kept = reference.Kept, KeptAndGained = reference.KeptAndGained });
                    Assert.Equal(fx, row.FxMrr.Annual.Amount);
                    Assert.Equal(reference.Gross, row.GrossRevenueRetention.Value);
                    Assert.Equal(reference.Net, row.NetRevenueRetention.Value);
                    (decimal lost, decimal atRisk) = ReferencePolicies.Churn(states, portfolio.Periods, i, policy);
                    Assert.Equal((lost, atRisk), (row.CustomerChurnRate.Numerator, row.CustomerChurnRate.Denominator));
                }
            },
            times: 1500);

    [Fact]
    public void EveryPolicy_Closes_AtTheRatesOfThePeriodsEnds() =>
        Laws.Check(Cases, one =>
        {
            RollForward rows = RollForwardOf(one);
            foreach (RollForwardRow row in rows)
            {
                Assert.Equal(BalanceAt(one, row.Period.Start), row.OpeningMrr);
                Assert.Equal(BalanceAt(one, row.Period.End), row.ClosingMrr);
            }
        });

    [Fact]
    public void OneCurrencyAtRateOne_IsThePlainRollForward() =>
        Laws.Check(
            Arb.Zip(Any.SubscriptionScenario, AnyPolicy.Any),
            one =>
            {
                (SubscriptionScenario portfolio, MetricPolicy policy) = one;
                RevenueTimeline timeline = portfolio.Timeline(policy);
                RollForward plain = timeline.RollForward(portfolio.Periods);
                RollForward several = MultiCurrencyTimeline.FromHistory(portfolio.History, policy).RollForward(portfolio.Periods, timeline.Currency, new RateTable((_, _) => throw new InvalidOperationException("Nobody asks for the rate of a currency into itself.")));

                Assert.Equal(plain.Select(Reading.Of), several.Select(Reading.Of));
                Assert.Equal(plain.Select(row => (row.CustomerChurnRate, row.GrossRevenueRetention, row.NetRevenueRetention)), several.Select(row => (row.CustomerChurnRate, row.GrossRevenueRetention, row.NetRevenueRetention)));
            });

    [Fact]
    public void OneCurrencyAtRateOne_ExplainsWhatThePlainTimelineExplains() =>
        Laws.Check(
            Arb.Zip(Any.SubscriptionScenario, AnyPolicy.Any),
            one =>
            {
                (SubscriptionScenario portfolio, MetricPolicy policy) = one;
                RevenueTimeline timeline = portfolio.Timeline(policy);
                MultiCurrencyTimeline several = MultiCurrencyTimeline.FromHistory(portfolio.History, policy);
                foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
                {
                    Assert.Equal(
                        timeline.Explain(portfolio.Periods, figure).Select(Shown),
                        several.Explain(portfolio.Periods, timeline.Currency, new RateTable((_, _) => throw new InvalidOperationException("There is no rate.")), figure).Select(Shown));
                }

                static (CustomerId, Instant, Instant?, Int128, Int128, Int128, decimal) Shown(MrrContribution one) =>
                    (one.Customer, one.Period.Start, one.At, one.Before.AnnualMillionths, one.After.AnnualMillionths, one.Amount.AnnualMillionths, one.Count);
            });

    [Fact]
    public void RatesThatNeverChange_AreConstantCurrency_WithoutFx() =>
        Laws.Check(Cases, one =>
        {
            Instant fixedAt = one.Portfolio.Periods.Start;
            var constant = new RateTable((currency, _) => one.Portfolio.RateOf(currency, fixedAt));
            MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
            RollForward rows = timeline.RollForward(one.Portfolio.Periods, Currency.Eur, constant);

            Assert.All(rows, row => Assert.True(row.FxMrr.IsZero));
            Assert.Equal(timeline.AtConstantRates(Currency.Eur, one.Portfolio.Table(), fixedAt).RollForward(one.Portfolio.Periods).Select(Reading.Of), rows.Select(Reading.Of));
        });

    [Fact]
    public void TheTrailingYear_IsTheRollForwardOfEachWindow() =>
        Laws.Check(Cases, one =>
        {
            MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
            TrailingRetention trailing = timeline.TrailingYear(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table());
            foreach (TrailingRetentionRow row in trailing)
            {
                // A day that begins after midnight, as in Brazil when clocks went forward, was preceded a year before by one that did not.
                DateTimeZone zone = one.Portfolio.Periods.Zone;
                ZonedDateTime end = row.Period.LocalEnd;
                Instant start = end == zone.AtStartOfDay(end.Date) ? zone.AtStartOfDay(end.Date.PlusYears(-1)).ToInstant() : end.LocalDateTime.PlusYears(-1).InZoneLeniently(zone).ToInstant();
                RollForwardRow window = timeline.RollForward(ReportingPeriods.Between(one.Portfolio.Periods.Zone, start, row.Period.End), Currency.Eur, one.Portfolio.Table())[0];
                Assert.Equal((window.GrossRevenueRetention, window.NetRevenueRetention, window.CustomerChurnRate), (row.GrossRevenueRetention, row.NetRevenueRetention, row.CustomerChurnRate));
            }
        });

    [Fact]
    public void TrailingDays_AreTheRollForwardOfEachWindow_AndPoolOverSegments() =>
        Laws.Check(
            Cases,
            one =>
            {
                MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
                TrailingRetention trailing = timeline.TrailingDays(one.Portfolio.Periods, 30, Currency.Eur, one.Portfolio.Table());
                foreach (TrailingRetentionRow row in trailing)
                {
                    Instant start = ReferenceCalendar.WindowStart(row.Period.LocalEnd, Period.FromDays(30));
                    RollForwardRow window = timeline.RollForward(ReportingPeriods.Between(one.Portfolio.Periods.Zone, start, row.Period.End), Currency.Eur, one.Portfolio.Table())[0];
                    Assert.Equal((window.GrossRevenueRetention, window.NetRevenueRetention, window.CustomerChurnRate), (row.GrossRevenueRetention, row.NetRevenueRetention, row.CustomerChurnRate));
                }

                Segmentation halves = Segmentation.By(one.Portfolio.History.Select(fact => fact.Customer).Distinct().Select((customer, i) => new Customer(customer, [new("half", i % 2 == 0 ? "a" : "b")])), "half");
                Assert.Equal(trailing, timeline.By(halves).TrailingDays(one.Portfolio.Periods, 30, Currency.Eur, one.Portfolio.Table()).Total);
            },
            times: 100);

    [Fact]
    public void LostRevenue_AddsUpToTheRollForward_InTotalAndBySegment() =>
        Laws.Check(
            Cases,
            one =>
            {
                MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
                RollForward rows = RollForwardOf(one);
                Segmentation halves = Segmentation.By(one.Portfolio.History.Select(fact => fact.Customer).Distinct().Select((customer, i) => new Customer(customer, [new("half", i % 2 == 0 ? "a" : "b")])), "half");
                LostRevenue lost = timeline.LostRevenue(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table());

                Assert.Equal(rows.Sum(row => row.ChurnMrr.Annual.Amount), lost.ChurnMrr.Annual.Amount);
                Assert.Equal(rows.Sum(row => row.ContractionMrr.Annual.Amount), lost.ContractionMrr.Annual.Amount);
                Assert.Equal(lost, timeline.By(halves).LostRevenue(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table()).Total);
            },
            times: 100);

    [Fact]
    public void OneCurrencyAtRateOne_HasThePlainTrailingYear() =>
        Laws.Check(
            Arb.Zip(Any.SubscriptionScenario, AnyPolicy.Any),
            one =>
            {
                (SubscriptionScenario portfolio, MetricPolicy policy) = one;
                RevenueTimeline timeline = portfolio.Timeline(policy);

                Assert.Equal(timeline.TrailingYear(portfolio.Periods), MultiCurrencyTimeline.FromHistory(portfolio.History, policy).TrailingYear(portfolio.Periods, timeline.Currency, NoRates));
            });

    [Fact]
    public void Segments_AreTheRollForwardsOfTheirCustomers_AndPoolToTheWhole() =>
        Laws.Check(Cases, one =>
        {
            SubscriptionHistory history = one.Portfolio.History;
            MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(history, one.Policy);
            Customer[] customers = [.. history.Select(fact => fact.Customer).Distinct().Select((customer, i) => new Customer(customer, [new("plan", i % 2 == 0 ? "pro" : "basic")]))];
            var segmentation = Segmentation.By(customers, "plan");
            BySegment<RollForward> segments = timeline.By(segmentation).RollForward(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table());
            BySegment<TrailingRetention> trailing = timeline.By(segmentation).TrailingYear(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table());

            Assert.Equal(RollForwardOf(one), segments.Total);
            Assert.Equal(timeline.TrailingYear(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table()), trailing.Total);
            foreach ((Segment segment, RollForward rows) in segments)
            {
                var own = SubscriptionHistory.Create(history.Where(fact => segmentation.Of(fact.Customer).Equals(segment)));
                Assert.Equal(
                    MultiCurrencyTimeline.FromHistory(own, one.Policy).RollForward(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table()).Select(Reading.Of), rows.Select(Reading.Of));
            }
        });

    [Fact]
    public void AHistoryAtConstantRates_PaysWhatTheTimelineAtConstantRatesSays() =>
        Laws.Check(WholeCases, one =>
        {
            Instant at = one.Portfolio.Periods.Start;
            RollForward expected = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy).AtConstantRates(Currency.Eur, one.Portfolio.Table(), at).RollForward(one.Portfolio.Periods);
            SubscriptionHistory converted = one.Portfolio.History.AtConstantRates(Currency.Eur, one.Portfolio.Table(), at);

            // One is rounded before the discount and the quantity, the other after them.
            foreach ((RollForwardRow timeline, RollForwardRow history) in expected.Zip(RevenueTimeline.FromHistory(converted, one.Policy).RollForward(one.Portfolio.Periods)))
            {
                Assert.Equal((timeline.OpeningCustomers, timeline.NewCustomers, timeline.ChurnedCustomers, timeline.ClosingCustomers), (history.OpeningCustomers, history.NewCustomers, history.ChurnedCustomers, history.ClosingCustomers));
                Assert.InRange(history.ClosingMrr.Annual.Amount, timeline.ClosingMrr.Annual.Amount - 0.01m, timeline.ClosingMrr.Annual.Amount + 0.01m);
            }
        });

    [Fact]
    public void AHistoryPerCurrency_HoldsEachEventOnce() =>
        Laws.Check(Cases, one =>
        {
            IReadOnlyList<KeyValuePair<Currency, SubscriptionHistory>> parts = one.Portfolio.History.PerCurrency();

            Assert.Equal(one.Portfolio.History.ToHashSet(), parts.SelectMany(part => part.Value).ToHashSet());
            Assert.Equal(one.Portfolio.History.Count, parts.Sum(part => part.Value.Count));
            Assert.All(parts, part => Assert.Equal(part.Key, Assert.Single(part.Value.OfType<SubscriptionEvent.Started>().Select(start => start.Price.Amount.Currency).DefaultIfEmpty(part.Key).Distinct())));
        });

    [Fact]
    public void AHistoryPerCurrency_AsKnown_HoldsOnlyEventsOfItself() =>
        Laws.Check(Cases, one =>
        {
            foreach ((Currency _, SubscriptionHistory part) in one.Portfolio.History.PerCurrency())
            {
                foreach (Instant instant in part.Select(fact => fact.At).Take(5))
                {
                    Assert.Equal(SubscriptionHistory.Check(part.Where(fact => (fact.RecordedAt ?? fact.At) <= instant)).History, part.AsKnownAt(instant).History);
                }
            }
        });

    [Fact]
    public void RatesTwiceAsHigh_DoubleEveryAmount_AndNoRate() =>
        Laws.Check(WholeCases, one =>
        {
            MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
            RollForward rows = timeline.RollForward(one.Portfolio.Periods, Currency.Jpy, one.Portfolio.Table());
            RollForward doubled = timeline.RollForward(one.Portfolio.Periods, Currency.Jpy, one.Portfolio.Table(scale: 2m));
            foreach ((RollForwardRow row, RollForwardRow twice) in rows.Zip(doubled))
            {
                foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
                {
                    Assert.Equal(Figures.MoneyOf(row, figure)?.AnnualAmount * 2, Figures.MoneyOf(twice, figure)?.AnnualAmount);
                }

                Assert.Equal((row.CustomerChurnRate, row.ClosingCustomers), (twice.CustomerChurnRate, twice.ClosingCustomers));
                Assert.Equal((row.GrossRevenueRetention.Value, row.NetRevenueRetention.Value, row.QuickRatio.Value), (twice.GrossRevenueRetention.Value, twice.NetRevenueRetention.Value, twice.QuickRatio.Value));
            }
        });

    [Fact]
    public void Explain_AddsUpToEachFigure_FxIncluded() =>
        Laws.Check(Cases, one =>
        {
            MultiCurrencyTimeline timeline = MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy);
            RollForward rows = RollForwardOf(one);
            foreach (RevenueFigure figure in Enum.GetValues<RevenueFigure>())
            {
                ILookup<ReportingPeriod, MrrContribution> behind = timeline.Explain(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table(), figure).ToLookup(contribution => contribution.Period);
                foreach (RollForwardRow row in rows)
                {
                    if (Figures.MoneyOf(row, figure) is { } money)
                    {
                        Assert.Equal(money.AnnualAmount, behind[row.Period].Sum(contribution => contribution.Amount.AnnualAmount));
                    }
                    else
                    {
                        Assert.Equal(Figures.CountOf(row, figure), behind[row.Period].Sum(contribution => contribution.Count));
                    }
                }
            }
        });

    [Fact]
    public void AnUnchangedForeignSubscription_IsNoMovement_OnlyFx() =>
        Laws.Check(
            Arb.From(from policy in AnyPolicy.Any.Generator from before in Gen.Choose(1, 300) from after in Gen.Choose(1, 300) select (policy, before / 100m, after / 100m)),
            drawn =>
            {
                (MetricPolicy policy, decimal before, decimal after) = drawn;
                ReportingPeriods march = At.Months("2026-03", "2026-03");
                SubscriptionHistory history = [Subscription.Of("ada").Starts(At.Utc("2026-01-05"), RecurringPrice.Monthly(100m, Currency.Usd))];
                var rates = new RateTable((_, at) => at <= march.Start ? before : after);
                RollForwardRow row = MultiCurrencyTimeline.FromHistory(history, policy).RollForward(march, Currency.Eur, rates)[0];

                Assert.Equal((100m * before, 100m * (after - before), 100m * after), (row.OpeningMrr.Monthly.Amount, row.FxMrr.Monthly.Amount, row.ClosingMrr.Monthly.Amount));
                Assert.All([row.NewMrr, row.ReactivationMrr, row.ResumedMrr, row.ExpansionMrr, row.ContractionMrr, row.ChurnMrr, row.PausedMrr], amount => Assert.True(amount.IsZero));
                Assert.Equal((1m, 1m, 0m), (row.GrossRevenueRetention.Value, row.NetRevenueRetention.Value, row.CustomerChurnRate.Numerator));
            });

    private static RateTable NoRates { get; } = new((_, _) => throw new InvalidOperationException("There is no rate."));

    private static Arbitrary<(CurrencyPortfolio Portfolio, MetricPolicy Policy)> Under(Arbitrary<CurrencyPortfolio> portfolios) => Arb.From(
        from portfolio in portfolios.Generator from policy in AnyPolicy.Any.Generator select (portfolio, policy),
        one => portfolios.Shrinker(one.portfolio).Select(smaller => (smaller, one.policy)).Concat(AnyPolicy.Any.Shrinker(one.policy).Select(smaller => (one.portfolio, smaller))));

    private static RollForward RollForwardOf((CurrencyPortfolio Portfolio, MetricPolicy Policy) one) =>
        MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy).RollForward(one.Portfolio.Periods, Currency.Eur, one.Portfolio.Table());

    /// <summary>Everything held at an instant, at the rates of the instant: another way to the same balance.</summary>
    private static RecurringRevenue BalanceAt((CurrencyPortfolio Portfolio, MetricPolicy Policy) one, Instant at) =>
        MultiCurrencyTimeline.FromHistory(one.Portfolio.History, one.Policy).AtConstantRates(Currency.Eur, one.Portfolio.Table(), at).MrrAt(at);
}
