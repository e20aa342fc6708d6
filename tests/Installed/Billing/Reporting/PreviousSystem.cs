using Retention.Metrics;
using Retention.Metrics.Csv;

namespace Acme.Billing.Reporting;

/// <summary>The subscriptions of the billing system that was used before this one, from its CSV export.</summary>
public static class PreviousSystem
{
    public static SubscriptionHistory Subscriptions(string file) =>
        CsvImport.Subscriptions(file, new CsvImportOptions { Currency = MetricSettings.Currency }).RequireValid().History;
}
