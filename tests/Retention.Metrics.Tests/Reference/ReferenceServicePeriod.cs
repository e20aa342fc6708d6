using NodaTime;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>How long a service period is, found by adding months and days one by one.</summary>
internal static class ReferenceServicePeriod
{
    public static RecurringPrice PriceOf(BilledLine line, DateTimeZone zone)
    {
        if ((line.Interval ?? Whole(line.Start, line.End, zone)) is { } interval)
        {
            return new RecurringPrice(line.Amount, interval);
        }

        Rational annual = line.Amount.Amount * PerYear(line, zone);
        return new RecurringPrice(new Money(annual.RoundHalfEven(6), line.Amount.Currency), BillingInterval.Yearly);
    }

    public static Rational PerYear(BilledLine line, DateTimeZone zone) =>
        (line.Interval ?? Whole(line.Start, line.End, zone)) is { } interval ? PerYear(interval) : Nanoseconds(Duration.FromDays(365)) / Nanoseconds(line.End - line.Start);

    public static Rational PerYear(BillingInterval interval)
    {
        Rational units = interval.Unit switch
        {
            BillingUnit.Year => 1,
            BillingUnit.Quarter => 4,
            BillingUnit.Month => 12,
            BillingUnit.Week => 52,
            _ => 365,
        };
        return units / interval.Count;
    }

    public static Rational Nanoseconds(Duration length) => new(length.ToBigIntegerNanoseconds(), 1);

    private static BillingInterval? Whole(Instant start, Instant end, DateTimeZone zone)
    {
        (LocalDateTime Start, LocalDateTime End)[] clocks = [(start.InZone(zone).LocalDateTime, end.InZone(zone).LocalDateTime), (start.InUtc().LocalDateTime, end.InUtc().LocalDateTime)];
        foreach ((LocalDateTime from, LocalDateTime until) in clocks)
        {
            for (int months = 1; from.PlusMonths(months - 1) <= until; months++)
            {
                if (from.PlusMonths(months) == until || until.PlusMonths(-months) == from)
                {
                    return months % 12 == 0 ? new BillingInterval(BillingUnit.Year, months / 12) : new BillingInterval(BillingUnit.Month, months);
                }
            }
        }

        foreach ((LocalDateTime from, LocalDateTime until) in clocks)
        {
            for (int days = 1; from.PlusDays(days) <= until; days++)
            {
                if (from.PlusDays(days) == until)
                {
                    return days % 7 == 0 ? new BillingInterval(BillingUnit.Week, days / 7) : new BillingInterval(BillingUnit.Day, days);
                }
            }
        }

        return null;
    }
}
