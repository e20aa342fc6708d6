using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories.Invoices;

/// <summary>Lines of nanoseconds and of thousands of years, with amounts of any size.</summary>
public sealed class LineLengthTests
{
    private static readonly Instant Start = Utc("2026-01-05");

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    [InlineData(101)]
    public void AProrationOfNanoseconds_HasTheRateOfItsExactShare(long nanoseconds)
    {
        // A month of 31 days has 2,678,400,000,000,000 ns.
        InvoiceLine full = new("ada", "s", Start, Utc("2026-02-05"), Eur(10m));
        InvoiceLine proration = new("ada", "s", Utc("2026-01-20"), Utc("2026-01-20") + Duration.FromNanoseconds(nanoseconds), Eur(0.0001m)) { IsProration = true };

        var changed = Assert.IsType<SubscriptionEvent.PriceChanged>(InvoiceRevenue.Create([full, proration])[1]);

        Assert.Equal((proration.Start, 10m + Math.Round(0.0001m * 2_678_400_000_000_000m / nanoseconds, 2)), (changed.At, changed.Price.Amount.Amount / 12m));
    }

    [Theory]
    [InlineData(1, 0.00001)]
    [InlineData(99, 0.001)]
    public void ALineOfNanoseconds_IsAmountTimesItsExactNumberInAYear(long nanoseconds, double amount)
    {
        var started = Assert.IsType<SubscriptionEvent.Started>(InvoiceRevenue.Create([new InvoiceLine("ada", "s", Start, Start + Duration.FromNanoseconds(nanoseconds), Eur((decimal)amount))])[0]);

        Assert.Equal(Math.Round((decimal)amount * 31_536_000_000_000_000m / nanoseconds, 6), started.Price.Amount.Amount);
    }

    [Theory]
    [InlineData(1, "10", false)]
    [InlineData(1, "9000000000000", false)]
    [InlineData(1, "10", true)]
    [InlineData(1, "-10", true)]
    [InlineData(50, "9000000000000", true)]
    public void ALineOfNanoseconds_WithAYearThatDoesNotFit_IsRefused(long nanoseconds, string amount, bool isProration)
    {
        InvoiceLine full = new("ada", "s", Start, Utc("2026-02-05"), Eur(10m));
        InvoiceLine line = new("ada", "s", Utc("2026-01-20"), Utc("2026-01-20") + Duration.FromNanoseconds(nanoseconds), Eur(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))) { IsProration = isProration };

        Assert.Equal(amount[0] == '-' ? FindingKind.NegativePrice : FindingKind.PriceOverflow, Assert.Single(InvoiceRevenue.Check([full, line]).Findings).Kind);
    }

    [Fact]
    public void TheRateOfAProration_IsRoundedOnce()
    {
        // 0.01 for 2 of 31 days is 0.155 a month, which rounds to 0.16; 0.01 / (2 / 31) in decimals is below it, and rounds to 0.15.
        InvoiceLine[] lines = [new("ada", "s", Start, Utc("2026-02-05"), Eur(10m)), new("ada", "s", Utc("2026-01-20"), Utc("2026-01-22"), Eur(0.01m)) { IsProration = true }];

        Assert.Equal(10.16m, RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines)).MrrAt(Utc("2026-01-22")).Monthly.Amount);
    }

    [Fact]
    public void ATimeUntilTheEndOfTheCalendar_IsMeasured_InAnyZoneAndWithAnyJoinGap()
    {
        foreach (string zone in new[] { "UTC", "Europe/Berlin", "America/New_York" })
        {
            var options = new InvoiceRevenueOptions { Zone = Zone(zone), JoinGap = Duration.FromDays(10_000_000) };
            InvoiceLine[] lines = [new("ada", "s", Start, Instant.MaxValue, Eur(1_000_000m)), new("bo", "t", Instant.MinValue, Instant.MaxValue, Eur(1m))];

            SubscriptionHistory history = InvoiceRevenue.Create(lines, options);

            // 7,973 years and 361 days, less a nanosecond.
            Assert.InRange(history.OfType<SubscriptionEvent.Started>().Single(one => one.Customer == "ada").Price.Amount.Amount, 125.2m, 125.5m);
        }
    }

    [Fact]
    public void AnyLines_AreAHistoryOrFindings()
    {
        Gen<Instant> instants = Gen.OneOf(
            Gen.Elements(Instant.MinValue, Instant.MinValue + Duration.Epsilon, Instant.MaxValue - Duration.FromHours(3), Instant.MaxValue, Utc("0001-01-01"), Utc("1970-01-01"), Utc("9999-12-31")),
            Gen.Choose(0, 40).Select(days => Start + Duration.FromDays(days)),
            Gen.Choose(0, 500).Select(nanoseconds => Start + Duration.FromNanoseconds(nanoseconds)));
        Gen<InvoiceLine> lines =
            from start in instants
            from end in instants
            from amount in Gen.Elements(0m, 0.000001m, 0.0000001m, 1m, 10.01m, 999_999_999_999m, 9_999_999_999_999m, 99_999_999_999_999m, decimal.MaxValue)
            from sign in Gen.Elements(1m, 1m, -1m)
            from proration in Gen.Elements(true, false)
            from product in Gen.Elements("a", "b")
            from currency in Gen.Elements("EUR", "EUR", "EUR", "JPY", "KWD")
            from interval in Gen.Elements<BillingInterval?>(null, null, BillingInterval.Daily, new BillingInterval(BillingUnit.Year, int.MaxValue))
            select new InvoiceLine("ada", currency, start, end, new Money(amount * sign, Currency.Of(currency))) { IsProration = proration, Product = product, Interval = interval };
        Gen<InvoiceRevenueOptions> options =
            from zone in Gen.Elements("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati")
            from gap in Gen.Elements(Duration.Zero, Duration.FromDays(1), Duration.FromDays(10_000_000))
            from end in Gen.Frequency((2, Gen.Constant<Instant?>(null)), (1, instants.Select(instant => (Instant?)instant)))
            select new InvoiceRevenueOptions { Zone = Zone(zone), JoinGap = gap, DataEnd = end };

        Laws.Check(Arb.From(from some in lines.ListOf() from option in options select (some.Take(6).ToArray(), option)), drawn =>
        {
            (InvoiceLine[] some, InvoiceRevenueOptions option) = drawn;
            InvoiceRevenueCheck check = InvoiceRevenue.Check(some, option);

            Assert.Equal(some.Length, check.Used + check.Repeated + check.LeftOut + check.Refused);
            Assert.All(check.Findings, finding => Assert.NotEmpty(finding.ToString()));
            _ = RevenueTimeline.FromHistory(InvoiceRevenue.Check(some.Where(line => line.Amount.Currency == Currency.Eur), option).History);
        }, times: 3_000);
    }
}
