using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.Lifetime.WhatIfTests;

namespace Retention.Metrics.Tests.Lifetime;

public sealed class ProjectionTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true);

    internal static Arbitrary<WhatIf> Anything { get; } = Arb.From(
        from start in Gen.Choose(0, 1_000_000)
        from customers in Gen.Choose(0, 500)
        from churn in Gen.Choose(0, 100)
        from revenueChurn in Gen.Choose(0, 100)
        from contraction in Gen.Choose(0, 100)
        from expansion in Gen.Choose(0, 150)
        from acquired in Gen.Choose(0, 30)
        from acquiredCents in Gen.Choose(0, 900_00)
        from price in Gen.Choose(-100, 100)
        select new WhatIf(Eur(start / 100m), customers)
        {
            CustomerChurn = churn / 100m,
            RevenueChurn = revenueChurn / 100m,
            Contraction = Math.Min(contraction, 100 - revenueChurn) / 100m,
            Expansion = expansion / 1000m,
            AcquiredCustomers = acquired,
            AcquiredMrr = Eur(acquiredCents / 100m),
            PriceChange = price / 100m,
        });

    /// <summary>
    /// Cobloom, "SaaS Churn Rates: How High is Too High?": of 1,000 customers, 5 % monthly churn leaves 950, 903, 857 and after twelve months 540,
    /// a loss of 460.
    /// </summary>
    [Fact]
    public void Customers_OfThePublishedExample()
    {
        Projection year = Projection.Of(new WhatIf(Eur(0), startingCustomers: 1_000m) { CustomerChurn = 0.05m }, periods: 12);

        Assert.Equal([950m, 902m, 857m, 540m], from i in (int[])[0, 1, 2, 11] select decimal.Round(year[i].ClosingCustomers));
        Assert.Equal(902.5m, year[1].ClosingCustomers);
        Assert.Equal(460m, decimal.Round(year.Sum(month => month.ChurnedCustomers)));
    }

    [Fact]
    public void EveryLine_OfAPaperExample()
    {
        WhatIf assumed = Some with
        {
            CustomerChurn = 0.1m,
            RevenueChurn = 0.08m,
            Contraction = 0.02m,
            Expansion = 0.05m,
            AcquiredCustomers = 5m,
            AcquiredMrr = Eur(400),
            PriceChange = 0.1m,
        };
        Projection two = Projection.Of(assumed, periods: 2);

        // 10,000 − 800 − 200 + 500 = 9,500 stay, and pay a tenth more; those won pay the new price.
        Assert.Equal((Eur(10_000), Eur(800), Eur(200), Eur(500), Eur(950), Eur(440), Eur(10_890)), Lines(two[0]));
        Assert.Equal((Eur(10_890), Eur(871.2m), Eur(217.8m), Eur(544.5m), Eur(0), Eur(440), Eur(10_785.5m)), Lines(two[1]));
        Assert.Equal([(1, 100m, 10m, 5m, 95m), (2, 95m, 9.5m, 5m, 90.5m)], two.Select(row => (row.Number, row.OpeningCustomers, row.ChurnedCustomers, row.AcquiredCustomers, row.ClosingCustomers)));
        Assert.Equal((Eur(10_445), Eur(10_837.75m), Eur(21_282.75m)), (two[0].Revenue, two[1].Revenue, two.Revenue));
    }

    [Fact]
    public void Revenue_OfAQuarter_IsThatOfThreeMonths() =>
        Assert.Equal(Eur(3 * 9_500), Projection.Of(Some with { RevenueChurn = 0.1m, MonthsPerPeriod = 3m }, periods: 1).Revenue);

    [Fact]
    public void NothingAssumed_NothingChanges() =>
        Assert.All(Projection.Of(Some, periods: 3), row => Assert.Equal((Some.StartingMrr, Some.StartingCustomers), (row.ClosingMrr, row.ClosingCustomers)));

    [Fact]
    public void MoreThanAllLost_IsRefused_AndTheMessageSaysByHowMuch() =>
        Assert.Contains("0.7 and contraction of 0.4", Assert.Throws<ArgumentException>(() => Projection.Of(Some with { RevenueChurn = 0.7m, Contraction = 0.4m }, 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1201)]
    public void ANumberOfPeriodsThatIsNone_IsRefused(int periods) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.Of(Some, periods));

    [Fact]
    public void AHundredYearsOfMonths_AreProjected() => Assert.Equal(1200, Projection.Of(new WhatIf(Currency.Eur.Amount(100m), 10), periods: 1200).Count);

    [Fact]
    public void GrowthWithoutEnd_Overflows_RatherThanLies()
    {
        Assert.StartsWith("The projection grows too large in period ", Assert.Throws<OverflowException>(() => Projection.Of(Some with { Expansion = 9m }, periods: 100)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The projection grows too large in period ", Assert.Throws<OverflowException>(() => Projection.Of(Some with { Expansion = 1m }, periods: 240)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPeriod_ClosesAndOpensTheNext() =>
        Prop.ForAll(Anything, assumed =>
        {
            Projection projection = Projection.Of(assumed, periods: 6);
            (Money mrr, decimal customers) = (assumed.StartingMrr, assumed.StartingCustomers);
            foreach (ProjectedPeriod row in projection)
            {
                Assert.Equal((mrr, customers), (row.OpeningMrr, row.OpeningCustomers));
                Assert.Equal(row.OpeningMrr + row.AcquiredMrr + row.ExpansionMrr + row.PriceMrr - row.ContractionMrr - row.ChurnMrr, row.ClosingMrr);
                Assert.Equal(row.OpeningCustomers + row.AcquiredCustomers - row.ChurnedCustomers, row.ClosingCustomers);
                Assert.True(row.ClosingMrr.Amount >= 0m && row.ClosingCustomers >= 0m && row.Revenue.Amount >= 0m);
                (mrr, customers) = (row.ClosingMrr, row.ClosingCustomers);
            }
        }).Check(Settings);

    [Fact]
    public void ALongProjection_IsAShortOneContinued() =>
        Prop.ForAll(Anything, assumed =>
        {
            Projection five = Projection.Of(assumed, periods: 5), two = Projection.Of(assumed, periods: 2);
            WhatIf later = assumed with
            {
                StartingMrr = two[^1].ClosingMrr,
                StartingCustomers = two[^1].ClosingCustomers,
                AcquiredMrr = assumed.AcquiredMrr * (1m + assumed.PriceChange),
                PriceChange = 0m,
            };
            Projection three = Projection.Of(later, periods: 3);

            Assert.Equal(five.Skip(2).Select(row => (row.ClosingMrr, row.ClosingCustomers, row.Revenue)), three.Select(row => (row.ClosingMrr, row.ClosingCustomers, row.Revenue)));
            Assert.Equal(five.Revenue, two.Revenue + three.Revenue);
        }).Check(Settings);

    [Fact]
    public void MoreChurn_NeverRaisesAnything_AndMoreOfTheRestNeverLowersIt() =>
        Prop.ForAll(Anything, assumed =>
        {
            Money now = Projection.Of(assumed, periods: 4).Revenue;

            Assert.True(Projection.Of(assumed with { RevenueChurn = assumed.RevenueChurn * 0.9m }, periods: 4).Revenue.CompareTo(now) >= 0);
            Assert.True(Projection.Of(assumed with { Contraction = assumed.Contraction * 0.9m }, periods: 4).Revenue.CompareTo(now) >= 0);
            Assert.True(Projection.Of(assumed with { Expansion = assumed.Expansion + 0.01m }, periods: 4).Revenue.CompareTo(now) >= 0);
            Assert.True(Projection.Of(assumed with { PriceChange = assumed.PriceChange + 0.01m }, periods: 4).Revenue.CompareTo(now) >= 0);
            Assert.True(Projection.Of(assumed.AcquisitionTimes(1.5m), periods: 4).Revenue.CompareTo(now) >= 0);
        }).Check(Settings);

    [Fact]
    public void AmountsOfMoneyScale() =>
        Prop.ForAll(Anything, assumed =>
        {
            WhatIf tenfold = assumed with { StartingMrr = assumed.StartingMrr * 10m, AcquiredMrr = assumed.AcquiredMrr * 10m };

            Assert.Equal(Projection.Of(assumed, periods: 4).Revenue * 10m, Projection.Of(tenfold, periods: 4).Revenue);
        }).Check(Settings);

    /// <summary>The naive version: whole numbers over 1000 to the power of the periods, exact to the last digit.</summary>
    [Fact]
    public void AgreesWithExactFractions() =>
        Prop.ForAll(Anything, assumed =>
        {
            const int Periods = 12;
            Projection projection = Projection.Of(assumed, Periods);
            BigInteger growth = 1000 + Thousandths(assumed.Expansion) - Thousandths(assumed.RevenueChurn) - Thousandths(assumed.Contraction);
            BigInteger price = 1000 + Thousandths(assumed.PriceChange), acquired = Cents(assumed.AcquiredMrr) * price, scale = 1000;
            BigInteger mrr = (Cents(assumed.StartingMrr) * growth * price) + (acquired * scale);
            for (int period = 1; period < Periods; period++)
            {
                scale *= 1000;
                mrr = (mrr * growth) + (acquired * scale);
            }

            double exact = Math.Exp(BigInteger.Log(mrr + 1) - BigInteger.Log(scale * 1000)) / 100;
            Assert.Equal(exact, (double)projection[^1].ClosingMrr.Amount, Math.Max(1e-9, exact * 1e-11));
        }).Check(Settings);

    /// <summary>What one period showed, projected from where it opened, is that period again.</summary>
    [Fact]
    public void OnePeriodsOwnRates_FromItsOpening_GiveItsClosing()
    {
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3));
        Prop.ForAll(Revenue.SmallPortfolio.Any, portfolio =>
        {
            RollForward month = portfolio.Timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(months[1].Start));
            if (WhatIf.From(month) is not { } asNow)
            {
                Assert.Equal(0m, month[0].OpeningMrr.Annual.Amount);
                return;
            }

            ProjectedPeriod again = Projection.Of(asNow with { StartingMrr = month[0].OpeningMrr.Annual * (1m / 12m), StartingCustomers = month[0].OpeningCustomers }, periods: 1)[0];

            Assert.Equal(month[0].ClosingMrr.Monthly, again.ClosingMrr.Rounded);
            Assert.Equal(month[0].ClosingCustomers, again.ClosingCustomers, 20);
            Assert.Equal(month[0].ClosingMrr.Monthly, asNow.StartingMrr.Rounded);
        }).Check(Settings);
    }

    [Fact]
    public void Equality_IsOfWhatIsAssumedAndHowLong()
    {
        Assert.Equal(Projection.Of(Some, 3), Projection.Of(new WhatIf(Eur(10_000), 100m), 3));
        Assert.NotEqual(Projection.Of(Some, 3), Projection.Of(Some, 4));
        Assert.NotEqual(Projection.Of(Some, 3), Projection.Of(Some with { Expansion = 0.1m }, 3));
    }

    private static (Money, Money, Money, Money, Money, Money, Money) Lines(ProjectedPeriod row) =>
        (row.OpeningMrr, row.ChurnMrr, row.ContractionMrr, row.ExpansionMrr, row.PriceMrr, row.AcquiredMrr, row.ClosingMrr);

    private static BigInteger Thousandths(decimal share) => new(share * 1000m);

    private static BigInteger Cents(Money amount) => new(amount.Amount * 100m);
}
