using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Tests.Churn;

namespace Retention.Metrics.Tests.Histories;

public sealed class RenewalCalendarTests
{
    private static readonly Subscription Ada = Subscription.Of("ada");
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>Stripe, "Set the subscription billing renewal date": anchored on 31 January, it bills on 28 February, 31 March and 30 April.</summary>
    [Fact]
    public void TermEnds_Published_OfAnAnchorAtTheEndOfAMonth() =>
        Assert.Equal(["2026-02-28", "2026-03-31", "2026-04-30"], Ends([Ada.Starts(At(2026, 1, 31), Monthly)], At(2026, 1, 1), At(2026, 5, 1)));

    [Fact]
    public void TermEnds_OfEveryUnit()
    {
        Assert.Equal(["2026-01-14", "2026-01-28"], Ends([Ada.Starts(At(2025, 12, 31), Price(2, BillingUnit.Week))], At(2026, 1, 1), At(2026, 2, 1)));
        Assert.Equal(["2026-01-10", "2026-01-20", "2026-01-30"], Ends([Ada.Starts(At(2025, 12, 31), Price(10, BillingUnit.Day))], At(2026, 1, 1), At(2026, 2, 1)));
        Assert.Equal(["2026-02-28", "2026-05-30"], Ends([Ada.Starts(At(2025, 11, 30), Price(1, BillingUnit.Quarter))], At(2026, 1, 1), At(2026, 8, 1)));
        Assert.Equal(["2027-02-28", "2028-02-29"], Ends([Ada.Starts(At(2024, 2, 29), Price(1, BillingUnit.Year))], At(2026, 3, 1), At(2028, 12, 31)));
        Assert.Equal(["2027-02-28"], Ends([Ada.Starts(At(2024, 2, 29), Price(3, BillingUnit.Year))], At(2024, 3, 1), At(2030, 2, 28)));
    }

    [Fact]
    public void TermEnds_AreThoseOfTheClocksOfTheZone()
    {
        SubscriptionHistory history = [Ada.Starts(new LocalDateTime(2026, 1, 29, 2, 30).InZoneStrictly(Berlin).ToInstant(), Monthly)];
        IEnumerable<TermEnd> ends = RenewalCalendar.Of(history, Berlin).TermEnds(At(2026, 3, 1), At(2026, 5, 1));

        // On 29 March the clocks leave out the hour from 2 to 3.
        Assert.Equal([new(2026, 3, 29, 3, 30), new LocalDateTime(2026, 4, 29, 2, 30)], ends.Select(end => end.At.InZone(Berlin).LocalDateTime));
    }

    [Fact]
    public void TermEnds_LieWithinTheBounds_TheFirstIncluded()
    {
        SubscriptionHistory history = [Ada.Starts(At(2026, 1, 10), Monthly)];

        Assert.Equal(["2026-02-10"], Ends(history, At(2026, 2, 10), At(2026, 3, 10)));
        Assert.Empty(Ends(history, At(2026, 2, 10).PlusTicks(1), At(2026, 3, 10)));
        Assert.Empty(Ends(history, At(2025, 1, 1), At(2026, 2, 10)));
    }

    [Fact]
    public void AnotherAmountQuantityOrDiscount_LeavesTheAnchor_AnotherIntervalSetsIt()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(At(2026, 1, 10), Monthly),
            Ada.ChangesPrice(At(2026, 1, 20), RecurringPrice.Monthly(20m, Currency.Eur, quantity: 3), Discount.Percent(100m)),
            Ada.ChangesPrice(At(2026, 3, 5), RecurringPrice.Yearly(100m, Currency.Eur)),
        ];

        Assert.Equal(["2026-02-10", "2027-03-05"], Ends(history, At(2026, 1, 1), At(2027, 12, 31)));
    }

    [Fact]
    public void TheFirstPriceAboveZero_SetsTheAnchor_AndAPriceOfZeroHasNoTerms()
    {
        SubscriptionHistory history =
        [
            Ada.Starts(At(2026, 1, 10), RecurringPrice.Monthly(0m, Currency.Eur)), Ada.ChangesPrice(At(2026, 3, 5), Monthly), Ada.ChangesPrice(At(2026, 4, 10), RecurringPrice.Monthly(0m, Currency.Eur)),
        ];

        Assert.Equal(["2026-04-05"], Ends(history, At(2026, 1, 1), At(2026, 12, 31)));
    }

    [Fact]
    public void AQuantityOfNone_HasNoTerms() =>
        Assert.Empty(Ends([Ada.Starts(At(2026, 1, 10), RecurringPrice.Monthly(10m, Currency.Eur, quantity: 0))], At(2026, 1, 1), At(2026, 12, 31)));

    [Fact]
    public void APause_StopsTheTerms_AndAResumptionSetsTheAnchor()
    {
        SubscriptionHistory history = [Ada.Starts(At(2026, 1, 10), Monthly), Ada.Pauses(At(2026, 3, 1)), Ada.Resumes(At(2026, 4, 20)), Ada.Ends(At(2026, 6, 1))];

        Assert.Equal(["2026-02-10", "2026-05-20"], Ends(history, At(2026, 1, 1), At(2026, 12, 31)));
    }

    [Fact]
    public void WhoEndsAndStartsAgain_OrPausesAndResumes_AtOneInstant_HasANewAnchor()
    {
        Assert.Equal(["2026-02-20"], Ends([Ada.Starts(At(2026, 1, 10), Monthly), Ada.Ends(At(2026, 1, 20)), Ada.Starts(At(2026, 1, 20), Monthly)], At(2026, 1, 1), At(2026, 3, 1)));
        Assert.Equal(
            ["2026-02-20"],
            Ends([Ada.Starts(At(2026, 1, 10), Monthly), Ada.Pauses(At(2026, 1, 20)) with { RecordedAt = At(2026, 2, 1) }, Ada.Resumes(At(2026, 1, 20)) with { RecordedAt = At(2026, 2, 2) }], At(2026, 1, 1), At(2026, 3, 1)));
    }

    [Fact]
    public void ATrial_HasNoTerms_AndTheStartAfterItIsTheAnchor()
    {
        SubscriptionHistory history = [Ada.TrialStarts(At(2026, 1, 1)), Ada.Starts(At(2026, 1, 31), Monthly), Ada.Ends(At(2026, 3, 1))];

        Assert.Equal(["2026-02-28"], Ends(history, At(2026, 1, 1), At(2026, 12, 31)));
    }

    [Theory]
    [InlineData("end", false)]
    [InlineData("end and start", true)]
    [InlineData("end and trial", false)]
    [InlineData("pause", false)]
    [InlineData("price 0", false)]
    [InlineData("other interval", true)]
    [InlineData("other amount", true)]
    [InlineData("failed payment", true)]
    [InlineData("nothing", true)]
    public void ATermEnd_IsRenewed_WhereThePaidSubscriptionRunsOn(string what, bool renewed)
    {
        Instant end = At(2026, 2, 10);
        SubscriptionEvent[] events = what switch
        {
            "end" => [Ada.Ends(end)],
            "end and start" => [Ada.Ends(end), Ada.Starts(end, Monthly)],
            "end and trial" => [Ada.Ends(end), Ada.TrialStarts(end)],
            "pause" => [Ada.Pauses(end)],
            "price 0" => [Ada.ChangesPrice(end, RecurringPrice.Monthly(0m, Currency.Eur))],
            "other interval" => [Ada.ChangesPrice(end, RecurringPrice.Yearly(5m, Currency.Eur))],
            "other amount" => [Ada.ChangesPrice(end, RecurringPrice.Monthly(5m, Currency.Eur))],
            "failed payment" => [Ada.PaymentFails(end)],
            _ => [],
        };
        SubscriptionHistory history = SubscriptionHistory.Create([.. events, Ada.Starts(At(2026, 1, 10), Monthly)]);

        Assert.Equal(new TermEnd("ada", "ada", end, renewed), Assert.Single(RenewalCalendar.Of(history, DateTimeZone.Utc).TermEnds(At(2026, 1, 1), At(2026, 3, 1))));
    }

    /// <summary>Samoa left out 30 December 2011: the term of that day ends with the 31st, as the next one does.</summary>
    [Fact]
    public void ADayThatAZoneLeavesOut_EndsNoTermOfItsOwn()
    {
        DateTimeZone apia = DateTimeZoneProviders.Tzdb["Pacific/Apia"];
        Instant start = apia.AtStartOfDay(new LocalDate(2011, 12, 27)).ToInstant();
        IEnumerable<TermEnd> ends = RenewalCalendar.Of([Ada.Starts(start, Price(1, BillingUnit.Day))], apia).TermEnds(start, start + Duration.FromDays(5));

        Assert.Equal([28, 29, 31, 1], ends.Select(end => end.At.InZone(apia).Day));
    }

    /// <summary>St. John's clocks went back from 00:01 on 7 November 2010 to 23:01: an end in that hour is of the day that had begun.</summary>
    [Fact]
    public void AnEnd_InAnHourThatIsShownAgain_IsOfTheDayThatHasBegun()
    {
        DateTimeZone stJohns = DateTimeZoneProviders.Tzdb["America/St_Johns"];
        SubscriptionHistory history =
        [
            Ada.Starts(stJohns.AtLeniently(new LocalDateTime(2010, 10, 7, 12, 0)).ToInstant(), Monthly), Ada.Ends(Instant.FromUtc(2010, 11, 7, 2, 45)),
        ];
        ReportingPeriods days = ReportingCalendar.Days(stJohns).From(new LocalDate(2010, 11, 6)).To(new LocalDate(2010, 11, 7));

        Assert.Equal([0L, 1L], ChurnAnalysis.Of(history).Renewals(days).Select(row => row.ChurnedOnRenewal));
    }

    [Fact]
    public void ATermLongerThanTheCalendar_NeverEnds()
    {
        SubscriptionHistory history = [Ada.Starts(At(2026, 1, 10), Price(int.MaxValue, BillingUnit.Year)), new Subscription("b", "ada").Starts(At(2026, 1, 10), Price(int.MaxValue, BillingUnit.Day))];

        Assert.Empty(RenewalCalendar.Of(history, DateTimeZone.Utc).TermEnds(At(2026, 1, 1), Instant.MaxValue - Duration.FromDays(2)));
    }

    [Fact]
    public void TermEnds_OfACustomerWithoutHistory_AreNone() =>
        Assert.False(RenewalCalendar.Of([], Berlin).IsUpForRenewal("ada", ReportingCalendar.Years(Berlin).Containing(new LocalDate(2026, 1, 1))[0]));

    [Fact]
    public void TermEnds_OfTwoIntervals_AreThoseOfBothTogether() => ChurnCase.Check(one =>
    {
        RenewalCalendar calendar = RenewalCalendar.Of(one.History, one.Periods.Zone);
        IEnumerable<TermEnd> whole = calendar.TermEnds(one.Periods.Start, one.Periods.End), parts = one.Periods.SelectMany(period => calendar.TermEnds(period.Start, period.End));

        Assert.Equal(whole.OrderBy(end => end.Subscription).ThenBy(end => end.At), parts.OrderBy(end => end.Subscription).ThenBy(end => end.At));
    });

    /// <summary>A date is the end of term k if the anchor plus k intervals falls on it; looked for day by day.</summary>
    [Fact]
    public void TermEnds_AgreeWithANaiveReading()
    {
        Gen<(LocalDate Anchor, BillingInterval Interval, LocalDate From)> cases =
            from day in Gen.Choose(0, 800)
            from unit in Gen.Elements(Enum.GetValues<BillingUnit>())
            from count in Gen.Choose(1, 4)
            from later in Gen.Choose(0, 2000)
            select (new LocalDate(2023, 6, 1).PlusDays(day), new BillingInterval(unit, count), new LocalDate(2023, 6, 1).PlusDays(later));
        Prop.ForAll(Arb.From(cases), one =>
        {
            Period step = one.Interval.Unit switch
            {
                BillingUnit.Day => Period.FromDays(one.Interval.Count),
                BillingUnit.Week => Period.FromWeeks(one.Interval.Count),
                BillingUnit.Month => Period.FromMonths(one.Interval.Count),
                BillingUnit.Quarter => Period.FromMonths(3 * one.Interval.Count),
                _ => Period.FromYears(one.Interval.Count),
            };
            List<LocalDate> naive = [];
            Period sum = step;
            for (LocalDate end = one.Anchor + sum; end < one.From.PlusDays(500); end = one.Anchor + sum)
            {
                naive.Add(end);
                sum += step;
            }

            SubscriptionHistory history = [Ada.Starts(Berlin.AtStartOfDay(one.Anchor).ToInstant(), new RecurringPrice(Currency.Eur.Amount(1m), one.Interval))];
            IEnumerable<LocalDate> found = RenewalCalendar.Of(history, Berlin)
                .TermEnds(Berlin.AtStartOfDay(one.From).ToInstant(), Berlin.AtStartOfDay(one.From.PlusDays(500)).ToInstant())
                .Select(end => end.At.InZone(Berlin).Date);
            Assert.Equal(naive.Where(date => date >= one.From), found);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(300)).WithQuietOnSuccess(true));
    }

    private static RecurringPrice Monthly => RecurringPrice.Monthly(10m, Currency.Eur);

    private static RecurringPrice Price(int count, BillingUnit unit) => RecurringPrice.Every(count, unit, 10m, Currency.Eur);

    private static IEnumerable<string> Ends(SubscriptionHistory history, Instant from, Instant before) =>
        RenewalCalendar.Of(history, DateTimeZone.Utc).TermEnds(from, before).Select(end => LocalDatePattern.Iso.Format(end.At.InUtc().Date));

    private static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);
}
