using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Tests.Revenue;

namespace Retention.Metrics.Tests.Histories.Invoices;

/// <summary>What holds for any lines of invoices.</summary>
public sealed class InvoiceRevenueLaws
{
    private static readonly Instant Origin = At.Utc("2026-01-01");

    /// <summary>Full lines of a few subscriptions, over any days, which may overlap, meet or miss each other.</summary>
    private static readonly Gen<List<InvoiceLine>> FullLines =
        from lines in (
            from subscription in Gen.Choose(0, 2)
            from start in Gen.Choose(0, 90)
            from days in Gen.Elements(7, 10, 14, 31, 59, 90)
            from amount in Gen.Elements(0m, 10m, 20m, 12.34m)
            from product in Gen.Elements("a", "b")
            from id in Gen.Choose(0, 2)
            select new InvoiceLine($"c{subscription}", $"s{subscription}", Origin + Duration.FromDays(start), Origin + Duration.FromDays(start + days), At.Eur(amount)) { LineId = $"{id}", Product = product }).ListOf()
        select lines.ToList();

    [Fact]
    public void FullLines_AddUp_AsANaiveSumOfThoseInForce() =>
        Laws.Check(Arb.From(FullLines), lines =>
        {
            RevenueTimeline timeline = RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines));
            for (int day = 0; day <= 181; day += 3)
            {
                Instant at = Origin + Duration.FromDays(day) + Duration.FromHours(1);
                decimal expected = lines.Distinct().Where(line => line.Start < at && at <= line.End).Sum(line => AnnualOf(line));

                // Lines of one interval are added before their year is rounded to a millionth, here each is rounded by itself.
                Assert.InRange(timeline.MrrAt(at).Annual.Amount, expected - 0.0001m, expected + 0.0001m);
            }
        });

    [Fact]
    public void TheOrderOfLines_AndLinesThatComeAgain_ChangeNothing() =>
        Laws.Check(Arb.From(from lines in FullLines from prorations in Prorations select lines.Concat(prorations).ToList()), lines =>
        {
            InvoiceRevenueCheck check = InvoiceRevenue.Check(lines), reversed = InvoiceRevenue.Check(Enumerable.Reverse(lines)), twice = InvoiceRevenue.Check(lines.Concat(lines));

            Assert.Equal(check.History, reversed.History);
            Assert.Equal(check.History, twice.History);
            Assert.Equal(check.Findings.Count, reversed.Findings.Count);
            Assert.Equal(lines.Count, check.Used + check.Repeated + check.LeftOut + check.Refused);
            Assert.Equal((check.Used, check.Refused, check.Repeated + lines.Count), (twice.Used, twice.Refused, twice.Repeated));
        });

    [Fact]
    public void APortfolio_WrittenAsInvoices_HasTheSameRollForward() =>
        Laws.Check(Any.RevenueScenario, scenario =>
        {
            Instant last = Instant.Max(scenario.Periods.End, scenario.Levels.Select(level => level.At).DefaultIfEmpty(scenario.Periods.End).Max()) + Duration.FromDays(1);
            var lines = new List<InvoiceLine>();
            foreach (IGrouping<SubscriptionId, RevenueLevel> subscription in scenario.Levels.GroupBy(level => level.Subscription))
            {
                RevenueLevel[] own = [.. subscription.OrderBy(level => level.At)];
                lines.AddRange(own.Select((level, i) =>
                    new InvoiceLine(level.Customer, level.Subscription, level.At, i + 1 < own.Length ? own[i + 1].At : last, level.Revenue.Annual) { Interval = BillingInterval.Yearly })
                    .Where(line => line.Amount.Amount > 0m));
            }

            Assert.Equal(scenario.Timeline.RollForward(scenario.Periods).Select(Reading.Of), RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines)).RollForward(scenario.Periods).Select(Reading.Of));
        });

    [Fact]
    public void MonthlyPeriods_MeasuredByTheCalendar_AreTheirAmounts() =>
        Laws.Check(
            Arb.From(from day in Gen.Choose(1, 31) from amounts in Gen.Elements(10m, 20m, 30m).ListOf() from hour in Gen.Choose(0, 23) select (day, amounts.ToArray(), hour)),
            drawn =>
            {
                (int day, decimal[] amounts, int hour) = drawn;
                LocalDateTime anchor = new LocalDate(2026, 1, day).At(new LocalTime(hour, 30));
                InvoiceLine[] lines =
                [
                    .. amounts.Select((amount, i) => new InvoiceLine("ada", "s", anchor.PlusMonths(i).InUtc().ToInstant(), anchor.PlusMonths(i + 1).InUtc().ToInstant(), At.Eur(amount))),
                ];
                RevenueTimeline timeline = RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines));

                Assert.All(lines, line => Assert.Equal(line.Amount, timeline.MrrAt(line.End).Monthly));
                Assert.True(timeline.MrrAt(lines.Length == 0 ? Origin : lines[^1].End + Duration.FromTicks(1)).IsZero);
            });

    [Fact]
    public void AChangeOfPrice_IsThatOfTheNextPeriod_FromItsProration_AndWithoutOneItsOwnRate() =>
        Laws.Check(
            Arb.From(from before in Gen.Choose(1, 10_000) from after in Gen.Choose(1, 10_000) from days in Gen.Choose(1, 30) select (before / 100m, after / 100m, days)),
            drawn =>
            {
                (decimal before, decimal after, int days) = drawn;
                Instant start = Origin, change = Origin + Duration.FromDays(days), end = Origin + Duration.FromDays(31), last = At.Utc("2026-03-01");
                decimal share = (31m - days) / 31m;
                InvoiceLine credit = new("ada", "s", change, end, At.Eur(-Math.Round(before * share, 2))) { IsProration = true, Product = "old" };
                InvoiceLine charge = new("ada", "s", change, end, At.Eur(Math.Round(after * share, 2))) { IsProration = true, Product = "new" };
                InvoiceLine first = new("ada", "s", start, end, At.Eur(before)) { Product = "old" }, next = new("ada", "s", end, last, At.Eur(after)) { Product = "new" };

                RevenueTimeline known = RevenueTimeline.FromHistory(InvoiceRevenue.Create([first, credit, charge, next]));
                Assert.Equal((At.Eur(before), At.Eur(after), At.Eur(after)), (known.MrrAt(change).Monthly, known.MrrAt(end).Monthly, known.MrrAt(last).Monthly));

                // Each of the two lines is rounded to a cent of its share.
                decimal rate = RevenueTimeline.FromHistory(InvoiceRevenue.Create([first, credit, charge])).MrrAt(end).Monthly.Amount;
                // A level that is no more than the roundings of both is none.
                if (rate == 0m)
                {
                    Assert.InRange(after, 0m, (0.03m / share) + 0.01m);
                }
                else
                {
                    Assert.InRange(rate, after - (0.01m / share) - 0.01m, after + (0.01m / share) + 0.01m);
                }
            });

    private static Gen<List<InvoiceLine>> Prorations =>
        from lines in (
            from subscription in Gen.Choose(0, 2)
            from start in Gen.Choose(0, 90)
            from days in Gen.Choose(1, 31)
            from amount in Gen.Elements(5m, 1.23m, -1m)
            from product in Gen.Elements("a", "b")
            select new InvoiceLine($"c{subscription}", $"s{subscription}", Origin + Duration.FromDays(start), Origin + Duration.FromDays(start + days), At.Eur(amount)) { IsProration = true, Product = product }).ListOf()
        select lines.Take(3).ToList();

    private static decimal AnnualOf(InvoiceLine line)
    {
        int days = (line.End - line.Start).Days;
        LocalDate start = line.Start.InUtc().Date;
        return start.PlusMonths(1) == start.PlusDays(days) || IsMonthEnd(start, days, 1) ? line.Amount.Amount * 12m
            : start.PlusMonths(2) == start.PlusDays(days) || IsMonthEnd(start, days, 2) ? line.Amount.Amount * 6m
            : start.PlusMonths(3) == start.PlusDays(days) || IsMonthEnd(start, days, 3) ? line.Amount.Amount * 4m
            : Math.Round(days % 7 == 0 ? line.Amount.Amount * 52m * 7m / days : line.Amount.Amount * 365m / days, 6, MidpointRounding.ToEven);
    }

    /// <summary>From the last day of a month, up to a later day of another: of a subscription that is charged on that day.</summary>
    private static bool IsMonthEnd(LocalDate start, int days, int months)
    {
        LocalDate end = start.PlusDays(days);
        return start.PlusDays(1).Day == 1 && end.Day > start.Day && end.ToYearMonth() == start.ToYearMonth().PlusMonths(months);
    }
}
