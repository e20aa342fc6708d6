using NodaTime;

namespace Retention.Metrics.Testing.Tests.Generators;

/// <summary>A law that holds for want of anything to look at would be no law: what is odd is really drawn, in every run, for the seed is fixed.</summary>
public sealed class CoverageTests
{
    private static readonly SubscriptionScenario[] Scenarios = Samples.Of(Any.SubscriptionScenario, 500);
    private static readonly OrderScenario[] Shops = Samples.Of(Any.OrderScenario, 300);
    private static readonly RevenueScenario[] Ledgers = Samples.Of(Any.RevenueScenario, 300);

    [Fact]
    public void Events_OfEveryKind_AreDrawn() =>
        Assert.Equal(10, Scenarios.SelectMany(scenario => scenario.Events).Select(one => one.GetType()).Distinct().Count());

    [Fact]
    public void Events_LieOnBounds_AndOneTickBeforeAndAfter()
    {
        Assert.True(CountAtBounds(Duration.Zero) > 100);
        Assert.True(CountAtBounds(Duration.FromTicks(-1)) > 20);
        Assert.True(CountAtBounds(Duration.FromTicks(1)) > 20);

        static int CountAtBounds(Duration offset) =>
            Scenarios.Sum(scenario => scenario.Events.Count(one => scenario.Periods.Any(period => one.At == period.Start + offset || one.At == period.End + offset)));
    }

    [Fact]
    public void SeveralEvents_OfOneInstant_OfOneSubscriptionAndOfSeveral()
    {
        Assert.True(Scenarios.Count(scenario => scenario.Events.GroupBy(one => (one.Subscription, one.At)).Any(group => group.Count() > 2)) > 100);
        Assert.True(Scenarios.Count(scenario => scenario.Events.GroupBy(one => one.At).Any(group => group.DistinctBy(one => one.Customer).Count() > 1)) > 100);
    }

    [Fact]
    public void Subscriptions_StartAgain_AndOneCustomerHasSeveral()
    {
        Assert.True(Scenarios.Count(scenario => scenario.Events.GroupBy(one => one.Subscription).Any(life => life.OfType<SubscriptionEvent.Started>().Count() > 1)) > 50);
        Assert.True(Scenarios.Count(scenario => scenario.Events.GroupBy(one => one.Customer).Any(own => own.DistinctBy(one => one.Subscription).Count() > 1)) > 100);
    }

    [Fact]
    public void Customers_ComeGoAndReturn_InEveryKindOfMovement()
    {
        RollForwardRow[] rows = [.. Scenarios.SelectMany(scenario => scenario.Timeline().RollForward(scenario.Periods))];

        foreach (Func<RollForwardRow, long> customers in new Func<RollForwardRow, long>[]
        {
            row => row.NewCustomers, row => row.ReactivatedCustomers, row => row.ChurnedCustomers, row => row.ExpandedCustomers, row => row.ContractedCustomers, row => row.NeverRetainedCustomers,
        })
        {
            Assert.InRange(rows.Count(row => customers(row) > 0), 10, rows.Length);
        }

        Assert.Contains(rows, row => row.OpeningCustomers > 2);
    }

    [Fact]
    public void Prices_OfNothing_QuantitiesOf0_AndIntervalsThatDoNotDivide()
    {
        RecurringPrice[] prices = [.. Scenarios.SelectMany(scenario => scenario.Events).Select(EventParts.PriceOf).OfType<RecurringPrice>()];

        Assert.True(prices.Count(price => price.Amount.Amount == 0m) > 20);
        Assert.True(prices.Count(price => price.Quantity == 0) > 20);
        Assert.True(prices.Count(price => price.Interval == new BillingInterval(BillingUnit.Year, 3)) > 20);
        Assert.Equal(5, prices.Select(price => price.Interval.Unit).Distinct().Count());
        Assert.Equal(3, prices.Select(price => price.Amount.Currency.MinorUnits).Append(0).Distinct().Count());
    }

    [Fact]
    public void Discounts_ForEverAndForAWhile_OfPercentagesAndAmounts_AmongThemTheWholePrice()
    {
        Discount[] discounts = [.. Scenarios.SelectMany(scenario => scenario.Events).Select(one => (one as SubscriptionEvent.Started)?.Discount ?? (one as SubscriptionEvent.PriceChanged)?.Discount).OfType<Discount>()];

        Assert.Contains(discounts, discount => discount is { Until: null, PercentOff: > 0m });
        Assert.Contains(discounts, discount => discount is { Until: not null, AmountOff: not null });
        Assert.Contains(discounts, discount => discount is { Until: not null, PercentOff: 100m });
    }

    [Fact]
    public void Cancellations_AreTaken_Revoked_AndAskedForAtOnce()
    {
        SubscriptionEvent.CancellationScheduled[] scheduled = [.. Scenarios.SelectMany(scenario => scenario.Events).OfType<SubscriptionEvent.CancellationScheduled>()];

        Assert.Contains(scheduled, one => one.EffectiveAt == one.At);
        Assert.Contains(scheduled, one => one.EffectiveAt > one.At);
        Assert.True(Scenarios.Count(scenario => scenario.Events.OfType<SubscriptionEvent.CancellationRevoked>().Any(revoked => scenario.Events.OfType<SubscriptionEvent.CancellationScheduled>().Any(one => one.Subscription == revoked.Subscription && one.EffectiveAt == revoked.At))) > 3);
    }

    [Fact]
    public void Histories_WithAndWithoutRecordedInstants_AndIds()
    {
        Assert.True(Scenarios.Count(scenario => scenario.Events.Any(one => one.RecordedAt is not null) && scenario.Events.Any(one => one.RecordedAt is null)) > 50);
        Assert.True(Scenarios.Count(scenario => scenario.Events.Any(one => one.EventId is not null) && scenario.Events.Any(one => one.EventId is null)) > 50);
    }

    [Fact]
    public void Names_AreNowAndThenHostile_AndDifferByCaseAlone()
    {
        string[] names = [.. Scenarios.SelectMany(scenario => scenario.Events).Select(one => one.Customer.Value).Distinct()];

        Assert.Contains(names, name => name.Contains('"', StringComparison.Ordinal));
        Assert.Contains(names, name => name.Any(char.IsSurrogate));
        Assert.Contains(names, name => name.Contains('\n', StringComparison.Ordinal));
        Assert.Contains(Scenarios, scenario => scenario.Events.Any(one => one.Customer == "c0") && scenario.Events.Any(one => one.Customer == "C0"));
        Assert.InRange(Scenarios.Count(scenario => scenario.Events.All(one => Naming.IsPlain(one.Customer.Value))), 400, 490);
    }

    [Fact]
    public void Periods_OfEveryCalendar_WhereClocksChangeAndDaysAreLeftOut()
    {
        ReportingPeriods[] drawn = Samples.Of(Any.ReportingPeriods, 1_000);

        Assert.Equal(
            ["Days", "FiscalQuarters", "FiscalYears", "Months", "Quarters", "Weeks", "Years"],
            drawn.Select(periods => CalendarKind.Of(periods)?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(drawn, periods => CalendarKind.Of(periods) is null);
        Assert.Contains(drawn, periods => periods.Count == 1);
        Assert.Contains(drawn, periods => periods.Any(period => period.Length == Duration.FromHours(23)));
        Assert.Contains(drawn, periods => periods.Any(period => period.Length == Duration.FromHours(25)));
        Assert.Contains(drawn, periods => periods.Any(period => period.Length == Duration.FromHours(23.5)));
        Assert.Contains(drawn, periods => periods.Any(period => period.Length < Duration.FromSeconds(1)));
        Assert.Contains(drawn, periods => periods.Zone.Id == "Pacific/Apia" && periods.Start < Instant.FromUtc(2011, 12, 30, 10, 0) && periods.End > Instant.FromUtc(2011, 12, 30, 10, 0));
        Assert.Contains(drawn, periods => periods.Any(period => period.LocalStart.TimeOfDay != LocalTime.Midnight && CalendarKind.Of(periods) is not null));
    }

    [Fact]
    public void Orders_AreFreeCancelledRefundedRepeatedAndAlike()
    {
        Order[] orders = [.. Shops.SelectMany(shop => shop.Orders)];

        Assert.Equal(3, orders.Select(order => order.Status).Distinct().Count());
        Assert.Contains(orders, order => order.Amount.Amount == 0m);
        Assert.Contains(orders, order => order is { Refunded: { Amount: > 0m } part, Status: OrderStatus.Completed } && part.Amount < order.Amount.Amount);
        Assert.Contains(orders, order => order is { Refunded: null, Status: OrderStatus.Refunded });
        Assert.True(Shops.Count(shop => shop.Orders.Where(order => order.Id is null).GroupBy(order => order).Any(alike => alike.Count() > 1)) > 5);
        Assert.True(Shops.Count(shop => shop.Timeline().Metrics(shop.Periods).Any(row => row.ReturningCustomers > row.RepeatCustomers)) > 20);
    }

    [Fact]
    public void Levels_ReturnFrom0_AndEnd()
    {
        Assert.InRange(Ledgers.Count(ledger => ledger.Timeline.RollForward(ledger.Periods).Any(row => row.ReactivatedCustomers > 0)), 10, Ledgers.Length);
        Assert.InRange(Ledgers.Count(ledger => ledger.Timeline.RollForward(ledger.Periods).Any(row => row.ChurnedCustomers > 0)), 10, Ledgers.Length);
    }

    [Fact]
    public void Policies_ReachEveryChoiceOfEverySetting()
    {
        MetricPolicy[] drawn = Samples.Of(Any.MetricPolicy, 500);

        Assert.All(typeof(MetricPolicy).GetProperties().Where(setting => setting.CanWrite), setting =>
            Assert.True(
                drawn.Select(setting.GetValue).Distinct().Count() >= (setting.PropertyType.IsEnum ? Enum.GetValues(setting.PropertyType).Length : 2),
                $"{setting.Name} is always the same"));
    }

    [Fact]
    public void TheLargestPrice_IsDrawn() =>
        Assert.Contains(Samples.Of(Any.RecurringPrice, 500), price => price.Revenue.Annual.Amount == 9_223_372_036_854.775807m);
}
