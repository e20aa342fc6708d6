using NodaTime;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>The length of a service period: whole years, else whole months, else whole weeks, else days; by the calendar in UTC.</summary>
internal static class PeriodLength
{
    /// <summary>The interval of a period; a part of a day counts as a day.</summary>
    public static BillingInterval Of(Instant start, Instant end)
    {
        LocalDate from = start.InUtc().Date, to = end.InUtc().Date;
        int months = Math.Max(0, ((to.Year - from.Year) * 12) + to.Month - from.Month);
        if (months > 0 && from.PlusMonths(months) == to)
        {
            return months % 12 == 0 ? new BillingInterval(BillingUnit.Year, months / 12) : new BillingInterval(BillingUnit.Month, months);
        }

        int days = Math.Max(1, Period.DaysBetween(from, to));
        return days % 7 == 0 ? new BillingInterval(BillingUnit.Week, days / 7) : new BillingInterval(BillingUnit.Day, days);
    }
}
