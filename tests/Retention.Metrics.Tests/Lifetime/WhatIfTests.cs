using NodaTime;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class WhatIfTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void From_PoolsTheRatesOfThePeriods_AndStartsWhereTheyEnd()
    {
        // January opens with nothing and gains 140 from two customers; February opens with 140, loses 40 with one of them, 10 from the other, and gains 30.
        RollForward months = RevenueTimeline.FromIntervals(
        [
            new("ada", Day(1, 3), null, Monthly(90)),
            new("ada", Day(1, 3), Day(2, 20), Monthly(10)),
            new("bo", Day(1, 9), Day(2, 10), Monthly(40)),
            new("cy", Day(2, 27), null, Monthly(30)),
        ]).RollForward(ReportingCalendar.Months(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 2)));

        WhatIf asNow = Assert.IsType<WhatIf>(WhatIf.From(months));

        Assert.Equal((Eur(120), 2m), (asNow.StartingMrr, asNow.StartingCustomers));
        Assert.Equal((1m / 2m, 40m / 140m, 10m / 140m, 0m), (asNow.CustomerChurn, asNow.RevenueChurn, asNow.Contraction, asNow.Expansion));
        Assert.Equal((Eur(85), 1.5m, 0m, 1m), (asNow.AcquiredMrr, asNow.AcquiredCustomers, asNow.PriceChange, asNow.MonthsPerPeriod));
    }

    [Fact]
    public void From_ExpandsByWhatWasExpandedOf_AllThatWasThere()
    {
        RevenueTimeline grows = RevenueTimeline.FromIntervals([new("ada", Day(1, 3), null, Monthly(50)), new("ada", Day(2, 3), null, Monthly(10)), new("ada", Day(3, 3), null, Monthly(12))]);
        RollForward months = grows.RollForward(ReportingCalendar.Months(Berlin).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 3)));

        Assert.Equal(22m / 110m, WhatIf.From(months)?.Expansion);
    }

    [Fact]
    public void From_LosingAllThereWas_AndGainingByReturnsToo_IsWhatWasLostAndGained()
    {
        // February opens with bo alone, who leaves; ada comes back and cy is new.
        RollForward february = RevenueTimeline.FromIntervals(
        [
            new("ada", Day(1, 3), Day(1, 9), Monthly(90)), new("ada", Day(2, 9), null, Monthly(30)),
            new("bo", Day(1, 9), Day(2, 10), Monthly(40)), new("cy", Day(2, 27), null, Monthly(20)),
        ]).RollForward(ReportingCalendar.Months(Berlin).Containing(Day(2, 3)));

        WhatIf asNow = Assert.IsType<WhatIf>(WhatIf.From(february));

        Assert.Equal((1m, 1m, 0m, 0m), (asNow.CustomerChurn, asNow.RevenueChurn, asNow.Contraction, asNow.Expansion));
        Assert.Equal((Eur(50), 2m), (asNow.AcquiredMrr, asNow.AcquiredCustomers));
        Assert.Equal(-1m, (asNow with { PriceChange = -1m }).PriceChange);
    }

    [Fact]
    public void From_WithNothingToLose_IsUndefined() =>
        Assert.Null(WhatIf.From(RevenueTimeline.FromIntervals([new("ada", Day(1, 3), null, Monthly(90))]).RollForward(ReportingCalendar.Months(Berlin).Containing(Day(1, 3)))));

    [Fact]
    public void From_MoreLostThanThereWas_IsUndefined()
    {
        RevenueTimeline comesAndGoes = RevenueTimeline.FromIntervals(
        [
            new("ada", Day(1, 3), Day(2, 3), Monthly(90)), new("ada", Day(2, 5), Day(2, 7), Monthly(90)), new("ada", Day(2, 9), null, Monthly(90)),
        ]);
        ReportingPeriods february = ReportingCalendar.Months(Berlin).Containing(Day(2, 3));

        Assert.Null(WhatIf.From(comesAndGoes.RollForward(february, MetricPolicy.Default with { Netting = Netting.PerEvent })));
        Assert.NotNull(WhatIf.From(comesAndGoes.RollForward(february)));
    }

    [Fact]
    public void From_CustomersWhoPayNothing_IsUndefined()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionHistory history = [ada.Starts(Day(1, 3), RecurringPrice.Monthly(90m, Currency.Eur)), ada.Pauses(Day(1, 9))];
        RollForward february = RevenueTimeline.FromHistory(history, MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }).RollForward(ReportingCalendar.Months(Berlin).Containing(Day(2, 3)));

        Assert.Equal((1, true), (february[0].OpeningCustomers, february[0].OpeningMrr.IsZero));
        Assert.Null(WhatIf.From(february));
    }

    [Fact]
    public void From_MoreLostThanThereWas_ContractionsIncluded_IsUndefined()
    {
        // Of 100, 60 go and come back, and all of it goes in the end: 160 lost of 100.
        RevenueTimeline sways = RevenueTimeline.FromIntervals([new("ada", Day(1, 3), Day(2, 20), Monthly(40)), new("ada", Day(1, 3), Day(2, 3), Monthly(60)), new("ada", Day(2, 5), Day(2, 20), Monthly(60))]);
        ReportingPeriods february = ReportingCalendar.Months(Berlin).Containing(Day(2, 3));
        RollForwardRow row = sways.RollForward(february, MetricPolicy.Default with { Netting = Netting.PerEvent })[0];

        Assert.Equal((100m, 100m, 60m), (row.OpeningMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount));
        Assert.Null(WhatIf.From(sways.RollForward(february, MetricPolicy.Default with { Netting = Netting.PerEvent })));
    }

    [Fact]
    public void From_KnowsHowLongItsPeriodsAre()
    {
        Assert.Equal(1m, MonthsOf(ReportingCalendar.Months(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 4))));
        Assert.Equal(3m, MonthsOf(ReportingCalendar.Quarters(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 6))));
        Assert.Equal(12m, MonthsOf(ReportingCalendar.Years(Berlin).From(new YearMonth(2026, 1)).To(new YearMonth(2027, 1))));

        // The week in which the clocks go forward is a week.
        Assert.Equal(7m * 12m / 365m, MonthsOf(ReportingCalendar.Weeks(Berlin).From(new LocalDate(2026, 3, 23)).To(new LocalDate(2026, 4, 5))));
        Assert.Equal(0.5m * 12m / 365m, MonthsOf(ReportingPeriods.Between(Berlin, Day(2, 1), Day(2, 1) + Duration.FromHours(12))));

        static decimal? MonthsOf(ReportingPeriods periods) =>
            WhatIf.From(RevenueTimeline.FromIntervals([new("ada", Day(1, 1) - Duration.FromDays(9), null, Monthly(90))]).RollForward(periods))?.MonthsPerPeriod;
    }

    [Fact]
    public void ChurnTimes_ScalesBothChurns_AndNothingElse()
    {
        WhatIf asNow = Some with { CustomerChurn = 0.05m, RevenueChurn = 0.04m, Contraction = 0.01m };

        Assert.Equal(asNow with { CustomerChurn = 0.04m, RevenueChurn = 0.032m }, asNow.ChurnTimes(0.8m));
        Assert.Throws<ArgumentOutOfRangeException>(() => asNow.ChurnTimes(-0.1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => asNow.ChurnTimes(21m));
    }

    [Fact]
    public void AcquisitionTimes_ScalesCustomersAndTheirMrr()
    {
        WhatIf asNow = Some with { AcquiredCustomers = 10m, AcquiredMrr = Eur(900) };

        Assert.Equal(asNow with { AcquiredCustomers = 11m, AcquiredMrr = Eur(990) }, asNow.AcquisitionTimes(1.1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => asNow.AcquisitionTimes(-1m));
    }

    [Fact]
    public void AnythingImpossible_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WhatIf(Eur(-1), 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WhatIf(Eur(1), -1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { StartingMrr = Eur(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { StartingCustomers = -1m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { CustomerChurn = 1.01m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { RevenueChurn = -0.01m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { Contraction = 1.01m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { Expansion = -0.01m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { AcquiredCustomers = -1m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { AcquiredMrr = Eur(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { PriceChange = -1.01m });
        Assert.Throws<ArgumentOutOfRangeException>(() => Some with { MonthsPerPeriod = 0m });
    }

    [Fact]
    public void AnotherCurrency_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Some with { AcquiredMrr = Currency.Usd.Amount(1m) });
        Assert.Throws<ArgumentException>(() => Some with { StartingMrr = Currency.Usd.Amount(1m) });
    }

    internal static WhatIf Some { get; } = new(Eur(10_000), startingCustomers: 100m);

    internal static Money Eur(decimal amount) => Currency.Eur.Amount(amount);

    private static Instant Day(int month, int day) => new LocalDate(2026, month, day).AtStartOfDayInZone(Berlin).ToInstant();

    private static RecurringRevenue Monthly(decimal amount) => RecurringRevenue.PerMonth(Eur(amount));
}
