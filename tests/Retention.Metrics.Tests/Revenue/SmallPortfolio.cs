using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>A few customers with revenue that rises and falls over five months, with ties: there are few amounts and few instants.</summary>
internal sealed record SmallPortfolio(ImmutableArray<RevenueInterval> Intervals)
{
    private static readonly Instant Start = Instant.FromUtc(2025, 12, 20, 0, 0);

    public static Arbitrary<SmallPortfolio> Any { get; } = Arb.From(
        from count in Gen.Choose(0, 14)
        from rows in (
            from customer in Gen.Choose(1, 7)
            from start in Gen.Choose(0, 12)
            from length in Gen.Choose(1, 8)
            from goesOn in Gen.Choose(0, 3)
            from amount in Gen.Elements(10m, 10m, 20m, 30m, 33.33m)
            let starts = Start + Duration.FromDays(10 * start)
            select new RevenueInterval(
                string.Create(CultureInfo.InvariantCulture, $"c{customer}"),
                starts,
                goesOn == 0 ? null : starts + Duration.FromDays(10 * length),
                RecurringRevenue.PerMonth(Currency.Eur.Amount(amount)))).ListOf(count)
        select new SmallPortfolio([.. rows]),
        portfolio => portfolio.Intervals.Select(interval => new SmallPortfolio(portfolio.Intervals.Remove(interval))));

    public static ReportingPeriods Months { get; } = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 5));

    public RevenueTimeline Timeline => RevenueTimeline.FromIntervals(Intervals);

    public override string ToString() => string.Join(Environment.NewLine, Intervals);
}
