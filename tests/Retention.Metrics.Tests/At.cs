using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Tests;

/// <summary>Short names for what examples need again and again.</summary>
internal static class At
{
    /// <summary>An instant in UTC: <c>2026-01-05</c> or <c>2026-01-05T09:30</c>.</summary>
    public static Instant Utc(string text) => text.Length == 10
        ? LocalDatePattern.Iso.Parse(text).Value.AtMidnight().InUtc().ToInstant()
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value.InUtc().ToInstant();

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    public static Money Eur(decimal amount) => new(amount, Currency.Eur);

    /// <summary>An amount in EUR for each of so many.</summary>
    public static AverageMoney EurEach(decimal total, decimal count) => AverageMoney.Of(Eur(total), count);

    public static RecurringPrice Monthly(decimal amount) => RecurringPrice.Monthly(amount, Currency.Eur);

    public static RecurringRevenue Mrr(decimal amount) => RecurringRevenue.PerMonth(Eur(amount));

    /// <summary>Months in UTC, both included: <c>Months("2026-01", "2026-03")</c>.</summary>
    public static ReportingPeriods Months(string from, string to) => ReportingCalendar.Months(DateTimeZone.Utc).From(Month(from)).To(Month(to));

    public static YearMonth Month(string text) => YearMonthPattern.Iso.Parse(text).Value;
}
