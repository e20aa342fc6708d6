using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Histories.Invoices;

public sealed class InvoiceRevenueTests
{
    [Theory]
    [InlineData("2026-01-05", "2026-02-05", "10")] // a month
    [InlineData("2026-01-31", "2026-02-28", "10")] // a month, clamped
    [InlineData("2026-02-28", "2026-03-31", "10")] // a month of a subscription that is charged on the 31st
    [InlineData("2026-01-05", "2026-04-05", "3.33")] // a quarter
    [InlineData("2026-01-05", "2027-01-05", "0.83")] // a year
    [InlineData("2024-02-29", "2025-02-28", "0.83")] // a year, clamped
    [InlineData("2026-01-05", "2026-01-12", "43.33")] // a week
    [InlineData("2026-01-05", "2026-02-02", "10.83")] // four weeks
    [InlineData("2026-01-05", "2026-01-15", "30.42")] // ten days
    public void TheLengthOfAPeriod_IsMeasuredByTheCalendar(string start, string end, string mrr) =>
        Assert.Equal(decimal.Parse(mrr, System.Globalization.CultureInfo.InvariantCulture), MrrAt([Line(start, end, 10m)], start, 1));

    [Fact]
    public void APartOfADay_IsCountedInDays() =>
        Assert.Equal(Math.Round(10m * 365m / 1.5m / 12m, 2), MrrAt([new("ada", "s", Utc("2026-01-05"), Utc("2026-01-06T12:00"), Eur(10m))], "2026-01-05", 1));

    [Fact]
    public void AMonthOverAChangeOfClocks_IsWholeInTheZone_OrInUtc()
    {
        var berlin = new InvoiceRevenueOptions { Zone = Zone("Europe/Berlin") };
        InvoiceLine local = new("ada", "s", Utc("2026-03-04T23:00"), Utc("2026-04-04T22:00"), Eur(10m)), utc = Line("2026-03-05", "2026-04-05", 10m);

        Assert.All([local, utc], line => Assert.Equal(Monthly(10m), InvoiceRevenue.Create([line], berlin).OfType<SubscriptionEvent.Started>().Single().Price));
        Assert.NotEqual(Monthly(10m), InvoiceRevenue.Create([local]).OfType<SubscriptionEvent.Started>().Single().Price);
    }

    [Fact]
    public void AChangeOfPlanWithinAPeriod_HoldsFromTheProration()
    {
        // 30.00 a month from the 5th; 60.00 from the 20th, credited and charged for the rest of the month; the next period in full.
        InvoiceLine[] lines =
        [
            Line("2026-01-05", "2026-02-05", 30m, product: "basic"),
            Line("2026-01-20", "2026-02-05", -15.48m, isProration: true, product: "basic"),
            Line("2026-01-20", "2026-02-05", 30.97m, isProration: true, product: "pro"),
            Line("2026-02-05", "2026-03-05", 60m, product: "pro"),
        ];

        Assert.Equal([(Utc("2026-01-05"), 30m), (Utc("2026-01-20"), 60m)], InvoiceRevenue.Create(lines).SkipLast(1).Select(one => (one.At, PriceOf(one))));
        Assert.Equal(Utc("2026-03-05"), Assert.IsType<SubscriptionEvent.Ended>(InvoiceRevenue.Create(lines)[^1]).At);
    }

    [Fact]
    public void WithoutANextPeriod_CreditsAndChargesCountTogether()
    {
        // The rest of the month is 16 of 31 days: -15.48 + 30.97 = 15.49, which is 30.01 a month.
        InvoiceLine[] lines =
        [
            Line("2026-01-05", "2026-02-05", 30m, product: "basic"),
            Line("2026-01-20", "2026-02-05", -15.48m, isProration: true, product: "basic"),
            Line("2026-01-20", "2026-02-05", 30.97m, isProration: true, product: "pro"),
        ];

        Assert.Equal((30m, 60.01m), (MrrAt(lines, "2026-01-20"), MrrAt(lines, "2026-01-20", 1)));
    }

    [Fact]
    public void ACreditOfAllThatIsLeft_EndsTheSubscription_WhateverItsRounding()
    {
        foreach (decimal credit in new[] { -27.85m, -27.86m })
        {
            InvoiceLine[] lines = [Line("2026-02-05", "2026-03-05", 60m), Line("2026-02-20", "2026-03-05", credit, isProration: true)];

            Assert.Equal(Utc("2026-02-20"), Assert.IsType<SubscriptionEvent.Ended>(InvoiceRevenue.Create(lines)[^1]).At);
        }
    }

    [Fact]
    public void ChargesAlone_EndNothing_HoweverShortTheirTimeIs()
    {
        // A change to a plan of the same price in the last hour: each of the two amounts is less than a cent.
        InvoiceLine[] lines = [Line("2026-02-05", "2026-03-05", 1m), Prorated(0m, "basic"), Prorated(0m, "pro"), Prorated(0.01m, "pro")];

        Assert.Equal([(Utc("2026-02-05"), 1m), (Utc("2026-03-04T23:00"), 7.72m)], InvoiceRevenue.Create(lines).SkipLast(1).Select(one => (one.At, PriceOf(one))));

        static InvoiceLine Prorated(decimal amount, string product) =>
            new("ada", "s", Utc("2026-03-04T23:00"), Utc("2026-03-05"), Eur(amount)) { IsProration = true, Product = product };
    }

    [Fact]
    public void APlanThatReplacesAnother_AtItsOwnProration_CutsIt()
    {
        // The new plan begins a period of its own on the 20th; the old one is credited.
        InvoiceLine[] lines =
        [
            Line("2026-01-05", "2026-02-05", 30m, product: "basic"),
            Line("2026-01-20", "2026-02-05", -15.48m, isProration: true, product: "basic"),
            Line("2026-01-20", "2026-02-20", 60m, product: "pro"),
            Line("2026-01-05", "2026-02-05", 7m, product: "seats"),
        ];

        Assert.Equal((37m, 67m, 60m, 0m), (MrrAt(lines, "2026-01-20"), MrrAt(lines, "2026-01-20", 1), MrrAt(lines, "2026-02-05", 1), MrrAt(lines, "2026-02-20", 1)));
    }

    [Fact]
    public void AProrationBeforeTheFirstPeriod_StatesTheLevelOfThatPeriod() =>
        Assert.Equal(
            [(Utc("2026-01-20"), 60m)],
            InvoiceRevenue.Create([Line("2026-01-20", "2026-02-01", 23.23m, isProration: true), Line("2026-02-01", "2026-03-01", 60m)]).SkipLast(1).Select(one => (one.At, PriceOf(one))));

    [Fact]
    public void APeriodThatEndsAfterTheData_GoesOn()
    {
        InvoiceLine[] lines = [Line("2026-01-05", "2026-02-05", 30m), Line("2026-02-05", "2026-03-05", 30m)];

        Assert.IsType<SubscriptionEvent.Started>(Assert.Single(InvoiceRevenue.Create(lines, new InvoiceRevenueOptions { DataEnd = Utc("2026-03-04") }).DistinctBy(one => one.GetType())));
        Assert.IsType<SubscriptionEvent.Ended>(InvoiceRevenue.Create(lines, new InvoiceRevenueOptions { DataEnd = Utc("2026-03-05") })[^1]);
    }

    [Fact]
    public void LinesOverNoTime_AreLeftOutAndCounted()
    {
        InvoiceRevenueCheck check = InvoiceRevenue.Check([Line("2026-01-05", "2026-02-05", 30m), Line("2026-01-20", "2026-01-20", 99m), Line("2026-01-20", "2026-01-20", -7m) with { IsProration = true }]);

        Assert.Equal((1, 2, 2), (check.Used, check.LeftOut, check.LeftOutByKind[InvoiceLineKind.Recurring]));
        Assert.Equal(InvoiceRevenue.Create([Line("2026-01-05", "2026-02-05", 30m)]), check.History);
    }

    [Fact]
    public void LinesThatDoNotRecur_AreCounted_AndRepeatsToo()
    {
        InvoiceLine line = Line("2026-01-05", "2026-02-05", 30m);
        InvoiceRevenueCheck check = InvoiceRevenue.Check([line, line with { }, line with { Kind = InvoiceLineKind.Tax }, line with { Kind = InvoiceLineKind.OneTime }, line with { Kind = InvoiceLineKind.Usage }]);

        Assert.Equal((1, 1, 3, 0), (check.Used, check.Repeated, check.LeftOut, check.Refused));
        Assert.Equal([1, 1, 1], new[] { InvoiceLineKind.Tax, InvoiceLineKind.OneTime, InvoiceLineKind.Usage }.Select(kind => check.LeftOutByKind[kind]));
    }

    [Fact]
    public void LinesThatCannotBeTrue_LeaveTheirSubscriptionOut()
    {
        InvoiceLine fine = Line("2026-01-05", "2026-02-05", 30m) with { Subscription = "fine" };
        InvoiceLine[][] wrong =
        [
            [Line("2026-02-05", "2026-01-05", 30m)],
            [Line("2026-01-05", "2026-02-05", -30m)],
            [Line("2026-01-05", "2026-02-05", 30m), Line("2026-02-05", "2026-03-05", 30m) with { Customer = "bo" }],
            [Line("2026-01-05", "2026-02-05", 30m), Line("2026-02-05", "2026-03-05", 30m) with { Amount = new Money(30m, Currency.Usd) }],
            [Line("2026-01-05", "2026-02-05", 30m), Line("2026-01-06", "2026-02-05", -300m, isProration: true)],
            [Line("2026-01-05", "2026-02-05", 9_999_999_999_999m)],
            [Line("2026-01-05", "2026-02-05", 0.0000001m)],
        ];

        Assert.All(wrong, lines =>
        {
            InvoiceRevenueCheck check = InvoiceRevenue.Check([.. lines, fine]);
            Assert.Single(check.Findings);
            Assert.Equal((1, lines.Length), (check.Used, check.Refused));
            Assert.Equal("fine", check.History[0].Subscription.Value);
            Assert.Throws<ArgumentException>(() => InvoiceRevenue.Create(lines));
        });
    }

    [Fact]
    public void AJoinGap_IsNotNegative() => Assert.Throws<ArgumentOutOfRangeException>(() => new InvoiceRevenueOptions { JoinGap = Duration.FromSeconds(-1) });

    private static decimal? PriceOf(SubscriptionEvent one) => one switch
    {
        SubscriptionEvent.Started started => started.Price.Revenue.Monthly.Amount,
        SubscriptionEvent.PriceChanged changed => changed.Price.Revenue.Monthly.Amount,
        _ => null,
    };

    private static decimal MrrAt(IEnumerable<InvoiceLine> lines, string at, int later = 0) =>
        RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines)).MrrAt(Utc(at) + Duration.FromTicks(later)).Monthly.Amount;

    private static InvoiceLine Line(string start, string end, decimal amount, bool isProration = false, string? product = null) =>
        new("ada", "s", Utc(start), Utc(end), Eur(amount)) { IsProration = isProration, Product = product };
}
