using NodaTime;
using Retention.Metrics;

namespace Harbour.Billing.Figures;

/// <summary>What our figures mean: the policy the board agreed on, the clocks of the head office, and the one currency we bill in.</summary>
public static class OurDefinition
{
    #region billing-pinned-policy
    public static MetricPolicy Policy { get; } = MetricPolicy.FromJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "metric-policy.json")));
    #endregion

    public static Currency Currency => Currency.Eur;

    public static ReportingCalendar Months { get; } = ReportingCalendar.Months(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
}
