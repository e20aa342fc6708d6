using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Tests.Lifetime;

/// <summary>A row of a roll-forward gives the money that its figures give to the functions of numbers.</summary>
public sealed class LifetimeValueOfRowsTests
{
    // Ten customers of 40; one leaves in February, and one who stays pays 60 from February on.
    private static readonly RevenueTimeline Timeline = RevenueTimeline.FromIntervals(
    [
        .. Enumerable.Range(0, 9).Select(number => new RevenueInterval(
            FormattableString.Invariant($"c{number}"), Day(2025, 12, 5), number == 0 ? Day(2026, 2, 10) : null, RecurringRevenue.PerMonth(Currency.Eur.Amount(40m)))),
        new RevenueInterval("d", Day(2025, 12, 5), Day(2026, 2, 10), RecurringRevenue.PerMonth(Currency.Eur.Amount(40m))),
        new RevenueInterval("d", Day(2026, 2, 10), null, RecurringRevenue.PerMonth(Currency.Eur.Amount(60m))),
        new RevenueInterval("new", Day(2026, 2, 20), null, RecurringRevenue.PerMonth(Currency.Eur.Amount(20m))),
    ]);

    private static readonly RollForward Months = Timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 3)));

    private static RollForwardRow February => Months[1];

    [Fact]
    public void February_IsTheExampleOnPaper()
    {
        // Nine left, 8 x 40 + 60 + 20 = 400 a month over ten: 40; one of ten lost; 40 of 400 churned, 20 expanded.
        Assert.Equal("400.00 EUR", Text(CustomerLifetimeValue.ArpaOverCustomerChurn(February)));
        Assert.Equal("280.00 EUR", Text(CustomerLifetimeValue.ArpaOverCustomerChurn(February, margin: 0.7m)));
        Assert.Equal("400.00 EUR", Text(CustomerLifetimeValue.ArpaOverRevenueChurn(February)));
        Assert.Equal("800.00 EUR", Text(CustomerLifetimeValue.ArpaOverRevenueChurn(February, net: true)));
        Assert.Equal("480.00 EUR", Text(CustomerLifetimeValue.ArpaTimesLifetime(February, lifetimeMonths: 12)));
        Assert.Equal("220.00 EUR", Text(CustomerLifetimeValue.Discounted(February, monthlyDiscount: 0.1m)));
        Assert.Equal("90.00 EUR", Text(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(90m), February)));
        Assert.Equal("10.00 EUR", Text(AcquisitionCost.PerCustomerKept(Currency.Eur.Amount(90m), February)));
        Assert.Equal(2.25m, AcquisitionCost.MonthsToRecover(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(90m), February), February).Value);
        Assert.Equal(4m, AcquisitionCost.LifetimeValueTo(CustomerLifetimeValue.ArpaOverCustomerChurn(February), AverageMoney.Of(Currency.Eur.Amount(100m), 1m)).Value);
        Assert.Equal(
            "400.00 EUR",
            Timeline.LostRevenue(Months.Periods, LifetimeValuation.MrrOverCustomerChurn(February)).Churned[0].LifetimeValue!.Value.ToString());
    }

    [Fact]
    public void EveryRow_GivesWhatItsFiguresGive()
    {
        foreach (RollForwardRow row in Months)
        {
            Money arpa = row.Arpa.Amount!.Value;
            Assert.Equal(CustomerLifetimeValue.ArpaOverCustomerChurn(arpa, row.CustomerChurnRate, 0.5m), CustomerLifetimeValue.ArpaOverCustomerChurn(row, 0.5m));
            Assert.Equal(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa, row.GrossMrrChurnRate, 0.5m), CustomerLifetimeValue.ArpaOverRevenueChurn(row, margin: 0.5m));
            Assert.Equal(CustomerLifetimeValue.ArpaOverRevenueChurn(arpa, row.NetMrrChurnRate), CustomerLifetimeValue.ArpaOverRevenueChurn(row, net: true));
            Assert.Equal(CustomerLifetimeValue.Discounted(arpa, row.CustomerChurnRate, 0.02m), CustomerLifetimeValue.Discounted(row, 0.02m));
            Assert.Equal(Currency.Eur, CustomerLifetimeValue.ArpaOverCustomerChurn(row).Currency);
        }
    }

    [Fact]
    public void NoChurn_OrNobodyLeft_IsUndefinedInTheCurrency()
    {
        Assert.False(CustomerLifetimeValue.ArpaOverCustomerChurn(Months[0]).IsDefined);
        Assert.Equal(Currency.Eur, CustomerLifetimeValue.ArpaOverCustomerChurn(Months[0]).Currency);
        Assert.False(AcquisitionCost.PerCustomerWon(Currency.Eur.Amount(90m), Months[0]).IsDefined);
        Assert.Null(AcquisitionCost.LifetimeValueTo(CustomerLifetimeValue.ArpaOverCustomerChurn(Months[0]), AverageMoney.Of(Currency.Eur.Amount(100m), 1m)).Value);

        RollForwardRow nobody = RevenueTimeline.FromIntervals([new("ada", Day(2025, 12, 5), Day(2026, 2, 9), RecurringRevenue.PerMonth(Currency.Eur.Amount(40m)))])
            .RollForward(Months.Periods)[1];
        Assert.False(CustomerLifetimeValue.ArpaOverCustomerChurn(nobody).IsDefined);
        Assert.False(CustomerLifetimeValue.ArpaTimesLifetime(nobody, 12).IsDefined);
        Assert.False(CustomerLifetimeValue.Discounted(nobody, 0.1m).IsDefined);
        Assert.Null(AcquisitionCost.MonthsToRecover(AverageMoney.Of(Currency.Eur.Amount(100m), 1m), nobody).Value);
    }

    [Fact]
    public void ARowThatIsNoMonth_IsRefused_WhereChurnIsOfTheSameTime()
    {
        RollForwardRow quarter = Timeline.RollForward(ReportingCalendar.Quarters(DateTimeZone.Utc).From(new LocalDate(2026, 1, 1)).To(new LocalDate(2026, 3, 31)))[0];

        Assert.Contains("is not a month", Assert.Throws<ArgumentException>("month", () => CustomerLifetimeValue.ArpaOverCustomerChurn(quarter)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("month", () => CustomerLifetimeValue.ArpaOverRevenueChurn(quarter));
        Assert.Throws<ArgumentException>("month", () => CustomerLifetimeValue.Discounted(quarter, 0.1m));
        Assert.True(CustomerLifetimeValue.ArpaTimesLifetime(quarter, 12).IsDefined);
        Assert.Throws<ArgumentNullException>("month", () => CustomerLifetimeValue.ArpaOverCustomerChurn(null!));
        Assert.Throws<ArgumentException>(() => AcquisitionCost.LifetimeValueTo(CustomerLifetimeValue.ArpaOverCustomerChurn(February), AverageMoney.Of(Currency.Usd.Amount(100m), 1m)));
    }

    private static string Text(AverageMoney money) => money.ToString(null, CultureInfo.InvariantCulture);

    private static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
}
