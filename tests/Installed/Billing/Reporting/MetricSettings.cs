using NodaTime;
using Retention.Metrics;

namespace Acme.Billing.Reporting;

/// <summary>What every report has in common: the policy, the currency, and the calendar of months in the time zone of the company.</summary>
public static class MetricSettings
{
    #region billing-pinned-policy
    public static MetricPolicy Policy { get; } = MetricPolicy.FromJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "metric-policy.json")));
    #endregion

    public static Currency Currency => Currency.Eur;

    public static ReportingCalendar Months { get; } = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
}
