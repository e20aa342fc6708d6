using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class ChurnByTenureTests
{
    private static readonly ReportingPeriods Spring = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 2)).To(new YearMonth(2026, 4));

    [Fact]
    public void ByTenure_OnPaper()
    {
        Subscription ada = Subscription.Of("ada"), bo = Subscription.Of("bo"), cy = Subscription.Of("cy"), dee = Subscription.Of("dee"), eve = Subscription.Of("eve");
        SubscriptionHistory history =
        [
            // Dee comes and goes within March: never at risk at the start of a month. Cy pays nothing in March and is back in April.
            dee.Ends(At(3, 20)), dee.Starts(At(3, 2), Monthly),
            cy.Starts(At(3, 15), Monthly), cy.Ends(At(2, 10)), cy.Starts(At(1, 31), Monthly),
            ada.Starts(At(1, 1), Monthly),
            bo.Ends(At(3, 1)), bo.Starts(At(1, 20), Monthly),
            eve.TrialStarts(At(1, 1)), eve.Starts(At(2, 1), Monthly), eve.Ends(At(4, 30)),
        ];
        ChurnByTenure byTenure = ChurnAnalysis.Of(history).ByTenure(Spring);

        // 1 February: Ada 1 whole month, Bo 0, Cy 0; Eve's first payment is of this instant and so not before it. Cy leaves.
        Assert.Equal([new(0, 2, 1), new(1, 1, 0)], byTenure[0].Months);

        // 1 March: Ada 2, Bo 1, Eve 1. Bo leaves at this very instant, which belongs to March.
        Assert.Equal([new(1, 2, 1), new(2, 1, 0)], byTenure[1].Months);

        // 1 April: Ada 3; Cy 2 since the first payment ever, whatever came between; Eve 2, and leaves.
        Assert.Equal([new(2, 2, 1), new(3, 1, 0)], byTenure[2].Months);
        Assert.Equal([new(0, 2, 1), new(1, 3, 1), new(2, 3, 1), new(3, 1, 0)], byTenure.Whole);
        Assert.Equal(Ratio.Of(1, 3), byTenure.Whole[2].Hazard);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-28", 1)] // February has no 31st: its last day completes the month
    [InlineData("2026-01-31", "2026-03-30", 1)]
    [InlineData("2026-01-31", "2026-03-31", 2)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    [InlineData("2026-01-15", "2026-02-14", 0)]
    public void ByTenure_CountsWholeMonthsByLocalDate(string paid, string start, int month)
    {
        LocalDate first = NodaTime.Text.LocalDatePattern.Iso.Parse(paid).Value;
        LocalDate day = NodaTime.Text.LocalDatePattern.Iso.Parse(start).Value;
        DateTimeZone kathmandu = DateTimeZoneProviders.Tzdb["Asia/Kathmandu"];
        SubscriptionHistory history = [Subscription.Of("ada").Starts(first.At(new LocalTime(23, 59)).InZoneLeniently(kathmandu).ToInstant(), Monthly)];

        Assert.Equal([new(month, 1, 0)], ChurnAnalysis.Of(history).ByTenure(ReportingCalendar.Days(kathmandu).Containing(day))[0].Months);
    }

    /// <summary>
    /// P. S. Fader and B. G. S. Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21 (2007): of 1,000 high-end
    /// customers 869, 743, 653, 593, 551, 517 and 491 renew; the retention rates are .869, .855, .879, .908, .929, .938 and .950.
    /// </summary>
    [Fact]
    public void ByTenure_Published_HighEndCustomers()
    {
        int[] survivors = [1000, 869, 743, 653, 593, 551, 517, 491];
        SubscriptionHistory history = SubscriptionHistory.Create(Enumerable.Range(0, 1000).SelectMany(number =>
        {
            Subscription one = Subscription.Of(FormattableString.Invariant($"c{number}"));
            int renewals = survivors.Count(left => number < left);
            SubscriptionEvent starts = one.Starts(Instant.FromUtc(2000, 1, 1, 0, 0), RecurringPrice.Yearly(100m, Currency.Usd));
            return renewals == survivors.Length ? [starts] : (SubscriptionEvent[])[starts, one.Ends(Instant.FromUtc(2000 + renewals, 1, 1, 0, 0))];
        }));
        ChurnByTenure byTenure = ChurnAnalysis.Of(history).ByTenure(ReportingCalendar.Years(DateTimeZone.Utc).From(new LocalDate(2000, 1, 1)).To(new LocalDate(2007, 1, 1)));

        Assert.Equal([12, 24, 36, 48, 60, 72, 84], byTenure.Whole.Select(month => month.Month));
        Assert.Equal(survivors[..7].Select(left => (long)left), byTenure.Whole.Select(month => month.AtRisk));
        Assert.Equal([.869m, .855m, .879m, .908m, .929m, .938m, .950m], byTenure.Whole.Select(month => Math.Round(month.Hazard.Complement.Value!.Value, 3)));
    }

    [Fact]
    public void ByTenure_AgreesWithANaiveReading() => ChurnCase.Check(one =>
    {
        ChurnCase plain = one with { Policy = MetricPolicy.Default };
        var naive = new SortedDictionary<int, (long AtRisk, long Churned)>();
        foreach (IGrouping<CustomerId, SubscriptionEvent> customer in plain.History.GroupBy(fact => fact.Customer))
        {
            RevenueTimeline paid = RevenueTimeline.FromHistory(SubscriptionHistory.Create(customer));
            foreach (ReportingPeriod period in plain.Periods.Where(period => !paid.MrrAt(period.Start).IsZero))
            {
                LocalDate first = paid.FirstChange!.Value.InZone(plain.Periods.Zone).Date;
                int month = Enumerable.Range(1, 100).TakeWhile(months => first.PlusMonths(months) <= period.LocalStart.Date).Count();
                (long atRisk, long churned) = naive.GetValueOrDefault(month);
                naive[month] = (atRisk + 1, churned + (paid.MrrAt(period.End).IsZero ? 1 : 0));
            }
        }

        Assert.Equal(naive.Select(entry => new TenureRisk(entry.Key, entry.Value.AtRisk, entry.Value.Churned)), plain.Analysis.ByTenure(plain.Periods).Whole);
    });

    [Fact]
    public void Merge_OfOtherPeriodsOrPolicy_IsRefused()
    {
        SubscriptionHistory history = [Subscription.Of("ada").Starts(At(1, 1), Monthly)];
        ChurnByTenure spring = ChurnAnalysis.Of(history).ByTenure(Spring);

        Assert.Throws<ArgumentException>(() => spring.Merge(ChurnAnalysis.Of(history).ByTenure(ReportingCalendar.Years(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1)))));
        Assert.Throws<ArgumentException>(() => spring.Merge(ChurnAnalysis.Of(history, MetricPolicy.Default with { Netting = Netting.PerDay }).ByTenure(Spring)));
    }

    private static RecurringPrice Monthly => RecurringPrice.Monthly(10m, Currency.Eur);

    private static Instant At(int month, int day) => Instant.FromUtc(2026, month, day, 0, 0);
}
