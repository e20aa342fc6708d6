using Retention.Metrics;
using Retention.Metrics.Csv;

namespace Harbour.Billing.Figures;

/// <summary>The contracts that ended before our own books began, as the former system exported them.</summary>
public static class FormerSystem
{
    public static SubscriptionHistory Contracts(string file) =>
        CsvImport.Subscriptions(file, new CsvImportOptions { Currency = OurDefinition.Currency }).RequireValid().History;
}
